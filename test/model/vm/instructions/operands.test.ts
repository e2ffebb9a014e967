import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lift } from '../../../../model/lift/lift.ts';
import { run } from '../../../../model/run.ts';
import { compareTraces } from '../../../../src/differential/compare.ts';
import { buildFacts } from '../../../../src/differential/model-engine.ts';
import { EMBEDDED_BUILDS } from '../../../../src/lanes/builds.ts';
import type { PyodideLane } from '../../../../src/lanes/pyodide-lane.ts';
import { embedded } from '../../../lanes.ts';

/** T says when it dies; the others fail in Python code that holds nothing of the instruction. */
const CLASSES = `
class T:
    def __init__(self, n): self.n = n
    def __del__(self): print('del', self.n)
    p = property(lambda self: 1 // 0)
class I:
    def __index__(self): raise KeyError
    __lt__ = __eq__ = lambda self, o: 1 // 0
class H:
    def __hash__(self): raise KeyError
class E:
    def keys(self): raise KeyError
class A:
    async def __aenter__(self): 1 // 0
    async def __aexit__(self, *a): pass
def bad(x): raise KeyError
def mp(x): return map(bad, [x])
`;

/** Statements of a method whose operands die with what fails. */
const STATEMENTS = `
T(1) + T(2)
[T(1)] * I()
[T(1)][I()]
[T(1)][T(2)]
T(1)[T(2):T(3)]
[T(1)][T(2):I()]
[T(1)][T(2):T(3)] = T(4)
T(1)[T(2):T(3)] = T(4)
T(1)[T(2)] = T(3)
del T(1)[T(2)]
{T(1): 1}[H()]
x = [T(1)]; x += T(2)
T(1) < T(2)
[I(), T(1)] == [I(), T(2)]
T(1) in T(2)
T(1) in [I(), T(2)]
-T(1)
[T(1)].x
[T(1)].x = T(2)
T(1).p
T(1).p = T(2)
del [T(1)].x
(lambda a, b=T(1): 0)(T(2), T(3), T(4))
(lambda a: 0)(T(1), b=T(2))
(lambda a, b: 0)(T(1), a=T(2))
(lambda a, *b: 0)(*[T(1), T(2)], c=T(3))
(lambda *a, k: 0)(T(1), T(2))
(lambda a, b, *c, d: 0)(T(1), T(2), T(3), e=T(4))
T.__init__(T(1), T(2), T(3))
T(1)(T(2), k=T(3))
[T(1), *T(2)]
[T(1), *mp(T(2))]
{1, *T(1)}
print(*T(1), T(2))
print(a=T(1), **T(2))
print(a=T(1), **{'a': T(2)})
{1: T(1), **[T(2)]}
{'a': T(1), **E()}
{T(1), H()}
{[T(1)]: T(2) for x in (1,)}
{[T(1)] for x in (1,)}
a, b = [T(1)]
a, b = mp(T(1))
for x in T(1): pass
list(x for x in T(1))
[x for x in [T(1)] if x < 3]
raise T(1)
raise KeyError(T(1)) from T(2)
super(T, T(1)).x
super(T(1), T(2)).x
f'{[T(1)]:>{T(2)}}'
isinstance(T(1), T(2))
yield from T(1)
with T(1): pass
try: bad([T(1)])|except T(2): pass
try: bad([T(1)])|except* T(2): pass
match T(1):| case T(a, b): pass
class X(T, metaclass=T(1)): pass
def f(a=T(1), *, b=[T(2)] + 3): pass
`
  .trim()
  .split('\n');

/** The statement in a method, and in a coroutine. */
function program(statement: string): string {
  const lines = statement.split('|').map((line) => `        ${line}`);
  const call = statement.startsWith('yield') ? 'next(O().op())' : 'O().op()';
  return `${CLASSES}class O:\n    def op(self):\n${lines.join('\n')}\ntry: ${call}\nexcept Exception as e: print(type(e).__name__, e)\n`;
}

const ASYNC = ['await T(1)', 'async with T(1): pass', 'async with A(): [T(1)] + 3', 'async for x in T(1): pass'].map(
  (statement) =>
    `${CLASSES}async def f():\n    ${statement}\ntry: f().send(None)\nexcept Exception as e: print(type(e).__name__, e)\n`,
);

const OPTIONS = { level: 'exact', fuel: 10_000 } as const;

describe.each(EMBEDDED_BUILDS)('operands of what fails, CPython $build', ({ release }) => {
  let lane: PyodideLane;
  beforeAll(async () => {
    lane = await embedded(release);
  });
  afterAll(() => lane.close());

  it('die when CPython lets them die: before RAISE or behind it, in its order', () => {
    const sources = [...STATEMENTS.map(program), ...ASYNC];
    const real = lane.record(
      sources.map((source) => ({ source })),
      OPTIONS,
    );
    const build = buildFacts(lane.build);
    const differing = sources.filter((source, i) => {
      const model = run(lift(lane.compile(source).code!, lane.version), { ...OPTIONS, build });
      return compareTraces(real[i]!, model, 'exact') !== undefined;
    });
    expect(differing.map((source) => source.slice(CLASSES.length))).toEqual([]);
  });
});
