/**
 * Small programs that are hard to step through: call trees with recursion, sibling calls, exceptions through several frames,
 * generators and coroutines, callbacks from C, properties, `with` exits, finalisers. They end by construction: every call counts down.
 * @module
 */
import fc from 'fast-check';
import { build as b, type Expression, type FunctionDef, type Module, type Statement } from '../../model/index.ts';
import { identifiersIn } from './identifiers.ts';

type Kind = 'plain' | 'generator' | 'coroutine';

/** A statement, before it is known in which function it stands. */
export type Plan =
  | {
      readonly t:
        | 'assign'
        | 'yield'
        | 'return'
        | 'property'
        | 'finaliser'
        | 'inline'
        | 'comprehension'
        | 'abandon'
        | 'throw'
        | 'throw-through';
    }
  | { readonly t: 'call' | 'two' | 'key' | 'delegate'; readonly f: number; readonly way: number }
  | { readonly t: 'raise'; readonly when: number }
  | {
      readonly t: 'try';
      readonly body: readonly Plan[];
      readonly handler: readonly Plan[];
      readonly final: boolean;
      readonly catches: boolean;
    }
  | { readonly t: 'with' | 'loop' | 'if'; readonly body: readonly Plan[]; readonly swallows: boolean };

const FUNCTIONS = 4;

export function plans(depth: number): fc.Arbitrary<readonly Plan[]> {
  const f = fc.nat(FUNCTIONS - 1);
  const simple: fc.Arbitrary<Plan> = fc.oneof(
    { weight: 4, arbitrary: fc.constant<Plan>({ t: 'assign' }) },
    { weight: 6, arbitrary: fc.tuple(f, fc.nat(3)).map(([n, way]): Plan => ({ t: 'call', f: n, way })) },
    { weight: 2, arbitrary: fc.tuple(f, fc.nat(1)).map(([n, way]): Plan => ({ t: 'two', f: n, way })) },
    { weight: 1, arbitrary: f.map((n): Plan => ({ t: 'key', f: n, way: 0 })) },
    { weight: 2, arbitrary: fc.tuple(f, fc.nat(1)).map(([n, way]): Plan => ({ t: 'delegate', f: n, way })) },
    { weight: 3, arbitrary: fc.constant<Plan>({ t: 'yield' }) },
    { weight: 2, arbitrary: fc.nat(2).map((when): Plan => ({ t: 'raise', when })) },
    {
      weight: 4,
      arbitrary: fc
        .constantFrom('return', 'property', 'finaliser', 'inline', 'comprehension', 'abandon', 'throw', 'throw-through')
        .map((t): Plan => ({ t }) as Plan),
    },
  );
  if (depth === 0) return fc.array(simple, { minLength: 1, maxLength: 2 });
  const inner = plans(depth - 1);
  const compound: fc.Arbitrary<Plan> = fc.oneof(
    fc
      .record({ body: inner, handler: inner, final: fc.boolean(), catches: fc.boolean() })
      .map((r): Plan => ({ t: 'try', ...r })),
    fc
      .record({
        t: fc.constantFrom('with' as const, 'loop' as const, 'if' as const),
        body: inner,
        swallows: fc.boolean(),
      })
      .map((r): Plan => r),
  );
  return fc.array(fc.oneof({ weight: 3, arbitrary: simple }, { weight: 1, arbitrary: compound }), {
    minLength: 1,
    maxLength: 4,
  });
}

/** Where a statement stands. */
export interface Context {
  readonly kind: Kind;
  readonly kinds: readonly Kind[];
}

const KIND_NAMES: Readonly<Record<Kind, string>> = { plain: 'f', generator: 'g', coroutine: 'c' };
export const nameOf = (context: Context, f: number) => `${KIND_NAMES[context.kinds[f]!]}${f}`;
export const lower = (context: Context, f: number): Expression => b.call(nameOf(context, f), [b.binary('n', 'Sub', 1)]);

/** An expression that runs function f to its end, as far as its kind allows. */
export function run(context: Context, f: number, way: number): Expression {
  const target = lower(context, f);
  switch (context.kinds[f]!) {
    case 'plain':
      return way === 3 ? b.call(b.lambda(b.parameters(), target)) : target;
    case 'generator':
      if (way === 0) return b.call('list', [target]);
      return way === 1 ? b.call('sum', [target]) : b.call('next', [target, 0]);
    case 'coroutine':
      return context.kind === 'coroutine' ? b.awaited(target) : b.call('run', [target]);
  }
}

const positive = (...body: Statement[]): Statement => b.ifThen(b.compare('n', 'Gt', 0), body);

export function statement(plan: Plan, context: Context): Statement[] {
  const all = (body: readonly Plan[]) => body.flatMap((p) => statement(p, context));
  switch (plan.t) {
    case 'assign':
      return [b.assign('x', 'n')];
    case 'call': {
      if (context.kinds[plan.f] === 'generator' && plan.way === 3) {
        return [positive(b.forIn('x', lower(context, plan.f), [b.assign('y', 'x')]))];
      }
      return [positive(b.assign('x', run(context, plan.f, plan.way)))];
    }
    case 'two': {
      const sum = b.tuple(run(context, plan.f, 0), run(context, (plan.f + plan.way) % FUNCTIONS, 0));
      return [positive(b.assign('x', plan.way === 0 ? sum : b.laid(sum, { lines: 'hang', parens: true })))];
    }
    case 'key':
      return context.kinds[plan.f] === 'plain'
        ? [positive(b.assign('x', b.call('sorted', [b.list(0, 0)], [b.keyword('key', nameOf(context, plan.f))])))]
        : [b.assign('x', 0)];
    case 'delegate':
      if (context.kind === 'generator' && context.kinds[plan.f] === 'generator')
        return [positive(b.evaluate(b.yieldFrom(lower(context, plan.f))))];
      if (context.kind === 'coroutine') return [b.assign('x', b.awaited(b.call('W')))];
      return [positive(b.assign('x', run(context, plan.f, plan.way)))];
    case 'yield':
      if (context.kind === 'generator') return [b.evaluate(b.yielded('n'))];
      return context.kind === 'coroutine' ? [b.evaluate(b.awaited(b.call('W')))] : [b.assign('x', 1)];
    case 'return':
      return [b.ifThen(b.compare('n', 'Eq', 1), [b.returns('n')])];
    case 'raise':
      return [b.ifThen(b.compare('n', 'Eq', plan.when), [b.raise('ValueError')])];
    case 'property':
      return [b.assign('x', b.call('hasattr', [b.call('C', [0]), b.str('p')]))];
    case 'finaliser':
      return [b.assign('x', b.call('D')), b.del('x')];
    case 'inline':
      return [
        b.assign('x', 0),
        b.laid(b.whileDo(b.compare('x', 'Lt', 2), [b.augment('x', 'Add', 1)]), { inline: true }),
      ];
    case 'comprehension':
      return [b.assign('x', b.comprehension('ListComp', 'i', b.comprehensionFor('i', b.tuple(1, 2))))];
    case 'abandon':
      return [b.assign('x', b.call('G')), b.evaluate(b.call('next', ['x'])), b.assign('x', 0)];
    case 'throw':
      return [
        b.assign('x', b.call('G')),
        b.evaluate(b.call('next', ['x'])),
        b.assign('x', b.method('x', 'throw', 'KeyError')),
      ];
    case 'throw-through':
      return [
        b.assign('x', b.call('H')),
        b.evaluate(b.call('next', ['x'])),
        b.assign('x', b.method('x', 'throw', 'KeyError')),
      ];
    case 'with':
      return [b.withDo([b.withItem(b.call('C', [plan.swallows ? 1 : 0]))], all(plan.body))];
    case 'loop':
      return [b.forIn('i', b.call('range', [2]), all(plan.body))];
    case 'if':
      return [b.ifThen(b.compare('n', 'Gt', 1), all(plan.body), [b.assign('x', 2)])];
    case 'try': {
      const handler = b.except(b.name(plan.catches ? 'ValueError' : 'KeyError'), null, all(plan.handler));
      const final = [b.assign('z', 'n')];
      return [b.tryDo(all(plan.body), [handler], [], plan.final ? final : [])];
    }
  }
}

/** What every program brings along, as far as it is used. */
const HELPERS: Readonly<Record<string, Statement>> = {
  C: b.classDef(
    'C',
    [],
    [
      b.def('__init__', b.parameters(['self', 'swallow']), [b.assign(b.attribute('self', 'swallow'), 'swallow')]),
      b.def('__enter__', b.parameters(['self']), [b.returns('self')]),
      b.def('__exit__', b.parameters(['self', 'a', 'b', 'c']), [b.returns(b.attribute('self', 'swallow'))]),
      b.def('p', b.parameters(['self']), [b.raise('AttributeError')], { decorators: ['property'] }),
    ],
  ),
  D: b.classDef('D', [], [b.def('__del__', b.parameters(['self']), [b.assign('w', 1)])]),
  G: b.def('G', b.parameters(), [
    b.tryDo(
      [b.evaluate(b.yielded(1))],
      [b.except('KeyError', null, [b.evaluate(b.yielded(2))])],
      [],
      [b.assign('w', 3)],
    ),
  ]),
  H: b.def('H', b.parameters(), [b.evaluate(b.yieldFrom(b.call('G'))), b.assign('w', 4)]),
  W: b.classDef('W', [], [b.def('__await__', b.parameters(['self']), [b.evaluate(b.yielded(1)), b.returns(5)])]),
  run: b.def('run', b.parameters(['c']), [
    b.tryDo(
      [b.whileDo(b.constant(true), [b.evaluate(b.method('c', 'send', b.none()))])],
      [b.except('StopIteration', null, [b.returns(0)])],
    ),
  ]),
};

interface Shape {
  readonly kinds: readonly Kind[];
  readonly bodies: readonly (readonly Plan[])[];
  readonly depth: number;
  readonly main: readonly Plan[];
}

function lowerProgram(shape: Shape): Module {
  const { kinds } = shape;
  const functions = functionsFrom(kinds, shape.bodies);
  const main = shape.main.flatMap((p) => statement(p, { kind: 'plain', kinds }));
  const mentioned = identifiersIn([main, functions]);
  const needed = functions.filter((f) => mentioned.has(f.name));
  const body: Statement[] = [...needed, b.assign('n', shape.depth), ...main];
  // The module has no `return`.
  return withHelpers([], body);
}

function functionsFrom(kinds: readonly Kind[], bodies: readonly (readonly Plan[])[]): readonly FunctionDef[] {
  return bodies.map((body, f) => {
    const context: Context = { kind: kinds[f]!, kinds };
    const statements = body.flatMap((p) => statement(p, context));
    const suspends = kinds[f] === 'generator' ? [b.evaluate(b.yielded('n'))] : [];
    return b.def(nameOf(context, f), b.parameters(['n']), [...statements, ...suspends], {
      async: kinds[f] === 'coroutine',
    });
  });
}

/** A module of these statements, behind `first` and the helpers that any of them uses. */
export function withHelpers(first: readonly Statement[], body: readonly Statement[]): Module {
  const used = identifiersIn([first, body]);
  // H delegates to G.
  if (used.has('H')) identifiersIn(HELPERS.H, used);
  const helpers = Object.entries(HELPERS).flatMap(([id, helper]) => (used.has(id) ? [helper] : []));
  return b.module(
    ...first.filter(({ kind }) => kind === 'Import'),
    ...helpers,
    ...first.filter(({ kind }) => kind !== 'Import'),
    ...body,
  );
}

const kindsArbitrary = (): fc.Arbitrary<Kind[]> =>
  fc.array(fc.constantFrom<Kind>('plain', 'plain', 'generator', 'coroutine'), {
    minLength: FUNCTIONS,
    maxLength: FUNCTIONS,
  });

/** The kinds of a program's functions, as plain functions see them. */
export function contextArbitrary(): fc.Arbitrary<Context> {
  return kindsArbitrary().map((kinds) => ({ kind: 'plain', kinds }));
}

/** The functions of such a program, all of which take `n` and count it down. */
export function functionsOf({ kinds }: Context): fc.Arbitrary<readonly FunctionDef[]> {
  return fc
    .array(plans(1), { minLength: FUNCTIONS, maxLength: FUNCTIONS })
    .map((bodies) => functionsFrom(kinds, bodies));
}

const hasReturn = (plan: Plan): boolean => {
  if (plan.t === 'return') return true;
  if (plan.t === 'try') return plan.body.some(hasReturn) || plan.handler.some(hasReturn);
  return 'body' in plan && plan.body.some(hasReturn);
};

/** A program to step through. */
export function steppingProgramArbitrary(): fc.Arbitrary<Module> {
  return fc
    .record({
      kinds: kindsArbitrary(),
      bodies: fc.array(plans(1), { minLength: FUNCTIONS, maxLength: FUNCTIONS }),
      depth: fc.integer({ min: 1, max: 3 }),
      main: plans(1).map((main) => main.filter((p) => !hasReturn(p))),
    })
    .map(lowerProgram);
}
