-- Places of an owner in the sorted sets of owners. They are read in the order of their scores: the number of the entry that
-- has waited longest. An owner with nothing but what goes to many people comes behind all others.
local FOR_MANY = 2 ^ 52
local function placeIn(set, owner) return tonumber(redis.call('ZSCORE', set, owner) or math.huge) end
local function setPlace(set, owner, number, forMany)
  redis.call('ZADD', set, string.format('%d', number + (forMany and FOR_MANY or 0)), owner)
end
