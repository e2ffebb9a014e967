/**
 * Productions of numbers. Ints stay small: a product stands under a remainder, a shift is by a constant.
 * @module
 */
import { type BinaryOperator, build as b, type Expression } from '../../../model/index.ts';
import { callOf, callReturning, receiver } from './call.ts';
import type { Composer } from './composer.ts';
import { builtin, type Production, reads } from './production.ts';

type P = Production<Expression>;

function constant(g: Composer): Expression {
  const roll = g.draw.below(20);
  if (roll < 14) return b.int(g.draw.below(6));
  if (roll < 18) return b.int(g.draw.between(6, 100));
  if (roll === 18) return b.int(-g.draw.between(1, 9));
  return g.draw.chance(0.5) ? b.constant(g.draw.chance(0.5)) : b.int(g.draw.pick([255, 256, 1000, 65536, 2147483647]));
}

const arithmetic = (ops: readonly BinaryOperator[]) => (g: Composer) =>
  b.binary(g.expression('int'), g.draw.pick(ops), g.expression('int'));

/** Something that has a length. */
const sized = (g: Composer): Expression => g.expression(g.draw.pick(['list', 'str', 'tuple', 'dict', 'set'] as const));

const attribute = (g: Composer): Expression | null => {
  const object = receiver(g, (d) => d.attributes.length > 0);
  if (object?.of?.what !== 'class') return null;
  return b.attribute(object.name, g.draw.pick(object.of.attributes));
};

const property = (g: Composer): Expression | null => {
  const object = receiver(g, (d) => d.properties.length > 0);
  if (object?.of?.what !== 'class') return null;
  g.spend(6);
  return b.attribute(object.name, g.draw.pick(object.of.properties));
};

const methodCall = (g: Composer): Expression | null => {
  const object = receiver(g, (d) => d.methods.length > 0);
  if (object?.of?.what !== 'class') return null;
  const method = g.draw.pick(object.of.methods);
  if (method.returns !== 'int' || !g.affords(method.cost + 3) || !g.toleratesRaise(method.raises)) return null;
  return callOf(g, method, b.attribute(object.name, method.name));
};

const next = (g: Composer): Expression | null => {
  const stream = g.variable('iterator');
  if (stream === null) return null;
  g.spend(4);
  if (g.guarded > 0 && g.draw.chance(0.5)) return b.call('next', [stream.name]);
  return b.call('next', [stream.name, g.expression('int')]);
};

const calledObject = (g: Composer): Expression | null => {
  const object = g.variable('object', (v) => v.of?.what === 'class' && v.of.protocols.has('call'));
  if (object === null) return null;
  g.spend(6);
  return b.call(object.name, [g.expression('int')]);
};

/** Operations that raise, most of them whatever their operands are. */
const failing = (g: Composer): Expression => {
  g.spend(2);
  switch (g.draw.below(g.has('builtin') ? 12 : 6)) {
    case 0:
      return b.binary(g.expression('int'), g.draw.pick(['Div', 'FloorDiv', 'Mod'] as const), 0);
    case 1:
      return b.binary(g.expression('int'), 'Add', g.has('none') ? b.none() : b.name('missing'));
    case 2:
      return b.name(g.draw.pick(['missing', 'undefined', 'nowhere']));
    case 3:
      return g.has('list') && g.has('subscript')
        ? b.subscript(g.expression('list'), g.draw.between(9, 99))
        : b.name('missing');
    case 4:
      return g.has('dict') && g.has('subscript')
        ? b.subscript(g.expression('dict'), b.str(g.draw.pick(['zz', 'none', 'q'])))
        : b.name('missing');
    case 5:
      return g.has('class') ? b.attribute(g.expression('int'), 'missing') : b.binary(1, 'Mod', 0);
    case 6:
      return b.call('int', [b.str(g.draw.pick(['x', '', '1.5', 'one']))]);
    case 7:
      return b.call('len', [g.expression('int')]);
    case 8:
      return b.call(g.expression('int'), []);
    case 9:
      return g.has('list') ? b.call('next', [b.call('iter', [b.list()])]) : b.call('int', [b.str('')]);
    case 10:
      return b.binary(g.expression('str'), 'Sub', g.expression('int'));
    default:
      return b.call('max', [b.tuple()]);
  }
};

export const INT: readonly P[] = [
  { feature: null, weight: 5, leaf: true, make: constant },
  { feature: null, weight: 9, leaf: true, make: reads('int') },
  { feature: 'class', weight: 2, leaf: true, make: attribute },
  { feature: 'property', weight: 1, leaf: true, make: property },
  { feature: 'arithmetic', weight: 6, make: arithmetic(['Add', 'Sub']) },
  {
    feature: 'arithmetic',
    weight: 1.5,
    make: (g) => b.binary(g.expression('int'), g.draw.pick(['Mod', 'FloorDiv']), g.draw.between(2, 9)),
  },
  {
    feature: 'arithmetic',
    weight: 1.2,
    make: (g) =>
      b.binary(
        b.binary(g.expression('int'), 'Mult', g.draw.chance(0.6) ? b.int(g.draw.between(2, 5)) : g.expression('int')),
        'Mod',
        g.draw.pick([7, 10, 97, 101]),
      ),
  },
  {
    feature: 'arithmetic',
    weight: 0.4,
    make: (g) => b.binary(b.binary(g.expression('int'), 'Pow', g.draw.between(0, 2)), 'Mod', g.draw.pick([7, 10, 97])),
  },
  { feature: 'arithmetic', weight: 0.6, make: arithmetic(['BitAnd', 'BitOr', 'BitXor']) },
  {
    feature: 'arithmetic',
    weight: 0.3,
    make: (g) => b.binary(g.expression('int'), g.draw.pick(['LShift', 'RShift']), g.draw.below(4)),
  },
  {
    feature: 'arithmetic',
    weight: 0.6,
    make: (g) => b.unary(g.draw.pick(['USub', 'USub', 'Invert', 'UAdd']), g.expression('int')),
  },
  {
    feature: 'error',
    weight: 0.4,
    risky: true,
    make: (g) => b.binary(g.expression('int'), g.draw.pick(['FloorDiv', 'Mod']), g.expression('int')),
  },
  { feature: 'error', weight: 1.6, risky: true, make: failing },
  {
    feature: 'conditional-expression',
    weight: 1,
    make: (g) => {
      g.spend(1);
      return b.conditional(g.expression('truth'), g.expression('int'), g.expression('int'));
    },
  },
  {
    feature: 'bool-operator',
    weight: 0.6,
    make: (g) => {
      g.spend(1);
      return (g.draw.chance(0.5) ? b.and : b.or)(g.expression('int'), g.expression('int'));
    },
  },
  { feature: 'builtin', weight: 1.2, make: builtin((g) => b.call('len', [sized(g)])) },
  { feature: 'builtin', weight: 0.5, make: builtin((g) => b.call('sum', [g.expression('list')])) },
  { feature: 'builtin', weight: 0.3, make: builtin((g) => b.call('abs', [g.expression('int')])) },
  {
    feature: 'builtin',
    weight: 0.6,
    make: builtin((g) => b.call(g.draw.pick(['min', 'max']), [g.expression('int'), g.expression('int')])),
  },
  {
    feature: 'builtin',
    weight: 0.3,
    make: builtin((g) => b.call(g.draw.pick(['min', 'max']), [g.expression('list')], [b.keyword('default', b.int(0))])),
  },
  {
    feature: 'builtin',
    weight: 0.3,
    make: builtin((g) =>
      g.draw.chance(0.5)
        ? b.call('int', [b.str(String(g.draw.below(100)))])
        : b.call('int', [g.expression(g.has('float') ? 'float' : 'int')]),
    ),
  },
  {
    feature: 'builtin',
    weight: 0.3,
    make: builtin((g) =>
      b.subscript(b.call('divmod', [g.expression('int'), b.int(g.draw.between(1, 5))]), g.draw.below(2)),
    ),
  },
  {
    feature: 'callback',
    weight: 0.5,
    make: (g) => {
      if (!g.affords(25)) return null;
      g.spend(25);
      return b.call(
        g.draw.pick(['min', 'max']),
        [b.list(g.expression('int'), g.expression('int'), g.expression('int'))],
        [b.keyword('key', g.expression('callable'))],
      );
    },
  },
  {
    feature: 'callback',
    weight: 0.5,
    make: (g) => {
      if (!g.affords(25)) return null;
      g.spend(25);
      return b.call('sum', [b.call('map', [g.expression('callable'), g.expression('list')])]);
    },
  },
  {
    feature: 'generator-expression',
    weight: 0.7,
    make: (g) => {
      if (!g.affords(25)) return null;
      const source = g.source('list');
      return g.repeated(5, () =>
        g.within('comprehension', {}, () => {
          const id = g.draw.pick(['i', 'j', 'v']);
          g.bind(id, 'int');
          g.spend(4);
          const ifs = g.draw.chance(0.3) ? [g.expression('truth')] : [];
          return b.call(g.draw.pick(['sum', 'sum', 'any', 'all']), [
            b.comprehension('GeneratorExp', g.expression('int'), b.comprehensionFor(id, source, ifs)),
          ]);
        }),
      );
    },
  },
  {
    feature: 'subscript',
    weight: 1,
    make: (g) => (g.has('list') ? b.subscript(g.expression('list'), g.draw.pick([0, 0, 1, -1])) : null),
    risky: true,
  },
  {
    feature: 'subscript',
    weight: 0.7,
    make: (g) =>
      g.has('tuple')
        ? b.subscript(b.tuple(g.expression('int'), g.expression('int'), g.expression('int')), g.draw.between(-3, 2))
        : null,
  },
  {
    feature: 'dict-method',
    weight: 0.5,
    make: builtin((g) => b.method(g.expression('dict'), 'get', g.expression('str'), g.expression('int'))),
  },
  {
    feature: 'str-method',
    weight: 0.4,
    make: builtin((g) =>
      b.method(g.expression('str'), g.draw.pick(['count', 'find', 'rfind']), b.str(g.draw.pick(['a', 'b', '', 'ab']))),
    ),
  },
  {
    feature: 'list-method',
    weight: 0.3,
    make: builtin((g) => b.method(g.expression('list'), 'count', g.expression('int'))),
  },
  { feature: 'function', weight: 4, make: (g) => callReturning(g, 'int') },
  { feature: 'method', weight: 2, make: methodCall },
  { feature: 'call-method', weight: 1, make: calledObject },
  { feature: 'generator', weight: 1, make: next },
  {
    feature: 'lambda',
    weight: 0.4,
    make: (g) => {
      g.spend(3);
      return b.call(g.expression('callable'), [g.expression('int')]);
    },
  },
  {
    feature: 'walrus',
    weight: 0.5,
    make: (g) => {
      if (g.inSource || g.scope.kind === 'comprehension' || g.scope.kind === 'class') return null;
      const value = g.expression('int');
      const id = g.nameFor('int');
      g.bind(id, 'int');
      return b.walrus(id, value);
    },
  },
];

export const FLOAT: readonly P[] = [
  {
    feature: null,
    weight: 3,
    leaf: true,
    make: (g) => b.float(g.draw.pick(['0.5', '1.5', '2.0', '0.1', '3.25', '1000.0'])),
  },
  {
    feature: null,
    weight: 3,
    leaf: true,
    make: (g) => {
      const variable = g.variable('float');
      return variable && b.name(variable.name);
    },
  },
  {
    feature: 'arithmetic',
    weight: 2,
    make: (g) => b.binary(g.expression('float'), g.draw.pick(['Add', 'Sub']), g.expression('int')),
  },
  { feature: 'arithmetic', weight: 2, make: (g) => b.binary(g.expression('int'), 'Div', g.draw.pick([2, 4, 8, 3])) },
  { feature: 'builtin', weight: 0.5, make: builtin((g) => b.call('float', [g.expression('int')])) },
  { feature: 'builtin', weight: 0.5, make: builtin((g) => b.call('round', [g.expression('float'), b.int(1)])) },
];
