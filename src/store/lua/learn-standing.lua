-- Learns what a person is to the channel.
--
-- KEYS  1 person   2 team   3 counter of changes   4 counter of untold changes   5 when Telegram last told of one
-- ARGV  1 person   2 standing   3 when Telegram told of it, or was asked, in ms   4 what they were before it, if told: else ''
--       5 whether the channel is public: '1' or '0'
-- Returns how many changes that makes. What was told since Telegram was asked is newer than its answer, and stays.

local told = ARGV[4] ~= ''
local known = redis.call('HMGET', KEYS[1], 'learned-at', 'public')
local holds = known[1] and (known[2] or ARGV[5]) == ARGV[5]
if not told and holds and tonumber(known[1]) >= tonumber(ARGV[3]) then return 0 end

redis.call('HSET', KEYS[1], 'standing', ARGV[2], 'learned-at', ARGV[3], 'public', ARGV[5])
local wasKnown = redis.call('SISMEMBER', KEYS[2], ARGV[1]) == 1
local moved = redis.call(ARGV[2] == 'outsider' and 'SREM' or 'SADD', KEYS[2], ARGV[1])
if not told and moved == 0 then return 0 end

redis.call('INCR', KEYS[3])
if not told or wasKnown == (ARGV[4] == 'outsider') then redis.call('INCR', KEYS[4]) end
if told then redis.call('SET', KEYS[5], ARGV[3]) end
return 1
