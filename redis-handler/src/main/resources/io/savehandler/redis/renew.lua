-- Prolongs a lock that is still held. KEYS: lock. ARGV: token, lease in ms.
if redis.call('GET', KEYS[1]) == ARGV[1] then
  return redis.call('PEXPIRE', KEYS[1], ARGV[2])
end
return 0
