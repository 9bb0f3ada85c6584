-- Forgets that a person has updates set aside, if none is left. In one step, because another process may set one aside.
--
-- KEYS  1 updates of the person   2 people with updates
-- ARGV  1 the person

if redis.call('EXISTS', KEYS[1]) == 0 then redis.call('SREM', KEYS[2], ARGV[1]) end
