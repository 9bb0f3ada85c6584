-- Releases parked entries: back into the outbox, or away for good. Entries that were released before stay as found.
--
-- KEYS  1 parked   2 parked owners   3 outbox   4 owners   5 sequence   6 news   7 journal   8… keys of the writes, by place
-- ARGV  1 JSON (all ids are strings, because Lua's numbers are doubles):
--         owner       owner of the entries
--         entries     list of {id, was = the stored parked entry, body = the entry to wait again, or absent,
--                     as = id for `body` in the outbox, while the entry stays parked, or absent,
--                     writes = list of {command, place, arguments…} for a released entry}
--         forMany     all entries to wait again are bulk, or absent
--         journal     `time row`;  journalFrom  oldest place to keep;  journalTtl  milliseconds
-- Returns the ids of the released entries.

--!include owners
--!include writes

local ops = cjson.decode(ARGV[1])
local parked, parkedOwners, outbox, owners, sequence, news, journal = unpack(KEYS)

local released = {}
local waits = nil
for _, entry in ipairs(ops.entries) do
  if redis.call('HGET', parked, entry.id) == entry.was then
    if not entry.as then redis.call('HDEL', parked, entry.id) end
    released[#released + 1] = entry.id
    carryOut(entry.writes)
    if entry.body then
      local seq = string.format('%d', redis.call('INCR', sequence))
      -- An entry with a slot may wait again already.
      redis.call('HSETNX', outbox, entry.as or entry.id, seq .. ' ' .. entry.body)
      waits = waits or seq
    end
  end
end
if redis.call('EXISTS', parked) == 0 then redis.call('SREM', parkedOwners, ops.owner) end
if waits then
  local place = placeIn(owners, ops.owner)
  if place == math.huge or (place >= FOR_MANY and not ops.forMany) then
    setPlace(owners, ops.owner, waits, ops.forMany)
  end
  local last = ops.forMany and placeIn(news, ops.owner) >= FOR_MANY
  setPlace(news, ops.owner, redis.call('INCR', sequence), last)
  -- A hint; a strict ACL may forbid the hint. The leader also looks for unread owners regularly.
  redis.pcall('PUBLISH', news, '')
end
if #released > 0 then
  redis.call('RPUSH', journal, ops.journal)
  redis.call('LTRIM', journal, ops.journalFrom, '-1')
  redis.call('PEXPIRE', journal, ops.journalTtl)
end
return released
