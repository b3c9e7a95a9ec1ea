-- Removes a session if it is as it was read, and gives its lock back.
-- KEYS: data[, lock]. ARGV: expected, data as read[, token].
if KEYS[2] and redis.call('GET', KEYS[2]) ~= ARGV[3] then
  return 'lost'
end
local present = redis.call('GET', KEYS[1])
if present then
  if ARGV[1] == 'absent' or (ARGV[1] == 'present' or ARGV[1] == 'expired') and present ~= ARGV[2] then
    return 'changed'
  end
elseif ARGV[1] == 'present' or ARGV[1] == 'existing' then
  return 'gone'
end
redis.call('DEL', unpack(KEYS))
return 'done'
