-- Takes entries out from among the parked ones: back into the outbox, or away for good. What was released meanwhile is
-- left alone.
--
-- KEYS  1 parked   2 parked owners   3 outbox   4 owners   5 sequence   6 news   7 journal
-- ARGV  1 JSON (all ids are strings, because Lua's numbers are doubles):
--         owner       whose they are
--         entries     list of {id, was = as it is stored among the parked ones, body = how it waits again, or absent,
--                     as = what waits in its stead, by an id of its own; it stays parked itself, or absent}
--         forMany     all that waits again goes to many people, or absent
--         journal     `time row`;  journalTtl  milliseconds
-- Returns the ids of those that were released. Where their owner stands among the others, and among the news, is as in commit.lua.

local ops = cjson.decode(ARGV[1])
local parked, parkedOwners, outbox, owners, sequence, news, journal = unpack(KEYS)

local FOR_MANY = 2 ^ 52
local function standsAt(set) return tonumber(redis.call('ZSCORE', set, ops.owner) or math.huge) end
local function stand(set, number, forMany)
  redis.call('ZADD', set, string.format('%d', number + (forMany and FOR_MANY or 0)), ops.owner)
end

local released = {}
local waits = nil
for _, entry in ipairs(ops.entries) do
  if redis.call('HGET', parked, entry.id) == entry.was then
    if not entry.as then redis.call('HDEL', parked, entry.id) end
    released[#released + 1] = entry.id
    if entry.body then
      local seq = string.format('%d', redis.call('INCR', sequence))
      -- What may wait only once may be waiting again already.
      redis.call('HSETNX', outbox, entry.as or entry.id, seq .. ' ' .. entry.body)
      waits = waits or seq
    end
  end
end
if redis.call('EXISTS', parked) == 0 then redis.call('SREM', parkedOwners, ops.owner) end
if waits then
  local waitsAt = standsAt(owners)
  if waitsAt == math.huge or (waitsAt >= FOR_MANY and not ops.forMany) then stand(owners, waits, ops.forMany) end
  stand(news, redis.call('INCR', sequence), ops.forMany and standsAt(news) >= FOR_MANY)
  -- A hint that a strict ACL may forbid; who delivers looks for news now and then as well.
  redis.pcall('PUBLISH', news, '')
end
if #released > 0 then
  redis.call('RPUSH', journal, ops.journal)
  redis.call('PEXPIRE', journal, ops.journalTtl)
end
return released
