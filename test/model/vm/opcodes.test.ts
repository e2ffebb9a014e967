import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CodeObject, compile, isCode } from '../../../model/index.ts';
import { PersistentMachine } from '../../../model/vm/persistent.ts';
import { ReferenceMachine, startReference, stepReference } from '../../../model/vm/reference.ts';
import { stateToJson } from '../../../model/vm/state-json.ts';
import { NO_TOOLS, newRegisters, newWorld, startProgram } from '../../../model/vm/world.ts';
import type { PyodideLane } from '../../../src/lanes/pyodide-lane.ts';
import { embedded } from '../../lanes.ts';

const BUILD = {
  name: '3.14.2 pyodide',
  bits: 32,
  hashModulus: 2n ** 31n - 1n,
  stringHash: 'fnv',
  maxsize: 2 ** 31 - 1,
} as const;
const DOMAIN = "[0, -3, 2 ** 70, True, None, 0.5, 'ab', [1, 2], (1,), {1: 2}, {3}]";
const EVERY = 61;
const BINARY = ['+', '-', '*', '/', '//', '%', '@', '<<', '>>', '&', '|', '^', '<', '==', '>=', 'in', 'is not'];

/** Every pair of the domain through one expression, outcomes and all. */
const pairs = (expression: string): string => `
def f(a, b):
    ${expression}
out = []
for i in range(11):
    for j in (i, 10 - i):
        a = ${DOMAIN}[i]
        b = ${DOMAIN}[j]
        try:
            out.append(f(a, b))
        except Exception as e:
            out.append(str(e))
`;
const PROGRAMS: readonly string[] = [
  ...BINARY.map((op) => pairs(`return a ${op} b`)),
  ...['+=', '-=', '*=', '|='].map((op) => pairs(`a ${op} b\n    return a`)),
  pairs('return -a if b else ~a'),
  pairs('return not a, a and b, a or b, 0 < a < b'),
  pairs('return a[b]'),
  pairs('a[b] = 1\n    del a[b]\n    return a'),
  pairs('return a[0:1], [*a, *b], {**a}'),
  pairs('x, *y = a\n    return x, y'),
  pairs('x, y = a\n    return y'),
  pairs('return [x for x in a], {x for x in b}, {x: b for x in a}'),
  pairs('return f"{a!r:>5} {b}", "%s" % (a,)'),
  pairs('return a.count(b)'),
  pairs('a.x = b\n    return a.x'),
  pairs('return a(b)'),
  pairs('return max(a, b), sorted(a), len(b), list(map(str, a)), sum(a)'),
  pairs('assert a, b\n    raise ValueError(a) from None'),
  pairs('with a as x:\n        return b'),
  pairs('yield a\n    yield from b'),
  pairs(
    'def g(c=a, *d, e=b, **k):\n        nonlocal a\n        a = c\n        return d, e, k\n    return g(*b, **{"z": a}), a',
  ),
  pairs(
    'match a:\n        case [x, *_]: return x\n        case {1: y}: return y\n        case int() | str(): return b\n        case _: return None',
  ),
  pairs('try:\n        return a / b\n    except* TypeError: pass\n    finally:\n        b = a\n    return b'),
  `
class C:
    n = 0
    def __init__(self, v): self.v = v
    def __add__(self, o): return self.v
    def __iter__(self): return iter((self.v, 2))
    def __enter__(self): return self
    def __exit__(self, *a): return True
    def __del__(self): C.n += 1
    @property
    def p(self): return self.v
class D(C):
    def __init__(self, v): super().__init__(v); self.w = __class__
out = []
for k in (C, D):
    o = k(1)
    with o as q:
        out.append((o + 1, list(o), o.p))
        raise KeyError
    del o, q
g = (x for x in [1, 2])
out.append(next(g))
del g
async def co(v):
    return v
async def main():
    async with A() as a:
        pass
    return await co(1)
class A:
    async def __aenter__(self): return 1
    async def __aexit__(self, *a): return False
try:
    main().send(None)
except StopIteration as e:
    out.append(e.value)
`,
];

const opcodesOf = (code: CodeObject): string[] => [
  ...code.instructions.map((i) => i.op),
  ...code.consts.flatMap((c) => (isCode(c) ? opcodesOf(c) : [])),
];

describe('each opcode over a small domain of values', () => {
  let lane: PyodideLane;
  const executed = new Set<string>();
  beforeAll(async () => {
    lane = await embedded('3.14');
  });
  afterAll(() => lane.close());

  PROGRAMS.forEach((source, i) => {
    it(`R and P agree: program ${i}, ${source.split('\n')[2]?.trim()}`, () => {
      const { tree } = lane.parse(source);
      const code = compile(tree!, { filename: 'program.py', python: '3.14', release: '3.14.2' });
      for (const op of opcodesOf(code)) executed.add(op);
      const p = new PersistentMachine(newWorld(code, { build: BUILD }), newRegisters(), NO_TOOLS);
      startProgram(p, code);
      const world = newWorld(code, { build: BUILD });
      let state = startReference(world, newRegisters(), NO_TOOLS, (vm) => {
        startProgram(vm, code);
      });
      for (let steps = 1; p.registers.outcome === null; steps++) {
        p.run(1);
        state = stepReference(world, state, NO_TOOLS, null);
        if (steps % EVERY !== 0 && p.registers.outcome === null) continue;
        const r = new ReferenceMachine(world, state, NO_TOOLS);
        expect(JSON.stringify(stateToJson(r)) === JSON.stringify(stateToJson(p)), `after ${steps} steps`).toBe(true);
      }
      expect(p.registers.outcome?.exception ?? null).toBeNull();
    });
  });

  it('reaches the opcodes of ordinary programs', () => {
    expect(executed.size).toBeGreaterThan(85);
  });
});
