-- Makes all changes of one command, or no change at all.
--
-- KEYS  1 outbox   2 owners   3 sequence   4 parked   5 parked owners   6 fence   7 unread owners   8 data id
--       9 client, only with a state   further keys of guards, versions and writes, by place
-- ARGV  1 JSON (all ids are strings, because Lua's numbers are doubles):
--         owner        owner of the outbox
--         token        of the lease that the committing process holds, or '0'
--         dataId       required value of the key of the data id, or absent
--         fenced       only the leader may commit, or absent
--         guards       list of {key = place in KEYS, field or absent, is = the value, absent: no value, otherwise = the answer}
--         settles      entries to remove; the first must still wait
--         parked       transport and reason to park the removed entries, or absent
--         supersedes   parked entries to remove
--         expected     version before the decision, or absent for a commit without state
--         record       the new state
--         add          list of {key = fixed id or absent, body}
--         forMany      all added effects are bulk, or absent
--         versions     list of {key = place in KEYS, field, version};  keep  versions kept of one message
--         writes       list of {command, place in KEYS, arguments…}
-- Returns {'applied'} | {'conflict'} | {'taken'} | {'fenced'} | {'foreign'} | {'committed' or 'behind', id, seq, id, seq, …}
-- with the added entries, in order. `behind`: the committing process is the leader, and has not read older entries of
-- the owner. An entry of another process makes the owner unread for the leader.

--!include owners
--!include guards
--!include writes

local ops = cjson.decode(ARGV[1])
local outbox, owners, sequence, parked, parkedOwners, fence, unread, dataId = unpack(KEYS, 1, 8)
local client = ops.expected and KEYS[9]
local delivers = (redis.call('GET', fence) or '0') == ops.token

if ops.dataId and redis.call('GET', dataId) ~= ops.dataId then return { 'foreign' } end
if ops.fenced and not delivers then return { 'fenced' } end
local refusing = refusingGuard(ops.guards)
if refusing then return { refusing.otherwise } end
if ops.settles[1] and redis.call('HEXISTS', outbox, ops.settles[1]) == 0 then return { 'applied' } end
if ops.expected and (redis.call('HGET', client, 'v') or '0') ~= ops.expected then return { 'conflict' } end

if ops.record then
  redis.call('HSET', client, 'v', string.format('%d', tonumber(ops.expected) + 1), 's', ops.record)
end

for _, id in ipairs(ops.supersedes) do redis.call('HDEL', parked, id) end
for _, id in ipairs(ops.settles) do
  local entry = ops.parked and redis.call('HGET', outbox, id)
  if entry then
    redis.call('HSET', parked, id, entry .. '\n' .. ops.parked)
    redis.call('SADD', parkedOwners, ops.owner)
  end
  redis.call('HDEL', outbox, id)
end
if ops.supersedes[1] and redis.call('EXISTS', parked) == 0 then redis.call('SREM', parkedOwners, ops.owner) end

local answer = { delivers and redis.call('ZSCORE', unread, ops.owner) and 'behind' or 'committed' }
local newest = 0
for _, entry in ipairs(ops.add) do
  local seq = string.format('%d', redis.call('INCR', sequence))
  newest = tonumber(seq)
  local id = entry.key or seq
  if redis.call('HSETNX', outbox, id, seq .. ' ' .. entry.body) == 1 then
    answer[#answer + 1] = id
    answer[#answer + 1] = seq
  end
end

if redis.call('EXISTS', outbox) == 1 then
  local place = placeIn(owners, ops.owner)
  if place == math.huge or (place >= FOR_MANY and ops.add[1] and not ops.forMany) then
    setPlace(owners, ops.owner, newest, ops.forMany)
  end
  if not delivers then
    local last = ops.forMany and placeIn(unread, ops.owner) >= FOR_MANY
    setPlace(unread, ops.owner, redis.call('INCR', sequence), last)
    -- A hint; a strict ACL may forbid the hint. The leader also looks for unread owners regularly.
    redis.pcall('PUBLISH', unread, '')
  end
else
  redis.call('ZREM', owners, ops.owner)
end

-- One version a line, the oldest first. When full, the second version leaves: the first and the newest stay.
local function withNewest(versions, version)
  if not versions then return version end
  local lines = {}
  for line in string.gmatch(versions, '[^\n]+') do lines[#lines + 1] = line end
  if string.match(lines[#lines], ' .*') == string.match(version, ' .*') then return versions end
  if #lines >= ops.keep then table.remove(lines, 2) end
  lines[#lines + 1] = version
  return table.concat(lines, '\n')
end
for _, said in ipairs(ops.versions) do
  local bucket = KEYS[said.key]
  redis.call('HSET', bucket, said.field, withNewest(redis.call('HGET', bucket, said.field), said.version))
end

carryOut(ops.writes)
return answer
