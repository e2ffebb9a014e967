# Exceptions initialised again, with wrong details, and told with what was changed.
def tries(*fs):
    for f in fs:
        try: print(f())
        except Exception as e: print(type(e).__name__, e)
u = UnicodeEncodeError('baz', 'xxxxx', 1, 5, 'foo')
print(u)
u.end = 2; print(u)
u.end = 5; u.reason = 965230951443685724997; print(u)
u.encoding = 4000; print(u)
u.start = 1000; print(u)
u = UnicodeDecodeError('baz', b'xxxxx', 1, 5, 'foo')
u.end = 2; print(u); u.reason = 5; u.start = 1000; print(u)
u = UnicodeTranslateError('xxxx', 1, 5, 'foo'); u.end = 2; print(u); u.start = 1000; print(u)
e = ImportError('test', name='name', path='path'); e.__init__(); print(e.args, e.msg, e.name, e.path)
tries(lambda: SyntaxError('bad', ('bad.py', 1, 2)), lambda: SyntaxError('bad', ('bad.py', 1, 2, 4, 5, 6, 7)), lambda: SyntaxError('bad', ('bad.py', 1, 2, 'abc', 1)), lambda: SyntaxError('bad', ('bad.py', 1, 2, 'abc', 1, 2)), lambda: SyntaxError('bad', 5), lambda: SyntaxError('bad', ('a', 1, 2, 'x')).text, lambda: UnicodeDecodeError(1, 2, 3, 4, 5), lambda: UnicodeEncodeError('a', b'', 1, 2, 'x'))
