import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type CodeObject, isCode } from '../../../model/code/code-object.ts';
import { assemble } from '../../../model/compile/assemble.ts';
import { compile } from '../../../model/compile/compile.ts';
import { type InstructionSequence, NEXT_LOCATION } from '../../../model/compile/sequence.ts';
import { lift } from '../../../model/lift/lift.ts';
import { EMBEDDED_BUILDS } from '../../../src/lanes/builds.ts';
import type { PyodideLane } from '../../../src/lanes/pyodide-lane.ts';
import { embedded } from '../../lanes.ts';
import { sequence } from './flowgraph/graph-text.ts';

const SEED = 27_182;

function code(text: string | InstructionSequence, consts: readonly (string | null)[] = [null]): CodeObject {
  return assemble({
    python: '3.14',
    name: 'f',
    qualname: 'f',
    filename: 'f.py',
    firstlineno: 1,
    flags: 3,
    argcount: 2,
    posonlyargcount: 0,
    kwonlyargcount: 0,
    consts: [...consts],
    names: [],
    varnames: ['a', 'b'],
    cellvars: [],
    freevars: [],
    fastHidden: new Set(),
    sequence: typeof text === 'string' ? sequence(text) : text,
    annotations: null,
  });
}

describe('assemble', () => {
  it('gives JUMP its direction and its distance from the end of the instruction', () => {
    const text =
      '1 RESUME 0\ntop:\n2 LOAD_FAST 0\n2 TO_BOOL\n2 POP_JUMP_IF_FALSE ->end\n3 JUMP ->top\nend:\n4 LOAD_CONST 0\n4 RETURN_VALUE';
    const { instructions } = code(text);
    const jump = instructions.find((i) => i.op === 'JUMP_BACKWARD')!;
    expect(instructions.find((i) => i.offset === jump.target)!.op).toBe('LOAD_FAST_BORROW');
    expect(jump.target).toBe(jump.offset + jump.size - 2 * jump.arg);
    const exit = instructions.find((i) => i.op === 'POP_JUMP_IF_FALSE')!;
    expect(instructions.find((i) => i.offset === exit.target)!.op).toBe('LOAD_CONST');
  });

  it('prefixes large arguments with EXTENDED_ARG, each with the argument so far', () => {
    const consts = Array.from({ length: 300 }, (_, i) => `c${i}`);
    const loads = consts.map((_, i) => `${i + 1} LOAD_CONST ${i}\n${i + 1} STORE_FAST 0`).join('\n');
    const { instructions } = code(`1 RESUME 0\n${loads}\n301 LOAD_CONST 299\n301 RETURN_VALUE`, consts);
    const at = instructions.findIndex((i) => i.op === 'EXTENDED_ARG');
    expect(instructions.slice(at, at + 2).map((i) => [i.op, i.arg, i.size])).toEqual([
      ['EXTENDED_ARG', 1, 2],
      ['LOAD_CONST', 256, 2],
    ]);
  });

  it('places NEXT_LOCATION at what follows, and nowhere on an instruction that control does not leave forward', () => {
    const text = '1 RESUME 0\n2 LOAD_FAST 0\n. POP_TOP\n3 LOAD_CONST 0\n. RETURN_VALUE';
    const unit = sequence(text);
    for (const i of unit.instructions) if (i.at === null) i.at = NEXT_LOCATION;
    expect(code(unit).instructions.map((i) => [i.op, i.line])).toEqual([
      ['RESUME', 1],
      ['LOAD_FAST_BORROW', 2],
      ['POP_TOP', 3],
      ['LOAD_CONST', 3],
      ['RETURN_VALUE', null],
    ]);
  });

  it('has a row of the exception table for each run of instructions with one handler', () => {
    const text =
      '1 RESUME 0\n2 SETUP_FINALLY ->h\n3 LOAD_FAST 0\n3 POP_TOP\n3 POP_BLOCK\n4 LOAD_CONST 0\n4 RETURN_VALUE\nh:\n. PUSH_EXC_INFO\n5 RERAISE 0';
    const { exceptionTable, instructions } = code(text);
    const start = instructions.find((i) => i.line === 3)!.offset;
    const handler = instructions.find((i) => i.op === 'PUSH_EXC_INFO')!.offset;
    expect(exceptionTable).toEqual([{ start, end: start + 4, target: handler, depth: 0, lasti: false }]);
  });

  it('leaves the unit’s constants as they were', () => {
    const consts: (string | null)[] = ['a', 'unused'];
    code('1 RESUME 0\n1 LOAD_CONST 0\n1 RETURN_VALUE', consts);
    expect(consts).toEqual(['a', 'unused']);
  });
});

/** Bodies whose jumps, constants, locals and handlers come near the limits of one byte. */
const body = fc
  .tuple(
    fc.integer({ min: 1, max: 90 }),
    fc.integer({ min: 1, max: 30 }),
    fc.constantFrom('while', 'for', 'try', 'with', 'if'),
  )
  .map(([statements, locals, kind]) => {
    const inner = Array.from({ length: statements }, (_, i) => `v${i % locals} = g(v${(i * 7) % locals}, ${300 + i})`);
    const indented = inner.map((s) => `    ${s}`).join('\n');
    const heads = { while: 'while v0:', for: 'for v0 in g():', try: 'try:', with: 'with g() as v0:', if: 'if v0:' };
    const tails = {
      while: '',
      for: '',
      try: '  except E as v0:\n    pass\n  finally:\n    g()',
      with: '',
      if: '  else:\n    g()',
    };
    return `  ${heads[kind]}\n${indented}\n${tails[kind]}\n`;
  });

function nested(c: CodeObject): CodeObject[] {
  return [c, ...c.consts.filter(isCode).flatMap(nested)];
}

describe.each(EMBEDDED_BUILDS)('assemble, CPython $build', ({ release, version }) => {
  let lane: PyodideLane;

  beforeAll(async () => {
    lane = await embedded(release);
  });

  it(`makes the code objects of long functions that CPython makes (seed ${SEED})`, () => {
    fc.assert(
      fc.property(fc.array(body, { minLength: 1, maxLength: 3 }), (bodies) => {
        const source = `def f():\n  v0 = 0\n${bodies.join('')}  return v0\n`;
        const { tree } = lane.parse(source);
        const real = lane.compile(source).code;
        if (tree === undefined || real === undefined) throw new Error('CPython does not compile it');
        const ours = compile(tree, { filename: 'program.py', python: version, release });
        expect(nested(ours)).toEqual(nested(lift(real, version)));
      }),
      { seed: SEED, numRuns: 60 },
    );
  });
});
