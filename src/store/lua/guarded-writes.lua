-- Carries out writes, if every guard finds its value.
--
-- KEYS  keys of the guards and the writes, by place
-- ARGV  1 JSON: {guards = list of {key = place in KEYS, field or absent, is = the value, absent: no value},
--       writes = list of {command, place in KEYS, arguments…}}
-- Returns 1, or 0: a guard found another value, and nothing was done.

--!include guards
--!include writes

local ops = cjson.decode(ARGV[1])
if refusingGuard(ops.guards) then return 0 end
carryOut(ops.writes)
return 1
