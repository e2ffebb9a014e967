import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { build as b, type Module, print } from '../../../model/index.ts';
import { CORE_FEATURES, FEATURES, programArbitrary } from '../../../properties/index.ts';
import { EMBEDDED_BUILDS } from '../../../src/lanes/builds.ts';
import type { PyodideLane } from '../../../src/lanes/pyodide-lane.ts';
import { embedded } from '../../lanes.ts';
import { CONSTRUCTS } from '../compile/constructs.ts';
import { standardLibrary } from '../compile/standard-library.ts';

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** The tree without positions. */
function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== 'at')
      .map(([key, child]) => [key, bare(child)]),
  );
}

const LINES = ['each', 'hang', 'open'] as const;

/** The tree with layout hints strewn over its nodes. */
function strewn(tree: Module, seed: number): Module {
  let state = seed;
  const chance = (probability: number): boolean => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return state / 0x7fffffff < probability;
  };
  const visit = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(visit);
    if (typeof value !== 'object' || value === null) return value;
    const node: Record<string, unknown> = {};
    for (const [key, child] of Object.entries(value)) node[key] = visit(child);
    if ('at' in node && chance(0.3)) {
      const layout: Record<string, unknown> = {};
      for (const hint of ['joined', 'inline', 'nested', 'parens']) if (chance(0.3)) layout[hint] = true;
      if (chance(0.2)) layout['blank'] = 1;
      if (chance(0.2)) layout['comment'] = 'é';
      if (chance(0.3)) layout['lines'] = LINES[state % 3];
      node['layout'] = layout;
    }
    return node;
  };
  return visit(tree) as Module;
}

// The grammar is a minor version's: one build of 3.12 is enough.
const builds = EMBEDDED_BUILDS.filter(({ release }) => release !== '3.12.1');

describe.each(builds)('print, read back by CPython $build', ({ release, version }) => {
  let lane: PyodideLane;
  beforeAll(async () => {
    lane = await embedded(release);
  });

  /** Prints the tree and expects CPython to read the same tree, at the positions that the printer says. */
  function expectReadBack(tree: Module, meant: Module, about: string): void {
    const printed = print(tree);
    const read = lane.parse(printed.source);
    expect(read.error, `${about}\n${printed.source}`).toBeUndefined();
    expect(bare(read.tree), about).toEqual(bare(meant));
    expect(plain(read.tree), about).toEqual(plain(printed.module));
  }

  it('writes every construct so that the same tree comes back, positions as printed', () => {
    let judged = 0;
    for (const source of Object.values(CONSTRUCTS).flat()) {
      const { tree } = lane.parse(source);
      if (tree === undefined) continue;
      judged += 1;
      expectReadBack(tree, tree, source);
      expectReadBack(strewn(tree, judged), tree, source);
    }
    expect(judged).toBeGreaterThan(300);
  });

  it('writes modules of the standard library so, laid out at random', () => {
    let judged = 0;
    for (const [name, source] of standardLibrary(release)) {
      if (source.length > 12_000 || judged >= 12) continue;
      const { tree } = lane.parse(source);
      if (tree === undefined) continue;
      judged += 1;
      expectReadBack(strewn(tree, judged), tree, name);
    }
    expect(judged).toBe(12);
  });

  const seed = 1;
  it(`writes generated programs so (seed ${seed})`, () => {
    const features = version === '3.12' ? CORE_FEATURES : FEATURES;
    fc.assert(
      fc.property(programArbitrary({ features }), ({ module }) => {
        const printed = print(module);
        expect(plain(lane.parse(printed.source).tree)).toEqual(plain(printed.module));
      }),
      { seed, numRuns: 30 },
    );
  });
});

describe('print', () => {
  const source = (...body: Parameters<typeof b.module>): string => print(b.module(...body)).source;
  const shown = (value: b.Operand): string => source(b.evaluate(value)).trimEnd();

  it('puts parentheses where precedence needs them and nowhere else', () => {
    expect(shown(b.binary(b.binary('a', 'Add', 'b'), 'Mult', 'c'))).toBe('(a + b) * c');
    expect(shown(b.binary('a', 'Sub', b.binary('b', 'Sub', 'c')))).toBe('a - (b - c)');
    expect(shown(b.binary(b.unary('USub', 'a'), 'Pow', b.unary('USub', 'b')))).toBe('(-a) ** -b');
    expect(shown(b.or(b.and('a', 'b'), b.or('c', 'd')))).toBe('a and b or (c or d)');
    expect(shown(b.attribute(1, 'real'))).toBe('(1).real');
    expect(shown(b.call('f', [b.comprehension('GeneratorExp', 'x', b.comprehensionFor('x', 'y'))]))).toBe(
      'f(x for x in y)',
    );
  });

  it('nests quotes of f-strings and doubles their braces', () => {
    expect(shown(b.fstring('a{', b.formatted(b.fstring(b.formatted(b.str("it's"))))))).toBe(`f'a{{{f"{'it\\'s'}"}'`);
    expect(shown(b.fstring(b.formatted(b.dict([1, 2]))))).toBe("f'{ {1: 2}}'");
  });

  it('counts columns in UTF-8 bytes', () => {
    const { module } = print(b.module(b.assign('é', b.binary(b.str('€'), 'Add', 'x'))));
    expect(module.body[0]).toMatchObject({
      at: { column: 0, endColumn: 14 },
      value: { right: { at: { column: 13 } } },
    });
  });

  it('follows layout hints where the grammar allows, and ignores them elsewhere', () => {
    const loop = b.whileDo('x', [b.augment('x', 'Sub', 1)]);
    expect(source(b.assign('x', 1), b.laid(loop, { inline: true, joined: true }))).toBe('x = 1\nwhile x: x -= 1\n');
    expect(source(b.assign('x', 1), b.laid(b.pass(), { joined: true }))).toBe('x = 1; pass\n');
    expect(source(b.laid(b.whileDo('x', [loop]), { inline: true }))).toBe('while x:\n    while x:\n        x -= 1\n');
    expect(source(b.evaluate(b.laid(b.binary('a', 'Add', 'b'), { lines: 'each' })))).toBe('(a\n    + b)\n');
  });

  it('refuses trees that no source gives', () => {
    expect(() => source(b.evaluate(b.constant(-1)))).toThrow(RangeError);
    expect(() => source(b.evaluate(b.constant({ float: 'nan' })))).toThrow(RangeError);
    expect(() => source(b.ifThen('x', []))).toThrow(RangeError);
  });
});
