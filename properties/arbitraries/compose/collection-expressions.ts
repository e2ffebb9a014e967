/**
 * Productions of containers, flat and short, and of what loops run over.
 * @module
 */
import { build as b, type ComprehensionFor, type Expression } from '../../../model/index.ts';
import { callReturning } from './call.ts';
import type { Composer } from './composer.ts';
import { builtin, type Production, reads, type Wanted } from './production.ts';
import { sliced } from './text-expressions.ts';

type P = Production<Expression>;

const KEYS = ['a', 'b', 'c', 'ab', 'x'] as const;

/** A sequence to add to: a literal where it may be added to again and again. */
const short = (g: Composer, kind: 'list' | 'tuple'): Expression =>
  g.runsOnce ? g.expression(kind) : b[kind](...ints(g));

function several(g: Composer, wanted: Wanted, least = 0): Expression[] {
  const elements: Expression[] = [];
  for (let i = g.draw.between(least, 3); i > 0; i -= 1) {
    if (g.runsOnce && g.sometimes('star-expression', 0.08)) elements.push(b.starred(g.expression('iterable')));
    else elements.push(g.expression(wanted));
  }
  return elements;
}

/** `for …` clauses over short iterables, and what is written inside them. */
function comprehended<T>(
  g: Composer,
  write: () => T,
): { readonly clauses: ComprehensionFor[]; readonly inside: T } | null {
  if (!g.affords(25)) return null;
  const source = g.source('iterable');
  return g.repeated(4, () =>
    g.within('comprehension', {}, () => {
      const id = g.draw.pick(['i', 'j', 'k', 'v', 'x']);
      g.bind(id, 'int');
      g.spend(4);
      const clauses = [b.comprehensionFor(id, source, g.draw.chance(0.35) ? [g.expression('truth')] : [])];
      if (g.scope.owner.loops === 0 && g.sometimes('nested-comprehension', 0.15) && g.affords(30)) {
        const inner = b.call('range', [g.draw.between(1, 3)]);
        g.bind('w', 'int');
        clauses.push(b.comprehensionFor('w', inner, g.draw.chance(0.3) ? [g.expression('truth')] : []));
        return g.repeated(2, () => ({ clauses, inside: write() }));
      }
      return { clauses, inside: write() };
    }),
  );
}

export const LIST: readonly P[] = [
  { feature: null, weight: 3, leaf: true, make: (g) => b.list(...ints(g)) },
  { feature: null, weight: 5, leaf: true, make: reads('list') },
  { feature: 'list', weight: 2, make: (g) => b.list(...several(g, 'int')) },
  { feature: 'list', weight: 0.8, make: (g) => b.binary(short(g, 'list'), 'Add', b.list(g.expression('int'))) },
  { feature: 'list', weight: 0.3, make: (g) => b.binary(b.list(g.expression('int')), 'Mult', g.draw.below(4)) },
  {
    feature: 'comprehension',
    weight: 2,
    make: (g) => {
      const made = comprehended(g, () => g.expression('int'));
      return made && b.comprehension('ListComp', made.inside, ...made.clauses);
    },
  },
  { feature: 'builtin', weight: 1, make: builtin((g) => b.call('list', [g.expression('iterable')])) },
  { feature: 'builtin', weight: 0.7, make: builtin((g) => b.call('sorted', [g.expression('list')])) },
  {
    feature: 'builtin',
    weight: 0.6,
    make: (g) => {
      const grown = g.variable('grow');
      g.spend(2);
      return grown && b.call(g.draw.pick(['list', 'sorted']), [grown.name]);
    },
  },
  {
    feature: 'callback',
    weight: 1,
    make: (g) => {
      if (!g.affords(35)) return null;
      g.spend(35);
      const reverse = g.draw.chance(0.2) ? [b.keyword('reverse', b.constant(true))] : [];
      return b.call('sorted', [g.expression('list')], [b.keyword('key', g.expression('callable')), ...reverse]);
    },
  },
  {
    feature: 'callback',
    weight: 1,
    make: (g) => {
      if (!g.affords(35)) return null;
      g.spend(35);
      return b.call('list', [
        b.call(g.draw.pick(['map', 'map', 'filter']), [g.expression('callable'), g.expression('iterable')]),
      ]);
    },
  },
  { feature: 'slice', weight: 1.2, make: sliced('list') },
  { feature: 'list-method', weight: 0.4, make: builtin((g) => b.method(g.expression('list'), 'copy')) },
  { feature: 'function', weight: 1, make: (g) => callReturning(g, 'list') },
];

function ints(g: Composer): Expression[] {
  const elements: Expression[] = [];
  for (let i = g.draw.below(5); i > 0; i -= 1) elements.push(b.int(g.draw.below(10)));
  return elements;
}

export const TUPLE: readonly P[] = [
  { feature: null, weight: 3, leaf: true, make: (g) => b.tuple(...ints(g)) },
  { feature: null, weight: 3, leaf: true, make: reads('tuple') },
  { feature: 'tuple', weight: 3, make: (g) => b.tuple(...several(g, 'int', 1)) },
  { feature: 'tuple', weight: 0.5, make: (g) => b.binary(short(g, 'tuple'), 'Add', b.tuple(g.expression('int'))) },
  { feature: 'builtin', weight: 1, make: builtin((g) => b.call('tuple', [g.expression('iterable')])) },
  { feature: 'slice', weight: 0.6, make: sliced('tuple') },
];

export const DICT: readonly P[] = [
  { feature: null, weight: 3, leaf: true, make: reads('dict') },
  { feature: null, weight: 1, leaf: true, make: (g) => b.dict([b.str(g.draw.pick(KEYS)), b.int(g.draw.below(9))]) },
  {
    feature: 'dict',
    weight: 3,
    make: (g) => {
      const entries: [Expression | null, Expression][] = [];
      for (let i = g.draw.below(4); i > 0; i -= 1) entries.push([b.str(g.draw.pick(KEYS)), g.expression('int')]);
      if (g.sometimes('star-expression', 0.1)) entries.push([null, g.expression('dict')]);
      return b.dict(...entries);
    },
  },
  {
    feature: 'comprehension',
    weight: 1,
    make: (g) => {
      const made = comprehended(g, () => [b.call('str', [g.expression('int')]), g.expression('int')] as const);
      return made && b.dictComp(made.inside[0], made.inside[1], ...made.clauses);
    },
  },
  {
    feature: 'builtin',
    weight: 0.7,
    make: builtin((g) =>
      g.draw.chance(0.5)
        ? b.call('dict', [b.call('zip', [b.list(b.str('a'), b.str('b')), g.expression('iterable')])])
        : b.call('dict', [], [b.keyword('a', g.expression('int')), b.keyword('b', g.expression('int'))]),
    ),
  },
  { feature: 'dict-method', weight: 0.4, make: builtin((g) => b.method(g.expression('dict'), 'copy')) },
  { feature: 'dict-method', weight: 0.4, make: (g) => b.binary(g.expression('dict'), 'BitOr', g.expression('dict')) },
];

export const SET: readonly P[] = [
  { feature: null, weight: 3, leaf: true, make: reads('set') },
  { feature: null, weight: 1, leaf: true, make: (g) => b.set(g.draw.below(9), g.draw.below(9)) },
  { feature: 'set', weight: 2, make: (g) => b.set(...several(g, 'int', 1)) },
  {
    feature: 'comprehension',
    weight: 0.7,
    make: (g) => {
      const made = comprehended(g, () => g.expression('int'));
      return made && b.comprehension('SetComp', made.inside, ...made.clauses);
    },
  },
  {
    feature: 'builtin',
    weight: 0.8,
    make: builtin((g) => b.call('set', g.draw.chance(0.2) ? [] : [g.expression('iterable')])),
  },
  {
    feature: 'set-method',
    weight: 0.8,
    make: (g) =>
      b.binary(
        g.expression('set'),
        g.draw.pick(g.runsOnce ? ['BitAnd', 'BitOr', 'Sub', 'BitXor'] : ['BitAnd', 'Sub']),
        g.expression('set'),
      ),
  },
  {
    feature: 'set-method',
    weight: 0.5,
    make: builtin((g) =>
      b.method(
        g.expression('set'),
        g.draw.pick(g.runsOnce ? ['union', 'intersection', 'difference'] : ['intersection', 'difference']),
        g.expression('iterable'),
      ),
    ),
  },
];

/** Short iterables of ints. */
export const ITERABLE: readonly P[] = [
  { feature: null, weight: 3, leaf: true, make: (g) => b.call('range', [g.draw.between(0, 5)]) },
  { feature: 'list', weight: 3, leaf: true, make: reads('list') },
  { feature: 'tuple', weight: 1, leaf: true, make: reads('tuple') },
  { feature: 'list', weight: 1.5, make: (g) => g.expression('list') },
  { feature: 'tuple', weight: 1, make: (g) => g.expression('tuple') },
  { feature: 'set', weight: 0.5, make: (g) => g.expression('set') },
  { feature: 'generator', weight: 3, make: (g) => g.expression('iterator') },
  {
    feature: 'iterator-protocol',
    weight: 3,
    make: (g) => {
      const object = g.variable('object', (v) => v.of?.what === 'class' && v.of.protocols.has('iterate'));
      if (object === null) return null;
      g.spend(30);
      return b.name(object.name);
    },
  },
  { feature: 'builtin', weight: 0.6, make: builtin((g) => b.call('reversed', [g.expression('list')])) },
  {
    feature: 'builtin',
    weight: 0.4,
    make: (g) => {
      const low = g.draw.between(-2, 3);
      return b.call('range', [low, low + g.draw.below(6), g.draw.between(1, 3)]);
    },
  },
  { feature: 'dict-method', weight: 0.5, make: builtin((g) => b.method(g.expression('dict'), 'values')) },
];

export const ANY: readonly P[] = [
  { feature: null, weight: 6, make: (g) => g.expression('int') },
  { feature: null, weight: 1, leaf: true, make: (g) => b.int(g.draw.below(9)) },
  { feature: 'str', weight: 3, make: (g) => g.expression('str') },
  { feature: 'float', weight: 1, make: (g) => g.expression('float') },
  { feature: 'none', weight: 0.5, leaf: true, make: () => b.none() },
  { feature: 'list', weight: 2, make: (g) => g.expression('list') },
  { feature: 'tuple', weight: 1.5, make: (g) => g.expression('tuple') },
  { feature: 'dict', weight: 1, make: (g) => g.expression('dict') },
  { feature: 'set', weight: 0.7, make: (g) => b.call('sorted', [g.expression('set')]) },
  { feature: 'set', weight: 0.3, make: (g) => g.expression('set') },
  { feature: 'bool-operator', weight: 1, make: (g) => b.unary('Not', g.expression('truth')) },
];
