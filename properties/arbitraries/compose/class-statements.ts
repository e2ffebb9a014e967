/**
 * Productions of classes: data with methods, the protocols that they keep, classes derived from others.
 * @module
 */
import { build as b, type Expression, type Statement } from '../../../model/index.ts';
import { begin, bindSelf, type Draft, dunder, PROTOCOLS, property, protocolMethods, self } from './class-protocols.ts';
import type { Composer } from './composer.ts';
import type { Parameter, Protocol } from './definition.ts';
import type { Production } from './production.ts';
import { bindParameters, declaration, functionBody, functionDepth, type Signature, signature } from './signature.ts';

type P = Production<Statement | Statement[]>;

const ATTRIBUTES = ['v', 'w'] as const;
const METHODS = ['get', 'put', 'turn', 'area', 'bump'] as const;

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
