-- Reads a session and lets its lifetime begin anew unless that would gain too little.
-- KEYS: data. ARGV: lifetime in ms, ms that must be left for it to stay as it is.
local data = redis.call('GET', KEYS[1])
local left = redis.call('PTTL', KEYS[1])
if data and left < tonumber(ARGV[2]) then
  redis.call('PEXPIRE', KEYS[1], ARGV[1])
  left = tonumber(ARGV[1])
end
return {data, left}
