# C modules raise the exceptions that they made, whatever their names hold by now.
import _csv
import binascii
import io
import struct

made = binascii.Error, struct.error, _csv.Error, io.UnsupportedOperation
told = []


def attempt(f, *args):
    try:
        f(*args)
    except made as e:
        told.append((type(e) in made, str(e)))


for _ in range(2):
    attempt(binascii.a2b_hex, 'a')
    attempt(struct.pack, 'q')
    attempt(_csv.get_dialect, 'nope')
    attempt(io.StringIO().fileno)
    binascii.Error = struct.error = _csv.Error = io.UnsupportedOperation = None
_csv._dialects = None
_csv.register_dialect('own', delimiter=';')
told.append((_csv.list_dialects(), _csv.get_dialect('own').delimiter))
