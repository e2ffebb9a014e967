/**
 * A whole program: a few definitions, statements that use them, and the rest of the definitions used at the end.
 * @module
 */
import { build as b, type Module, type Statement } from '../../../model/index.ts';
import type { Feature } from '../features.ts';
import { callOf, RUNS_AT_ONCE } from './call.ts';
import { CALLABLE, construct, ITERATOR, OBJECT } from './callable-expressions.ts';
import { CLASSES } from './class-statements.ts';
import { ANY, DICT, ITERABLE, LIST, SET, STR, TUPLE } from './collection-expressions.ts';
import { Composer, type Prepared, prepare, type Tables } from './composer.ts';
import { COMPOUND, EXITS } from './compound-statements.ts';
import type { Draw } from './draw.ts';
import { FUNCTIONS } from './function-statements.ts';
import { GENERATORS } from './generator-statements.ts';
import { FLOAT, INT, TRUTH } from './number-expressions.ts';
import { SIMPLE } from './simple-statements.ts';

const TABLES: Tables = {
  expressions: {
    int: INT,
    float: FLOAT,
    str: STR,
    list: LIST,
    tuple: TUPLE,
    dict: DICT,
    set: SET,
    object: OBJECT,
    iterator: ITERATOR,
    callable: CALLABLE,
    truth: TRUTH,
    iterable: ITERABLE,
    any: ANY,
  },
  statements: [...SIMPLE, ...COMPOUND, ...FUNCTIONS, ...GENERATORS, ...CLASSES],
  exits: EXITS,
};

/** The tables of a set of features, to be prepared once and used for many programs. */
export const prepareFeatures = (features: ReadonlySet<Feature>): Prepared => prepare(TABLES, features);

/** Uses of definitions that nothing has used yet. */
function uses(g: Composer, used: ReadonlySet<string>): Statement[] {
  const statements: Statement[] = [];
  for (const definition of [...g.scope.definitions]) {
    if (used.has(definition.name) || !g.affords(definition.cost + 6)) continue;
    g.spend(3);
    if (definition.what === 'class') {
      const id = g.nameFor('object');
      statements.push(b.assign(id, construct(g, definition)));
      g.bind(id, 'object', definition);
      continue;
    }
    let use: Statement | null = null;
    if (RUNS_AT_ONCE.includes(definition.flavour)) use = b.evaluate(b.call('print', [callOf(g, definition)]));
    else if (definition.flavour === 'generator')
      use = b.evaluate(b.call('print', [b.call('list', [callOf(g, definition)])]));
    if (use === null) continue;
    if (g.has('try-except') && (definition.raises ? g.draw.chance(0.75) : g.draw.chance(0.1))) {
      use = b.tryDo([use], [b.except('Exception', 'e', [b.evaluate(b.call('print', [b.call('str', ['e'])]))])]);
    }
    statements.push(use);
  }
  return statements;
}

/** The names that a tree reads, as far as definitions go. */
function namesIn(statements: readonly Statement[]): Set<string> {
  const names = new Set<string>();
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) visit(item);
    else if (typeof value === 'object' && value !== null) {
      const node = value as Readonly<Record<string, unknown>>;
      if (node['kind'] === 'Name' && typeof node['id'] === 'string') names.add(node['id']);
      else for (const key in node) if (key !== 'at') visit(node[key]);
    }
  };
  visit(statements);
  return names;
}

/** Writes one program. `size` scales it: 1 is the default mixture of short and long ones. */
export function composeProgram(draw: Draw, prepared: Prepared, size: number): Module {
  const roll = draw.below(100);
  const limit = (roll < 12 ? draw.between(20, 70) : roll < 60 ? draw.between(80, 350) : draw.between(350, 1500)) * size;
  const layout = draw.chance(0.45) ? 0 : draw.chance(0.5) ? 1 : 2;
  const g = new Composer(draw, prepared, { limit, layout });
  const body: Statement[] = [];
  const most = Math.max(2, Math.round(draw.between(4, limit > 300 ? 16 : 10) * Math.min(1, size + 0.3)));
  for (let i = 0; i < most && g.left > 0.12; i += 1) body.push(...g.statements(1));
  const final = uses(g, namesIn(body));
  for (const statement of final) body.push(g.laidStatement(statement, body));
  return b.module(...body);
}
