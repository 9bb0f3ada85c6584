-- Distrusts all answers of Telegram about the team until now: takes the next turn, and notes the turn.
--
-- KEYS  1 last turn   2 turn of the distrust
-- Returns the turn.

local turn = redis.call('INCR', KEYS[1])
redis.call('SET', KEYS[2], string.format('%d', turn))
return turn
