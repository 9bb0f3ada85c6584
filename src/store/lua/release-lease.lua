-- Gives the lease up, and says so to whoever is standing by.
--
-- KEYS  1 lease   2 fence
-- ARGV  1 token
-- Returns 1 when it was ours to give, else 0.

if redis.call('GET', KEYS[2]) ~= ARGV[1] then return 0 end
redis.call('DEL', KEYS[1])
-- A hint that a strict ACL may forbid; who stands by looks now and then as well.
redis.pcall('PUBLISH', KEYS[1], '')
return 1
