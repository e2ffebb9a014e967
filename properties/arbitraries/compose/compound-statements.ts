/**
 * Productions of `if`, loops, `try` and `with`. Loops end: a `for` runs over something short that does not grow, a `while` counts its fuel
 * down before anything else in its body.
 * @module
 */
import {
  build as b,
  type ExceptHandler,
  type Expression,
  type Statement,
  type WithItem,
} from '../../../model/index.ts';
import { construct } from './callable-expressions.ts';
import type { Composer } from './composer.ts';
import { poolOf } from './names.ts';
import type { Production } from './production.ts';

type P = Production<Statement | Statement[]>;

function ifElse(g: Composer): Statement {
  g.spend(2);
  const test = g.expression('truth');
  const body = g.suite();
  const roll = g.draw.below(10);
  if (roll < 5) return b.ifThen(test, body);
  if (roll < 8) return b.ifThen(test, body, g.suite());
  const second = b.ifThen(g.expression('truth'), g.suite(), roll === 8 ? g.suite() : []);
  return b.ifThen(test, body, [second]);
}

function looped(g: Composer, times: number, exits = 0.25): Statement[] {
  const { owner } = g.scope;
  owner.loops += 1;
  const body = g.repeated(times, () => {
    g.spend(4);
    return g.suite({ exits });
  });
  owner.loops -= 1;
  return body;
}

const orElse = (g: Composer): Statement[] => (g.sometimes('loop-else', 0.18) ? g.suite() : []);

function forRange(g: Composer): Statement | null {
  const times = g.draw.between(1, g.left > 0.5 ? 7 : 3);
  if (!g.affords(times * 6)) return null;
  g.spend(4);
  const id = g.nameFor('int');
  g.bind(id, 'int');
  const args: Expression[] = [b.int(times)];
  if (times > 1 && g.draw.chance(0.2)) args.unshift(b.int(g.draw.below(times - 1)));
  return b.forIn(id, b.call('range', args), looped(g, times), orElse(g));
}

/** A `for` over anything short, with one target or several. */
function forIterable(g: Composer): Statement | null {
  if (!g.affords(30)) return null;
  g.spend(4);
  const { owner } = g.scope;
  const known = owner.variables.length;
  const over = iteration(g);
  if (over === null) return null;
  const body = looped(g, over.times, 0.35);
  const orelse = orElse(g);
  // What runs over nothing binds nothing.
  if (g.draw.chance(0.85) && owner.variables.length > known) owner.variables.length = known;
  return b.forIn(over.target, over.iter, body, orelse);
}

/** What a loop runs over, its targets bound. */
function iteration(
  g: Composer,
): { readonly target: Expression; readonly iter: Expression; readonly times: number } | null {
  const bound = (kind: 'int' | 'str'): Expression => {
    const id = g.nameFor(kind);
    g.bind(id, kind);
    return b.name(id);
  };
  const roll = g.draw.below(12);
  if (roll < 8) {
    const iter = g.expression('iterable');
    return { target: bound('int'), iter, times: 4 };
  }
  if (roll === 8 && g.has('builtin') && g.has('unpacking')) {
    const iter = b.call('enumerate', [g.expression('iterable')]);
    return { target: b.tuple(bound('int'), bound('int')), iter, times: 4 };
  }
  if (roll === 9 && g.has('builtin') && g.has('unpacking')) {
    const iter = b.call('zip', [g.expression('iterable'), g.expression('iterable')]);
    return { target: b.tuple(bound('int'), bound('int')), iter, times: 3 };
  }
  if (roll === 10 && g.has('str')) {
    const digits = g.has('builtin') && g.draw.chance(0.3);
    const iter = digits ? b.call('str', [g.expression('int')]) : b.str(g.draw.pick(['ab', 'xyz', 'a b', '']));
    return { target: bound('str'), iter, times: 4 };
  }
  if (roll === 11 && g.has('dict-method') && g.has('unpacking')) {
    const iter = b.method(g.expression('dict'), 'items');
    return { target: b.tuple(bound('str'), bound('int')), iter, times: 3 };
  }
  return null;
}

function whileFuel(g: Composer): Statement[] | null {
  const times = g.draw.between(1, g.left > 0.5 ? 5 : 2);
  const { owner } = g.scope;
  if (!g.affords(times * 8) || owner.usedFuel >= poolOf('fuel').length) return null;
  g.spend(4);
  const fuel = poolOf('fuel')[owner.usedFuel]!;
  owner.usedFuel += 1;
  const begin = b.assign(fuel, times);
  const burn = g.has('augmented-assignment') ? b.augment(fuel, 'Sub', 1) : b.assign(fuel, b.binary(fuel, 'Sub', 1));
  const enough = b.compare(fuel, 'Gt', 0);
  if (g.sometimes('break', 0.15)) {
    const stop = b.ifThen(b.compare(fuel, 'Lt', 0), [b.breakLoop()]);
    return [begin, b.whileDo(b.constant(true), [burn, stop, ...looped(g, times)], orElse(g))];
  }
  const test = g.draw.chance(0.35) && g.has('bool-operator') ? b.and(enough, g.expression('truth')) : enough;
  return [begin, b.whileDo(test, [burn, ...looped(g, times)], orElse(g))];
}

// ---- exceptions

const ERRORS = [
  'ValueError',
  'TypeError',
  'KeyError',
  'IndexError',
  'ZeroDivisionError',
  'AttributeError',
  'NameError',
  'RuntimeError',
  'StopIteration',
  'AssertionError',
] as const;
const FAMILIES = ['Exception', 'ArithmeticError', 'LookupError', 'Exception', 'Exception', 'BaseException'] as const;

/** What a handler catches: one type, a family, several, or everything. */
function caught(g: Composer, last: boolean): Expression | null {
  const own = g.sometimes('inheritance', 0.2) ? g.classThat((d) => d.protocols.has('raise')) : null;
  if (own !== null) return b.name(own.name);
  const roll = g.draw.below(10);
  if (roll < 3) return b.name(g.draw.pick(FAMILIES));
  if (roll === 3) return b.tuple(g.draw.pick(ERRORS), g.draw.pick(ERRORS));
  if (roll === 4 && last) return null;
  return b.name(g.draw.pick(ERRORS));
}

/** Shows what led to an exception. */
function chainOf(id: string): Statement {
  const members = ['__context__', '__cause__', '__suppress_context__'].map((name) => b.attribute(id, name));
  return b.evaluate(
    b.call(
      'print',
      members.map((member) => b.call('repr', [member])),
    ),
  );
}

function handler(g: Composer, last: boolean, wide: boolean): ExceptHandler {
  const type = wide ? (g.draw.chance(0.3) ? null : b.name('Exception')) : caught(g, last);
  const id = type !== null && g.draw.chance(0.5) ? g.draw.pick(poolOf('error')) : null;
  const { owner } = g.scope;
  const before = owner.variables.length;
  g.handling += 1;
  if (id !== null) g.bind(id, 'error');
  const body: Statement[] = [];
  if (id !== null && g.draw.chance(0.6)) {
    g.spend(4);
    const shown = g.has('builtin') ? b.attribute(b.call('type', [id]), '__name__') : b.name(id);
    body.push(b.evaluate(b.call('print', g.draw.chance(0.5) && g.has('class') ? [shown, id] : [b.call('str', [id])])));
    if (g.has('class') && g.draw.chance(0.3)) body.push(chainOf(id));
    if (g.draw.chance(0.4)) body.push(...g.suite({ exits: 0.4, most: 2 }));
  } else body.push(...g.suite({ exits: 0.4, most: 2 }));
  g.handling -= 1;
  if (id !== null) owner.remove(id);
  if (owner.variables.length > before) owner.variables.length = before;
  const node = b.except(type, id, body);
  return g.sometimes('layout', 0.04) ? b.laid(node, { inline: true }) : node;
}

function tryExcept(g: Composer): Statement | null {
  if (!g.affords(12)) return null;
  g.spend(2);
  const hasFinally = g.sometimes('try-finally', 0.35);
  const hasHandlers = g.has('try-except') && (!hasFinally || g.draw.chance(0.65));
  if (!hasHandlers && !hasFinally) return null;
  const wide = g.draw.chance(0.45);
  if (hasHandlers) g.guarded += 1;
  const body = g.suite({ exits: 0.3 });
  if (g.has('error') && g.draw.chance(0.35)) body.splice(g.draw.below(body.length), 0, b.evaluate(g.expression('int')));
  if (hasHandlers) g.guarded -= 1;
  const handlers: ExceptHandler[] = [];
  if (hasHandlers) {
    const count = g.draw.pick([1, 1, 1, 2, 2, 3]);
    for (let i = 0; i < count; i += 1) handlers.push(handler(g, i === count - 1, wide && i === count - 1));
  }
  const orelse = handlers.length > 0 && g.sometimes('try-else', 0.25) ? g.suite({ exits: 0.2 }) : [];
  let finalbody: Statement[] = [];
  if (hasFinally) finalbody = g.suite({ exits: 0.2, most: 2 });
  return b.tryDo(body, handlers, orelse, finalbody);
}

// ---- with

function withItem(g: Composer): WithItem | null {
  const definition = g.classThat((d) => d.protocols.has('manage'));
  if (definition === null || !g.toleratesRaise(definition.raises)) return null;
  g.spend(12);
  const object = g.draw.chance(0.2) ? g.variable('object', (v) => v.of === definition) : null;
  const manager = object === null ? construct(g, definition) : b.name(object.name);
  if (g.draw.chance(0.5)) return b.withItem(manager);
  const id = g.nameFor('object');
  g.bind(id, 'object', definition);
  return b.withItem(manager, id);
}

function withManagers(g: Composer): Statement | null {
  if (!g.affords(30)) return null;
  const items: WithItem[] = [];
  for (let i = g.sometimes('with-several', 0.3) ? g.draw.between(2, 3) : 1; i > 0; i -= 1) {
    const item = withItem(g);
    if (item !== null) items.push(item);
  }
  if (items.length === 0) return null;
  const catches = g.draw.chance(0.4) ? 1 : 0;
  g.guarded += catches;
  const body = g.suite({ exits: 0.25, keep: 0.8 });
  g.guarded -= catches;
  const statement = b.withDo(items, body);
  return g.sometimes('layout', 0.1)
    ? b.laid(statement, g.draw.chance(0.5) ? { lines: 'each' } : { parens: true })
    : statement;
}

export const COMPOUND: readonly P[] = [
  { feature: 'if', weight: 4, make: ifElse },
  { feature: 'for-range', weight: 2.2, make: forRange },
  { feature: 'for-iterable', weight: 3, make: forIterable },
  { feature: 'while', weight: 1.6, make: whileFuel },
  { feature: 'try-except', weight: 4.5, make: tryExcept },
  { feature: 'with', weight: 4, make: withManagers },
];

// ---- exits

/** An exception to raise: a class or an instance. */
export function exception(g: Composer): Expression {
  const own = g.sometimes('inheritance', 0.3) ? g.classThat((d) => d.protocols.has('raise')) : null;
  const type = own?.name ?? g.draw.pick(ERRORS);
  if (g.draw.chance(0.25)) return b.name(type);
  g.spend(2);
  return b.call(
    type,
    g.draw.chance(0.85) ? [g.draw.chance(0.5) ? b.str(g.draw.pick(['no', 'bad', 'x'])) : g.expression('int')] : [],
  );
}

function raise(g: Composer): Statement | null {
  g.spend(4);
  const roll = g.draw.below(10);
  if (g.handling > 0 && roll < 3 && g.has('reraise')) return b.raise();
  if (roll < 5 && g.has('raise-from')) {
    const caught = g.variable('error');
    if (caught !== null) return b.raise(exception(g), caught.name);
    return b.raise(exception(g), g.draw.chance(0.5) ? b.none() : exception(g));
  }
  return b.raise(exception(g));
}

const conditional = (g: Composer, exit: Statement, probability = 0.6): Statement =>
  g.draw.chance(probability) ? b.ifThen(g.expression('truth'), [exit]) : exit;

export const EXITS: readonly Production<Statement>[] = [
  {
    feature: 'function',
    weight: 6,
    make: (g) => {
      const { owner } = g.scope;
      if (owner.kind !== 'function' || owner.pinned > 0 || (owner.isGenerator && g.draw.chance(0.6))) return null;
      if (owner.isAsync && owner.isGenerator) return conditional(g, b.returns());
      return conditional(g, b.returns(g.draw.chance(0.85) ? g.expression(g.returning) : null));
    },
  },
  {
    feature: 'break',
    weight: 4,
    make: (g) => (g.scope.owner.loops > 0 && g.scope.owner.pinned === 0 ? conditional(g, b.breakLoop(), 0.8) : null),
  },
  {
    feature: 'continue',
    weight: 3,
    make: (g) => (g.scope.owner.loops > 0 && g.scope.owner.pinned === 0 ? conditional(g, b.continueLoop(), 0.8) : null),
  },
  {
    feature: 'raise',
    weight: 4,
    risky: true,
    make: (g) => {
      const exit = raise(g);
      return exit && conditional(g, exit);
    },
  },
];
