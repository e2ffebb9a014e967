/**
 * Productions of coroutines and asynchronous generators, run by a send loop that the program itself defines: no event loop is needed.
 * @module
 */
import { build as b, type Expression, type Statement } from '../../../model/index.ts';
import { callOf } from './call.ts';
import type { Composer } from './composer.ts';
import type { FunctionDefinition } from './definition.ts';
import type { Production } from './production.ts';
import { bindParameters, functionBody, functionDepth, signature } from './signature.ts';

type P = Production<Statement | Statement[]>;

/** How often the send loop sends before it gives up. */
const SENDS = 9;

const shown = (...values: Expression[]): Statement => b.evaluate(b.call('print', values));

/** What awaits, what enters and leaves asynchronously, and what drives: defined once, before the first coroutine. */
function prelude(g: Composer): Statement[] {
  const pause = b.classDef(
    'Pause',
    [],
    [
      b.def('__init__', b.parameters(['self', 'v'], { defaults: [b.int(1)] }), [
        b.assign(b.attribute('self', 'v'), 'v'),
      ]),
      b.def('__await__', b.parameters(['self']), [
        b.assign('got', b.yielded(b.attribute('self', 'v'))),
        b.returns(g.draw.chance(0.5) ? b.attribute('self', 'v') : b.or('got', 2)),
      ]),
    ],
  );
  const leave = b.parameters(['self', 'kind', 'value', 'trace']);
  const door = b.classDef(
    'Door',
    [],
    [
      b.def('__aenter__', b.parameters(['self']), [b.evaluate(b.awaited(b.call('Pause', [3]))), b.returns(5)], {
        async: true,
      }),
      b.def('__aexit__', leave, [shown(b.compare('kind', 'Is', b.none())), b.returns(b.constant(g.draw.chance(0.4)))], {
        async: true,
      }),
    ],
  );
  const loop = b.whileDo(b.compare('left', 'Gt', 0), [
    b.augment('left', 'Sub', 1),
    b.assign('value', b.method('coro', 'send', g.draw.chance(0.5) ? b.none() : b.name('value'))),
    ...(g.draw.chance(0.5) ? [shown(b.name('value'))] : []),
  ]);
  const drive = b.def('drive', b.parameters(['coro']), [
    b.assign('left', SENDS),
    b.assign('value', b.none()),
    b.tryDo([loop], [b.except('StopIteration', 'e', [b.returns(b.attribute('e', 'value'))])]),
    b.evaluate(b.method('coro', 'close')),
  ]);
  return [pause, door, drive];
}

const inCoroutine = (g: Composer): boolean => g.scope.kind === 'function' && g.scope.isAsync;

/** Something to await that gives an int. */
function awaitable(g: Composer): Expression {
  const other = g.functionThat((d) => d.flavour === 'coroutine');
  if (other !== null && g.draw.chance(0.4) && g.toleratesRaise(other.raises)) return callOf(g, other);
  g.spend(10);
  return b.call('Pause', g.draw.chance(0.7) ? [g.expression('int')] : []);
}

function awaits(g: Composer): Statement | null {
  if (!inCoroutine(g)) return null;
  const value = b.awaited(awaitable(g));
  if (g.draw.chance(0.3)) return b.evaluate(value);
  if (g.draw.chance(0.3)) return shown(value);
  const id = g.nameFor('int');
  const node = b.assign(id, g.draw.chance(0.7) ? value : b.binary(value, 'Add', g.expression('int')));
  g.bind(id, 'int');
  return node;
}

function asyncIterable(g: Composer): Expression | null {
  const definition = g.functionThat((d) => d.flavour === 'async-generator');
  return definition === null || !g.toleratesRaise(definition.raises) ? null : callOf(g, definition);
}

function asyncFor(g: Composer): Statement | null {
  if (!inCoroutine(g)) return null;
  const { owner } = g.scope;
  if (g.draw.chance(0.4)) {
    const source = g.asSource(() => asyncIterable(g));
    g.spend(10);
    return (
      source && shown(b.comprehension('ListComp', b.binary('v', 'Add', 1), b.comprehensionFor('v', source, [], true)))
    );
  }
  const iter = asyncIterable(g);
  if (iter === null) return null;
  const id = g.nameFor('int');
  g.bind(id, 'int');
  owner.loops += 1;
  const body = g.repeated(3, () => g.suite({ exits: 0.3 }));
  owner.loops -= 1;
  owner.remove(id);
  return b.forIn(id, iter, body, g.draw.chance(0.15) ? g.suite() : [], 'AsyncFor');
}

function asyncWith(g: Composer): Statement | null {
  if (!inCoroutine(g)) return null;
  g.spend(16);
  const item = g.draw.chance(0.5) ? b.withItem(b.call('Door'), 'got') : b.withItem(b.call('Door'));
  g.guarded += 1;
  const body = g.suite({ exits: 0.25 });
  g.guarded -= 1;
  return b.withDo([item], body, 'AsyncWith');
}

function asyncYield(g: Composer): Statement | null {
  if (!inCoroutine(g) || !g.scope.isGenerator) return null;
  g.spend(6);
  return b.evaluate(b.yielded(g.expression('int')));
}

function define(g: Composer, flavour: 'coroutine' | 'async-generator'): Statement[] | null {
  if (functionDepth(g) > 0 || g.scope.kind !== 'module' || g.nesting > 0 || !g.affords(60)) return null;
  const before = g.count('async') === 0 ? prelude(g) : [];
  if (flavour === 'coroutine' && g.draw.chance(0.5)) before.push(...(define(g, 'async-generator') ?? []));
  const sign = signature(g, 1);
  const isGenerator = flavour === 'async-generator';
  const { body, cost, raises } = functionBody(
    g,
    { limit: 60, returning: 'int', flags: { isAsync: true, isGenerator } },
    () => {
      bindParameters(g, sign);
      return isGenerator ? [b.evaluate(b.yielded(g.expression('int')))] : [];
    },
    () => {
      if (isGenerator)
        return g.draw.chance(0.5) ? [awaits(g) ?? b.pass(), b.evaluate(b.yielded(g.expression('int')))] : [];
      const value = b.awaited(awaitable(g));
      return g.draw.chance(0.6) ? [b.returns(value)] : [b.evaluate(value)];
    },
  );
  const name = isGenerator ? `agen${g.count('agen')}` : `co${g.count('coroutine')}`;
  const definition: FunctionDefinition = {
    what: 'function',
    name,
    flavour,
    parameters: sign.parameters,
    vararg: sign.vararg,
    kwarg: sign.kwarg,
    returns: null,
    cost: cost + 30,
    raises,
    receives: false,
  };
  g.define(definition);
  const node = b.def(name, sign.node, body, { async: true });
  if (isGenerator || g.draw.chance(0.1)) return [...before, node];
  return [...before, node, ...(drives(g) ?? [])];
}

/** Runs a coroutine to its end, or a part of the way. */
function drives(g: Composer): Statement[] | null {
  const definition = g.functionThat((d) => d.flavour === 'coroutine');
  if (definition === null) return null;
  const guarded = definition.raises && g.guarded === 0 && g.draw.chance(0.9);
  g.spend(20);
  const made = callOf(g, definition);
  const roll = g.draw.below(8);
  let statements: Statement[];
  if (roll < 5) statements = [shown(b.call('drive', [made]))];
  else {
    const id = g.nameFor('iterator', true);
    const start = b.assign(id, made);
    const step = b.evaluate(b.method(id, 'send', b.none()));
    const end =
      roll === 5
        ? b.evaluate(b.method(id, 'close'))
        : roll === 6
          ? b.del(id)
          : b.evaluate(b.method(id, 'throw', b.call('ValueError')));
    statements = [
      start,
      b.tryDo([step, end], [b.except(b.tuple('StopIteration', 'ValueError', 'RuntimeError'), null, [b.pass()])]),
    ];
  }
  if (!guarded) return statements;
  return [b.tryDo(statements, [b.except('Exception', 'e', [shown(b.attribute(b.call('type', ['e']), '__name__'))])])];
}

export const ASYNC: readonly P[] = [
  { feature: 'async', weight: 2, make: (g) => define(g, 'coroutine') },
  { feature: 'async', weight: 0.7, make: (g) => define(g, 'async-generator') },
  { feature: 'async', weight: 1, leaf: true, make: drives },
  { feature: 'async', weight: 10, leaf: true, make: awaits },
  { feature: 'async', weight: 6, leaf: true, make: asyncYield },
  { feature: 'async', weight: 14, make: asyncFor },
  { feature: 'async', weight: 7, make: asyncWith },
];
