-- Finds the messages of people behind one message of Telegram, in one round trip.
--
-- KEYS  1 numbers: hash of message id → `numbers`, or `client numbers` for the group
-- ARGV  1 message id   2 client, or '' for the group   3 begin of the keys of all logs   4 messages in a log
-- Returns {client, number, row, delivery, number, row, delivery, …}, or {} for an unknown message.

local stored = redis.call('HGET', KEYS[1], ARGV[1])
if not stored then return {} end
local client, numbers = ARGV[2], stored
if client == '' then client, numbers = string.match(stored, '^(%d+) (.+)$') end

local answer = { client }
for n in string.gmatch(numbers, '%d+') do
  local log = ARGV[3] .. client .. ':' .. string.format('%d', math.floor(tonumber(n) / tonumber(ARGV[4])))
  local found = redis.call('HMGET', log, n, n .. 'd')
  if found[1] then
    answer[#answer + 1] = n
    answer[#answer + 1] = found[1]
    answer[#answer + 1] = found[2] or ''
  end
end
return answer
