-- Removes a member of a sorted set unless its score is another meanwhile. For the holder of the lease.
--
-- KEYS  1 sorted set   2 fence
-- ARGV  1 member   2 the score it was seen with   3 token
-- Returns 1 when it was removed, 0 when it was not, -1 when somebody else holds the lease.

if (redis.call('GET', KEYS[2]) or '0') ~= ARGV[3] then return -1 end
local score = redis.call('ZSCORE', KEYS[1], ARGV[1])
if not score or tonumber(score) ~= tonumber(ARGV[2]) then return 0 end
return redis.call('ZREM', KEYS[1], ARGV[1])
