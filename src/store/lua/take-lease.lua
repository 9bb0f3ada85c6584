-- Takes the desk's lease, if the lease is free.
--
-- In the same instant all owners with waiting entries become unread: the new leader reads and delivers the entries.
--
-- KEYS  1 lease   2 fence   3 unread owners   4 owners
-- ARGV  1 name of the process   2 milliseconds until it expires   3 '1': the present leader is known to be dead
-- Returns {token, name of the leader}; token 0: another process leads. Safe to repeat.

local lease, fence, unread, owners = unpack(KEYS)
local held = redis.call('GET', lease)
if held then
  local token, name = string.match(held, '^(%d+) (.*)$')
  if name == ARGV[1] then
    redis.call('PEXPIRE', lease, ARGV[2])
    return { tonumber(token), name }
  end
  if ARGV[3] ~= '1' then
    -- The wall clock of Redis went back: a dead leader would keep the lease for as long as the step.
    if redis.call('PTTL', lease) > tonumber(ARGV[2]) then redis.call('PEXPIRE', lease, ARGV[2]) end
    return { 0, name }
  end
end
local token = redis.call('INCR', fence)
redis.call('SET', lease, string.format('%d', token) .. ' ' .. ARGV[1], 'PX', ARGV[2])
redis.call('ZUNIONSTORE', unread, 2, unread, owners, 'AGGREGATE', 'MIN')
return { token, ARGV[1] }
