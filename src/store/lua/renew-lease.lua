-- Renews the lease. An expired lease is renewed too, until another process takes the lease: the token shows.
--
-- KEYS  1 lease   2 fence
-- ARGV  1 token   2 name of the process   3 milliseconds until it expires
-- Returns 1: renewed. 0: another process has had the lease since.

if redis.call('GET', KEYS[2]) ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1] .. ' ' .. ARGV[2], 'PX', ARGV[3])
return 1
