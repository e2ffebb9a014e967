# struct packs by format, byte order and alignment; base64 runs as source on top of binascii.
import base64
import binascii
import struct

header = struct.Struct('>4sHbB?')
record = header.pack(b'data', 513, -2, 255, True)
print(record, header.size, header.unpack(record))
print(struct.pack('@bhiqb', 1, 2, 3, 4, 5), struct.calcsize('b0q'), struct.unpack('<hxB', b'\x01\x02\x00\x09'))

buffer = bytearray(8)
struct.pack_into('<ef', buffer, 2, 1.5, -0.25)
print(buffer, struct.unpack_from('<e', buffer, 2), list(struct.iter_unpack('<H', buffer)))


class Index:
    def __index__(self):
        return 7


for format, value in ('B', 256), ('i', 'text'), ('b', Index()), ('e', 1e9), ('2s', 'ab'), ('z', 1):
    try:
        print(struct.pack(format, value))
    except (struct.error, OverflowError) as e:
        print(type(e).__name__, e)

print(binascii.hexlify(b'steps', ':', 2), binascii.crc32(b'law'), binascii.unhexlify('6c6177'))
print(base64.b64encode(b'any carnal'), base64.urlsafe_b64decode('_-8='), base64.b16encode(b'\x01\xab'))
for text in 'YQ', 'YQ==YQ', 'a':
    try:
        print(base64.b64decode(text))
    except binascii.Error as e:
        print(type(e).__name__, e)
