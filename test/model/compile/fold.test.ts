import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CodeObject } from '../../../model/code/code-object.ts';
import type { Constant } from '../../../model/code/constant.ts';
import { compile } from '../../../model/compile/compile.ts';
import { foldModule } from '../../../model/compile/fold.ts';
import { lift } from '../../../model/lift/lift.ts';
import type { Expression, Module } from '../../../model/program/syntax.ts';
import { EMBEDDED_BUILDS } from '../../../src/lanes/builds.ts';
import type { PyodideLane } from '../../../src/lanes/pyodide-lane.ts';
import { embedded } from '../../lanes.ts';

const SEED = 31_415;

const INTS = ['0', '1', '2', '3', '7', '255', '256', '2**31', '2**64', '10**20', 'True', 'False', '1<<100'];
const FLOATS = [
  '0.0',
  '1.0',
  '1.5',
  '0.1',
  '2.5',
  '3.14159',
  '1e10',
  '1e-10',
  '1e300',
  '5e-324',
  '1e16',
  '1e400',
  '0.5',
];
const OTHERS = [
  '1j',
  '2.5j',
  "''",
  "'a'",
  "'abc'",
  "'%s'",
  "'😀x'",
  "b''",
  "b'xyz'",
  '()',
  '(1,)',
  "(1,'a',None)",
  'None',
];
const OPERATORS = ['+', '-', '*', '/', '//', '%', '<<', '>>', '|', '&', '^'];
const UNARY = ['-', '+', '~', 'not '];

/** Sources of expressions of constants. */
const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constantFrom(...INTS, ...FLOATS, ...OTHERS),
    fc
      .tuple(tie('expression'), fc.constantFrom(...OPERATORS), tie('expression'))
      .map(([a, op, b]) => `(${a} ${op} ${b})`),
    fc.tuple(tie('expression'), fc.constantFrom('2', '-1', '0.5', '3')).map(([a, b]) => `(${a} ** ${b})`),
    fc.tuple(fc.constantFrom(...UNARY), tie('expression')).map(([op, a]) => `(${op}${a})`),
    fc.tuple(tie('expression'), tie('expression')).map(([a, b]) => `(${a}, ${b})`),
    fc.tuple(tie('expression'), fc.constantFrom('0', '-1', '1:', '::-1')).map(([a, i]) => `(${a})[${i}]`),
    fc.tuple(tie('expression'), tie('expression')).map(([a, b]) => `(${a} in [${b}, 1.0])`),
  ),
}));

/** A frozenset has no order. */
function unordered(constants: readonly unknown[]): unknown {
  return JSON.parse(JSON.stringify(constants), (_, v: unknown) => {
    if (typeof v !== 'object' || v === null || !('frozenset' in v)) return v;
    const members = v.frozenset as readonly unknown[];
    return { members: members.map((m) => JSON.stringify(m)).sort() };
  });
}

function brief(code: CodeObject): unknown {
  return [code.instructions.map((i) => `${i.op} ${i.arg}`), unordered(code.consts)];
}

describe.each(EMBEDDED_BUILDS)('folding, CPython $build', ({ release, version }) => {
  let lane: PyodideLane;

  beforeAll(async () => {
    lane = await embedded(release);
  });

  it(`makes the constants that CPython makes (seed ${SEED})`, () => {
    fc.assert(
      fc.property(fc.array(expression, { minLength: 1, maxLength: 6 }), (expressions) => {
        const source = expressions.map((e, i) => (i % 3 === 2 ? `if ${e}: x = ${i}` : `x = ${e}`)).join('\n');
        const parsed = lane.parse(source);
        const compiled = lane.compile(source);
        if (parsed.tree === undefined || compiled.code === undefined) return;
        const ours = compile(parsed.tree, { filename: 'program.py', python: version, release });
        expect(brief(ours)).toEqual(brief(lift(compiled.code, version)));
      }),
      { seed: SEED, numRuns: 300 },
    );
  });
});

const at = { line: 1, column: 0, endLine: 1, endColumn: 1 };
const constant = (value: Constant): Expression => ({ kind: 'Constant', value, at });
const module = (value: Expression): Module => ({ kind: 'Module', body: [{ kind: 'Expr', value, at }] });
const folded = (value: Expression, python: '3.13' | '3.14' = '3.13'): Expression => {
  const first = foldModule(module(value), python).body[0];
  if (first?.kind !== 'Expr') throw new Error('no expression');
  return first.value;
};

describe('foldModule', () => {
  const sum: Expression = { kind: 'BinOp', left: constant(1), op: 'Add', right: constant(2), at };

  it('calculates in 3.13 and leaves that to the flow graph in 3.14', () => {
    expect(folded(sum)).toEqual(constant(3));
    expect(folded(sum, '3.14')).toBe(sum);
  });

  it('returns the very tree where there is nothing to fold', () => {
    const tree = module({ kind: 'Name', id: 'a', ctx: 'Load', at });
    expect(foldModule(tree, '3.14').body[0]).toBe(tree.body[0]);
  });

  it('knows __debug__, but does not replace what is assigned', () => {
    expect(folded({ kind: 'Name', id: '__debug__', ctx: 'Load', at })).toEqual(constant(true));
    const stored: Expression = { kind: 'Name', id: '__debug__', ctx: 'Store', at };
    expect(folded(stored)).toBe(stored);
  });

  it('makes no docstring of what only folding made a string', () => {
    const text: Expression = { kind: 'BinOp', left: constant('a'), op: 'Add', right: constant('b'), at };
    expect(folded(text)).toEqual({ kind: 'JoinedStr', values: [constant('ab')], at });
  });

  it.each(['3.13', '3.14'] as const)('formats by a formatted string in %s', (python) => {
    const name: Expression = { kind: 'Name', id: 'x', ctx: 'Load', at };
    const format: Expression = {
      kind: 'BinOp',
      left: constant('a%%%5r!'),
      op: 'Mod',
      right: { kind: 'Tuple', elts: [name], ctx: 'Load', at },
      at,
    };
    const result = folded(format, python);
    if (result.kind !== 'JoinedStr') throw new Error('not formatted');
    const [before, value, after] = result.values;
    expect(before).toMatchObject({ kind: 'Constant', value: 'a%' });
    expect(value).toMatchObject({ kind: 'FormattedValue', conversion: 114, formatSpec: { value: '>5' } });
    expect(after).toMatchObject({ kind: 'Constant', value: '!' });
  });

  it.each([
    ['%d', 1],
    ['%s %s', 1],
    ['%s', 2],
    ['%1000s', 1],
    ['%*s', 1],
    ['%(k)s', 1],
    ['%', 1],
  ])('leaves the format %j with %i values to run time', (text, count) => {
    const elts: Expression[] = Array.from({ length: count }, () => ({ kind: 'Name', id: 'x', ctx: 'Load', at }));
    const format: Expression = {
      kind: 'BinOp',
      left: constant(text),
      op: 'Mod',
      right: { kind: 'Tuple', elts, ctx: 'Load', at },
      at,
    };
    expect(folded(format)).toBe(format);
  });

  it('inverts `in` and `is` under `not`, but no other comparison, in 3.13', () => {
    const name: Expression = { kind: 'Name', id: 'x', ctx: 'Load', at };
    const not = (op: 'In' | 'Lt'): Expression => ({
      kind: 'UnaryOp',
      op: 'Not',
      operand: { kind: 'Compare', left: name, ops: [op], comparators: [name], at },
      at,
    });
    expect(folded(not('In'))).toMatchObject({ kind: 'Compare', ops: ['NotIn'] });
    expect(folded(not('Lt'))).toMatchObject({ kind: 'UnaryOp' });
  });
});
