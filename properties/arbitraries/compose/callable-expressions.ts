/**
 * Productions of callables of one int, and of instances and iterators.
 * @module
 */
import { build as b, type Expression } from '../../../model/index.ts';
import { callOf } from './call.ts';
import type { Composer } from './composer.ts';
import type { ClassDefinition, FunctionDefinition } from './definition.ts';
import type { Production } from './production.ts';

type P = Production<Expression>;

/** Whether a function can be called with one int. */
const takesOneInt = (d: FunctionDefinition): boolean =>
  d.flavour === 'plain' &&
  d.parameters.length >= 1 &&
  d.parameters[0]!.kind === 'int' &&
  d.parameters[0]!.mode !== 'keyword-only' &&
  d.parameters.slice(1).every((p) => p.optional);

const LAMBDA_COST = 6;

function lambda(g: Composer): Expression {
  return g.within('function', {}, () => {
    const id = g.draw.pick(['v', 'x', 'k']);
    g.bind(id, 'int');
    const { written } = g.measured(LAMBDA_COST, () => g.expression('int'));
    const rest = g.sometimes('default', 0.1) ? { defaults: [b.int(g.draw.below(5))] } : {};
    return b.lambda(b.parameters([id], rest), written);
  });
}

export const CALLABLE: readonly P[] = [
  { feature: 'lambda', weight: 3, leaf: true, make: lambda },
  {
    feature: 'callback',
    weight: 3,
    leaf: true,
    make: (g) => {
      const definition = g.functionThat((d) => takesOneInt(d) && d.cost < 30);
      if (definition === null || !g.toleratesRaise(definition.raises)) return null;
      g.spend(definition.cost);
      return b.name(definition.name);
    },
  },
  {
    feature: null,
    weight: 2,
    leaf: true,
    make: (g) => {
      const variable = g.variable('callable', (v) => v.of === null);
      if (variable === null) return null;
      g.spend(6);
      return b.name(variable.name);
    },
  },
  { feature: 'builtin', weight: 1, leaf: true, make: (g) => b.name(g.draw.pick(['abs', 'int', 'bool', 'int'])) },
];

export function construct(g: Composer, definition: ClassDefinition): Expression {
  const init: FunctionDefinition = {
    what: 'function',
    name: definition.name,
    flavour: 'plain',
    parameters: definition.parameters,
    vararg: false,
    kwarg: false,
    returns: 'object',
    cost: definition.cost,
    raises: definition.raises,
    receives: false,
  };
  return callOf(g, init);
}

export const OBJECT: readonly P[] = [
  {
    feature: 'class',
    weight: 3,
    leaf: true,
    make: (g) => {
      const variable = g.variable('object');
      return variable && b.name(variable.name);
    },
  },
  {
    feature: 'class',
    weight: 3,
    leaf: true,
    make: (g) => {
      const definition = g.classThat(
        (d) => !d.protocols.has('raise') && (!g.isShallow || d.parameters.every((p) => p.kind !== 'object')),
      );
      if (definition === null || !g.toleratesRaise(definition.raises)) return null;
      return construct(g, definition);
    },
  },
  {
    feature: 'operator-method',
    weight: 2,
    make: (g) => {
      const object = g.variable('object', (v) => v.of?.what === 'class' && v.of.protocols.has('operate'));
      if (object === null) return null;
      g.spend(10);
      const other = g.draw.chance(0.7) ? b.name(object.name) : g.expression(g.guarded > 0 ? 'int' : 'object');
      return b.binary(object.name, g.draw.pick(['Add', 'Sub']), other);
    },
  },
];

export const ITERATOR: readonly P[] = [
  {
    feature: 'generator',
    weight: 6,
    leaf: true,
    make: (g) => {
      const definition = g.functionThat((d) => d.flavour === 'generator');
      if (definition === null || !g.toleratesRaise(definition.raises)) return null;
      return callOf(g, definition);
    },
  },
  {
    feature: 'generator-expression',
    weight: 2,
    leaf: true,
    make: (g) => {
      if (!g.affords(30)) return null;
      const source = g.source('iterable');
      return g.repeated(5, () =>
        g.within('comprehension', {}, () => {
          const id = g.draw.pick(['i', 'j', 'v']);
          g.bind(id, 'int');
          g.spend(4);
          const ifs = g.draw.chance(0.3) ? [g.expression('truth')] : [];
          return b.comprehension('GeneratorExp', g.expression('int'), b.comprehensionFor(id, source, ifs));
        }),
      );
    },
  },
  {
    feature: null,
    weight: 1,
    leaf: true,
    make: (g) => {
      g.spend(2);
      return b.call('iter', [g.expression('list')]);
    },
  },
  {
    feature: 'callback',
    weight: 2,
    leaf: true,
    make: (g) => {
      if (!g.affords(40)) return null;
      g.spend(40);
      return b.call(g.draw.pick(['map', 'filter']), [g.expression('callable'), g.expression('iterable')]);
    },
  },
];
