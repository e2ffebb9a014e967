/**
 * Productions of classes: data with methods, and the protocols of iteration, management, arithmetic, comparison, containers, calls and death.
 * Methods of protocols are short and never use their own protocol, so that none calls itself.
 * @module
 */
import { build as b, type Expression, type Statement } from '../../../model/index.ts';
import type { Composer, Production } from './composer.ts';
import type { ClassDefinition, FunctionDefinition, Parameter, Protocol } from './definition.ts';
import {
  bindParameters,
  declaration,
  functionBody,
  functionDepth,
  type Signature,
  signature,
} from './function-statements.ts';

type P = Production<Statement | Statement[]>;

const ATTRIBUTES = ['v', 'w'] as const;
const METHODS = ['get', 'put', 'turn', 'area', 'bump'] as const;

/** The class as its own methods know it: growing while it is written, without protocols. */
interface Draft {
  attributes: string[];
  methods: FunctionDefinition[];
  known: ClassDefinition;
}

function begin(name: string): Draft {
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

const self = (attr: string): Expression => b.attribute('self', attr);

function bindSelf(g: Composer, draft: Draft): void {
  g.scope.pinnedNames.add('self');
  g.bind('self', 'self', draft.known);
}

/** A method of a protocol, written by hand: parameters besides `self` and a body. */
const dunder = (name: string, parameters: readonly string[], ...body: Statement[]): Statement =>
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

interface Init {
  readonly node: Statement[];
  readonly parameters: readonly Parameter[];
  readonly cost: number;
  readonly raises: boolean;
}

function init(g: Composer, draft: Draft): Init {
  if (!g.has('method') || g.draw.chance(0.08)) {
    draft.attributes.push('v');
    return { node: [b.assign('v', g.draw.below(9))], parameters: [], cost: 0, raises: false };
  }
  const sign = signature(g, 1);
  const attributes = ATTRIBUTES.slice(0, g.draw.between(1, 2));
  const { body, cost, raises } = functionBody(
    g,
    { limit: 12, returning: 'int' },
    () => {
      bindSelf(g, draft);
      bindParameters(g, sign);
      const first = attributes.map((attr) => b.assign(self(attr), g.expression('int')));
      draft.attributes.push(...attributes);
      return first;
    },
    () => [],
    1,
  );
  const kept = g.draw.chance(0.5) ? body.slice(0, attributes.length) : body;
  return { node: [methodNode('__init__', sign, kept)], parameters: sign.parameters, cost: cost + 3, raises };
}

function methodNode(
  name: string,
  sign: Signature,
  body: readonly Statement[],
  decorators: readonly string[] = [],
): Statement {
  const first = decorators.includes('staticmethod') ? [] : [b.arg(decorators.includes('classmethod') ? 'cls' : 'self')];
  // Positional-only parameters begin with the instance.
  const { posonlyargs } = sign.node;
  const node =
    posonlyargs.length > 0
      ? { ...sign.node, posonlyargs: [...first, ...posonlyargs] }
      : { ...sign.node, args: [...first, ...sign.node.args] };
  return b.def(name, node, body, { decorators });
}

function method(g: Composer, draft: Draft, name = `${g.draw.pick(METHODS)}${g.count('method')}`): Statement {
  const sign = signature(g, 1);
  const isStatic = g.sometimes('static-method', 0.15);
  const decorators = isStatic ? [g.draw.pick(['staticmethod', 'classmethod'])] : [];
  const { body, cost, raises } = functionBody(
    g,
    { limit: g.draw.pick([10, 20, 40]), returning: 'int' },
    () => {
      if (!isStatic) bindSelf(g, draft);
      bindParameters(g, sign);
      return [];
    },
    () => [b.returns(g.expression('int'))],
    2,
  );
  draft.methods.push({
    what: 'function',
    name,
    flavour: 'plain',
    parameters: sign.parameters,
    vararg: sign.vararg,
    kwarg: sign.kwarg,
    returns: 'int',
    cost,
    raises,
    receives: false,
  });
  return methodNode(name, sign, body, decorators);
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

const PROTOCOLS: readonly (readonly [Protocol, Parameters<Composer['has']>[0], number])[] = [
  ['iterate', 'iterator-protocol', 0.3],
  ['manage', 'context-manager', 0.45],
  ['operate', 'operator-method', 0.18],
  ['compare', 'comparison-method', 0.18],
  ['contain', 'container-method', 0.15],
  ['call', 'call-method', 0.15],
  ['getattr', 'getattr-method', 0.08],
  ['delete', 'del-method', 0.15],
];

function protocolMethods(g: Composer, protocol: Protocol, draft: Draft, name: string, arity: number): Statement[] {
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

function property(g: Composer, draft: Draft): { nodes: Statement[]; name: string } {
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

/** A class derived from one in sight, which overrides and calls its methods. */
function derived(g: Composer): Statement | null {
  const base = g.classThat((d) => d.methods.length > 0 && !d.protocols.has('getattr'));
  if (base === null) return null;
  const name = `D${g.count('derived')}`;
  const body: Statement[] = [];
  const inherited = base.methods.find((m) => m.parameters.every((p) => p.optional));
  const parent = (): Expression => (g.draw.chance(0.8) ? b.call('super', []) : b.call('super', [name, 'self']));
  let added = 0;
  if (g.has('super') && inherited !== undefined && g.draw.chance(0.7)) {
    const call = b.call(b.attribute(parent(), inherited.name), []);
    added += inherited.cost + 5;
    body.push(b.def(inherited.name, b.parameters(['self'], { vararg: 'args' }), [b.returns(b.binary(call, 'Add', 1))]));
  }
  if (g.has('super') && base.parameters.every((p) => p.optional) && g.draw.chance(0.5)) {
    body.push(
      dunder(
        '__init__',
        [],
        b.evaluate(b.call(b.attribute(parent(), '__init__'), [])),
        b.assign(self('v'), g.draw.below(9)),
      ),
    );
  }
  if (body.length === 0) body.push(b.pass());
  const overrides = body.some((s) => s.kind === 'FunctionDef' && s.name === '__init__');
  g.define({
    ...base,
    name,
    parameters: overrides ? [] : base.parameters,
    methods:
      inherited === undefined
        ? []
        : base.methods.map((m) => (m === inherited ? { ...m, parameters: [], cost: m.cost + added } : m)),
    cost: base.cost + 6,
  });
  return b.classDef(name, [base.name], body);
}

function classStatement(g: Composer): Statement | null {
  if (functionDepth(g) > 1 || (g.scope.kind !== 'module' && !g.has('nested-class')) || !g.affords(20)) return null;
  if (g.sometimes('inheritance', 0.4)) {
    const written = derived(g);
    if (written !== null) return written;
  }
  const name = `C${g.count('class')}`;
  const draft = begin(name);
  const protocols = new Set<Protocol>();
  const properties: string[] = [];
  let from: Init = { node: [], parameters: [], cost: 0, raises: false };
  g.spend(8);
  const body = g.within('class', {}, () => {
    g.nesting += 1;
    from = init(g, draft);
    const members: Statement[] = [...from.node];
    // Any statement may stand in a class body.
    if (g.draw.chance(0.25)) members.unshift(...g.statements(1));
    if (g.guarded > 0 && g.sometimes('raise', 0.02)) members.push(b.raise('ValueError'));
    if (g.draw.chance(0.1)) members.unshift(...declaration(g));
    if (g.has('method')) for (let i = g.draw.below(3); i > 0; i -= 1) members.push(method(g, draft));
    const required = from.parameters.filter((p) => !p.optional);
    for (const [protocol, feature, probability] of PROTOCOLS) {
      if (!g.sometimes(feature, probability)) continue;
      protocols.add(protocol);
      const arity = required.every((p) => p.kind === 'int' && p.mode !== 'keyword-only') ? required.length : 9;
      members.push(...protocolMethods(g, protocol, draft, name, arity));
    }
    if (g.sometimes('property', 0.25)) {
      const { nodes, name: id } = property(g, draft);
      members.push(...nodes);
      properties.push(id);
    }
    g.nesting -= 1;
    return members;
  });
  if (protocols.has('iterate')) {
    const indexed = body.some((s) => s.kind === 'FunctionDef' && s.name === '__getitem__');
    if (indexed && protocols.has('contain')) protocols.delete('contain');
  }
  g.define({
    what: 'class',
    name,
    parameters: from.parameters,
    attributes: draft.attributes,
    methods: draft.methods,
    properties,
    protocols,
    cost: from.cost + (protocols.has('delete') ? 12 : 0),
    raises: from.raises,
  });
  return b.classDef(name, [], body);
}

export const CLASSES: readonly P[] = [
  { feature: 'class', weight: 1.5, make: classStatement },
  { feature: 'super', weight: 0.6, make: derived },
];
