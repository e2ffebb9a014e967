# io.BytesIO: positions, lines, gaps, what a closed one says; a subclass's close is called on the way out.
import io

stream = io.BytesIO(b'first\nsecond\nthird')
print(stream.read(3), stream.readline(), stream.tell(), stream.readlines(), stream.read())
print(stream.seek(-5, io.SEEK_END), stream.write(b'3rd'), stream.getvalue(), stream.truncate(), stream.seek(20))
print(stream.write(b'far'), stream.getvalue(), stream.truncate(4), stream.tell())
target = bytearray(6)
stream.seek(0)
print(stream.readinto(target), target, list(io.BytesIO(b'a\n\nb')))


class Loud(io.BytesIO):
    def write(self, data):
        print('write', bytes(data))
        return super().write(data)

    def close(self):
        print('close', self.getvalue())
        super().close()


with Loud() as loud:
    loud.write(b'one')
    loud.writelines([b'two', bytearray(b'three')])
for attempt in (loud.read, lambda: stream.write('text'), lambda: stream.seek(-1), stream.fileno):
    try:
        attempt()
    except (ValueError, TypeError, OSError) as e:
        print(type(e).__name__, e)
