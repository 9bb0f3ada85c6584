-- Puts a parked update at the end of the updates to handle again, unless the update has left.
--
-- KEYS  1 poison   2 retried updates
-- ARGV  1 the parked update as stored   2 the raw update
-- Returns 1 if the update was still parked, else 0.

if redis.call('LREM', KEYS[1], 1, ARGV[1]) == 0 then return 0 end
redis.call('RPUSH', KEYS[2], ARGV[2])
return 1
