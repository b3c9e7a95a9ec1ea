-- Stores a session under a new id and deletes or keeps it under the old one; a lock moves along.
-- KEYS: old data, new data[, old lock, new lock]. ARGV: data, lifetime in ms, expected, data as read, 'delete' or 'keep',
-- data for the old id[, token, lease in ms].
if KEYS[3] and redis.call('GET', KEYS[3]) ~= ARGV[7] then
  return 'lost'
end
if redis.call('EXISTS', KEYS[2]) == 1 or KEYS[4] and redis.call('EXISTS', KEYS[4]) == 1 then
  return 'taken'
end
local present = redis.call('GET', KEYS[1])
if present then
  if ARGV[3] == 'absent' or (ARGV[3] == 'present' or ARGV[3] == 'expired') and present ~= ARGV[4] then
    return 'changed'
  end
elseif ARGV[3] == 'present' or ARGV[3] == 'existing' then
  return 'gone'
end
redis.call('SET', KEYS[2], ARGV[1], 'PX', ARGV[2])
if ARGV[5] == 'delete' then
  redis.call('DEL', KEYS[1])
else
  redis.call('SET', KEYS[1], ARGV[6], 'PX', ARGV[2])
end
if KEYS[3] then
  redis.call('DEL', KEYS[3])
  redis.call('SET', KEYS[4], ARGV[7], 'PX', ARGV[8])
end
return 'done'
