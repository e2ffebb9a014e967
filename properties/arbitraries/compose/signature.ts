/**
 * What functions of every kind begin with: parameters, declarations, a body with its own budget.
 * @module
 */
import { type Arguments, build as b, type Expression, type Statement } from '../../../model/index.ts';
import type { Composer } from './composer.ts';
import type { Parameter } from './definition.ts';
import { DEPTH_PARAMETER, type Kind, poolOf } from './names.ts';
import type { Wanted } from './production.ts';
import type { Scope } from './scope.ts';

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
function declare(g: Composer, id: string, node: (...names: string[]) => Statement): Statement[] {
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
