/**
 * Productions of functions: plain ones, ones that take a callback, recursive ones and pairs, closures, decorators.
 * @module
 */
import { build as b, type Expression, type Statement } from '../../../model/index.ts';
import type { Composer } from './composer.ts';
import type { Parameter } from './definition.ts';
import { DEPTH_PARAMETER, RECURSION_LIMIT, RECURSIVE_NAMES } from './names.ts';
import type { Production } from './production.ts';
import {
  type Body,
  bindParameters,
  declaration,
  functionBody,
  functionDepth,
  RETURNABLE,
  type Signature,
  signature,
} from './signature.ts';

type P = Production<Statement | Statement[]>;

/** Functions inside functions. */
const MAX_DEPTH = 2;

const LIMITS = [12, 25, 60, 120] as const;

function decorators(g: Composer): { nodes: Expression[]; cost: number } {
  const nodes: Expression[] = [];
  let cost = 0;
  while (g.sometimes('decorator', nodes.length === 0 ? 0.6 : 0.2) && nodes.length < 3) {
    const decorator = g.functionThat((d) => d.flavour === 'decorator' || d.flavour === 'decorator-factory');
    if (decorator === null) break;
    cost += decorator.cost;
    g.spend(8);
    if (decorator.flavour === 'decorator') nodes.push(b.name(decorator.name));
    else nodes.push(b.call(decorator.name, [g.expression('int')]));
  }
  return { nodes, cost };
}

function plain(g: Composer): Statement | null {
  if (functionDepth(g) >= MAX_DEPTH || (functionDepth(g) > 0 && !g.has('nested-function'))) return null;
  const callback = g.sometimes('callback', 0.15);
  const first: Parameter[] = callback ? [{ name: 'fn', kind: 'callable', mode: 'positional', optional: false }] : [];
  const sign = signature(g, 3, first);
  const drawn = g.draw.pick(RETURNABLE);
  const returns =
    drawn === 'int' || (drawn === 'str' && g.has('str')) || (drawn === 'list' && g.has('list')) ? drawn : 'int';
  const { nodes, cost: wrapping } = decorators(g);
  const { body, cost, raises } = functionBody(
    g,
    { limit: g.draw.pick(LIMITS), returning: returns },
    () => {
      bindParameters(g, sign);
      return declaration(g);
    },
    () => (g.draw.chance(0.85) ? [b.returns(g.expression(returns))] : []),
  );
  const name = `f${g.count('function')}`;
  g.spend(1);
  g.define({
    what: 'function',
    name,
    flavour: callback ? 'callback' : 'plain',
    parameters: sign.parameters,
    vararg: sign.vararg,
    kwarg: sign.kwarg,
    returns,
    cost: cost + wrapping,
    raises,
    receives: false,
  });
  const annotations = g.sometimes('annotation', 0.2) ? { returns } : {};
  const typeParams = g.sometimes('type-parameter', 0.1) ? [b.typeParam('TypeVar', 'T')] : [];
  return b.def(name, sign.node, body, { decorators: nodes, typeParams, ...annotations });
}

/** `if n <= 0: return …`, which every recursive function begins with. */
const bottom = (value: Expression | null): Statement =>
  b.ifThen(b.compare(DEPTH_PARAMETER, 'LtE', 0), [b.returns(value)]);

const DEPTH: Parameter = { name: DEPTH_PARAMETER, kind: 'int', mode: 'positional', optional: false };
const deeper = (name: string, ...rest: Expression[]): Expression =>
  b.call(name, [b.binary(DEPTH_PARAMETER, 'Sub', 1), ...rest]);

function recursiveName(g: Composer): string | null {
  const index = g.count('recursive');
  return RECURSIVE_NAMES[index] ?? null;
}

function recursive(g: Composer): Statement | null {
  if (functionDepth(g) > 0 || g.scope.kind !== 'module') return null;
  const name = recursiveName(g);
  if (name === null) return null;
  const second: Parameter[] = g.draw.chance(0.5)
    ? [{ name: 'x', kind: 'int', mode: 'positional', optional: false }]
    : [];
  const sign: Signature = {
    parameters: [DEPTH, ...second],
    vararg: false,
    kwarg: false,
    node: b.parameters([DEPTH_PARAMETER, ...second.map((p) => p.name)]),
  };
  const again = (): Expression => deeper(name, ...second.map(() => g.expression('int')));
  const twice = g.draw.chance(0.3);
  const { body, cost, raises } = functionBody(
    g,
    { limit: 20, returning: 'int' },
    () => {
      bindParameters(g, sign);
      return [bottom(g.expression('int'))];
    },
    () => {
      const first = again();
      if (twice) return [b.returns(b.binary(first, 'Add', again()))];
      const way = g.draw.below(4);
      if (way === 0) return [b.returns(first)];
      if (way === 1) return [b.assign('total', first), b.returns(b.binary('total', 'Add', 1))];
      if (way === 2 && g.has('try-finally'))
        return [b.tryDo([b.returns(first)], [], [], g.suite({ exits: 0, most: 1 }))];
      return [b.returns(b.binary(g.expression('int'), 'Add', first))];
    },
    2,
  );
  const calls = twice ? 2 ** RECURSION_LIMIT : RECURSION_LIMIT;
  g.define({
    what: 'function',
    name,
    flavour: 'recursive',
    parameters: sign.parameters,
    vararg: false,
    kwarg: false,
    returns: 'int',
    cost: (cost + 6) * calls,
    raises,
    receives: false,
  });
  return b.def(name, sign.node, body);
}

function mutual(g: Composer): Statement[] | null {
  if (functionDepth(g) > 0 || g.scope.kind !== 'module') return null;
  const one = recursiveName(g);
  const two = recursiveName(g);
  if (one === null || two === null) return null;
  const node = b.parameters([DEPTH_PARAMETER]);
  const write = (other: string): Body =>
    functionBody(
      g,
      { limit: 15, returning: 'int' },
      () => {
        bindParameters(g, { parameters: [DEPTH], vararg: false, kwarg: false, node });
        return [bottom(g.expression('int'))];
      },
      () => [b.returns(g.draw.chance(0.5) ? deeper(other) : b.binary(deeper(other), 'Add', 1))],
      2,
    );
  const first = write(two);
  const second = write(one);
  for (const name of [one, two]) {
    g.define({
      what: 'function',
      name,
      flavour: 'recursive',
      parameters: [DEPTH],
      vararg: false,
      kwarg: false,
      returns: 'int',
      cost: (Math.max(first.cost, second.cost) + 5) * RECURSION_LIMIT,
      raises: first.raises || second.raises,
      receives: false,
    });
  }
  return [b.def(one, node, first.body), b.def(two, node, second.body)];
}

/** A function that returns a closure of no arguments over a counter of its own. */
function maker(g: Composer): Statement | null {
  if (functionDepth(g) >= MAX_DEPTH) return null;
  const cell = g.draw.pick(['total', 'count']);
  const sign = signature(g, 1);
  const index = g.count('maker');
  const closure = `inner${index}`;
  let inside = 0;
  const { body, cost } = functionBody(
    g,
    { limit: 15, returning: 'int' },
    () => {
      bindParameters(g, sign);
      const value = g.expression('int');
      g.bind(cell, 'int');
      const inner = functionBody(
        g,
        { limit: 10, returning: 'int' },
        () => {
          g.scope.declared.add(cell);
          g.bind(cell, 'int');
          if (!g.has('nonlocal')) return [];
          return [b.nonlocal(cell), b.augment(cell, 'Add', g.draw.between(1, 3))];
        },
        () => [b.returns(cell)],
        1,
      );
      inside = inner.cost;
      return [b.assign(cell, value), b.def(closure, b.parameters(), inner.body)];
    },
    () => [b.returns(closure)],
    1,
  );
  const name = `make${index}`;
  g.define({
    what: 'function',
    name,
    flavour: 'maker',
    parameters: sign.parameters,
    vararg: sign.vararg,
    kwarg: sign.kwarg,
    returns: null,
    cost: cost + inside * 2,
    raises: false,
    receives: false,
  });
  return b.def(name, sign.node, body);
}

/** `def wrapper0(*args, **kwargs)` around a call of the decorated function. */
function wrapper(g: Composer, name: string): { node: Statement; cost: number } {
  const { body, cost } = functionBody(
    g,
    { limit: 10, returning: 'int' },
    () => {
      for (const id of ['args', 'kwargs']) g.scope.pinnedNames.add(id);
      return [];
    },
    () => {
      const wrapped = b.call('fn', [b.starred('args')], [b.keyword(null, 'kwargs')]);
      if (g.draw.chance(0.6)) return [b.returns(wrapped)];
      if (g.has('try-finally') && g.draw.chance(0.4)) return [b.tryDo([b.returns(wrapped)], [], [], [b.pass()])];
      return [b.assign('result', wrapped), ...g.statements(1), b.returns('result')];
    },
    1,
  );
  return { node: b.def(name, b.parameters([], { vararg: 'args', kwarg: 'kwargs' }), body), cost: cost + 5 };
}

function decorator(g: Composer): Statement | null {
  if (functionDepth(g) > 0 || g.scope.kind !== 'module') return null;
  const define = (name: string, flavour: 'decorator' | 'decorator-factory', cost: number): void =>
    g.define({
      what: 'function',
      name,
      flavour,
      parameters: [],
      vararg: false,
      kwarg: false,
      returns: null,
      cost,
      raises: false,
      receives: false,
    });
  const index = g.count('decorator');
  const name = `deco${index}`;
  let cost = 0;
  const inner = (): Statement[] => {
    g.bind('fn', 'callable', null);
    g.scope.remove('fn');
    if (g.draw.chance(0.15)) return [b.evaluate(b.call('print', [b.attribute('fn', '__name__')])), b.returns('fn')];
    const written = wrapper(g, `wrapper${index}`);
    cost = written.cost;
    return [written.node, b.returns(`wrapper${index}`)];
  };
  const take = b.parameters(['fn']);
  const simple = g.within('function', {}, inner);
  if (g.draw.chance(0.75)) {
    define(name, 'decorator', cost);
    return b.def(name, take, simple);
  }
  define(name, 'decorator-factory', cost);
  return b.def(name, b.parameters(['times']), [b.def(`decorate${index}`, take, simple), b.returns(`decorate${index}`)]);
}

export const FUNCTIONS: readonly P[] = [
  { feature: 'function', weight: 1.6, make: plain },
  { feature: 'recursion', weight: 0.35, make: recursive },
  { feature: 'mutual-recursion', weight: 0.2, make: mutual },
  { feature: 'closure', weight: 0.7, make: maker },
  { feature: 'decorator', weight: 0.8, make: decorator },
];
