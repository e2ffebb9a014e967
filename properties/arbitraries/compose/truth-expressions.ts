/**
 * Productions of truth values: comparisons, chains, membership, protocols of truth.
 * @module
 */
import { build as b, type Expression } from '../../../model/index.ts';
import { builtin, type Production, reads } from './production.ts';

type P = Production<Expression>;

const ORDER = ['Lt', 'LtE', 'Gt', 'GtE', 'Eq', 'NotEq'] as const;

export const TRUTH: readonly P[] = [
  {
    feature: null,
    weight: 6,
    leaf: true,
    make: (g) => b.compare(g.expression('int'), g.draw.pick(ORDER), g.expression('int')),
  },
  { feature: null, weight: 1, leaf: true, make: reads('int') },
  { feature: null, weight: 0.4, leaf: true, make: (g) => b.constant(g.draw.chance(0.6)) },
  {
    feature: 'comparison-chain',
    weight: 1,
    make: (g) => {
      g.spend(1);
      return b.compare(
        g.expression('int'),
        g.draw.pick(ORDER),
        g.expression('int'),
        g.draw.pick(ORDER),
        g.expression('int'),
        ...(g.draw.chance(0.2) ? [g.draw.pick(ORDER), g.expression('int')] : []),
      );
    },
  },
  {
    feature: 'bool-operator',
    weight: 2,
    make: (g) => {
      g.spend(1);
      const values = [g.expression('truth'), g.expression('truth')];
      if (g.draw.chance(0.2)) values.push(g.expression('truth'));
      return (g.draw.chance(0.5) ? b.and : b.or)(...values);
    },
  },
  { feature: 'bool-operator', weight: 1, make: (g) => b.unary('Not', g.expression('truth')) },
  {
    feature: 'list',
    weight: 1,
    make: (g) => b.compare(g.expression('int'), g.draw.pick(['In', 'NotIn']), g.expression('list')),
  },
  {
    feature: 'str',
    weight: 0.7,
    make: (g) => b.compare(g.expression('str'), g.draw.pick(['In', 'NotIn', 'Eq', 'NotEq', 'Lt']), g.expression('str')),
  },
  {
    feature: 'dict',
    weight: 0.6,
    make: (g) => b.compare(g.expression('str'), g.draw.pick(['In', 'NotIn']), g.expression('dict')),
  },
  {
    feature: 'none',
    weight: 0.7,
    make: (g) => b.compare(g.expression('any'), g.draw.pick(['Is', 'IsNot']), b.none()),
  },
  {
    feature: 'builtin',
    weight: 0.7,
    make: builtin((g) =>
      b.call('isinstance', [
        g.expression('any'),
        g.draw.chance(0.7) ? b.name(g.draw.pick(TYPES)) : b.tuple('int', 'str'),
      ]),
    ),
  },
  { feature: 'list', weight: 0.7, make: (g) => g.expression(g.draw.pick(['list', 'tuple', 'dict', 'str'] as const)) },
  {
    feature: 'class',
    weight: 1,
    make: (g) => {
      const object = g.variable('object');
      if (object === null) return null;
      g.spend(5);
      return b.name(object.name);
    },
  },
  {
    feature: 'comparison-method',
    weight: 1.5,
    make: (g) => {
      const object = g.variable('object', (v) => v.of?.what === 'class' && v.of.protocols.has('compare'));
      if (object === null) return null;
      g.spend(8);
      const other = g.draw.chance(0.7) ? b.name(object.name) : g.expression('object');
      return b.compare(object.name, g.draw.pick(ORDER.slice(g.guarded > 0 ? 0 : 4)), other);
    },
  },
  {
    feature: 'container-method',
    weight: 1,
    make: (g) => {
      const object = g.variable('object', (v) => v.of?.what === 'class' && v.of.protocols.has('contain'));
      if (object === null) return null;
      g.spend(6);
      return b.compare(g.expression('int'), g.draw.pick(['In', 'NotIn']), object.name);
    },
  },
  {
    feature: 'str-method',
    weight: 0.5,
    make: builtin((g) =>
      g.draw.chance(0.5)
        ? b.method(g.expression('str'), g.draw.pick(['startswith', 'endswith']), b.str(g.draw.pick(['a', 'b', ''])))
        : b.method(g.expression('str'), g.draw.pick(['isdigit', 'isalpha', 'isupper', 'isspace'])),
    ),
  },
];

const TYPES = ['int', 'str', 'list', 'tuple', 'dict', 'bool', 'float'] as const;
