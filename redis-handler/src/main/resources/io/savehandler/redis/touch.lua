-- Lets a session's lifetime begin anew unless that would shorten it.
-- KEYS: data[, lock to be given back]. ARGV: lifetime in ms[, token].
local left = redis.call('PTTL', KEYS[1])
if left ~= -2 and left < tonumber(ARGV[1]) then
  redis.call('PEXPIRE', KEYS[1], ARGV[1])
end
if KEYS[2] and redis.call('GET', KEYS[2]) == ARGV[2] then
  redis.call('DEL', KEYS[2])
end
return left == -2 and 'gone' or 'done'
