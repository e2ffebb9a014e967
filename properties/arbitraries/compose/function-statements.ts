/**
 * Productions of functions: plain ones, ones that take a callback, recursive ones and pairs, closures, decorators.
 * @module
 */
import { type Arguments, build as b, type Expression, type Statement } from '../../../model/index.ts';
import { callOf } from './call.ts';
import type { Composer, Production, Wanted } from './composer.ts';
import type { FunctionDefinition, Parameter } from './definition.ts';
import { DEPTH_PARAMETER, type Kind, poolOf, RECURSION_LIMIT, RECURSIVE_NAMES } from './names.ts';
import type { Scope } from './scope.ts';

type P = Production<Statement | Statement[]>;

/** Functions inside functions. */
const MAX_DEPTH = 2;

export function functionDepth(g: Composer): number {
  let depth = 0;
  for (let { scope }: { scope: typeof g.scope | null } = g; scope !== null; scope = scope.outer) {
    if (scope.kind === 'function') depth += 1;
  }
  return depth;
}

const PARAMETER_KINDS: readonly Kind[] = ['int', 'int', 'int', 'int', 'str', 'list', 'dict', 'object'];
const KIND_FEATURE = { int: 'function', str: 'str', list: 'list', dict: 'dict', object: 'class' } as const;
const ANNOTATIONS: Readonly<Partial<Record<Kind, string>>> = { int: 'int', str: 'str', list: 'list', dict: 'dict' };

export interface Signature {
  readonly parameters: readonly Parameter[];
  readonly vararg: boolean;
  readonly kwarg: boolean;
  readonly node: Arguments;
}

/** Draws parameters, with defaults, keyword-only and variable ones. `first` are given. */
export function signature(g: Composer, most: number, first: readonly Parameter[] = []): Signature {
  const parameters: Parameter[] = [...first];
  const defaults: Expression[] = [];
  const used = new Set(first.map(({ name }) => name));
  let optional = false;
  for (let i = g.draw.below(most + 1); i > 0; i -= 1) {
    const drawn = g.draw.pick(PARAMETER_KINDS);
    const kind = g.has(KIND_FEATURE[drawn as keyof typeof KIND_FEATURE]) ? drawn : 'int';
    const free = poolOf(kind).filter((id) => !used.has(id));
    const name = g.draw.pick(free);
    used.add(name);
    if ((optional || g.sometimes('default', 0.3)) && kind !== 'object') {
      optional = true;
      defaults.push(g.expression(kind as Wanted));
    } else if (optional) continue;
    parameters.push({ name, kind, mode: 'positional', optional });
  }
  const posonly = first.length === 0 && parameters.length > 1 && g.sometimes('positional-only', 0.1) ? 1 : 0;
  const vararg = g.sometimes('var-args', 0.15);
  const kwarg = g.sometimes('var-args', 0.12);
  const kwonly: [string, Expression | null][] = [];
  const positional = parameters.map((p, i): Parameter => (i < posonly ? { ...p, mode: 'positional-only' } : p));
  if (g.sometimes('keyword-only', 0.15)) {
    const value = g.draw.chance(0.6) ? b.int(g.draw.below(9)) : null;
    kwonly.push(['flag', value]);
    positional.push({ name: 'flag', kind: 'int', mode: 'keyword-only', optional: value !== null });
  }
  const annotated = g.sometimes('annotation', 0.3);
  const arg = ({ name, kind }: Parameter) => b.arg(name, annotated ? (ANNOTATIONS[kind] ?? null) : null);
  const plain = positional.filter(({ mode }) => mode !== 'keyword-only');
  const node = b.parameters(plain.slice(posonly).map(arg), {
    posonly: plain.slice(0, posonly).map(arg),
    defaults,
    kwonly,
    ...(vararg ? { vararg: 'args' } : {}),
    ...(kwarg ? { kwarg: 'kwargs' } : {}),
  });
  return { parameters: positional, vararg, kwarg, node };
}

/** Binds parameters in the scope of the function. */
export function bindParameters(g: Composer, { parameters, vararg, kwarg }: Signature): void {
  for (const { name, kind } of parameters) {
    if (name === DEPTH_PARAMETER || name === 'flag') g.scope.pinnedNames.add(name);
    g.bind(name, kind);
  }
  if (vararg) g.bind('args', 'tuple');
  if (kwarg) g.bind('kwargs', 'dict');
  for (const id of ['args', 'kwargs']) g.scope.pinnedNames.add(id);
}

/** `global` or `nonlocal` at the beginning of a body, so that what follows binds an outer name. */
export function declaration(g: Composer): Statement[] {
  const outer = g.scope.outer?.owner;
  if (outer === undefined) return [];
  const ints = (scope: Scope): string[] =>
    scope.variables
      .filter(({ kind, name }) => kind === 'int' && !g.scope.hides(scope, name) && !scope.pinnedNames.has(name))
      .map(({ name }) => name);
  if (outer.kind === 'function' && g.sometimes('nonlocal', 0.7)) {
    const cells = ints(outer).filter((id) => !outer.declared.has(id));
    return cells.length > 0 ? declare(g, g.draw.pick(cells), b.nonlocal) : [];
  }
  if (!g.sometimes('global', 0.15)) return [];
  let top = outer;
  while (top.outer !== null) top = top.outer;
  const globals = ints(top);
  return globals.length > 0 ? declare(g, g.draw.pick(globals), b.global) : [];
}

/** A declaration may stand in a suite of its own: it holds for the whole function all the same. */
export function declare(g: Composer, id: string, node: (...names: string[]) => Statement): Statement[] {
  g.scope.declared.add(id);
  g.bind(id, 'int');
  const statement = node(id);
  g.spend(2);
  if (g.draw.chance(0.4)) return [statement, b.laid(b.augment(id, 'Add', g.draw.below(3)), { joined: true })];
  if (g.draw.chance(0.75)) return [statement];
  const other = [b.pass()];
  const around: readonly (() => Statement)[] = [
    () => b.ifThen(b.constant(true), [statement]),
    () => b.ifThen(b.constant(false), other, [statement]),
    () => b.forIn('_', b.call('range', [1]), [statement]),
    () => b.forIn('_', b.call('range', [1]), other, [statement]),
    () => b.whileDo(b.constant(false), [statement]),
    () => b.whileDo(b.constant(false), other, [statement]),
    () => b.tryDo([statement], [b.except(null, null, other)]),
    () => b.tryDo(other, [b.except('KeyError', null, [statement])]),
    () => b.tryDo(other, [b.except('KeyError', null, other)], [statement]),
    () => b.tryDo(other, [], [], [statement]),
  ];
  const manager = g.classThat((d) => d.protocols.has('manage') && d.parameters.every((p) => p.optional));
  if (manager !== null && !manager.raises && g.draw.chance(0.3))
    return [b.withDo([b.withItem(b.call(manager.name))], [statement])];
  return [g.draw.pick(around)()];
}

export const RETURNABLE: readonly (Kind & Wanted)[] = ['int', 'int', 'int', 'int', 'int', 'str', 'list'];

export interface Body {
  readonly body: Statement[];
  readonly cost: number;
  readonly raises: boolean;
}

/** Writes a function's body: what `begin` gives, a few statements, what `end` gives. */
export function functionBody(
  g: Composer,
  {
    limit,
    returning,
    flags = {},
  }: { limit: number; returning: Wanted; flags?: { isGenerator?: boolean; isAsync?: boolean } },
  begin: () => Statement[],
  end: () => Statement[],
  most = 3,
): Body {
  const { raised, returning: outside, nesting } = g;
  g.raised = false;
  g.returning = returning;
  g.nesting = Math.min(nesting, 2);
  const { written, cost } = g.measured(limit, () =>
    g.within('function', flags, () => {
      g.nesting += 1;
      const before = begin();
      const body = [...before, ...g.statements(g.draw.between(1, most)), ...end()];
      g.nesting -= 1;
      return body;
    }),
  );
  const { raised: raises } = g;
  g.raised = raised;
  g.returning = outside;
  g.nesting = nesting;
  return { body: written, cost, raises };
}

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

/** Definitions that a module begins with, so that most programs have something to call. */
export const writePlainFunction = plain;

export const callDefinition = (g: Composer, definition: FunctionDefinition): Expression => callOf(g, definition);
