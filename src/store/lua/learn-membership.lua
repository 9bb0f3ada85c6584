-- Remembers a person's membership of the channel.
--
-- KEYS  1 membership of the person   2 team
-- ARGV  1 person   2 membership   3 time of the update or of the question, in ms
--       4 turn of the update, or the last turn before the question
--       5 '1': the channel is public, else '0'   6 time to remember, in ms
-- Returns the membership that holds: an update after the question is newer than the answer, and stays.

local known = redis.call('GET', KEYS[1])
if known then
  local membership, public, turn = known:match('^(%S+) %S+ (%S+) (%S+)$')
  if public == ARGV[5] and tonumber(turn) > tonumber(ARGV[4]) then return membership end
end

redis.call('SET', KEYS[1], table.concat({ ARGV[2], ARGV[3], ARGV[5], ARGV[4] }, ' '), 'PX', ARGV[6])
if ARGV[2] == 'outsider' then redis.call('HDEL', KEYS[2], ARGV[1])
else redis.call('HSET', KEYS[2], ARGV[1], ARGV[2]) end
return ARGV[2]
