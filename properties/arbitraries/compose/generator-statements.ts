/**
 * Productions of generator functions, and of what is done with generators: consumed, sent to, thrown into, closed, left behind half way.
 * @module
 */
import { build as b, type Expression, type Statement } from '../../../model/index.ts';
import { callOf } from './call.ts';
import { construct } from './callable-expressions.ts';
import type { Composer } from './composer.ts';
import { exception } from './compound-statements.ts';
import type { Parameter } from './definition.ts';
import { DEPTH_PARAMETER, RECURSION_LIMIT, RECURSIVE_NAMES } from './names.ts';
import type { Production } from './production.ts';
import { bindParameters, functionBody, functionDepth, type Signature, signature } from './signature.ts';

type P = Production<Statement | Statement[]>;

const inGenerator = (g: Composer): boolean => g.scope.kind === 'function' && g.scope.isGenerator && !g.scope.isAsync;

/** A `yield` as a statement or with its value kept. */
function yields(g: Composer): Statement {
  g.spend(4);
  const value = g.draw.chance(0.93) ? g.expression('int') : null;
  if (!g.sometimes('send', 0.3)) return b.evaluate(b.yielded(value));
  const id = g.nameFor('int');
  // What is sent may be None, so the name counts as an int only after a test.
  const node = b.assign(id, b.yielded(value));
  g.bind(id, 'int');
  return g.draw.chance(0.5) ? b.assign(id, b.or(b.yielded(value), 1)) : node;
}

function yieldsFrom(g: Composer): Statement {
  g.spend(8);
  const source = b.yieldFrom(g.expression('iterable'));
  if (g.draw.chance(0.7)) return b.evaluate(source);
  return b.evaluate(b.call('print', [source]));
}

/** `try: yield … finally: …` and the like: where a generator is when it is closed. */
function guardedYield(g: Composer): Statement | null {
  if (!inGenerator(g)) return null;
  const body = [yields(g), ...(g.draw.chance(0.3) ? [yields(g)] : [])];
  const manager = g.classThat((d) => d.protocols.has('manage'));
  if (manager !== null && g.has('with') && !manager.raises && g.draw.chance(0.8)) {
    g.spend(8);
    return b.withDo([b.withItem(construct(g, manager))], body);
  }
  const way = g.draw.below(4);
  if (way === 0 || !g.has('try-except')) return b.tryDo(body, [], [], g.suite({ exits: 0.05, most: 1 }));
  const caught = g.draw.pick(['ValueError', 'Exception', 'GeneratorExit', 'BaseException', 'KeyError']);
  const passesOn = caught === 'GeneratorExit' || caught === 'BaseException';
  const stays = g.draw.chance(0.15);
  const handler = b.except(caught, null, stays ? [b.evaluate(b.yielded(9))] : passesOn ? [b.raise()] : g.statements(1));
  return b.tryDo(body, [handler], [], way === 1 ? g.suite({ exits: 0, most: 1 }) : []);
}

function generator(g: Composer): Statement | null {
  if (functionDepth(g) >= 2) return null;
  const sign = signature(g, 2);
  const { body, cost, raises } = functionBody(
    g,
    { limit: g.draw.pick([20, 40, 80]), returning: 'int', flags: { isGenerator: true } },
    () => {
      bindParameters(g, sign);
      return g.draw.chance(0.5) ? [yields(g)] : [];
    },
    () => {
      const end: Statement[] = [];
      const guarded = g.sometimes('try-finally', 0.45) ? guardedYield(g) : null;
      end.push(guarded ?? yields(g));
      if (g.draw.chance(0.2)) end.push(b.returns(g.expression('int')));
      return end;
    },
    3,
  );
  const name = `gen${g.count('generator')}`;
  g.spend(1);
  g.define({
    what: 'function',
    name,
    flavour: 'generator',
    parameters: sign.parameters,
    vararg: sign.vararg,
    kwarg: sign.kwarg,
    returns: null,
    cost: cost + 4,
    raises,
    receives: g.has('send'),
  });
  return b.def(name, sign.node, body);
}

/** A generator that delegates to itself, one level less deep each time. */
function recursiveGenerator(g: Composer): Statement | null {
  if (functionDepth(g) > 0 || g.scope.kind !== 'module') return null;
  const name = RECURSIVE_NAMES[g.count('recursive')];
  if (name === undefined) return null;
  const depth: Parameter = { name: DEPTH_PARAMETER, kind: 'int', mode: 'positional', optional: false };
  const sign: Signature = { parameters: [depth], vararg: false, kwarg: false, node: b.parameters([DEPTH_PARAMETER]) };
  const { body, cost, raises } = functionBody(
    g,
    { limit: 12, returning: 'int', flags: { isGenerator: true } },
    () => {
      bindParameters(g, sign);
      return [b.ifThen(b.compare(DEPTH_PARAMETER, 'LtE', 0), [b.returns()]), b.evaluate(b.yielded(DEPTH_PARAMETER))];
    },
    () => [b.evaluate(b.yieldFrom(b.call(name, [b.binary(DEPTH_PARAMETER, 'Sub', 1)])))],
    1,
  );
  g.define({
    what: 'function',
    name,
    flavour: 'generator',
    parameters: sign.parameters,
    vararg: false,
    kwarg: false,
    returns: null,
    cost: (cost + 10) * RECURSION_LIMIT + RECURSION_LIMIT * RECURSION_LIMIT * 3,
    raises,
    receives: false,
  });
  return b.def(name, sign.node, body);
}

/** A generator in a variable: a new one with the statement that binds it, or one that is there. */
function stream(g: Composer): { readonly id: string; readonly before: Statement[] } | null {
  const there = g.draw.chance(0.4) ? g.ownVariable('iterator') : null;
  if (there !== null && there.of !== null) return { id: there.name, before: [] };
  const definition = g.functionThat((d) => d.flavour === 'generator');
  if (definition === null || !g.toleratesRaise(definition.raises)) return null;
  const value = callOf(g, definition);
  const id = g.nameFor('iterator');
  g.bind(id, 'iterator', definition);
  return { id, before: [b.assign(id, value)] };
}

const advance = (id: string): Expression => b.call('next', [id, b.none()]);
const shown = (value: Expression): Statement => b.evaluate(b.call('print', [value]));

function sends(g: Composer): Statement[] | null {
  const s = stream(g);
  if (s === null) return null;
  g.spend(16);
  const sent: Statement[] = [];
  for (let i = g.draw.between(1, 3); i > 0; i -= 1) {
    const value = b.method(s.id, 'send', g.draw.chance(0.8) ? g.expression('int') : b.none());
    sent.push(g.draw.chance(0.6) ? shown(value) : b.evaluate(value));
  }
  const first = b.evaluate(advance(s.id));
  if (g.guarded > 0 && g.draw.chance(0.5)) return [...s.before, first, ...sent];
  const stop = g.draw.chance(0.7)
    ? b.except('StopIteration', 'e', [shown(g.has('class') ? b.attribute('e', 'value') : b.name('e'))])
    : b.except('Exception', null, [b.pass()]);
  const begin = g.draw.chance(0.9) ? [first] : [];
  return [...s.before, b.tryDo([...begin, ...sent], [stop])];
}

function throwsInto(g: Composer): Statement[] | null {
  const s = stream(g);
  if (s === null) return null;
  g.spend(14);
  const thrown = b.method(s.id, 'throw', exception(g));
  const begin = g.draw.chance(0.85) ? [b.evaluate(advance(s.id))] : [];
  const body = [...begin, g.draw.chance(0.5) ? shown(thrown) : b.evaluate(thrown)];
  if (g.guarded > 0 && g.draw.chance(0.5)) return [...s.before, ...body];
  const id = g.draw.chance(0.5) ? 'e' : null;
  const handler = b.except(
    g.draw.chance(0.8) ? 'Exception' : 'ValueError',
    id,
    id === null ? [b.pass()] : [shown(b.call('str', [id]))],
  );
  return [...s.before, b.tryDo(body, [handler])];
}

function closes(g: Composer): Statement[] | null {
  const s = stream(g);
  if (s === null) return null;
  g.spend(8);
  const begin = g.draw.chance(0.85) ? [b.evaluate(advance(s.id))] : [];
  const close = b.evaluate(b.method(s.id, 'close'));
  return [
    ...s.before,
    ...begin,
    ...(g.has('try-except')
      ? [b.tryDo([close], [b.except('RuntimeError', 'e', [shown(b.call('str', ['e']))])])]
      : [close]),
  ];
}

/** A generator that is left before its end: by break, by the end of its last name, by an unpacking that wants less. */
function abandons(g: Composer): Statement[] | null {
  const definition = g.functionThat((d) => d.flavour === 'generator');
  if (definition === null || !g.toleratesRaise(definition.raises)) return null;
  g.spend(12);
  const made = callOf(g, definition);
  switch (g.draw.below(7)) {
    case 0:
    case 1: {
      const id = g.nameFor('int');
      g.bind(id, 'int');
      const inside = g.draw.chance(0.5) ? [shown(b.name(id))] : [];
      return [b.forIn(id, made, [...inside, b.breakLoop()])];
    }
    case 2:
      return [shown(b.call('next', [made, b.none()]))];
    case 3: {
      const id = g.nameFor('iterator', true);
      return [b.assign(id, made), shown(advance(id)), b.del(id)];
    }
    case 4: {
      const id = g.nameFor('iterator', true);
      return [b.assign(id, made), shown(advance(id)), b.assign(id, b.none())];
    }
    case 5:
      return [shown(b.call('any', [made]))];
    default: {
      const id = g.nameFor('int');
      g.bind(id, 'int');
      const zipped = b.call('zip', [b.call('range', [g.draw.between(1, 2)]), made]);
      return [b.forIn(b.tuple(id, '_'), zipped, [shown(b.name(id))])];
    }
  }
}

const whereItYields = (write: (g: Composer) => Statement | null) => (g: Composer) => (inGenerator(g) ? write(g) : null);

export const GENERATORS: readonly P[] = [
  { feature: 'generator', weight: 1.5, make: generator },
  { feature: 'generator', weight: 9, leaf: true, make: whereItYields(yields) },
  { feature: 'yield-from', weight: 3, leaf: true, make: whereItYields(yieldsFrom) },
  { feature: 'try-finally', weight: 4, make: guardedYield },
  { feature: 'yield-from', weight: 0.15, make: recursiveGenerator },
  { feature: 'send', weight: 0.9, make: sends },
  { feature: 'throw', weight: 0.8, make: throwsInto },
  { feature: 'close', weight: 0.6, make: closes },
  { feature: 'abandon', weight: 1, make: abandons },
];
