-- Stores a session if it is as it was read and, given a lock, if that is still held.
-- KEYS: data[, lock]. ARGV: data, lifetime in ms, expected, data as read[, token, 'unlock' to give the lock back].
if KEYS[2] and redis.call('GET', KEYS[2]) ~= ARGV[5] then
  return 'lost'
end
local present = redis.call('GET', KEYS[1])
if present then
  if ARGV[3] == 'absent' or (ARGV[3] == 'present' or ARGV[3] == 'expired') and present ~= ARGV[4] then
    return 'changed'
  end
elseif ARGV[3] == 'present' or ARGV[3] == 'existing' then
  return 'gone'
end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
if ARGV[6] == 'unlock' then
  redis.call('DEL', KEYS[2])
end
return 'done'
