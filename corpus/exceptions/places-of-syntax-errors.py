def t(f):
    try: print(repr(f()))
    except BaseException as e: print(type(e).__name__, e)
class It:
    def __iter__(self):
        print('iter'); yield 'f'; yield 1; yield 2; yield 'text'
def show(e): return [getattr(e, n) for n in ('msg', 'filename', 'lineno', 'offset', 'text', 'end_lineno', 'end_offset', 'print_file_and_line')], e.args, str(e)
for second in ({}, {1: 2, 3: 4, 5: 6, 7: 8}, iter(['f', 1, 2, 't']), 'abcd', 'abc', 'abcdef', It(), range(4), None, 5, ('f', 1, 2, 't', 3), ('f', 1, 2, 't', 3, 4), ('f', 1, 2, 't', 3, 4, 5), ('f', 1, 2, 't', 3, 4, (1, 2, 3)), ('f', 1, 2, 't', 3, 4, 5, 6), [1], ()):
    t(lambda: show(SyntaxError('m', second)))
t(lambda: show(SyntaxError('m', ('a/b', 10**30, 2, 't'))))
t(lambda: show(SyntaxError('m', ('a/b', True, 2, 't'))))
t(lambda: show(SyntaxError(3, (3, 4, 2, 't'))))
t(lambda: show(SyntaxError()))
t(lambda: show(SyntaxError('m', 'n', 'o')))
t(lambda: SyntaxError('m', x=1))
e = SyntaxError('m', ('f', 1, 2, 't'))
t(lambda: e.__init__('n'))
t(lambda: show(e))
t(lambda: e.__init__('n', ('g', 3)))
t(lambda: show(e))
e.print_file_and_line = 3; del e.msg; e.lineno = None
t(lambda: show(e))
t(lambda: hasattr(e, '_metadata'))
t(lambda: sorted(k for k in SyntaxError.__dict__))
