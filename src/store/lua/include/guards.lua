-- The first guard with another value than expected, or nil. A list of {key = place in KEYS, field or absent, is or absent}.
local function refusingGuard(guards)
  for _, guard in ipairs(guards) do
    local key = KEYS[guard.key]
    local value = guard.field and redis.call('HGET', key, guard.field) or (not guard.field and redis.call('GET', key))
    if (value or nil) ~= guard.is then return guard end
  end
end
