-- Moves the cursor of a reader of facts, and writes the results of the reader.
--
-- KEYS  1 cursors   further keys of the writes, by place
-- ARGV  reader · place before · place afterwards · writes
-- Returns 1: the cursor was moved, or stands at the place afterwards already. 0: the cursor stands elsewhere, and nothing was
-- written.

--!include arguments

local reader, from, to = text(), text(), text()
local stands = redis.call('HGET', KEYS[1], reader) or '0'
if stands == to then return 1 end
if stands ~= from then return 0 end
carryOut()
redis.call('HSET', KEYS[1], reader, to)
return 1
