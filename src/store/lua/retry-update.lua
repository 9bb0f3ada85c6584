-- Puts a parked update behind those that are to be handled again, unless somebody was faster.
--
-- KEYS  1 poison   2 retried updates
-- ARGV  1 the update as it is parked   2 the update as it came
-- Returns 1 when it was parked still, else 0.

if redis.call('LREM', KEYS[1], 1, ARGV[1]) == 0 then return 0 end
redis.call('RPUSH', KEYS[2], ARGV[2])
return 1
