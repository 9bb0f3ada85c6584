-- Carries out writes, if every guard finds its value.
--
-- KEYS  keys of the guards and the writes, by place
-- ARGV  guards, writes
-- Returns 1, or 0: a guard found another value, and nothing was done.

--!include arguments

if refusingGuard(list(guard)) then return 0 end
carryOut()
return 1
