-- Removes a member of a sorted set, unless the score has changed. For the leader.
--
-- KEYS  1 sorted set   2 fence
-- ARGV  1 member   2 the score as read   3 token
-- Returns 1: removed. 0: not removed. -1: another process leads.

if (redis.call('GET', KEYS[2]) or '0') ~= ARGV[3] then return -1 end
local score = redis.call('ZSCORE', KEYS[1], ARGV[1])
if not score or tonumber(score) ~= tonumber(ARGV[2]) then return 0 end
return redis.call('ZREM', KEYS[1], ARGV[1])
