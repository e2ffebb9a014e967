/**
 * Productions beyond the core: `match`, `except*`, annotations, type aliases, imports, exceptions of one's own.
 * @module
 */
import { build as b, type Expression, type MatchCase, type Pattern, type Statement } from '../../../model/index.ts';
import type { Composer } from './composer.ts';
import type { Kind } from './names.ts';
import type { Production } from './production.ts';

type P = Production<Statement | Statement[]>;

// ---- match

interface Matching {
  readonly subject: Expression;
  /** Draws a pattern that may fail; names that it captures are bound. */
  pattern(): Pattern;
}

function capture(g: Composer, kind: Kind = 'int'): string {
  const id = g.nameFor(kind);
  g.bind(id, kind);
  return id;
}

const number = (g: Composer): Pattern => b.matchValue(b.int(g.draw.between(-1, 4)));

function intPattern(g: Composer): Pattern {
  const roll = g.draw.below(8);
  if (roll < 3) return number(g);
  if (roll < 5) return b.matchOr(number(g), number(g), ...(g.draw.chance(0.3) ? [number(g)] : []));
  if (roll === 5) return b.matchSingleton(g.draw.pick([null, true, false]));
  if (roll === 6) return b.matchAs(b.matchOr(number(g), number(g)), capture(g));
  return b.matchClass(g.draw.pick(['int', 'str', 'bool']), g.draw.chance(0.4) ? [b.matchAs(null, capture(g))] : []);
}

/** A part of a sequence or mapping: a number, a capture or a wildcard; each name is captured once. */
function element(g: Composer, taken: Set<string>): Pattern {
  if (g.draw.chance(0.3)) return number(g);
  if (g.draw.chance(0.2)) return b.matchAs(null, null);
  const id = g.nameFor('int');
  if (taken.has(id)) return b.matchAs(null, null);
  taken.add(id);
  g.bind(id, 'int');
  return b.matchAs(null, id);
}

function sequencePattern(g: Composer): Pattern {
  const taken = new Set<string>();
  const patterns: Pattern[] = [];
  for (let i = g.draw.below(4); i > 0; i -= 1) patterns.push(element(g, taken));
  if (g.draw.chance(0.4))
    patterns.splice(g.draw.below(patterns.length + 1), 0, b.matchStar(g.draw.chance(0.5) ? capture(g, 'list') : null));
  return b.matchSequence(...patterns);
}

function mappingPattern(g: Composer): Pattern {
  const taken = new Set<string>();
  const entries = ['a', 'b', 'x']
    .filter(() => g.draw.chance(0.4))
    .map((key) => [b.str(key), element(g, taken)] as const);
  return b.matchMapping(entries, g.draw.chance(0.3) ? capture(g, 'dict') : null);
}

function matching(g: Composer): Matching {
  const roll = g.draw.below(10);
  if (roll < 4) return { subject: g.expression('int'), pattern: () => intPattern(g) };
  if (roll < 7 && g.has('list')) {
    return { subject: g.expression(g.draw.pick(['list', 'tuple'] as const)), pattern: () => sequencePattern(g) };
  }
  if (roll < 9 && g.has('dict')) return { subject: g.expression('dict'), pattern: () => mappingPattern(g) };
  const definition = g.classThat((d) => d.attributes.length > 0);
  if (definition === null) return { subject: g.expression('any'), pattern: () => intPattern(g) };
  const object = g.variable('object', (v) => v.of === definition);
  return {
    subject: object === null ? g.expression('object') : b.name(object.name),
    pattern: () => {
      const attr = g.draw.pick(definition.attributes);
      return b.matchClass(definition.name, [], [[attr, g.draw.chance(0.5) ? number(g) : b.matchAs(null, capture(g))]]);
    },
  };
}

function match(g: Composer): Statement | null {
  if (!g.affords(15)) return null;
  g.spend(4);
  const { subject, pattern } = matching(g);
  const { owner } = g.scope;
  const cases: MatchCase[] = [];
  for (let i = g.draw.between(1, 3); i > 0; i -= 1) {
    const known = owner.variables.length;
    const drawn = pattern();
    g.spend(5);
    const guard = g.draw.chance(0.25) ? g.expression('truth') : null;
    cases.push(b.matchCase(drawn, g.suite(), guard));
    if (owner.variables.length > known) owner.variables.length = known;
  }
  if (g.draw.chance(0.5)) cases.push(b.matchCase(b.matchAs(null, g.draw.chance(0.7) ? null : 'v'), g.suite()));
  return b.match(subject, ...cases);
}

// ---- exception groups

const MEMBERS = ['ValueError', 'TypeError', 'KeyError', 'OSError'] as const;

function group(g: Composer, depth = 0): Expression {
  const members: Expression[] = [];
  for (let i = g.draw.between(1, 3); i > 0; i -= 1) {
    members.push(
      depth < 1 && g.draw.chance(0.2) ? group(g, depth + 1) : b.call(g.draw.pick(MEMBERS), [g.draw.below(9)]),
    );
  }
  return b.call('ExceptionGroup', [b.str(g.draw.pick(['eg', 'many'])), b.list(...members)]);
}

function tryStar(g: Composer): Statement | null {
  if (!g.affords(25)) return null;
  g.spend(16);
  g.guarded += 1;
  const body = g.suite({ exits: 0.1, most: 2 });
  g.guarded -= 1;
  if (g.draw.chance(0.7)) body.push(b.raise(g.draw.chance(0.85) ? group(g) : b.call(g.draw.pick(MEMBERS), [])));
  const { owner } = g.scope;
  owner.pinned += 1;
  const handlers = [];
  for (let i = g.draw.between(1, 2); i > 0; i -= 1) {
    const type = g.draw.chance(0.8)
      ? b.name(g.draw.pick([...MEMBERS, 'Exception']))
      : b.tuple(g.draw.pick(MEMBERS), g.draw.pick(MEMBERS));
    const id = g.draw.chance(0.6) ? 'eg' : null;
    const shown = id === null ? [] : [b.evaluate(b.call('print', [b.call('len', [b.attribute(id, 'exceptions')])]))];
    handlers.push(
      b.except(type, id, [...shown, ...(id === null || g.draw.chance(0.3) ? g.suite({ exits: 0.2, most: 1 }) : [])]),
    );
  }
  owner.pinned -= 1;
  const orelse = g.draw.chance(0.15) ? g.suite({ most: 1 }) : [];
  const finalbody = g.draw.chance(0.2) ? g.suite({ most: 1, exits: 0 }) : [];
  const statement = b.tryDo(body, handlers, orelse, finalbody, 'TryStar');
  if (g.guarded > 0 || g.draw.chance(0.2)) return statement;
  // What no handler took is raised again.
  return b.tryDo(
    [statement],
    [b.except('Exception', 'e', [b.evaluate(b.call('print', [b.call('repr', [b.call('str', ['e'])])]))])],
  );
}

// ---- annotations and types

function annotated(g: Composer): Statement {
  if (g.draw.chance(0.15)) {
    const id = g.nameFor('int', true);
    if (g.scope.owner.kind !== 'function' && !g.scope.owner.outerReads.has(id)) return b.annotate(id, 'int');
  }
  const kind = g.draw.pick(['int', 'str', 'list'] as const);
  const type = kind === 'list' ? b.subscript('list', 'int') : b.name(kind);
  const value = g.expression(kind);
  const { declared } = g.scope.owner;
  const id = g.nameFor(kind);
  if (declared.has(id)) return b.assign(id, value);
  g.bind(id, kind);
  return b.annotate(id, type, value);
}

function typeAlias(g: Composer): Statement[] | null {
  if (g.scope.owner.kind === 'class') return null;
  const id = `Alias${g.count('alias')}`;
  const generic = g.draw.chance(0.4);
  const alias = generic
    ? b.typeAlias(id, [b.typeParam('TypeVar', 'T')], b.subscript('list', 'T'))
    : b.typeAlias(id, [], g.draw.chance(0.5) ? 'int' : b.binary('int', 'BitOr', 'str'));
  g.spend(6);
  if (g.draw.chance(0.5)) return [alias];
  const read = b.attribute(id, g.draw.pick(['__name__', '__value__']));
  return [alias, b.evaluate(b.call('print', [generic ? b.attribute(id, '__name__') : read]))];
}

/** A generic class or function that does nothing else. */
function generic(g: Composer): Statement[] | null {
  if (g.scope.kind !== 'module') return null;
  const id = `G${g.count('generic')}`;
  const params = [b.typeParam('TypeVar', 'T', g.draw.chance(0.3) ? b.name('int') : null)];
  if (g.draw.chance(0.2)) params.push(b.typeParam('TypeVarTuple', 'Ts'));
  if (g.draw.chance(0.2)) params.push(b.typeParam('ParamSpec', 'Q'));
  const show = b.evaluate(b.call('print', [b.call('len', [b.attribute(id, '__type_params__')])]));
  g.spend(12);
  if (g.draw.chance(0.5)) return [b.classDef(id, [], [b.assign('v', 1)], { typeParams: params }), show];
  const take = b.parameters([b.arg('x', b.name('T'))]);
  return [
    b.def(id, take, [b.returns('x')], { typeParams: params, returns: 'T' }),
    b.evaluate(b.call('print', [b.call(id, [g.expression('int')])])),
    show,
  ];
}

// ---- imports and exceptions of one's own

function imported(g: Composer): Statement[] {
  g.spend(8);
  const show = (value: Expression): Statement => b.evaluate(b.call('print', [value]));
  switch (g.draw.below(4)) {
    case 0:
      return [
        b.imports(b.alias('math')),
        show(b.method('math', g.draw.pick(['gcd', 'comb']), 6, b.int(g.draw.between(1, 6)))),
      ];
    case 1:
      return [
        b.imports(b.alias('math', 'maths')),
        show(b.method('maths', 'floor', g.expression(g.has('float') ? 'float' : 'int'))),
      ];
    case 2:
      return [
        b.importFrom('math', [b.alias('isqrt'), ...(g.draw.chance(0.3) ? [b.alias('inf', 'far')] : [])]),
        show(b.call('isqrt', [g.draw.below(99)])),
      ];
    default: {
      const missing = b.importFrom('math', [b.alias('nothing')]);
      return [b.tryDo([missing], [b.except('ImportError', null, [show(b.str('none'))])])];
    }
  }
}

function ownError(g: Composer): Statement | null {
  if (g.scope.kind !== 'module') return null;
  const id = `Oops${g.count('error')}`;
  g.define({
    what: 'class',
    name: id,
    parameters: [],
    attributes: [],
    methods: [],
    properties: [],
    protocols: new Set(['raise']),
    cost: 1,
    raises: false,
  });
  g.spend(6);
  return b.classDef(id, [g.draw.pick(['Exception', 'ValueError', 'KeyError', 'LookupError'])], [b.pass()]);
}

function growMore(g: Composer): Statement | null {
  const grown = g.variable('grow');
  if (grown === null) return null;
  g.spend(2);
  switch (g.draw.below(3)) {
    case 0:
      return b.evaluate(b.method(grown.name, 'insert', 0, g.expression('int')));
    case 1:
      return b.evaluate(b.method(grown.name, 'extend', b.list(g.expression('int'), b.int(g.draw.below(9)))));
    default:
      return b.evaluate(b.call('print', [b.call('len', [grown.name]), b.call('list', [grown.name])]));
  }
}

export const FURTHER: readonly P[] = [
  { feature: 'match', weight: 3, make: match },
  { feature: 'except-star', weight: 1.5, make: tryStar },
  { feature: 'annotation', weight: 1.5, leaf: true, make: annotated },
  { feature: 'type-alias', weight: 0.4, leaf: true, make: typeAlias },
  { feature: 'type-parameter', weight: 0.4, leaf: true, make: generic },
  { feature: 'import', weight: 0.5, leaf: true, make: imported },
  { feature: 'inheritance', weight: 0.5, leaf: true, make: ownError },
  { feature: 'list-method', weight: 0.8, leaf: true, make: growMore },
];
