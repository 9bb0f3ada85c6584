-- Keeps the lease. One that has expired is kept too, as long as nobody took it: the token says so.
--
-- KEYS  1 lease   2 fence
-- ARGV  1 token   2 name of the process   3 milliseconds until it expires
-- Returns 1 when it is kept, 0 when somebody else has had it since.

if redis.call('GET', KEYS[2]) ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1] .. ' ' .. ARGV[2], 'PX', ARGV[3])
return 1
