-- Reads a session whose lock is held; nothing where it is not.
-- KEYS: data, lock. ARGV: token[, lifetime in ms, and how many ms must be left for it not to begin anew].
if redis.call('GET', KEYS[2]) ~= ARGV[1] then
  return {}
end
local data = redis.call('GET', KEYS[1])
local left = redis.call('PTTL', KEYS[1])
if data and ARGV[2] and left < tonumber(ARGV[3]) then
  redis.call('PEXPIRE', KEYS[1], ARGV[2])
  left = tonumber(ARGV[2])
end
return {'held', data, left}
