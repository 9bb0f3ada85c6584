-- Takes a parked update away, and with a retry puts the update at the end of the updates to handle again.
--
-- KEYS  1 poison   2 retried updates   3… keys of the writes, by place
-- ARGV  1 JSON: {was = the parked update as stored, update = the raw update to handle again, or absent,
--       writes = list of {command, place, arguments…}}
-- Returns 1 if the update was still parked, else 0, and nothing was done.

--!include writes

local ops = cjson.decode(ARGV[1])
if redis.call('LREM', KEYS[1], 1, ops.was) == 0 then return 0 end
if ops.update then redis.call('RPUSH', KEYS[2], ops.update) end
carryOut(ops.writes)
return 1
