-- Makes all changes of one command, or no change at all.
--
-- KEYS  1 outbox   2 owners   3 sequence   4 parked   5 parked owners   6 fence   7 unread owners   8 data id
--       9 client, only with a state   further keys of guards, versions and writes, by place
-- ARGV  in this order (ids are texts, because Lua's numbers are doubles):
--         owner of the outbox · token of the lease that the committing process holds, or '0'
--         required value of the key of the data id, optional · flag: only the leader may commit
--         guards
--         list of entries to remove, of which the first must still wait · transport and reason to park the removed
--           entries, optional
--         list of parked entries to remove
--         version before the decision, optional: absent for a commit without state · the new state, or ''
--         flag: remove all waiting and parked entries of the owner
--         list of added effects: a fixed id or '', and the body · flag: all added effects are bulk
--         versions kept of one message · list of versions: key, field, version
--         writes
-- Returns {'applied'} | {'conflict'} | {'taken'} | {'fenced'} | {'foreign'} | {'committed' or 'behind', id, seq, id, seq, …}
-- with the added entries, in order. `behind`: the committing process is the leader, and has not read older entries of
-- the owner. An entry of another process makes the owner unread for the leader.

--!include arguments
--!include owners

local outbox, owners, sequence, parked, parkedOwners, fence, unread, dataId = unpack(KEYS, 1, 8)
local owner, token, data, fenced = text(), text(), optional(), flag()
local delivers = (redis.call('GET', fence) or '0') == token

if data and redis.call('GET', dataId) ~= data then return { 'foreign' } end
if fenced and not delivers then return { 'fenced' } end
local refusing = refusingGuard(list(guard))
if refusing then return { refusing.otherwise } end
local settles, reason, superseded = list(text), optional(), list(text)
if settles[1] and redis.call('HEXISTS', outbox, settles[1]) == 0 then return { 'applied' } end
local expected, record, erases = optional(), text(), flag()
if expected then
  local client = KEYS[9]
  if (redis.call('HGET', client, 'v') or '0') ~= expected then return { 'conflict' } end
  redis.call('HSET', client, 'v', string.format('%d', tonumber(expected) + 1), 's', record)
end

for _, id in ipairs(superseded) do redis.call('HDEL', parked, id) end
for _, id in ipairs(settles) do
  local entry = reason and redis.call('HGET', outbox, id)
  if entry then
    redis.call('HSET', parked, id, entry .. '\n' .. reason)
    redis.call('SADD', parkedOwners, owner)
  end
  redis.call('HDEL', outbox, id)
end
if superseded[1] and redis.call('EXISTS', parked) == 0 then redis.call('SREM', parkedOwners, owner) end

if erases then
  redis.call('DEL', outbox, parked)
  redis.call('SREM', parkedOwners, owner)
end

local answer = { delivers and redis.call('ZSCORE', unread, owner) and 'behind' or 'committed' }
local newest = 0
local added = list(function()
  local fixed, body = text(), text()
  local seq = string.format('%d', redis.call('INCR', sequence))
  newest = tonumber(seq)
  local id = fixed ~= '' and fixed or seq
  if redis.call('HSETNX', outbox, id, seq .. ' ' .. body) == 1 then
    answer[#answer + 1] = id
    answer[#answer + 1] = seq
  end
  return id
end)
local forMany = flag()

if redis.call('EXISTS', outbox) == 1 then
  local stands = placeIn(owners, owner)
  if stands == math.huge or (stands >= FOR_MANY and added[1] and not forMany) then
    setPlace(owners, owner, newest, forMany)
  end
  if not delivers then
    local last = forMany and placeIn(unread, owner) >= FOR_MANY
    setPlace(unread, owner, redis.call('INCR', sequence), last)
    -- A hint; a strict ACL may forbid the hint. The leader also looks for unread owners regularly.
    redis.pcall('PUBLISH', unread, '')
  end
else
  redis.call('ZREM', owners, owner)
end

-- One version a line, the oldest first. When full, the second version leaves: the first and the newest stay.
local keep = tonumber(text())
local function withNewest(versions, version)
  if not versions then return version end
  local lines = {}
  for line in string.gmatch(versions, '[^\n]+') do lines[#lines + 1] = line end
  if string.match(lines[#lines], ' .*') == string.match(version, ' .*') then return versions end
  if #lines >= keep then table.remove(lines, 2) end
  lines[#lines + 1] = version
  return table.concat(lines, '\n')
end
list(function()
  local bucket, field, version = key(), text(), text()
  redis.call('HSET', bucket, field, withNewest(redis.call('HGET', bucket, field), version))
end)

carryOut()
return answer
