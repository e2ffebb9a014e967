import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { VERSIONS, type Version } from '../../../model/code/code-object.ts';
import { OPCODES, stackEffect, valuesPopped, valuesPushed } from '../../../model/code/opcodes.ts';
import {
  type CodeObject,
  compile,
  type EventName,
  type Instruction,
  isCode,
  type Trace,
} from '../../../model/index.ts';
import { EVENT_NAMES } from '../../../model/monitoring/event.ts';
import { PROFILES } from '../../../model/versions.ts';
import { BEHIND, type Clause } from '../../../model/vm/instructions/clauses/clause.ts';
import { CLAUSES } from '../../../model/vm/instructions/clauses/index.ts';
import { INSTRUCTIONS } from '../../../model/vm/instructions/index.ts';
import type { PyodideLane } from '../../../src/lanes/pyodide-lane.ts';
import { packageRoot } from '../../../src/package-root.ts';
import { hasEvent, textIn, versionsOf } from '../../house/instructions-page.ts';
import { embedded } from '../../lanes.ts';

/** Real opcodes that no code object of a program has: the one is not used, the other stands behind a specialised CALL. */
const NOT_IN_PROGRAMS = ['RESERVED', 'EXIT_INIT_CHECK'];
/** Template strings are refused before a program runs. */
const NOT_MODELLED = ['BUILD_TEMPLATE', 'BUILD_INTERPOLATION'];
/** Tells of an exception of any instruction, or of what a call did: no opcode has them for itself. */
const NOT_OF_OPCODES: readonly EventName[] = ['RAISE', 'RERAISE', 'C_RETURN', 'C_RAISE'];
const FUEL = 60_000;

const bits = (n: number): number => n.toString(2).replaceAll('0', '').length;
const COUNTS: Readonly<Record<string, (n: number) => number>> = {
  n: (n) => n,
  '2n': (n) => 2 * n,
  'n−1': (n) => n - 1,
  'n−2': (n) => n - 2,
  'n&1': (n) => n & 1,
  'n&255': (n) => n & 255,
  'n>>8': (n) => n >> 8,
  'bit2(n)': (n) => (n >> 2) & 1,
  'bits(n)': bits,
};

/** How many values one side of a stack heading names at oparg `n`. */
function count(side: string, n: number): number {
  if (side.trim() === '') return 0;
  let sum = 0;
  for (const item of side.split(',')) {
    const [name, formula, ...rest] = item.trim().split('×');
    expect([name === '', rest], item).toEqual([false, []]);
    sum += formula === undefined ? 1 : (COUNTS[formula] as (n: number) => number)(n);
  }
  return sum;
}

/** Opargs that the compiler can give; with any other, an instruction means nothing. */
function opargs(name: string): number[] {
  if (name === 'BUILD_SLICE') return [2, 3];
  if (name === 'SWAP') return [2, 3, 7];
  if (name === 'UNPACK_EX') return [0, 1, 3, 256, 259, 770];
  if (/^(COPY|(LIST|MAP|SET)_(ADD|APPEND|EXTEND|UPDATE)|DICT_(UPDATE|MERGE))$/.test(name)) return [1, 2, 5];
  return [0, 1, 2, 3, 4, 5, 6, 7, 15];
}

describe('the clauses of the instructions', () => {
  it('are there for each instruction of the table, and for no other', () => {
    expect([...CLAUSES.keys()].sort()).toEqual([...INSTRUCTIONS.keys()].sort());
    for (const [name, clause] of CLAUSES) {
      expect(versionsOf(name).length, name).toBeGreaterThan(0);
      for (const heading of [clause.effect, clause.next, clause.source ?? 'bytecodes.c'])
        expect(heading.trim(), name).not.toBe('');
    }
  });

  it.each(VERSIONS)('%s: each opcode that a program can have is in the table', (python) => {
    const missing = [...OPCODES[python].byName.values()].filter((op) => op.number < 256 && !INSTRUCTIONS.has(op.name));
    for (const { name } of missing) expect([...NOT_IN_PROGRAMS, ...NOT_MODELLED]).toContain(name);
  });

  it.each(VERSIONS)('%s: the stack heading is the stack effect', (python) => {
    for (const [name, clause] of CLAUSES) {
      const op = OPCODES[python].byName.get(name);
      if (op === undefined) continue;
      const [before, after, ...rest] = textIn(clause.stack, python).split('→');
      expect([after === undefined, rest], name).toEqual([false, []]);
      for (const n of opargs(name)) {
        const popped = count(before as string, n);
        const pushed = count(after as string, n);
        expect(pushed - popped, `${name} ${n}`).toBe(stackEffect(op, n, false));
        // CPython says what an instruction looks at from 3.14 on.
        if (python >= '3.14')
          expect([popped, pushed], `${name} ${n}`).toEqual([valuesPopped(op, n), valuesPushed(op, n)]);
      }
    }
  });

  it.each(VERSIONS)('%s: the events are those of the version’s profile', (python) => {
    const { opcodeEvents } = PROFILES[python];
    for (const [name, { events }] of CLAUSES) {
      if (!OPCODES[python].byName.has(name)) continue;
      const said = (Object.keys(events) as EventName[]).filter((event) => hasEvent(python, event));
      const own = said.filter((event) => !NOT_OF_OPCODES.includes(event));
      const event = opcodeEvents[name];
      const profiled = event === undefined ? [] : [EVENT_NAMES[event]];
      expect(own, name).toEqual(name === 'RESUME' ? ['PY_START', 'PY_RESUME'] : profiled);
      const ofCall = said.filter((e) => e === 'C_RETURN' || e === 'C_RAISE');
      expect(ofCall, name).toEqual(own.includes('CALL') ? ['C_RETURN', 'C_RAISE'] : []);
    }
  });

  it.each(VERSIONS)('%s: the next offset is a jump’s target where the opcode jumps', (python) => {
    for (const [name, { next }] of CLAUSES) {
      const op = OPCODES[python].byName.get(name);
      if (op === undefined) continue;
      // Its oparg points back to what it tells as the source of its branch.
      const jumps = op.isJump && name !== 'END_ASYNC_FOR';
      expect(next.includes('target'), name).toBe(jumps);
    }
  });
});

const FURTHER = `
class Base:
    def f(self): return 1
class C(Base):
    def f(self): return super().f()
    def __enter__(self): return self
    def __exit__(self, *a): return True
def g(n):
    try:
        x = yield n
        y = yield from h(n)
        return y
    except ValueError:
        raise
def h(n):
    yield n
    return n
for i in g(2):
    pass
async def agen():
    yield 1
async def main():
    async for a in agen():
        a = a
    return await co()
async def co():
    return 1
try:
    main().send(None)
except StopIteration as e:
    print(e.value)
with C() as c:
    c.f()
    int("x")
t = g(1)
next(t)
try:
    t.throw(ValueError)
except ValueError:
    pass
def o(*a, **k):
    return len(*a, **k)
try:
    o(1)
except TypeError:
    pass
try:
    try:
        raise ExceptionGroup("a", [ValueError(1), KeyError(2)])
    except* ValueError:
        pass
except* KeyError:
    pass
match [1, 2, None]:
    case [1, x, None]:
        print(x, sep="")
for i in range(3):
    if i is None: break
    while i:
        i -= 1
`;
const SOURCES: readonly string[] = [
  FURTHER,
  ...['bank.py', 'scheduler.py', 'json_parser.py'].map((name) =>
    readFileSync(join(packageRoot, 'corpus/programs', name), 'utf8'),
  ),
];

/** Code objects by qualified name, as events name them. */
function codesByName(code: CodeObject, all = new Map<string, CodeObject[]>()): Map<string, CodeObject[]> {
  all.set(code.qualname, [...(all.get(code.qualname) ?? []), code]);
  for (const constant of code.consts) if (isCode(constant)) codesByName(constant, all);
  return all;
}

/** What stands at an offset, in a trace's code object; undefined where the name means several. */
function instructionAt(codes: Map<string, CodeObject[]>, name: string, offset: number): Instruction | undefined {
  const [code, ...others] = codes.get(name) ?? [];
  return others.length > 0 ? undefined : code?.instructions.find((i) => i.offset === offset);
}

/** INSTRUCTION is not told of RESUME and END_FOR: the offset behind them. */
function afterQuiet(codes: Map<string, CodeObject[]>, name: string, offset: number): number {
  const here = instructionAt(codes, name, offset);
  return here?.op === 'RESUME' || here?.op === 'END_FOR' ? offset + here.size : offset;
}

const clauseOf = (op: string): Clause => CLAUSES.get(op) as Clause;

/** Events at instructions whose clause does not name them; and what was looked at. */
function untold(trace: Trace, codes: Map<string, CodeObject[]>): { wrong: string[]; told: Set<string> } {
  const wrong: string[] = [];
  const told = new Set<string>();
  const ofClauses = new Set([...CLAUSES.values()].flatMap(({ events }) => Object.keys(events)));
  ofClauses.delete('RAISE');
  for (const { event, code, offset, dest } of trace.events) {
    if (offset === undefined || !ofClauses.has(event)) continue;
    // An END_ASYNC_FOR tells another offset than its own, but goes on behind itself.
    const before = event === 'BRANCH_RIGHT' ? instructionAt(codes, code, (dest as number) - 2) : undefined;
    const instruction = before?.op === 'END_ASYNC_FOR' ? before : instructionAt(codes, code, offset);
    if (instruction === undefined) continue;
    told.add(`${instruction.op} ${event}`);
    if (!(event in clauseOf(instruction.op).events)) wrong.push(`${code} ${offset}: ${instruction.op} tells ${event}`);
  }
  return { wrong, told };
}

/** Instructions behind which another runs than the clause says; and how many were looked at. */
function strayed(trace: Trace, codes: Map<string, CodeObject[]>): { wrong: string[]; steps: number } {
  const wrong: string[] = [];
  let steps = 0;
  const last = new Map<number, Instruction>();
  for (const { event, code, frame, offset } of trace.events) {
    if (event === 'RAISE' || event === 'RERAISE' || event === 'PY_THROW') last.delete(frame);
    if (event !== 'INSTRUCTION' || offset === undefined) continue;
    const before = last.get(frame);
    const here = instructionAt(codes, code, offset);
    last.delete(frame);
    if (here !== undefined) last.set(frame, here);
    if (before === undefined) continue;
    steps++;
    const behind = afterQuiet(codes, code, before.offset + before.size);
    const { next } = clauseOf(before.op);
    const jumped = next !== BEHIND && before.target >= 0 && offset >= before.target && offset <= before.target + 4;
    if (offset !== behind && !jumped) wrong.push(`${code}: ${before.op} at ${before.offset} goes to ${offset}`);
  }
  return { wrong, steps };
}

describe.each(VERSIONS)('CPython %s itself', (python: Version) => {
  let lane: PyodideLane;
  beforeAll(async () => {
    lane = await embedded(python);
  });
  afterAll(() => lane.close());

  it('tells each event at an instruction whose clause names it, and goes on where the clause says', () => {
    const told = new Set<string>();
    let steps = 0;
    for (const source of SOURCES) {
      const [trace] = lane.record([{ source }], { level: 'exact', fuel: FUEL }) as [Trace];
      const { tree } = lane.parse(source);
      const release = lane.build.split(' ')[0] as string;
      const codes = codesByName(compile(tree!, { filename: 'program.py', python, release }));
      const events = untold(trace, codes);
      const way = strayed(trace, codes);
      expect([events.wrong, way.wrong].flat()).toEqual([]);
      for (const pair of events.told) told.add(pair);
      steps += way.steps;
    }
    expect(told.size).toBeGreaterThan(20);
    expect(steps).toBeGreaterThan(5_000);
  });
});
