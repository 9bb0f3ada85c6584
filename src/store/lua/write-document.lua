-- Stores the next version of a document, unless a document changed after the decision.
--
-- KEYS  1 documents of the kind   2 history of the document   3 settings version   4… keys of the writes, by place
-- ARGV  1 id of the document   2 version before, '0' for none   3 settings version the change was decided with
--       4 the document: version, a blank, JSON   5 versions to keep in the history
--       6 writes as JSON: list of {command, place, arguments…}
-- Returns the settings version afterwards, or 0: conflict, nothing was done. A repeated call has no second effect.

--!include writes

local documents, history, version = KEYS[1], KEYS[2], KEYS[3]

for _, known in ipairs(redis.call('LRANGE', history, 0, -1)) do
  if known == ARGV[4] then return tonumber(redis.call('GET', version)) end
end

local stored = redis.call('HGET', documents, ARGV[1])
local before = stored and string.match(stored, '^(%d+) ') or '0'
if before ~= ARGV[2] then return 0 end
if (redis.call('GET', version) or '0') ~= ARGV[3] then return 0 end

redis.call('HSET', documents, ARGV[1], ARGV[4])
redis.call('LPUSH', history, ARGV[4])
redis.call('LTRIM', history, 0, tonumber(ARGV[5]) - 1)
carryOut(cjson.decode(ARGV[6]))
local after = redis.call('INCR', version)
-- A hint; a strict ACL may forbid the hint. Processes read the version again at every conflict.
redis.pcall('PUBLISH', version, tostring(after))
return after
