-- Releases the lease, and notifies the processes on standby.
--
-- KEYS  1 lease   2 fence
-- ARGV  1 token
-- Returns 1 if the caller had the lease, else 0.

if redis.call('GET', KEYS[2]) ~= ARGV[1] then return 0 end
redis.call('DEL', KEYS[1])
-- A hint; a strict ACL may forbid the hint. A process on standby also tries every second.
redis.pcall('PUBLISH', KEYS[1], '')
return 1
