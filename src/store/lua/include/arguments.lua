-- Reads the arguments of a script in order, as script-arguments.ts wrote them: one argument with all texts, each followed
-- by the separator, or each text as an argument.
local texts = ARGV
if #ARGV == 1 then
  texts = {}
  for one in string.gmatch(ARGV[1], '([^\31]*)\31') do texts[#texts + 1] = one end
end
local at = 0
local function text()
  at = at + 1
  return texts[at]
end
local function optional()
  local value = text()
  if value ~= '' then return string.sub(value, 2) end
end
local function flag() return text() == '1' end
local function list(read)
  local items = {}
  for i = 1, tonumber(text()) do items[i] = read() end
  return items
end
local function key() return KEYS[tonumber(text())] end
local function guard() return { key = key(), field = optional(), is = optional(), otherwise = text() } end

-- The first guard with another value than expected, or nil.
local function refusingGuard(guards)
  for _, one in ipairs(guards) do
    local value = one.field and redis.call('HGET', one.key, one.field) or (not one.field and redis.call('GET', one.key))
    if (value or nil) ~= one.is then return one end
  end
end

-- Carries out the writes: for each the command, the number of further arguments, the key, the arguments. Then the expiries:
-- for each the key and the time in ms. With `skips` the writes are only read.
local function carryOut(skips)
  for _ = 1, tonumber(text()) do
    local command, count, target = text(), tonumber(text()), key()
    if not skips then redis.call(command, target, unpack(texts, at + 1, at + count)) end
    at = at + count
  end
  for _ = 1, tonumber(text()) do
    local target, ms = key(), text()
    if not skips then redis.call('PEXPIRE', target, ms) end
  end
end
