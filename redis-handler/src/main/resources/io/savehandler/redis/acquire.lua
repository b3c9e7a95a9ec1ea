-- Takes a session's lock if it is free, and reads the session.
-- KEYS: data, lock. ARGV: token, lease in ms, 'new' to lock an unknown session too[, lifetime in ms, and how many ms must be
-- left for it not to begin anew].
local holder = redis.call('GET', KEYS[2])
if holder then
  return {'busy', holder}
end
local data = redis.call('GET', KEYS[1])
if not data and ARGV[3] ~= 'new' then
  return {'unknown'}
end
redis.call('SET', KEYS[2], ARGV[1], 'PX', ARGV[2])
local left = redis.call('PTTL', KEYS[1])
if data and ARGV[4] and left < tonumber(ARGV[5]) then
  redis.call('PEXPIRE', KEYS[1], ARGV[4])
  left = tonumber(ARGV[4])
end
return {'held', data, left}
