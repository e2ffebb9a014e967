/**
 * Programs in which a specialised instruction shows: what enters Python code without C code, and methods that stay unbound.
 * @module
 */
export const PROGRAMS: Readonly<Record<string, string>> = {
  'a property': `class C:
    @property
    def p(self):
        if self.n > 2: raise ValueError
        return self.n
c = C()
c.n = 0
for i in range(6):
    c.n = i
    try:
        x = c.p
    except ValueError:
        pass
`,
  'an item': `class C:
    def __getitem__(self, i):
        if i > 2: raise IndexError(i)
        return i
c = C()
for i in range(6):
    try:
        x = c[i]
    except IndexError:
        pass
`,
  'an own attribute look-up': `class C:
    def __getattribute__(self, name):
        if name == 'bad': raise AttributeError(name)
        return name
c = C()
for i in range(6):
    try:
        x = c.good
        y = c.bad
    except AttributeError:
        pass
`,
  'a method of super()': `class A:
    def f(self, n):
        if n > 3: raise ValueError
        return n
class B(A):
    def f(self, n):
        return super().f(n)
b = B()
for i in range(6):
    try:
        b.f(i)
    except ValueError:
        pass
`,
  'classes of every kind': `class C:
    def __init__(self, n=0, m=1):
        self.n = n
        if n > 3: raise ValueError
class D(C):
    pass
class E:
    def __init__(self, *a): raise KeyError
class F:
    __slots__ = ('a',)
    def __init__(self): raise KeyError
class G(list):
    def __init__(self): raise KeyError
class H:
    def __new__(cls): return object.__new__(cls)
    def __init__(self): raise KeyError
class I:
    def __init__(self): return 3
for i in range(8):
    for make in (lambda: C(i, 2), lambda: C(i), lambda: D(i, 1), lambda: E(), lambda: F(), lambda: G(), lambda: H(), lambda: I()):
        try:
            make()
        except Exception:
            pass
for i in range(3):
    for cls in (F, H, I, G):
        try:
            cls()
        except Exception as e:
            pass
`,
  'a method beside __getattr__': `class C:
    def __init__(self): 
        self.a = 1
    def m(self, n): return n
    def __getattr__(self, name): return name
c = C()
for i in range(8):
    c.m(i)
    if i == 4: c.b = 3
    if i == 6: C.z = 3
    c.nothing
for i in range(60):
    c.m(i)
d = C()
for o in (c, d, c, d):
    o.m(1)
`,
  'a class that changes': `class C:
    n = 0
    def __init__(self, v):
        C.n += 1
        if v: raise ValueError
for i in range(8):
    try:
        C(i % 3)
    except ValueError:
        pass
`,
  'calls over several lines': `class C:
    @property
    def p(self):
        return (1 +
                2)
    def __getitem__(self, i): return i
c = C()
for i in range(5):
    x = (c.p +
         c.p); y = c[0]; z = c[1]
    w = [
        c.p, c[3],
        c.p]
`,
  'a metaclass': `class M(type):
    def __call__(cls, *a): return super().__call__(*a)
class C(metaclass=M):
    def __init__(self, v):
        if v: raise ValueError
for i in range(5):
    try: C(i)
    except ValueError: pass
`,
  'a function and a class by turns': `def f(v):
    if v: raise ValueError
class C:
    def __init__(self, v):
        if v: raise ValueError
for i in range(70):
    for g in (f, C):
        try: g(i % 2)
        except ValueError: pass
`,
};
