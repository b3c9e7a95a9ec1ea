-- Takes a session's lock if it is free, and reads the session.
-- KEYS: data, lock. ARGV: token, lease in ms, 'new' to lock an unknown session too.
if redis.call('EXISTS', KEYS[2]) == 1 then
  return {'busy'}
end
local data = redis.call('GET', KEYS[1])
if not data and ARGV[3] ~= 'new' then
  return {'unknown'}
end
redis.call('SET', KEYS[2], ARGV[1], 'PX', ARGV[2])
return {'held', data, redis.call('PTTL', KEYS[1])}
