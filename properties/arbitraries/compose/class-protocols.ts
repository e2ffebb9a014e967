/**
 * Methods of protocols: iteration, management, arithmetic, comparison, containers, calls, attributes, death. They are short and never use
 * their own protocol, so that none calls itself.
 * @module
 */
import { build as b, type Expression, type Statement } from '../../../model/index.ts';
import type { Composer } from './composer.ts';
import type { ClassDefinition, FunctionDefinition, Protocol } from './definition.ts';

/** The class as its own methods know it: growing while it is written, without protocols. */
export interface Draft {
  attributes: string[];
  methods: FunctionDefinition[];
  known: ClassDefinition;
}

export function begin(name: string): Draft {
  const attributes: string[] = [];
  const methods: FunctionDefinition[] = [];
  const known: ClassDefinition = {
    what: 'class',
    name,
    parameters: [],
    attributes,
    methods,
    properties: [],
    protocols: new Set(),
    cost: 0,
    raises: false,
  };
  return { attributes, methods, known };
}

export const self = (attr: string): Expression => b.attribute('self', attr);

export function bindSelf(g: Composer, draft: Draft): void {
  g.scope.pinnedNames.add('self');
  g.bind('self', 'self', draft.known);
}

/** A method of a protocol, written by hand: parameters besides `self` and a body. */
export const dunder = (name: string, parameters: readonly string[], ...body: Statement[]): Statement =>
  b.def(name, b.parameters(['self', ...parameters]), body);

/** One more statement of the usual kind inside a method, now and then. */
function extra(g: Composer, draft: Draft, parameters: readonly string[] = []): Statement[] {
  if (!g.draw.chance(0.4)) return [];
  return g.measured(8, () =>
    g.within('function', {}, () => {
      bindSelf(g, draft);
      for (const id of parameters) g.bind(id, 'int');
      g.nesting = 3;
      return g.statements(1);
    }),
  ).written;
}

/**
 * `__iter__` and `__next__` over a counter that is never set back, or `__iter__` as a generator, or indexing from 0 until
 * IndexError.
 */
function iteration(g: Composer, draft: Draft): Statement[] {
  const times = g.draw.between(1, 4);
  const way = g.draw.below(4);
  if (way === 0 && g.has('generator')) {
    const loop = b.forIn('i', b.call('range', [times]), [b.evaluate(b.yielded(b.binary('i', 'Add', 1)))]);
    return [dunder('__iter__', [], ...extra(g, draft), loop)];
  }
  if (way === 1 && g.has('raise')) {
    const end = b.ifThen(b.compare('index', 'GtE', times), [b.raise(b.call('IndexError', ['index']))]);
    return [dunder('__getitem__', ['index'], end, b.returns(b.binary('index', 'Mult', 2)))];
  }
  if (way === 2) return [dunder('__iter__', [], b.returns(b.call('iter', [g.expression('list')])))];
  const end = b.ifThen(b.compare(self('at'), 'GtE', times), [b.raise('StopIteration')]);
  return [
    b.assign('at', 0),
    dunder('__iter__', [], b.returns('self')),
    dunder('__next__', [], end, b.augment(self('at'), 'Add', 1), ...extra(g, draft), b.returns(self('at'))),
  ];
}

const print = (...args: (Expression | string)[]): Statement =>
  b.evaluate(
    b.call(
      'print',
      args.map((a) => (typeof a === 'string' ? b.str(a) : a)),
    ),
  );

function management(g: Composer, draft: Draft): Statement[] {
  const entered = g.draw.chance(0.7) ? b.name('self') : b.int(g.draw.below(9));
  const enter = [...(g.draw.chance(0.5) ? [print('enter')] : []), ...extra(g, draft)];
  if (g.sometimes('with-raise', 0.08))
    enter.push(b.ifThen(b.compare(g.expression('int'), 'Gt', 2), [b.raise('RuntimeError')]));
  const leave: Statement[] = [];
  if (g.draw.chance(0.6)) leave.push(print(b.compare('kind', 'Is', b.none())));
  leave.push(...extra(g, draft));
  const roll = g.draw.below(10);
  if (roll < 4 && g.has('with-suppress')) leave.push(b.returns(b.constant(true)));
  else if (roll === 4 && g.has('with-suppress')) leave.push(b.returns(b.compare('kind', 'Is', 'ValueError')));
  else if (roll === 5 && g.has('with-raise')) leave.push(b.raise(b.call('KeyError', [b.str('exit')])));
  else if (roll === 6) leave.push(b.returns(b.constant(false)));
  if (leave.length === 0) leave.push(b.pass());
  const args = g.draw.chance(0.7)
    ? b.parameters(['self', 'kind', 'value', 'trace'])
    : b.parameters(['self', 'kind'], { vararg: 'rest' });
  return [dunder('__enter__', [], ...enter, b.returns(entered)), b.def('__exit__', args, leave)];
}

const MORE_OPERATORS = ['__radd__', '__iadd__'] as const;

function operators(g: Composer, draft: Draft, name: string, arity: number): Statement[] {
  const made = (value: Expression): Expression => b.call(name, new Array<Expression>(arity).fill(value));
  const other = b.call('getattr', ['other', b.str('v'), b.int(1)]);
  const value = b.binary(self('v'), g.draw.pick(['Add', 'Sub']), other);
  const wrong = b.ifThen(b.unary('Not', b.call('hasattr', ['other', b.str('v')])), [b.returns('NotImplemented')]);
  const result = (): Statement => b.returns(arity < 2 && g.draw.chance(0.6) ? made(value) : value);
  const methods = [
    dunder('__add__', ['other'], ...(g.draw.chance(0.5) ? [wrong] : []), ...extra(g, draft), result()),
    dunder('__sub__', ['other'], result()),
  ];
  if (g.draw.chance(0.4)) methods.push(dunder(g.draw.pick(MORE_OPERATORS), ['other'], result()));
  return methods;
}

function comparisons(g: Composer, draft: Draft): Statement[] {
  const other = b.call('getattr', ['other', b.str('v'), b.none()]);
  const methods = [dunder('__eq__', ['other'], ...extra(g, draft), b.returns(b.compare(self('v'), 'Eq', other)))];
  if (g.draw.chance(0.6)) methods.push(dunder('__lt__', ['other'], b.returns(b.compare(self('v'), 'Lt', other))));
  if (g.draw.chance(0.3)) methods.push(dunder('__le__', ['other'], b.returns(b.compare(self('v'), 'LtE', other))));
  if (g.draw.chance(0.5)) methods.push(dunder('__hash__', [], b.returns(b.call('hash', [b.int(3)]))));
  if (g.draw.chance(0.4)) methods.push(dunder('__bool__', [], b.returns(b.compare(g.expression('int'), 'Gt', 2))));
  return methods;
}

function container(g: Composer, draft: Draft): Statement[] {
  const length = g.draw.between(0, 4);
  const methods = [dunder('__contains__', ['item'], ...extra(g, draft), b.returns(b.compare('item', 'Eq', self('v'))))];
  if (g.draw.chance(0.6)) methods.push(dunder('__len__', [], b.returns(length)));
  return methods;
}

export const PROTOCOLS: readonly (readonly [Protocol, Parameters<Composer['has']>[0], number])[] = [
  ['iterate', 'iterator-protocol', 0.3],
  ['manage', 'context-manager', 0.45],
  ['operate', 'operator-method', 0.18],
  ['compare', 'comparison-method', 0.18],
  ['contain', 'container-method', 0.15],
  ['call', 'call-method', 0.15],
  ['getattr', 'getattr-method', 0.08],
  ['delete', 'del-method', 0.15],
];

export function protocolMethods(
  g: Composer,
  protocol: Protocol,
  draft: Draft,
  name: string,
  arity: number,
): Statement[] {
  switch (protocol) {
    case 'iterate':
      return iteration(g, draft);
    case 'manage':
      return management(g, draft);
    case 'operate':
      return operators(g, draft, name, arity);
    case 'compare':
      return comparisons(g, draft);
    case 'contain':
      return container(g, draft);
    case 'call':
      return [dunder('__call__', ['x'], ...extra(g, draft, ['x']), b.returns(b.binary('x', 'Add', self('v'))))];
    case 'getattr':
      return [dunder('__getattr__', ['name'], ...(g.draw.chance(0.5) ? [print(b.name('name'))] : []), b.returns(7))];
    case 'delete':
      return [
        dunder(
          '__del__',
          [],
          print('del'),
          ...extra(g, { ...draft, known: { ...draft.known, attributes: [], methods: [] } }),
        ),
      ];
    default:
      return [];
  }
}

export function property(g: Composer, draft: Draft): { nodes: Statement[]; name: string } {
  const name = `${g.draw.pick(['size', 'area', 'double'])}${g.count('method')}`;
  const getter = b.def(name, b.parameters(['self']), [...extra(g, draft), b.returns(b.binary(self('v'), 'Add', 1))], {
    decorators: ['property'],
  });
  const nodes: Statement[] = [getter];
  if (g.draw.chance(0.4)) {
    nodes.push(
      b.def(name, b.parameters(['self', 'value']), [b.assign(self('v'), 'value')], {
        decorators: [b.attribute(name, 'setter')],
      }),
    );
  }
  return { nodes, name };
}
