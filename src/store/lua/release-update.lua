-- Takes a parked update away, and with a retry puts the update at the end of the updates to handle again.
--
-- KEYS  1 poison   2 retried updates   further keys of the writes, by place
-- ARGV  the parked update as stored · the raw update to handle again, optional · writes
-- Returns 1 if the update was still parked, else 0, and nothing was done.

--!include arguments

local was, again = text(), optional()
if redis.call('LREM', KEYS[1], 1, was) == 0 then return 0 end
if again then redis.call('RPUSH', KEYS[2], again) end
carryOut()
return 1
