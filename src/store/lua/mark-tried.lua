-- Replaces an entry that still waits; what has left the outbox does not come back. For the holder of the lease.
--
-- KEYS  1 outbox   2 fence
-- ARGV  1 entry id   2 the entry as it is stored   3 token
-- Returns 1 when it still waited, 0 when not, -1 when somebody else holds the lease.

if (redis.call('GET', KEYS[2]) or '0') ~= ARGV[3] then return -1 end
if redis.call('HEXISTS', KEYS[1], ARGV[1]) == 0 then return 0 end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
return 1
