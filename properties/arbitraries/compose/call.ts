/**
 * Calls of what the program defines: arguments that fit, in every way that Python passes them, and now and then arguments that do not.
 * @module
 */
import { build as b, type Call, type Expression, type Keyword } from '../../../model/index.ts';
import type { Composer } from './composer.ts';
import type { ClassDefinition, FunctionDefinition, Parameter } from './definition.ts';
import { isRecursiveName, RECURSION_LIMIT } from './names.ts';
import type { Wanted } from './production.ts';
import type { Variable } from './scope.ts';

function argument(g: Composer, { kind }: Parameter): Expression {
  if (g.guarded > 0 && g.sometimes('error', 0.03)) return b.none();
  return g.expression(kind as Wanted);
}

interface Arguments {
  args: Expression[];
  keywords: Keyword[];
}

function fitting(g: Composer, parameters: readonly Parameter[]): Arguments {
  const args: Expression[] = [];
  const keywords: Keyword[] = [];
  let byName = false;
  for (const parameter of parameters) {
    if (parameter.optional && g.draw.chance(0.5)) {
      byName = true;
      continue;
    }
    if (parameter.mode === 'keyword-only' || byName) {
      if (parameter.mode === 'positional-only') continue;
      byName = true;
    } else if (parameter.mode === 'positional' && g.sometimes('keyword-argument', 0.15)) byName = true;
    const value = argument(g, parameter);
    if (byName) keywords.push(b.keyword(parameter.name, value));
    else args.push(value);
  }
  return { args, keywords };
}

/** The same arguments, some of them out of a tuple or a dict. */
function spread(g: Composer, { args, keywords }: Arguments): Arguments {
  const last = keywords[keywords.length - 1];
  if (last?.arg != null && g.draw.chance(0.5)) {
    const mapping = b.dict([b.str(last.arg), last.value]);
    return { args, keywords: [...keywords.slice(0, -1), b.keyword(null, mapping)] };
  }
  if (args.length === 0) return { args: [b.starred(b.tuple())], keywords };
  const from = g.draw.below(args.length);
  return { args: [...args.slice(0, from), b.starred(b.tuple(...args.slice(from)))], keywords };
}

/** Too many arguments, too few, or an unknown name. */
function spoil(g: Composer, { args, keywords }: Arguments): Arguments {
  const way = g.draw.below(3);
  if (way === 0 && args.length > 0) return { args: args.slice(1), keywords };
  if (way === 1) return { args, keywords: [...keywords, b.keyword('unknown', 1)] };
  return { args: [...args, b.int(1), b.int(2)], keywords };
}

/** A call of a function or method, spent from the budget. `func` is how it is reached. */
export function callOf(g: Composer, definition: FunctionDefinition, func: Expression | string = definition.name): Call {
  g.spend(3 + definition.cost);
  if (isRecursiveName(definition.name)) {
    const [, ...rest] = definition.parameters;
    const depth = b.int(g.draw.between(1, RECURSION_LIMIT));
    return b.call(func, [depth, ...rest.map((parameter) => argument(g, parameter))]);
  }
  let given = fitting(g, definition.parameters);
  if (definition.vararg && given.keywords.length === 0 && g.draw.chance(0.6)) {
    given = { args: [...given.args, g.expression('int'), b.int(g.draw.below(5))], keywords: given.keywords };
  }
  if (definition.kwarg && g.draw.chance(0.6)) {
    given = { args: given.args, keywords: [...given.keywords, b.keyword('extra', g.expression('int'))] };
  }
  if (g.sometimes('star-call', 0.12)) given = spread(g, given);
  if (g.has('wrong-call') && g.draw.chance(g.guarded > 0 ? 0.06 : 0.004)) given = spoil(g, given);
  return b.call(func, given.args, given.keywords);
}

/** Flavours whose call runs the body and returns what it returns. */
export const RUNS_AT_ONCE: readonly FunctionDefinition['flavour'][] = ['plain', 'recursive', 'callback'];

/** A call whose result is of a kind, or null if nothing in sight returns one. */
export function callReturning(g: Composer, kind: FunctionDefinition['returns']): Expression | null {
  const definition = g.functionThat((d) => d.returns === kind && RUNS_AT_ONCE.includes(d.flavour));
  if (definition === null || !g.toleratesRaise(definition.raises)) return null;
  return callOf(g, definition);
}

/** An instance in sight whose class has what is asked for: a variable, or `self` inside a method. */
export function receiver(g: Composer, fits: (definition: ClassDefinition) => boolean): Variable | null {
  const suits = (v: Variable): boolean => v.of?.what === 'class' && fits(v.of);
  return g.variable('self', suits) ?? g.variable('object', suits);
}
