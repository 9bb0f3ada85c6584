-- Moves the cursor of a reader of facts, and writes the results of the reader.
--
-- KEYS  1 cursors   2… keys of the writes, by place
-- ARGV  1 JSON: {reader, from = place before, to = place afterwards, writes = list of {command, place, arguments…}}
-- Returns 1: the cursor was moved, or stands at `to` already. 0: the cursor stands elsewhere, and nothing was written.

--!include writes

local ops = cjson.decode(ARGV[1])
local stands = redis.call('HGET', KEYS[1], ops.reader) or '0'
if stands == ops.to then return 1 end
if stands ~= ops.from then return 0 end
carryOut(ops.writes)
redis.call('HSET', KEYS[1], ops.reader, ops.to)
return 1
