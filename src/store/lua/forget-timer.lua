-- Removes a timer unless it was set anew meanwhile.
--
-- KEYS  1 timers
-- ARGV  1 member   2 the due time it was seen with
-- Returns 1 when it was removed, else 0.

local due = redis.call('ZSCORE', KEYS[1], ARGV[1])
if not due or tonumber(due) ~= tonumber(ARGV[2]) then return 0 end
return redis.call('ZREM', KEYS[1], ARGV[1])
