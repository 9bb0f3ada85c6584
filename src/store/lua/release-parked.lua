-- Releases parked entries: back into the outbox, or away for good. Entries that were released before stay as found.
--
-- KEYS  1 parked   2 parked owners   3 outbox   4 owners   5 sequence   6 unread owners   7 journal   further keys of the writes, by
--       place
-- ARGV  owner of the entries · flag: all entries to wait again are bulk · `time row` of the journal · oldest place to keep ·
--       milliseconds
--       list of entries: id · the stored parked entry · the entry to wait again, optional · id of the entry to wait again,
--         while the parked entry stays, optional · writes for a released entry
-- Returns the ids of the released entries.

--!include arguments
--!include owners

local parked, parkedOwners, outbox, owners, sequence, unread, journal = unpack(KEYS)
local owner, forMany, row, oldest, ttl = text(), flag(), text(), text(), text()

local released = {}
local waits = nil
list(function()
  local id, was, body, as = text(), text(), optional(), optional()
  local isParked = redis.call('HGET', parked, id) == was
  carryOut(not isParked)
  if not isParked then return end
  if not as then redis.call('HDEL', parked, id) end
  released[#released + 1] = id
  if body then
    local seq = string.format('%d', redis.call('INCR', sequence))
    -- An entry with a slot may wait again already.
    redis.call('HSETNX', outbox, as or id, seq .. ' ' .. body)
    waits = waits or seq
  end
end)
if redis.call('EXISTS', parked) == 0 then redis.call('SREM', parkedOwners, owner) end
if waits then
  local place = placeIn(owners, owner)
  if place == math.huge or (place >= FOR_MANY and not forMany) then setPlace(owners, owner, waits, forMany) end
  local last = forMany and placeIn(unread, owner) >= FOR_MANY
  setPlace(unread, owner, redis.call('INCR', sequence), last)
  -- A hint; a strict ACL may forbid the hint. The leader also looks for unread owners regularly.
  redis.pcall('PUBLISH', unread, '')
end
if #released > 0 then
  redis.call('RPUSH', journal, row)
  redis.call('LTRIM', journal, oldest, '-1')
  redis.call('PEXPIRE', journal, ttl)
end
return released
