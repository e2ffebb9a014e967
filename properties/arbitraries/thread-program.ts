/**
 * Programs with two to four threads that share functions, locks, queues and generators, some of them started by others. Most end; some lock each other
 * out for ever, which is an outcome too.
 * @module
 */
import fc from 'fast-check';
import {
  build as b,
  type Expression,
  GRANULARITIES,
  type Granularity,
  type Module,
  type RandomSchedule,
  type Statement,
} from '../../model/index.ts';
import { identifiersIn } from './identifiers.ts';
import {
  type Context,
  contextArbitrary,
  functionsOf,
  lower,
  nameOf,
  type Plan,
  plans,
  run,
  statement,
  withHelpers,
} from './stepping-program.ts';

/** What a thread does, beside what any function does. */
type ThreadPlan =
  | { readonly t: 'work'; readonly plan: Plan }
  | { readonly t: 'with'; readonly what: Shared; readonly body: readonly ThreadPlan[] }
  | { readonly t: 'guard'; readonly body: readonly ThreadPlan[] }
  | { readonly t: 'spawn'; readonly f: number; readonly joins: boolean }
  | { readonly t: Simple };

type Shared = 'lock' | 'rlock' | 'sem' | 'cond';
const SIMPLE = [
  'try-lock',
  'timed-lock',
  'release',
  'locked',
  'next',
  'close',
  'hand',
  'take',
  'put',
  'get',
  'set',
  'wait',
  'notify',
  'cond-wait',
  'barrier',
  'local',
  'name',
  'sleep',
] as const;
/** What may wait for ever. */
const FATEFUL = ['both', 'reversed', 'get-for-ever', 'wait-for-ever'] as const;
type Simple = (typeof SIMPLE)[number] | (typeof FATEFUL)[number];

interface Shape {
  readonly functions: readonly Statement[];
  readonly context: Context;
  readonly depth: number;
  /** By thread: which worker it runs; the first is the main thread's. */
  readonly workers: readonly (readonly ThreadPlan[])[];
  /** The worker of each started thread. */
  readonly targets: readonly number[];
  readonly joins: boolean;
  readonly daemon: boolean;
  readonly subclass: boolean;
}

function threadPlans(depth: number): fc.Arbitrary<readonly ThreadPlan[]> {
  const simple: fc.Arbitrary<ThreadPlan> = fc.oneof(
    { weight: 50, arbitrary: plans(0).map((found): ThreadPlan => ({ t: 'work', plan: found[0] as Plan })) },
    { weight: 40, arbitrary: fc.constantFrom(...SIMPLE).map((t): ThreadPlan => ({ t })) },
    { weight: 2, arbitrary: fc.constantFrom(...FATEFUL).map((t): ThreadPlan => ({ t })) },
    {
      weight: 10,
      arbitrary: fc.record({ f: fc.nat(3), joins: fc.boolean() }).map((r): ThreadPlan => ({ t: 'spawn', ...r })),
    },
  );
  if (depth === 0) return fc.array(simple, { minLength: 1, maxLength: 3 });
  const body = threadPlans(depth - 1);
  const compound: fc.Arbitrary<ThreadPlan> = fc.oneof(
    fc
      .record({ what: fc.constantFrom<Shared>('lock', 'rlock', 'sem', 'cond'), body })
      .map((r): ThreadPlan => ({ t: 'with', ...r })),
    body.map((r): ThreadPlan => ({ t: 'guard', body: r })),
  );
  return fc.array(fc.oneof({ weight: 2, arbitrary: simple }, { weight: 1, arbitrary: compound }), {
    minLength: 1,
    maxLength: 4,
  });
}

const threading = (name: string): Expression => b.attribute('threading', name);
const guarded = (body: Statement[], ...handled: Expression[]): Statement =>
  b.tryDo(body, [b.except(handled[0] ?? b.name('Exception'), null, [b.assign('x', -1)])]);
const timeout = b.keyword('timeout', 1);

/** One statement of a worker; `n` counts down. */
function threadStatement(plan: ThreadPlan, context: Context): Statement[] {
  const all = (body: readonly ThreadPlan[]): Statement[] => body.flatMap((p) => threadStatement(p, context));
  switch (plan.t) {
    case 'work':
      return statement(plan.plan, context);
    case 'with':
      return [b.withDo([b.withItem(b.name(plan.what))], all(plan.body))];
    case 'guard':
      return [b.tryDo(all(plan.body), [b.except('Exception', null, [b.assign('x', 0)])])];
    case 'spawn': {
      const target = b.lambda(b.parameters(), lower(context, plan.f));
      const made = b.call(threading('Thread'), [], [b.keyword('target', target)]);
      const join = plan.joins ? [b.evaluate(b.method('t', 'join'))] : [];
      return [b.ifThen(b.compare('n', 'Gt', 0), [b.assign('t', made), b.evaluate(b.method('t', 'start')), ...join])];
    }
    default:
      return simpleStatement(plan.t);
  }
}

/** Two locks, one inside the other: two threads that take them in opposite orders may wait for ever. */
function nested(outer: Shared, inner: Shared): Statement {
  return b.withDo([b.withItem(b.name(outer))], [b.withDo([b.withItem(b.name(inner))], [b.assign('x', 'n')])]);
}

function simpleStatement(t: Simple): Statement[] {
  switch (t) {
    case 'try-lock':
      return [b.ifThen(b.method('lock', 'acquire', b.constant(false)), [b.evaluate(b.method('lock', 'release'))])];
    case 'timed-lock':
      return [
        b.ifThen(b.call(b.attribute('rlock', 'acquire'), [], [timeout]), [b.evaluate(b.method('rlock', 'release'))]),
      ];
    case 'release':
      return [guarded([b.evaluate(b.method('lock', 'release'))], b.name('RuntimeError'))];
    case 'locked':
      return [b.assign('x', b.method('lock', 'locked'))];
    case 'next':
      return [guarded([b.assign('x', b.call('next', ['shared', 0]))], b.name('ValueError'))];
    case 'close':
      return [guarded([b.evaluate(b.method('shared', 'close'))], b.name('ValueError'))];
    case 'hand':
      return [b.assign('x', b.call('G')), b.evaluate(b.call('next', ['x'])), b.evaluate(b.method('q', 'put', 'x'))];
    case 'take':
      return [guarded([b.evaluate(b.call('next', [b.call(b.attribute('q', 'get'), [], [timeout]), 0]))])];
    case 'put':
      return [b.evaluate(b.method('q', 'put', 'n'))];
    case 'get':
      return [guarded([b.assign('x', b.call(b.attribute('q', 'get'), [], [timeout]))], b.attribute('queue', 'Empty'))];
    case 'set':
      return [b.evaluate(b.method('event', 'set'))];
    case 'wait':
      return [b.assign('x', b.method('event', 'wait', 1))];
    case 'notify':
      return [b.withDo([b.withItem(b.name('cond'))], [b.evaluate(b.method('cond', 'notify_all'))])];
    case 'cond-wait':
      return [b.withDo([b.withItem(b.name('cond'))], [b.assign('x', b.method('cond', 'wait', 1))])];
    case 'barrier':
      return [guarded([b.assign('x', b.method('barrier', 'wait', 1))], threading('BrokenBarrierError'))];
    case 'local':
      return [b.assign(b.attribute('local', 'x'), b.binary(b.call('getattr', ['local', b.str('x'), 0]), 'Add', 1))];
    case 'name':
      return [
        b.assign('x', b.attribute(b.call(threading('current_thread')), 'name')),
        b.evaluate(b.call('print', ['x', 'n'])),
      ];
    case 'sleep':
      return [b.evaluate(b.method('time', 'sleep', 'n'))];
    case 'both':
      return [nested('lock', 'rlock')];
    case 'reversed':
      return [nested('rlock', 'lock')];
    case 'get-for-ever':
      return [b.assign('x', b.method('q', 'get'))];
    case 'wait-for-ever':
      return [b.assign('x', b.method('event', 'wait'))];
  }
}

/** What workers share, as far as they use it. */
const SHARED: Readonly<Record<string, Expression>> = {
  lock: b.call(threading('Lock')),
  rlock: b.call(threading('RLock')),
  sem: b.call(threading('Semaphore'), [1]),
  cond: b.call(threading('Condition')),
  event: b.call(threading('Event')),
  barrier: b.call(threading('Barrier'), [2]),
  local: b.call(threading('local')),
  q: b.call(b.attribute('queue', 'Queue')),
  shared: b.call('G'),
};

const returnsFrom = (plan: ThreadPlan): boolean =>
  plan.t === 'work' ? plan.plan.t === 'return' : 'body' in plan && plan.body.some(returnsFrom);

function lowerProgram({ functions, context, depth, workers, targets, joins, daemon, subclass }: Shape): Module {
  const nameOf = (w: number): string => `w${w}`;
  const worker = (w: number): Statement =>
    b.def(
      nameOf(w),
      b.parameters(['n']),
      (workers[w] ?? []).flatMap((p) => threadStatement(p, context)),
    );
  const used = [...new Set(targets)].sort();
  const definitions = used.map(worker);
  // The module has no `return`.
  const own = (workers[0] ?? []).filter((p) => !returnsFrom(p)).flatMap((p) => threadStatement(p, context));
  const thread = (w: number): Expression =>
    subclass
      ? b.call('T', [w])
      : b.call(
          threading('Thread'),
          [],
          [
            b.keyword('target', b.name(nameOf(w))),
            b.keyword('args', b.tuple(depth)),
            ...(daemon ? [b.keyword('daemon', b.constant(true))] : []),
          ],
        );
  const cls = subclass
    ? [
        b.classDef(
          'T',
          [threading('Thread')],
          [
            b.def('__init__', b.parameters(['self', 'w']), [
              b.evaluate(b.method(b.call('super'), '__init__')),
              b.assign(b.attribute('self', 'w'), 'w'),
            ]),
            b.def('run', b.parameters(['self']), [
              b.evaluate(
                b.call(
                  b.subscript(
                    b.dict(...used.map((w): [Expression, Expression] => [b.int(w), b.name(nameOf(w))])),
                    b.attribute('self', 'w'),
                  ),
                  [depth],
                ),
              ),
            ]),
          ],
        ),
      ]
    : [];
  const run: Statement[] = [
    b.assign('n', depth),
    b.assign('ts', b.list(...targets.map(thread))),
    b.forIn('t', 'ts', [b.evaluate(b.method('t', 'start'))]),
    ...own,
    ...(joins ? [b.forIn('t', 'ts', [b.evaluate(b.method('t', 'join'))])] : []),
  ];
  const body = [...definitions, ...cls, ...run];
  const mentioned = identifiersIn(body);
  const shared = Object.entries(SHARED).flatMap(([id, value]) => (mentioned.has(id) ? [b.assign(id, value)] : []));
  const needed = neededOf(functions, mentioned);
  identifiersIn([shared, needed], mentioned);
  const imports = ['threading', 'queue', 'time'].flatMap((id) => (mentioned.has(id) ? [b.imports(b.alias(id))] : []));
  return withHelpers([...imports, ...needed], [...shared, ...body]);
}

/** The functions that are mentioned, and those that these mention. */
function neededOf(functions: readonly Statement[], mentioned: ReadonlySet<string>): Statement[] {
  const needed = new Set<Statement>();
  const known = new Set(mentioned);
  for (let grown = true; grown; ) {
    grown = false;
    for (const f of functions) {
      if (needed.has(f) || !('name' in f) || !known.has(String(f.name))) continue;
      needed.add(f);
      identifiersIn(f, known);
      grown = true;
    }
  }
  return functions.filter((f) => needed.has(f));
}

/** A program with threads. */
export function threadProgramArbitrary(): fc.Arbitrary<Module> {
  const worker = fc.array(threadPlans(1), { minLength: 2, maxLength: 3 }).map((parts) => parts.flat());
  return contextArbitrary().chain((context) =>
    fc
      .record({
        functions: functionsOf(context),
        depth: fc.integer({ min: 1, max: 2 }),
        workers: fc.tuple(worker, worker, worker),
        targets: fc.array(fc.constantFrom(1, 1, 2), { minLength: 1, maxLength: 3 }),
        joins: fc.boolean(),
        daemon: fc.integer({ min: 0, max: 7 }).map((x) => x === 7),
        subclass: fc.integer({ min: 0, max: 5 }).map((x) => x === 5),
      })
      .map((shape) => lowerProgram({ ...shape, context })),
  );
}

/** A coroutine that whoever comes first resumes. */
const WANDERER: readonly Statement[] = [
  b.classDef('Halt', [], [b.def('__await__', b.parameters(['self']), [b.evaluate(b.yielded(1))])]),
  b.def(
    'wander',
    b.parameters(['n']),
    [b.assign('x', 'n'), ...['y', 'z'].flatMap((name) => [b.evaluate(b.awaited(b.call('Halt'))), b.assign(name, 'n')])],
    { async: true },
  ),
  b.def('send', b.parameters(), [
    b.assign('x', 1),
    b.tryDo(
      [b.evaluate(b.method('walker', 'send', b.none()))],
      [b.except(b.tuple('StopIteration', 'RuntimeError', 'ValueError'), null, [b.assign('x', 2)])],
    ),
  ]),
];
const WANDERS: readonly Statement[] = [
  b.assign('walker', b.call('wander', [1])),
  b.evaluate(b.call('send')),
  ...[1, 2].map(() => b.evaluate(b.method('_thread', 'start_new_thread', b.name('send'), b.tuple()))),
];

/**
 * Small programs to step through in which threads run the same functions, without the library: cheap to run. Threads of `_thread` are daemons, so the main
 * thread sleeps until none of them can run.
 */
export function steppingThreadsArbitrary(): fc.Arbitrary<Module> {
  const target = fc.tuple(fc.constantFrom(0, 0, 1, 2, 3), fc.nat(2));
  return contextArbitrary().chain((context) =>
    fc
      .record({
        functions: functionsOf(context),
        targets: fc.array(target, { minLength: 1, maxLength: 3 }),
        own: fc.array(target, { minLength: 1, maxLength: 2 }),
        depth: fc.integer({ min: 1, max: 2 }),
        shared: fc.integer({ min: 0, max: 3 }).map((x) => x === 3),
        wanders: fc.integer({ min: 0, max: 3 }).map((x) => x === 3),
      })
      .map(({ functions, targets, own, depth, shared, wanders }) => {
        const start = ([f, way]: readonly [number, number]): Statement => {
          const plain = context.kinds[f] === 'plain' && way < 2;
          const func = plain ? b.name(nameOf(context, f)) : b.lambda(b.parameters(), run(context, f, way));
          return b.evaluate(b.method('_thread', 'start_new_thread', func, plain ? b.tuple(depth) : b.tuple()));
        };
        const consume = b.def('use', b.parameters(), [b.forIn('x', 'shared', [b.assign('y', 'x')])]);
        const sharing = shared
          ? [
              consume,
              b.assign('shared', b.call('G')),
              b.evaluate(b.method('_thread', 'start_new_thread', b.name('use'), b.tuple())),
            ]
          : [];
        const body = [
          b.assign('n', depth + 1),
          ...targets.map(start),
          ...own.map(([f, way]) =>
            b.tryDo([b.assign('x', run(context, f, way))], [b.except('Exception', null, [b.assign('x', 0)])]),
          ),
          b.evaluate(b.method('time', 'sleep', 1)),
        ];
        const needed = neededOf(functions, identifiersIn(body));
        const imports = [b.imports(b.alias('_thread')), b.imports(b.alias('time'))];
        return withHelpers(
          [...imports, ...needed, ...(wanders ? WANDERER : [])],
          [...(wanders ? WANDERS : []), ...sharing, ...body],
        );
      }),
  );
}

/** Switch points for each switch, at least and at most: of rarer switch points more are taken. */
const EVERY: Readonly<Record<Granularity, readonly [number, number]>> = {
  instruction: [3, 20],
  line: [2, 5],
  'switch-points': [1, 3],
};

/** Schedules that change threads often. */
export function scheduleArbitrary(granularities: readonly Granularity[] = GRANULARITIES): fc.Arbitrary<RandomSchedule> {
  return fc.constantFrom(...granularities).chain((granularity) => {
    const [min, max] = EVERY[granularity];
    return fc.record({
      granularity: fc.constant(granularity),
      seed: fc.noShrink(fc.integer()),
      every: fc.noShrink(fc.integer({ min, max })),
    });
  });
}
