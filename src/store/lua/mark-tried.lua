-- Replaces an entry that still waits; what has left the outbox does not come back.
--
-- KEYS  1 outbox
-- ARGV  1 entry id   2 the entry as it is stored
-- Returns 1 when it still waited, else 0.

if redis.call('HEXISTS', KEYS[1], ARGV[1]) == 0 then return 0 end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
return 1
