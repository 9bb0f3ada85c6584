-- Carries out writes: a list of {command, place in KEYS, arguments…}.
local function carryOut(writes)
  for _, write in ipairs(writes) do redis.call(write[1], KEYS[write[2]], unpack(write, 3)) end
end
