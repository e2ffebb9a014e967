import hashlib
import hmac
import uuid


def told(f, *args, **keywords):
    try:
        return f(*args, **keywords)
    except (ValueError, TypeError) as error:
        return str(error)


for name in sorted(hashlib.algorithms_guaranteed):
    own = hashlib.new(name, b"steps ")
    size = [24] if own.digest_size == 0 else []
    other = own.copy()
    other.update(bytearray(b"and laws") * 30)
    print(name, own.name, own.digest_size, own.block_size, own.hexdigest(*size), other.digest(*size)[:8])
print(told(hashlib.md5, "text"), told(hashlib.sha256().update, 1), told(hashlib.new, "none"))
print(hashlib.blake2b(b"a", digest_size=9, key=b"k", salt=b"s", person=b"p", last_node=True).hexdigest())
print(hashlib.blake2s(b"a", fanout=2, depth=2, leaf_size=64, node_offset=1).hexdigest(), hashlib.blake2s.SALT_SIZE)
print(hmac.new(b"key", b"message", "sha256").hexdigest(), hmac.compare_digest(b"a", b"b"), hmac.compare_digest("a", "a"))
print(told(hmac.compare_digest, "é", "é"), told(hmac.compare_digest, 1, 2))
print(uuid.uuid5(uuid.NAMESPACE_DNS, "python.org"), uuid.uuid3(uuid.NAMESPACE_URL, "x"), uuid.UUID(int=5).version)
