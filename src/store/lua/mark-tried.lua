-- Replaces a waiting entry; an entry that left the outbox does not come back. For the leader.
--
-- KEYS  1 outbox   2 fence
-- ARGV  1 entry id   2 the new stored entry   3 token
-- Returns 1: the entry still waited. 0: the entry has left. -1: another process leads.

if (redis.call('GET', KEYS[2]) or '0') ~= ARGV[3] then return -1 end
if redis.call('HEXISTS', KEYS[1], ARGV[1]) == 0 then return 0 end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
return 1
