/**
 * A whole program: a few definitions, statements that use them, and the rest of the definitions used at the end.
 * @module
 */
import { build as b, type Expression, type Module, type Statement } from '../../../model/index.ts';
import type { Feature } from '../features.ts';
import { ASYNC } from './async-statements.ts';
import { callOf, RUNS_AT_ONCE } from './call.ts';
import { CALLABLE, construct, ITERATOR, OBJECT } from './callable-expressions.ts';
import { CLASSES } from './class-statements.ts';
import { ANY, DICT, ITERABLE, LIST, SET, TUPLE } from './collection-expressions.ts';
import { Composer } from './composer.ts';
import { COMPOUND, EXITS } from './compound-statements.ts';
import type { Definition } from './definition.ts';
import type { Draw } from './draw.ts';
import { FUNCTIONS } from './function-statements.ts';
import { FURTHER } from './further-statements.ts';
import { GENERATORS } from './generator-statements.ts';
import { LIBRARY } from './library-statements.ts';
import { FLOAT, INT } from './number-expressions.ts';
import { type Prepared, type Production, prepare, type Tables } from './production.ts';
import { SIMPLE } from './simple-statements.ts';
import { STR } from './text-expressions.ts';
import { TRACING, tracing } from './tracing-statements.ts';
import { TRUTH } from './truth-expressions.ts';

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
  statements: [
    ...SIMPLE,
    ...COMPOUND,
    ...FUNCTIONS,
    ...GENERATORS,
    ...CLASSES,
    ...FURTHER,
    ...ASYNC,
    ...LIBRARY,
    ...TRACING,
  ],
  exits: EXITS,
};

/** The tables of a set of features, to be prepared once and used for many programs. */
export const prepareFeatures = (features: ReadonlySet<Feature>): Prepared => prepare(TABLES, features);

/** A use of a definition: a call whose result is shown, an instance, a generator run to its end. */
function use(g: Composer, definition: Definition): Statement[] {
  g.spend(3);
  if (definition.what === 'class') {
    const id = g.nameFor('object');
    const made = construct(g, definition);
    g.bind(id, 'object', definition);
    return [b.assign(id, made), ...g.statements(1)];
  }
  const show = (value: Expression): Statement => b.evaluate(b.call('print', [value]));
  if (RUNS_AT_ONCE.includes(definition.flavour)) return [show(callOf(g, definition))];
  if (definition.flavour === 'generator') return [show(b.call('list', [callOf(g, definition)]))];
  if (definition.flavour === 'maker') {
    const id = g.nameFor('callable');
    const made = callOf(g, definition);
    g.bind(id, 'callable', definition);
    return [b.assign(id, made), show(b.call(id)), show(b.call(id))];
  }
  return g.statements(1);
}

const PRELUDE: readonly Production<Statement | Statement[]>[] = [
  CLASSES[0]!,
  CLASSES[1]!,
  GENERATORS[0]!,
  FUNCTIONS[0]!,
  ASYNC[0]!,
];

const CATCHING: readonly string[] = ['Exception', 'Exception', 'LookupError', 'ArithmeticError', 'BaseException'];

/** The same use, several times over (at most `most`) and guarded as far as it raises. */
function uses(g: Composer, definition: Definition, most = 9): Statement[] {
  const { raises } = definition;
  const guarded = g.has('try-except') && (raises ? g.draw.chance(0.85) : g.draw.chance(0.15));
  const times = g.has('for-range') && g.draw.chance(0.5) ? g.draw.between(3, most) : 1;
  const affordable = g.affords(times * (definition.cost + 8)) ? times : 1;
  g.guarded += guarded ? 1 : 0;
  const write = (): Statement[] => {
    const plain = use(g, definition);
    if (!guarded) return plain;
    const shown = b.evaluate(b.call('print', [b.attribute(b.call('type', ['e']), '__name__'), 'e']));
    return [b.tryDo(plain, [b.except(g.draw.pick(CATCHING), 'e', [shown])])];
  };
  let written: Statement[];
  if (affordable > 1) {
    const id = g.nameFor('int');
    g.bind(id, 'int');
    g.scope.loops += 1;
    const body = g.repeated(affordable, write);
    g.scope.loops -= 1;
    written = [b.forIn(id, b.call('range', [affordable]), body)];
  } else written = write();
  g.guarded -= guarded ? 1 : 0;
  return written;
}

/** What a program that is to run long may spend, and the most rounds of one of its loops. */
const ENDURANCE = 3600;
const MOST_ROUNDS = 60;

/** Makes a short program run long: what it defines is used in loops of many rounds. */
function endure(g: Composer, append: (statements: readonly Statement[]) => void): void {
  g.extend(ENDURANCE);
  for (let i = 0; i < 4 && g.left > 0.2; i += 1) {
    const definition = g.draw.pick(g.scope.definitions);
    const rounds = Math.floor((ENDURANCE * g.left) / (definition.cost + 8));
    if (rounds > 2) append(uses(g, definition, Math.min(MOST_ROUNDS, rounds)));
  }
}

/**
 * Writes one program. `size` scales it: 1 is the default mixture of short and long ones; of short ones, the share `enduring` runs long in spite
 * of its few lines.
 */
export function composeProgram(draw: Draw, prepared: Prepared, size: number, enduring = 0): Module {
  const roll = draw.below(100);
  const limit = (roll < 6 ? draw.between(20, 80) : roll < 50 ? draw.between(150, 900) : draw.between(900, 3600)) * size;
  const layout = draw.chance(0.45) ? 0 : draw.chance(0.5) ? 1 : 2;
  const g = new Composer(draw, prepared, { limit, layout });
  const body: Statement[] = [];
  const append = (statements: readonly Statement[]): void => {
    for (const statement of statements) body.push(g.laidStatement(statement, body));
  };
  // Some programs begin with definitions, so that more of what follows can use them.
  if (g.sometimes('trace-function', 0.04)) append(tracing(g) ?? []);
  for (const { feature, make } of PRELUDE) {
    const made = feature !== null && g.sometimes(feature, 0.22) ? make(g) : null;
    if (made !== null) append(Array.isArray(made) ? made : [made]);
  }
  const most = Math.max(2, Math.round(draw.between(1, limit > 900 ? 7 : 4) * Math.min(1, size + 0.3)));
  for (let i = 0; i < most && g.left > 0.12; i += 1) append(g.statements(1));
  for (const definition of [...g.scope.definitions]) {
    if (!g.used.has(definition.name) && g.affords(definition.cost + 6)) append(uses(g, definition));
  }
  if (g.sometimes('global', 0.004)) body.unshift(b.global('total'));
  // What is left of the budget goes to more runs of what is there.
  for (let i = 0; i < 3 && g.left > 0.3 && g.scope.definitions.length > 0; i += 1) {
    const definition = draw.pick(g.scope.definitions);
    if (g.affords(definition.cost + 6)) append(uses(g, definition));
  }
  if (enduring > 0 && g.scope.definitions.length > 0 && draw.chance(enduring)) endure(g, append);
  if (g.sometimes('raise', 0.01))
    append([b.raise(g.has('str') ? b.call('ValueError', [b.str('end')]) : b.name('ValueError'))]);
  return b.module(...body);
}
