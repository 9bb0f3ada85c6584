-- Everything that one command changes, or nothing of it.
--
-- KEYS  1 applied marker   2 client   3 outbox   4 owners   5 sequence   6 timers   7 journal   8 posts   9 roots
--       10 parked   11 parked owners   12 album   13 fence   14 news   15 stamp   16… buckets of links, of reactions, of what was said
-- ARGV  1 JSON (all ids are strings, because Lua's numbers are doubles):
--         owner        whose outbox and journal it is
--         token        of the lease that the committing process holds, or '0'
--         stamp        what must stand at the key of the stamp, or absent
--         fenced       only the holder of the lease may do this, or absent
--         once         milliseconds to remember the marker for, or absent
--         settles      entries that leave; the first must still be waiting
--         parked       the reason why they are kept among the parked ones, or absent
--         voids        entries that leave from among the parked ones
--         album        message its first item became, or absent;  albumTtl  milliseconds
--         expected     version the state was decided on, or absent when there is no state
--         record       the new state
--         add          list of {key = fixed id or absent, body}
--         forMany      all of it goes to many people, or absent
--         timers       list of {member, due or absent}
--         posts, roots lists of message ids
--         links        list of {index into KEYS, field, value, absent when it leaves}: links and reactions
--         said         list of {index into KEYS, field, version};  versions  how many are kept of one message
--         linkTtl      milliseconds, for all of them
--         journal      `time row`, or absent;  journalFrom  oldest time to keep;  journalTtl  milliseconds
-- Returns {'applied'} | {'conflict'} | {'fenced'} | {'foreign'} | {'committed' or 'behind', id, seq, id, seq, …} with the entries that
-- were added, in order. `behind`: the committing process delivers, and something waits there that it has not read yet.
-- What any other process puts there becomes news for the one that delivers. Owners are read in the order of their scores:
-- the number of what has waited longest, and behind all others those who wait for nothing but what goes to many people.

local ops = cjson.decode(ARGV[1])
local applied, client, outbox, owners, sequence = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local timers, journal, posts, roots, parked, parkedOwners = KEYS[6], KEYS[7], KEYS[8], KEYS[9], KEYS[10], KEYS[11]
local fence, news, stamp = KEYS[13], KEYS[14], KEYS[15]
local FOR_MANY = 2 ^ 52
local delivers = (redis.call('GET', fence) or '0') == ops.token

if ops.stamp and redis.call('GET', stamp) ~= ops.stamp then return { 'foreign' } end
if ops.fenced and not delivers then return { 'fenced' } end
if ops.once and redis.call('EXISTS', applied) == 1 then return { 'applied' } end
if ops.settles[1] and redis.call('HEXISTS', outbox, ops.settles[1]) == 0 then return { 'applied' } end
if ops.expected and (redis.call('HGET', client, 'v') or '0') ~= ops.expected then return { 'conflict' } end

if ops.once then redis.call('SET', applied, '1', 'PX', ops.once) end
if ops.record then
  redis.call('HSET', client, 'v', string.format('%d', tonumber(ops.expected) + 1), 's', ops.record)
end

for _, id in ipairs(ops.voids) do redis.call('HDEL', parked, id) end
for _, id in ipairs(ops.settles) do
  local entry = ops.parked and redis.call('HGET', outbox, id)
  if entry then
    redis.call('HSET', parked, id, entry .. '\n' .. ops.parked)
    redis.call('SADD', parkedOwners, ops.owner)
  end
  redis.call('HDEL', outbox, id)
end
if ops.voids[1] and redis.call('EXISTS', parked) == 0 then redis.call('SREM', parkedOwners, ops.owner) end

local answer = { delivers and redis.call('ZSCORE', news, ops.owner) and 'behind' or 'committed' }
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

local function standsAt(set) return tonumber(redis.call('ZSCORE', set, ops.owner) or math.huge) end
local function stand(set, number, forMany)
  redis.call('ZADD', set, string.format('%d', number + (forMany and FOR_MANY or 0)), ops.owner)
end
if redis.call('EXISTS', outbox) == 1 then
  local waitsAt = standsAt(owners)
  if waitsAt == math.huge or (waitsAt >= FOR_MANY and ops.add[1] and not ops.forMany) then
    stand(owners, newest, ops.forMany)
  end
  if not delivers then
    stand(news, redis.call('INCR', sequence), ops.forMany and standsAt(news) >= FOR_MANY)
    -- A hint that a strict ACL may forbid; who delivers looks for news now and then as well.
    redis.pcall('PUBLISH', news, '')
  end
else
  redis.call('ZREM', owners, ops.owner)
end

for _, timer in ipairs(ops.timers) do
  if timer.due then
    redis.call('ZADD', timers, timer.due, timer.member)
  else
    redis.call('ZREM', timers, timer.member)
  end
end
for _, post in ipairs(ops.posts) do redis.call('HSET', posts, post, ops.owner) end
for _, root in ipairs(ops.roots) do redis.call('HSET', roots, root, ops.owner) end
for _, link in ipairs(ops.links) do
  local bucket = KEYS[tonumber(link.key)]
  if link.value then
    redis.call('HSET', bucket, link.field, link.value)
    redis.call('PEXPIRE', bucket, ops.linkTtl)
  else
    redis.call('HDEL', bucket, link.field)
  end
end

-- One version a line, the oldest first. Between that and the newest ones, too many give way.
local function withNewest(versions, newest)
  if not versions then return newest end
  local lines = {}
  for line in string.gmatch(versions, '[^\n]+') do lines[#lines + 1] = line end
  if string.match(lines[#lines], ' .*') == string.match(newest, ' .*') then return versions end
  if #lines >= ops.versions then table.remove(lines, 2) end
  lines[#lines + 1] = newest
  return table.concat(lines, '\n')
end
for _, said in ipairs(ops.said) do
  local bucket = KEYS[tonumber(said.key)]
  redis.call('HSET', bucket, said.field, withNewest(redis.call('HGET', bucket, said.field), said.version))
  redis.call('PEXPIRE', bucket, ops.linkTtl)
end

if ops.album then redis.call('SET', KEYS[12], ops.album, 'PX', ops.albumTtl) end

if ops.journal then
  redis.call('RPUSH', journal, ops.journal)
  local from = tonumber(ops.journalFrom)
  while tonumber(string.match(redis.call('LINDEX', journal, 0), '^%d+')) < from do redis.call('LPOP', journal) end
  redis.call('PEXPIRE', journal, ops.journalTtl)
end
return answer
