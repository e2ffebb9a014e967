/**
 * Productions of simple statements: binding, unbinding, printing, asserting.
 * @module
 */
import { build as b, type Expression, type Statement } from '../../../model/index.ts';
import { callOf, RUNS_AT_ONCE, receiver } from './call.ts';
import type { Composer } from './composer.ts';
import type { Kind } from './names.ts';
import type { Production, Wanted } from './production.ts';

type P = Production<Statement | Statement[]>;

const BINDABLE: readonly (Kind & Wanted)[] = [
  'int',
  'int',
  'int',
  'int',
  'str',
  'list',
  'tuple',
  'dict',
  'set',
  'float',
];

const FEATURE_OF = {
  int: 'assign',
  str: 'str',
  list: 'list',
  tuple: 'tuple',
  dict: 'dict',
  set: 'set',
  float: 'float',
} as const;

function bindable(g: Composer): Kind & Wanted {
  const kind = g.draw.pick(BINDABLE);
  return g.has(FEATURE_OF[kind as keyof typeof FEATURE_OF]) ? kind : 'int';
}

function assign(g: Composer): Statement {
  const kind = bindable(g);
  const value = g.expression(kind);
  const id = g.nameFor(kind);
  g.bind(id, kind);
  if (!g.draw.chance(0.06)) return b.assign(id, value);
  const second = g.nameFor(kind);
  g.bind(second, kind);
  return b.assign(id, second, value);
}

function assignObject(g: Composer): Statement | null {
  const definition = g.classThat((d) => !d.protocols.has('raise'));
  if (definition === null || !g.toleratesRaise(definition.raises)) return null;
  const value = callOf(g, {
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
  });
  const id = g.nameFor('object');
  g.bind(id, 'object', definition);
  return b.assign(id, value);
}

function assignIterator(g: Composer): Statement | null {
  const definition = g.functionThat((d) => d.flavour === 'generator');
  const known = definition !== null && g.toleratesRaise(definition.raises) && g.draw.chance(0.8) ? definition : null;
  const value = known === null ? g.expression('iterator') : callOf(g, known);
  const id = g.nameFor('iterator');
  g.bind(id, 'iterator', known);
  return b.assign(id, value);
}

function assignCallable(g: Composer): Statement {
  const maker = g.functionThat((d) => d.flavour === 'maker');
  if (maker !== null && g.draw.chance(0.6)) {
    const value = callOf(g, maker);
    const id = g.nameFor('callable');
    g.bind(id, 'callable', maker);
    return b.assign(id, value);
  }
  const value = g.expression('callable');
  const id = g.nameFor('callable');
  g.bind(id, 'callable');
  return b.assign(id, value);
}

/** What a call of a closure returns. */
function callMade(g: Composer): Statement | null {
  const made = g.variable('callable', (v) => v.of?.what === 'function');
  if (made === null) return null;
  g.spend(8);
  const value = b.call(made.name, []);
  if (g.draw.chance(0.5)) return print(g, value);
  const id = g.nameFor('int');
  g.bind(id, 'int');
  return b.assign(id, value);
}

function print(g: Composer, first: Expression | null = null): Statement {
  g.spend(2);
  const args = first === null ? [] : [first];
  for (let i = g.draw.pick([1, 1, 1, 2, 2, 3]); i > args.length; ) args.push(g.expression('any'));
  const keywords = [];
  if (g.sometimes('keyword-argument', 0.06)) keywords.push(b.keyword('sep', b.str(g.draw.pick([',', '-', '']))));
  if (g.sometimes('keyword-argument', 0.03)) keywords.push(b.keyword('end', b.str(';\n')));
  if (g.sometimes('star-call', 0.05)) args.push(b.starred(g.expression('iterable')));
  return b.evaluate(b.call('print', args, keywords));
}

const AUGMENTS = ['Add', 'Add', 'Add', 'Sub', 'FloorDiv', 'Mod', 'BitAnd', 'BitOr', 'BitXor', 'RShift'] as const;

function augment(g: Composer): Statement | null {
  const candidates = g.rebindable(({ kind }) => kind === 'int' || (g.runsOnce && (kind === 'str' || kind === 'list')));
  if (candidates.length === 0) return null;
  const { name, kind } = g.draw.pick(candidates);
  if (kind === 'str') return b.augment(name, 'Add', b.str(g.draw.pick(['a', '.', 'xy'])));
  if (kind === 'list') return b.assign(name, b.binary(name, 'Add', b.list(g.expression('int'))));
  const op = g.draw.pick(AUGMENTS);
  const divides = op === 'FloorDiv' || op === 'Mod';
  return b.augment(name, op, divides || op === 'RShift' ? b.int(g.draw.between(1, 5)) : g.expression('int'));
}

function grow(g: Composer): Statement | Statement[] {
  const grown = g.variable('grow');
  g.spend(2);
  if (grown !== null && g.draw.chance(0.85)) return b.evaluate(b.method(grown.name, 'append', g.expression('int')));
  const id = g.nameFor('grow');
  g.bind(id, 'grow');
  return b.assign(id, b.list());
}

/** A target for an int other than a name, if one is in sight. */
function place(g: Composer): Expression | null {
  const way = g.draw.below(4);
  if (way === 0 || way === 3) {
    const object = receiver(g, (d) => d.attributes.length > 0);
    return object?.of?.what === 'class' ? b.attribute(object.name, g.draw.pick(object.of.attributes)) : null;
  }
  if (!g.has('subscript')) return null;
  if (way === 1) {
    const table = g.variable('dict');
    return table && b.subscript(table.name, b.str(g.draw.pick(['a', 'b', 'c', 'k'])));
  }
  if (!g.toleratesRaise(true)) return null;
  const row = g.variable('list');
  return row && b.subscript(row.name, g.draw.pick([0, 0, -1, 1, 7]));
}

function assignPlace(g: Composer): Statement | null {
  const target = place(g);
  if (target === null) return null;
  const augmented =
    g.has('augmented-assignment') && g.toleratesRaise(target.kind === 'Subscript') && g.draw.chance(0.45);
  if (augmented) return b.augment(target, g.draw.pick(['Add', 'Add', 'Sub', 'BitXor']), g.expression('int'));
  return b.assign(target, g.expression('int'));
}

function unpack(g: Composer): Statement {
  const star = g.sometimes('star-unpacking', 0.3);
  const count = g.draw.between(2, 3);
  const values: Expression[] = [];
  const wrong = g.guarded > 0 && g.sometimes('error', 0.1);
  for (let i = count + (wrong ? 1 : star ? g.draw.below(3) : 0); i > 0; i -= 1) values.push(g.expression('int'));
  const inner = g.draw.chance(0.15) ? g.expression('int') : null;
  const starAt = star ? g.draw.below(count) : -1;
  const targets: Expression[] = [];
  for (let i = 0; i < count; i += 1) {
    const kind = i === starAt ? 'list' : 'int';
    const id = g.nameFor(kind);
    g.bind(id, kind);
    targets.push(i === starAt ? b.starred(id) : b.name(id));
  }
  const target = (g.draw.chance(0.8) ? b.tuple : b.list)(...targets);
  if (inner !== null) {
    const id = g.nameFor('int');
    g.bind(id, 'int');
    return b.assign(b.tuple(target, id), b.tuple(b.list(...values), inner));
  }
  return b.assign(target, (g.draw.chance(0.7) ? b.tuple : b.list)(...values));
}

function swap(g: Composer): Statement | null {
  const one = g.ownVariable('int');
  const two = g.ownVariable('int');
  if (one === null || two === null || one.name === two.name) return null;
  return b.assign(b.tuple(one.name, two.name), b.tuple(two.name, one.name));
}

const UNBINDABLE: readonly Kind[] = ['int', 'str', 'list', 'dict', 'object', 'iterator', 'callable'];

function del(g: Composer): Statement | null {
  const { owner } = g.scope;
  if (g.scope !== owner) return null;
  const roll = g.draw.below(10);
  if (roll < 4 && g.has('subscript')) {
    const table = g.variable('dict');
    if (table !== null && g.toleratesRaise(true))
      return b.del(b.subscript(table.name, b.str(g.draw.pick(['a', 'b', 'c']))));
    const row = g.variable('list');
    if (row !== null && g.toleratesRaise(true)) return b.del(b.subscript(row.name, 0));
    return null;
  }
  if (roll >= 4 && roll < 6) {
    const object = receiver(g, (d) => d.attributes.length > 0);
    if (object?.of?.what !== 'class' || !g.toleratesRaise(true)) return null;
    return b.del(b.attribute(object.name, g.draw.pick(object.of.attributes)));
  }
  const unread = g.draw.chance(0.9);
  const candidates = g.rebindable(
    (v) => UNBINDABLE.includes(v.kind) && !owner.declared.has(v.name) && !(unread && owner.captured.has(v.name)),
  );
  if (candidates.length < 2 || (owner.loops > 0 && g.guarded === 0)) return null;
  const first = g.draw.pick(candidates);
  owner.remove(first.name);
  const second = g.draw.pick(candidates);
  if (second.name === first.name || g.draw.chance(0.5)) return b.del(first.name);
  owner.remove(second.name);
  return g.draw.chance(0.5) ? b.del(first.name, second.name) : b.del(b.tuple(first.name, second.name));
}

function assert(g: Composer): Statement | null {
  if (!g.toleratesRaise(true)) return b.assert(b.compare(g.draw.below(3), 'Lt', g.draw.between(3, 9)));
  g.spend(2);
  return b.assert(g.expression('truth'), g.draw.chance(0.5) ? g.expression('any') : null);
}

function callStatement(g: Composer): Statement | null {
  const definition = g.functionThat((d) => RUNS_AT_ONCE.includes(d.flavour));
  if (definition === null || !g.toleratesRaise(definition.raises)) return null;
  return b.evaluate(callOf(g, definition));
}

const MUTATIONS = ['list', 'dict', 'set'] as const;

function mutate(g: Composer): Statement | null {
  const kind = g.draw.pick(MUTATIONS);
  const variable = g.variable(kind);
  if (variable === null) return null;
  g.spend(2);
  const id = variable.name;
  if (kind === 'list') {
    if (!g.has('list-method')) return null;
    const risky = g.guarded > 0 ? 0 : 2;
    switch (g.draw.below(5 - risky)) {
      case 0:
        return b.evaluate(b.method(id, 'reverse'));
      case 1:
        return b.evaluate(b.method(id, 'sort'));
      case 2:
        return b.evaluate(b.method(id, 'clear'));
      case 3:
        return b.evaluate(b.method(id, 'remove', g.expression('int')));
      default:
        return b.evaluate(b.method(id, 'pop'));
    }
  }
  if (kind === 'dict') {
    if (!g.has('dict-method')) return null;
    switch (g.draw.below(4)) {
      case 0:
        return b.evaluate(b.method(id, 'update', b.dict([b.str('u'), g.expression('int')])));
      case 1:
        return b.evaluate(b.method(id, 'setdefault', b.str('a'), g.expression('int')));
      case 2:
        return b.evaluate(b.method(id, 'pop', b.str('b'), b.none()));
      default:
        return b.evaluate(b.method(id, 'clear'));
    }
  }
  if (!g.has('set-method')) return null;
  return b.evaluate(b.method(id, g.draw.pick(['add', 'discard']), g.expression('int')));
}

export const SIMPLE: readonly P[] = [
  { feature: 'assign', weight: 9, leaf: true, make: assign },
  { feature: 'print', weight: 4, leaf: true, make: print },
  { feature: 'pass', weight: 0.4, leaf: true, make: () => b.pass() },
  { feature: 'augmented-assignment', weight: 3, leaf: true, make: augment },
  { feature: 'list', weight: 2.5, leaf: true, make: grow },
  { feature: 'subscript', weight: 3.4, leaf: true, make: assignPlace },
  { feature: 'class', weight: 3, leaf: true, make: assignObject },
  { feature: 'generator', weight: 1.6, leaf: true, make: assignIterator },
  { feature: 'closure', weight: 1, leaf: true, make: assignCallable },
  { feature: 'closure', weight: 1.2, leaf: true, make: callMade },
  { feature: 'unpacking', weight: 1.4, leaf: true, make: unpack },
  { feature: 'unpacking', weight: 0.5, leaf: true, make: swap },
  { feature: 'del', weight: 2.6, leaf: true, make: del },
  { feature: 'assert', weight: 0.7, leaf: true, make: assert },
  { feature: 'function', weight: 3, leaf: true, make: callStatement },
  { feature: null, weight: 0.5, leaf: true, make: (g) => b.evaluate(g.expression('any')) },
  { feature: null, weight: 1.5, leaf: true, make: mutate },
  {
    feature: 'method',
    weight: 1.2,
    leaf: true,
    make: (g) => {
      const object = receiver(g, (d) => d.methods.length > 0);
      if (object?.of?.what !== 'class') return null;
      const method = g.draw.pick(object.of.methods);
      if (!g.affords(method.cost + 3) || !g.toleratesRaise(method.raises)) return null;
      return b.evaluate(callOf(g, method, b.attribute(object.name, method.name)));
    },
  },
];
