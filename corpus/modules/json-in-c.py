# _json in C: what it decodes and encodes, its messages and notes.
import json, _json, sys
from json import encoder, decoder, scanner
enc = encoder.c_make_encoder
e = enc(None, None, encoder.encode_basestring_ascii, None, ': ', ', ', False, False, True)
print(e({'a': [1, 2.5, None, True, 'é']}, 0), repr(e)[:20], [n for n in dir(e) if n[0] != '_'])
s = scanner.c_make_scanner(json.JSONDecoder())
print(s('[1]', 0), s.strict, s.parse_int, s.object_hook)
print(sorted(n for n in dir(_json) ))
def t(f, *a, **k):
    try:
        print(f(*a, **k))
    except BaseException as x:
        print(type(x).__name__, x, getattr(x, '__notes__', None), x.__cause__, x.__context__, getattr(x,'value',None))
    t(json.loads, text)
for o in [object(), {1: 2, None: 3, True: 4, 2.5: 5}, {(1,): 2}, [1, [2, {3}]], {'a': {'b': [object()]}}, float('nan'), float('inf'), -float('inf'), (1, 2), [], {}, (), 'a"\\\n\x01\u2028😀', 10**30, True, None, 1.0, 1e100, b'x']:
    t(json.dumps, o); t(json.dumps, o, indent=2); t(json.dumps, o, ensure_ascii=False)
    t(json.dumps, o, allow_nan=False); t(json.dumps, o, skipkeys=True, sort_keys=True)
a = []; a.append(a); t(json.dumps, a)
d = {}; d['x'] = [d]; t(json.dumps, d); t(json.dumps, {'b': 1, 'a': 2, 3: 4}, sort_keys=True)
t(json.dumps, [object()], default=lambda o: 'obj'); t(json.dumps, [1], default=str, indent='\t'); t(json.dumps, {'a': [object()]}, default=lambda o: 1/0)
t(json.dumps, {'a': 1, 'b': [1, 2, {}], 'c': []}, indent=1, separators=(',', ':'))
t(_json.encode_basestring, 3); t(_json.encode_basestring_ascii, 3); t(_json.scanstring, 'ab"', 0); t(_json.scanstring, 'ab"c', 1, False); t(_json.scanstring, 3, 1); t(_json.scanstring, 'ab', 5);  t(_json.scanstring, 'ab', -1); t(_json.scanstring, 'ab'); t(_json.scanstring, 'ab', 'c')
from json import encoder
enc = encoder.c_make_encoder
for ind in ('  ', None):
    try:
        e = enc(None, None, encoder.encode_basestring_ascii, ind, ': ', ', ', False, True, True)
        print(e({'a': [1, {'b': [], 'c': {}}], (1,): 3, 'k': {(1,): 2}, 'd': ((),)}, 0))
        
        print(json.dumps({(1,2):3, 'a': {(1,): 2}}, skipkeys=True, indent=2))
    except BaseException as x: print(repr(x))
def t(f, *a, **k):
    try:
        print(f(*a, **k))
    except BaseException as x:
        print(type(x).__name__, x, getattr(x, '__notes__', None))
t(enc); t(enc, 1, 2, 3, 4, 5, 6, 7, 8, 9); t(enc, None, 2, 3, 4, 5, 6, 7, 8, 9); t(enc, None, 2, 3, 4, 'x', 6, 7, 8, 9); t(e); t(e, 1); t(e, 1, 'x'); t(e, 1, 2, 3)
class D(dict):
    def items(self): return [(1, 2), [3, 4]]
t(json.dumps, D(a=1)); t(json.dumps, D())
class L(list):
    def __iter__(self): return iter('ab')
t(json.dumps, L([1, 2])); t(json.dumps, L())
class I(int):
    def __repr__(self): return 'I'
class F(float):
    def __repr__(self): return 'F'
class S(str):
    def __repr__(self): return 'S'
t(json.dumps, [I(3), F(2.5), S('x'), F('nan')]); t(json.dumps, {I(3): 1, F(2.5): 2, S('x'): 3})
import enum
class E(enum.IntEnum):
    A = 1
class SE(enum.StrEnum):
    B = 'b'
t(json.dumps, {E.A: SE.B, SE.B: E.A})
t(json.dumps, [F('inf')], allow_nan=False); t(json.dumps, {F('inf'): 1}, allow_nan=False)
x = object()
t(json.dumps, [x], default=lambda o: x); t(json.dumps, [x], default=lambda o: [o]); t(json.dumps, [x], default=lambda o: (1, {'k': 2})); t(json.dumps, {'a': [1]}, check_circular=False)
t(json.dumps, {'é': 'ü'}, ensure_ascii=False); t(json.dumps, 'x\x7f\x1f/<>&\u2029')
e = enc({}, None, lambda s: 3, None, ': ', ', ', False, True, True)
t(e, 'a', 0)
e = enc({}, None, lambda s: '<' + s + '>', None, ': ', ', ', False, True, True)
t(e, ['a', {'b': 3, 4: 5}], 0)
m = {}
e = enc(m, lambda o: len(m), encoder.encode_basestring_ascii, None, ': ', ', ', False, True, True)
t(e, [[x]], 0)
t(json.loads, '[1, 2.5, {"a": [3], "b": {"c": null}}]', parse_int=lambda s: 'i' + s, parse_float=str, object_hook=lambda d: sorted(d.items()))
t(json.loads, '{"a": {"b": 1, "b": 2}}', object_pairs_hook=list)
t(json.loads, '[NaN, Infinity]', parse_constant=lambda s: s.lower())
t(json.loads, '["a\nb"]', strict=False)
t(json.loads, '[' * 20 + ']' * 20); t(json.loads, '{"a": 1, "a": 2}')
t(json.loads, '[-0, -0.0, 0.1e-5, 1E400, -12, 123456789012345678901234567890]')
