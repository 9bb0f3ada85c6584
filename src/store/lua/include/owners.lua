-- Places of an owner in the sorted sets of owners. The score is the number of the oldest waiting entry, and sets the
-- reading order. An owner with only bulk effects comes behind all other owners.
local FOR_MANY = 2 ^ 52
local function placeIn(set, owner) return tonumber(redis.call('ZSCORE', set, owner) or math.huge) end
local function setPlace(set, owner, number, forMany)
  redis.call('ZADD', set, string.format('%d', number + (forMany and FOR_MANY or 0)), owner)
end
