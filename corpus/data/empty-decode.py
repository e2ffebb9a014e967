# No bytes are no text: their encoding is not looked up. That of no text is.
print(repr(b''.decode('nope')), repr(str(b'', 'nope', 'what')), repr(bytearray().decode('nope')))
try:
    ''.encode('nope')
except LookupError as error:
    print(error)
