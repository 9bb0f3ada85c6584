-- Stores the next version of a document, unless a document changed after the decision.
--
-- KEYS  1 documents of the kind   2 history of the document   3 settings version   further keys of the writes, by place
-- ARGV  id of the document · version before, '0' for none · settings version the change was decided with
--       the document: version, a blank, JSON · versions to keep in the history · writes
-- Returns the settings version afterwards, or 0: conflict, nothing was done. A repeated call has no second effect.

--!include arguments

local documents, history, version = KEYS[1], KEYS[2], KEYS[3]
local id, replaced, decidedWith, document, kept = text(), text(), text(), text(), tonumber(text())

for _, known in ipairs(redis.call('LRANGE', history, 0, -1)) do
  if known == document then return tonumber(redis.call('GET', version)) end
end

local stored = redis.call('HGET', documents, id)
local before = stored and string.match(stored, '^(%d+) ') or '0'
if before ~= replaced then return 0 end
if (redis.call('GET', version) or '0') ~= decidedWith then return 0 end

redis.call('HSET', documents, id, document)
redis.call('LPUSH', history, document)
redis.call('LTRIM', history, 0, kept - 1)
carryOut()
local after = redis.call('INCR', version)
-- A hint; a strict ACL may forbid the hint. Processes read the version again at every conflict.
redis.pcall('PUBLISH', version, tostring(after))
return after
