-- Moves the cursor of a reader of facts, and writes what the reader made of them.
--
-- KEYS  1 cursors   2… the keys that the writes name by their place here
-- ARGV  1 JSON: {reader, from = where the cursor stands, to = where it shall stand, writes = list of {command, place, arguments…}}
-- Returns 1 when it was moved or stands there already, 0 when it stands elsewhere: nothing was written.

local ops = cjson.decode(ARGV[1])
local stands = redis.call('HGET', KEYS[1], ops.reader) or '0'
if stands == ops.to then return 1 end
if stands ~= ops.from then return 0 end
for _, write in ipairs(ops.writes) do redis.call(write[1], KEYS[write[2]], unpack(write, 3)) end
redis.call('HSET', KEYS[1], ops.reader, ops.to)
return 1
