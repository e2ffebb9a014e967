# % of str and bytes: conversions by special methods, and what is said of bad formats and arguments.
def t(f):
    try: print(f())
    except BaseException as e: print(type(e).__name__, e)


def mk(**ns): return type('K', (), {k: (lambda v: lambda self: v)(v) for k, v in ns.items()})()


values = 5, 1.5, 'a', mk(__float__=1.5), mk(__index__=65), (1, 2), {'a': 1}
for form in '%d', '%x', '%c', '%f', '%s', '%5%', '%(a)d', '%*d':
    for v in values: t(lambda: form % v); t(lambda: form.encode() % v)
t(lambda: '%z' % 1); t(lambda: '%' % 1); t(lambda: '%(a' % {}); t(lambda: b'%s' % b'x'); t(lambda: '%s %d' % (1, 'x')); t(lambda: '%(k)f' % {'k': 'x'}); t(lambda: '%(k)*d' % {'k': 1}); t(lambda: '%-05d|%+.1e|%#06x' % (5, 2.5, 255))
