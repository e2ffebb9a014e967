/** The programs that decide the rules of `strict`: what each shows, the session, where it must stop. */
export interface Deciding {
  readonly rule: string;
  readonly shows: string;
  readonly source: string;
  readonly script: string;
  readonly stops: string;
}

const K = 'def k(v):\n    return -v\n';
const G = 'def g():\n    yield 1\n    yield 2\n';

export const DECIDING: readonly Deciding[] = [
  {
    rule: 'R4',
    shows: 'into stops at each LINE of a call’s lines, then in the callee',
    source: 'def f(a, b):\n    return a\nx = f(\n    1,\n    2)\n',
    script: 'over; into; into; into; into; into',
    stops: 'M:1 M:3 M:4 M:5 M:3 f:2 M:3=1',
  },
  {
    rule: 'R5',
    shows:
      'into at the last line of a key function called from C lands when the C function is done, or in the next call',
    source: `${K}xs = sorted([1, 2], key=k)\nz = 1\n`,
    script: 'break 2; continue; into; into; into; into',
    stops: 'M:1 k:2[breakpoint1] k:2[breakpoint1] M:3=-2 M:4',
  },
  {
    rule: 'R5',
    shows: 'over at the last line of a key function called from C lands behind sorted',
    source: `${K}xs = sorted([1, 2], key=k)\nz = 1\n`,
    script: 'tbreak 2; continue; over; over',
    stops: 'M:1 k:2[breakpoint1] M:3=-1 M:4',
  },
  {
    rule: 'R5',
    shows: 'over out of f in h(f(), g()) lands in the middle of the line, before g runs',
    source: 'def f():\n    return 1\ndef g():\n    return 2\ndef h(a, b):\n    return a\nx = h(f(),\n      g())\n',
    script: 'break 2; continue; over; over; over',
    stops: 'M:1 f:2[breakpoint1] M:8=1 M:7',
  },
  {
    rule: 'R5',
    shows: 'over at the end of g in a for loop lands in the loop’s frame',
    source: `${G}for x in g():\n    y = x\nz = 1\n`,
    script: 'break 3; continue; over; over; over',
    stops: 'M:1 g:3[breakpoint1] M:4=2 M:5 M:4',
  },
  {
    rule: 'R5',
    shows: 'next of an exhausted generator: the caller’s handler is the first place',
    source: `${G}i = g()\nnext(i)\nnext(i)\ntry:\n    next(i)\nexcept StopIteration:\n    z = 1\n`,
    script: 'break 8; continue; into; over; over',
    stops: 'M:1 M:8[breakpoint1] g:3 M:0=None M:9',
  },
  {
    rule: 'R5',
    shows: 'a throw that the generator handles inside: its next yield leaves to whoever threw',
    source:
      'def g():\n    try:\n        yield 1\n    except KeyError:\n        yield 2\ndef h():\n    yield from g()\ni = h()\nnext(i)\nv = i.throw(KeyError)\nz = 1\n',
    script: 'break 5; continue; over; over',
    stops: 'M:1 g:5[breakpoint1] M:10=2 M:11',
  },
  {
    rule: 'R3',
    shows: 'a finally in a middle frame is a line of that frame',
    source:
      'def f():\n    raise ValueError\ndef m():\n    try:\n        f()\n    finally:\n        a = 1\ntry:\n    m()\nexcept ValueError:\n    b = 1\n',
    script: 'break 2; continue; over; over; over; over',
    stops: 'M:1 f:2[breakpoint1] m:7 M:10 M:11',
  },
  {
    rule: 'R6',
    shows: 'an __exit__ that raises: the step goes on in the frame with the handler',
    source:
      'class C:\n    def __enter__(self): return self\n    def __exit__(self, *a):\n        raise KeyError\ndef f():\n    with C():\n        x = 1\ntry:\n    f()\nexcept KeyError:\n    z = 1\n',
    script: 'break 7; continue; over; over; over; over',
    stops: 'M:1 f:7[breakpoint1] f:6 M:10 M:11',
  },
  {
    rule: 'R6',
    shows: 'C code swallows the exception of p under hasattr: the next line of the caller',
    source: 'class C:\n    @property\n    def p(self):\n        raise AttributeError\nx = hasattr(C(), "p")\nz = 1\n',
    script: 'break 4; continue; over; over',
    stops: 'M:1 C.p:4[breakpoint1] M:6',
  },
  {
    rule: 'R6',
    shows: 'a finaliser that raises: swallowed too',
    source: 'class C:\n    def __del__(self):\n        raise ValueError\nc = C()\ndel c\nz = 1\n',
    script: 'break 3; continue; over; over',
    stops: 'M:1 C.__del__:3[breakpoint1] M:6',
  },
  {
    rule: 'R6',
    shows: 'close() of a suspended generator: it is left by GeneratorExit, the step goes on in whoever closed it',
    source: 'def g():\n    try:\n        yield 1\n    finally:\n        a = 1\ni = g()\nnext(i)\ni.close()\nz = 1\n',
    script: 'break 5; continue; over; over',
    stops: 'M:1 g:5[breakpoint1] M:9',
  },
  {
    rule: 'R6',
    shows: 'del of a suspended generator closes it',
    source: 'def g():\n    try:\n        yield 1\n    finally:\n        a = 1\ni = g()\nnext(i)\ndel i\nz = 1\n',
    script: 'break 5; continue; over; over',
    stops: 'M:1 g:5[breakpoint1] M:9',
  },
  {
    rule: 'R4',
    shows: 'a throw into an unstarted generator shows none of its lines',
    source: `${G}i = g()\ntry:\n    i.throw(KeyError)\nexcept KeyError:\n    z = 1\n`,
    script: 'break 6; continue; into; into',
    stops: 'M:1 M:6[breakpoint1] M:7 M:8',
  },
  {
    rule: 'R7',
    shows: 'over at an await stays with the coroutine, whatever runs between',
    source:
      'class A:\n    def __await__(self):\n        yield 1\n        return 5\nasync def c():\n    x = await A()\n    y = x\nk = c()\nk.send(None)\nz = 1\ntry:\n    k.send(None)\nexcept StopIteration:\n    w = 1\n',
    script: 'break 6; continue; over; over; over',
    stops: 'M:1 c:6[breakpoint1] c:7 M:0=None M:13',
  },
  {
    rule: 'R8',
    shows: 'the module’s last line: the step ends with the program, its atexit handler is not stepped',
    source: 'import atexit\ndef bye():\n    x = 1\natexit.register(bye)\nz = 1\n',
    script: 'break 5; continue; into; into',
    stops: 'M:1 M:5[breakpoint1]',
  },
  {
    rule: 'R9',
    shows: 'a one-line loop has one LINE event, and its breakpoint one stop',
    source: 'i = 0\nwhile i < 3: i += 1\nz = 1\n',
    script: 'break 2; continue *',
    stops: 'M:1 M:2[breakpoint1]',
  },
  {
    rule: 'R4',
    shows: 'a class body is a frame',
    source: 'class A:\n    x = 1\nz = 1\n',
    script: 'into; into; into; into',
    stops: 'M:1 A:1 A:2 M:1=None M:3',
  },
  {
    rule: 'R4',
    shows: 'a decorator’s call is a frame',
    source: 'def d(f):\n    return f\n@d\ndef g():\n    pass\nz = 1\n',
    script: 'into; into; into; into; into; into',
    stops: 'M:1 M:3 M:4 M:3 d:2 M:4=<function object> M:6',
  },
  {
    rule: 'R4',
    shows: 'exec of code that the program compiled elsewhere has no place; import of what is loaded neither',
    source: 'exec("q = 1\\nr = 2")\nimport sys\nz = 1\n',
    script: 'into *',
    stops: 'M:1 M:2 M:3',
  },
  {
    rule: 'R4',
    shows: 'the scope of type parameters is a frame',
    source: 'def f[T](x: T) -> T:\n    return x\nz = f(1)\n',
    script: 'into *',
    stops: 'M:1 <generic parameters of f>:1 M:1=<function object> M:3 f:2 M:3=1',
  },
  {
    rule: 'R3',
    shows: 'recursion: over stops in the same activation',
    source: 'def f(n):\n    if n:\n        f(n - 1)\n    a = n\n    return a\nf(2)\nz = 1\n',
    script: 'tbreak 3; continue; over; over; over',
    stops: 'M:1 f:3[breakpoint1] f:4 f:5 M:6=2',
  },
  {
    rule: 'R5',
    shows: 'out of the inner activation lands in the middle of the outer one’s line',
    source: 'def f(n):\n    if n:\n        return f(n - 1)\n    return 0\nf(2)\nz = 1\n',
    script: 'break 4; continue; out; out; out',
    stops: 'M:1 f:4[breakpoint1] f:3=0 f:3=0 M:5=0',
  },
  {
    rule: 'R6',
    shows: 'an exception through three frames',
    source:
      'def a():\n    raise ValueError\ndef b():\n    a()\ndef c():\n    b()\ntry:\n    c()\nexcept ValueError:\n    z = 1\n',
    script: 'break 2; continue; out; out',
    stops: 'M:1 a:2[breakpoint1] M:9',
  },
  {
    rule: 'R4',
    shows: 'a comprehension that is inlined is no frame',
    source: 'y = [i\n     for i in (1, 2)]\nz = 1\n',
    script: 'into *',
    stops: 'M:2 M:1 M:2 M:1 M:2 M:1 M:2 M:3',
  },
  {
    rule: 'R4',
    shows: 'a one-line body: its line is the callee’s first',
    source: 'def f(): return 1\nx = f()\nz = 1\n',
    script: 'over; into; over; over',
    stops: 'M:1 M:2 f:1 M:2=1 M:3',
  },
  {
    rule: 'R3a',
    shows: 'stepi stops at each instruction, until @o at one',
    source: 'def f():\n    return 1\nf()\n',
    script: 'over; stepi; stepi; stepi; stepi; until @4',
    stops: 'M:1 M:3 M:3 M:3 f:2 f:2 M:3=1',
  },
  {
    rule: 'R9',
    shows: 'a breakpoint ends the pending step',
    source: 'def f():\n    x = 1\nf()\nz = 1\nw = 2\n',
    script: 'break 2; over; over; continue',
    stops: 'M:1 M:3 f:2[breakpoint1]',
  },
  {
    rule: 'R9',
    shows: 'an error in a condition is a stop, an ignored hit is none',
    source: 'for i in range(4):\n    x = i\n',
    script: 'break 2 if 1/0; continue; condition 1; ignore 1 1; continue; continue',
    stops: 'M:1 M:2[condition-error1] M:2[breakpoint1] M:2[breakpoint1]',
  },
  {
    rule: 'R5',
    shows: 'over at a yield lands in the consumer, which sees the value',
    source: `${G}for x in g():\n    y = x\n`,
    script: 'break 2; continue; over; over',
    stops: 'M:1 g:2[breakpoint1] M:4=1 M:5',
  },
  {
    rule: 'R6',
    shows:
      'a throw that the inner generator does not handle: the step goes on in the one that delegates, which is thrown into',
    source:
      'def g():\n    try:\n        yield 1\n    finally:\n        a = 1\ndef h():\n    try:\n        yield from g()\n    except KeyError:\n        b = 1\n    yield 3\ni = h()\nnext(i)\nv = i.throw(KeyError)\nz = 1\n',
    script: 'break 5; continue; over; over; over',
    stops: 'M:1 g:5[breakpoint1] h:8 h:9 h:10',
  },
];
