//! What Redis does in one step.

/// Keys: lock, fence, token. Arguments: how long the lock and the number of the last lock are kept, in
/// milliseconds. Answers the number of the lock; 0 if another client holds it.
pub(crate) const LOCK: &str = r"-- isp-redis: lock
if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
local fence = redis.call('INCR', KEYS[2])
-- Redis may have dropped the counter and kept the token.
local kept = tonumber(redis.call('HGET', KEYS[3], 'fence') or 0) or 0
if fence <= kept then
  fence = kept + 1
  redis.call('SET', KEYS[2], string.format('%.0f', fence))
end
redis.call('PEXPIRE', KEYS[2], ARGV[2])
redis.call('SET', KEYS[1], string.format('%.0f', fence), 'PX', ARGV[1])
return fence
";

/// Keys: lock, token. Arguments: number of the lock, name of the encryption key, nonce, encrypted token,
/// how long it is kept, in milliseconds. Answers whether it was kept.
pub(crate) const SAVE: &str = r"-- isp-redis: save
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
local kept = tonumber(redis.call('HGET', KEYS[2], 'fence') or 0) or 0
if kept > tonumber(ARGV[1]) then return 0 end
redis.call('DEL', KEYS[2])
redis.call('HSET', KEYS[2], 'fence', ARGV[1], 'key', ARGV[2], 'nonce', ARGV[3], 'ciphertext', ARGV[4])
redis.call('PEXPIRE', KEYS[2], ARGV[5])
return 1
";

/// Key: lock. Argument: its number. Answers whether it was still held under that number.
pub(crate) const UNLOCK: &str = r"-- isp-redis: unlock
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0
";
