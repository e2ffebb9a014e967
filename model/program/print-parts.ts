/**
 * The parts of expressions that have a grammar of their own: call arguments, parameters, f-strings, type parameters.
 * @module
 */
import { BIT_OR, TEST } from './precedence.ts';
import { escapeText } from './print-string.ts';
import { items, type Place, type PrintExpression, type SourceWriter } from './source-writer.ts';
import type { Arg, Arguments, Expression, JoinedStr, Keyword, Layout, TypeParam } from './syntax.ts';

type Lines = Layout['lines'];

function printKeyword(w: SourceWriter, print: PrintExpression, node: Keyword): Keyword {
  const start = w.here();
  if (node.arg === null) w.put('**');
  else w.putUnicode(`${node.arg}=`);
  const value = print(w, node.value, node.arg === null ? BIT_OR : TEST);
  return { arg: node.arg, value, at: w.since(start) };
}

/** `(…)` of a call or of a class's bases. A sole generator expression shares its parentheses with the call. */
export function printCallArguments(
  w: SourceWriter,
  print: PrintExpression,
  args: readonly Expression[],
  keywords: readonly Keyword[],
  lines: Lines,
): { args: Expression[]; keywords: Keyword[] } {
  const [sole] = args;
  if (args.length === 1 && keywords.length === 0 && sole?.kind === 'GeneratorExp' && sole.layout?.parens !== true) {
    return { args: [print(w, sole)], keywords: [] };
  }
  const locatedArgs: Expression[] = [];
  const locatedKeywords: Keyword[] = [];
  w.open('(');
  items(w, args.length + keywords.length, lines, (i) => {
    if (i < args.length) {
      const arg = args[i]!;
      locatedArgs.push(print(w, arg));
    } else locatedKeywords.push(printKeyword(w, print, keywords[i - args.length]!));
  });
  w.close(')');
  return { args: locatedArgs, keywords: locatedKeywords };
}

function printArg(w: SourceWriter, print: PrintExpression, node: Arg, starred: boolean): Arg {
  const start = w.here();
  w.putUnicode(node.arg);
  if (node.annotation === null) return { arg: node.arg, annotation: null, at: w.since(start) };
  w.put(': ');
  const annotation = print(w, node.annotation, starred ? BIT_OR : TEST);
  return { arg: node.arg, annotation, at: w.since(start) };
}

/** Parameters without parentheses; `before` is written first if there are any. */
export function printArguments(
  w: SourceWriter,
  print: PrintExpression,
  node: Arguments,
  before: string,
  lines: Lines,
): Arguments {
  const posonlyargs: Arg[] = [];
  const args: Arg[] = [];
  const kwonlyargs: Arg[] = [];
  const defaults: Expression[] = [];
  const kwDefaults: (Expression | null)[] = [];
  let vararg: Arg | null = null;
  let kwarg: Arg | null = null;
  const parts: (() => void)[] = [];
  const withDefault = (value: Expression | null, annotated: boolean): Expression | null => {
    if (value === null) return null;
    w.put(annotated ? ' = ' : '=');
    return print(w, value);
  };
  const positional = [...node.posonlyargs, ...node.args];
  positional.forEach((p, i) => {
    parts.push(() => {
      (i < node.posonlyargs.length ? posonlyargs : args).push(printArg(w, print, p, false));
      const value = withDefault(
        node.defaults[i - (positional.length - node.defaults.length)] ?? null,
        p.annotation !== null,
      );
      if (value !== null) defaults.push(value);
    });
    if (i + 1 === node.posonlyargs.length) parts.push(() => w.put('/'));
  });
  const { vararg: rest, kwarg: keywordRest } = node;
  if (rest !== null) {
    parts.push(() => {
      w.put('*');
      vararg = printArg(w, print, rest, true);
    });
  } else if (node.kwonlyargs.length > 0) parts.push(() => w.put('*'));
  node.kwonlyargs.forEach((p, i) => {
    parts.push(() => {
      kwonlyargs.push(printArg(w, print, p, false));
      kwDefaults.push(withDefault(node.kwDefaults[i] ?? null, p.annotation !== null));
    });
  });
  if (keywordRest !== null) {
    parts.push(() => {
      w.put('**');
      kwarg = printArg(w, print, keywordRest, false);
    });
  }
  if (parts.length > 0) w.put(before);
  items(w, parts.length, lines, (i) => parts[i]!());
  return { posonlyargs, args, vararg, kwonlyargs, kwDefaults, kwarg, defaults };
}

const CONVERSIONS: Readonly<Record<number, string>> = { [-1]: '', 115: '!s', 114: '!r', 97: '!a' };

function printField(
  w: SourceWriter,
  print: PrintExpression,
  node: Expression & { kind: 'FormattedValue' | 'Interpolation' },
  quote: string,
): Expression {
  const start = w.here();
  w.put('{');
  const before = w.text.length;
  w.plain += 1;
  const outside = w.quote;
  w.quote = quote;
  const value = printExpressionInField(w, print, node.value, before);
  w.quote = outside;
  w.plain -= 1;
  w.put(CONVERSIONS[node.conversion] ?? '');
  let formatSpec: Expression | null = null;
  if (node.formatSpec !== null) {
    const specStart = w.here();
    w.put(':');
    if (node.formatSpec.kind !== 'JoinedStr') throw new TypeError('a format spec is a JoinedStr');
    const values = printParts(w, print, node.formatSpec.values, quote);
    formatSpec = { kind: 'JoinedStr', values, at: w.since(specStart) };
  }
  w.put('}');
  const { conversion } = node;
  if (node.kind === 'Interpolation') {
    return { kind: 'Interpolation', value, str: node.str, conversion, formatSpec, at: w.since(start) };
  }
  return { kind: 'FormattedValue', value, conversion, formatSpec, at: w.since(start) };
}

/** Two opening braces in a row would be a literal one, so a value that begins with a brace stands behind a space. */
function printExpressionInField(w: SourceWriter, print: PrintExpression, node: Expression, before: number): Expression {
  let first = node;
  for (;;) {
    if (first.kind === 'BinOp' || first.kind === 'Compare') first = first.left;
    else if (first.kind === 'Attribute' || first.kind === 'Subscript') first = first.value;
    else if (first.kind === 'Call') first = first.func;
    else if (first.kind === 'BoolOp') first = first.values[0]!;
    else if (first.kind === 'IfExp') first = first.body;
    else break;
  }
  if (first.kind === 'Dict' || first.kind === 'Set' || first.kind === 'SetComp' || first.kind === 'DictComp')
    w.put(' ');
  const parens = node.kind === 'Lambda';
  if (parens) w.open('(');
  const value = print(w, node);
  if (parens) w.close(')');
  if (w.text.length === before) throw new RangeError('a replacement field is never empty');
  return value;
}

function printParts(
  w: SourceWriter,
  print: PrintExpression,
  parts: readonly Expression[],
  quote: string,
): Expression[] {
  return parts.map((part) => {
    if (part.kind === 'FormattedValue' || part.kind === 'Interpolation') return printField(w, print, part, quote);
    if (part.kind !== 'Constant' || typeof part.value !== 'string') throw new TypeError(`${part.kind} in an f-string`);
    const start = w.here();
    w.putUnicode(escapeText(part.value, quote).replace(/[{}]/g, '$&$&'));
    return { kind: 'Constant', value: part.value, at: w.since(start) };
  });
}

/** An f-string or t-string. A nested one takes the other quote, which every version can read. */
export function printFString(w: SourceWriter, print: PrintExpression, node: JoinedStr, start: Place): JoinedStr {
  const quote = w.quote === "'" ? '"' : "'";
  w.put(node.kind === 'JoinedStr' ? `f${quote}` : `t${quote}`);
  const values = printParts(w, print, node.values, quote);
  w.put(quote);
  return { kind: node.kind, values, at: w.since(start) };
}

const STARS = { TypeVar: '', TypeVarTuple: '*', ParamSpec: '**' } as const;

/** `[T: bound = default, *Ts, **P]`, or nothing. */
export function printTypeParams(w: SourceWriter, print: PrintExpression, params: readonly TypeParam[]): TypeParam[] {
  if (params.length === 0) return [];
  w.open('[');
  const located = params.map((param, i): TypeParam => {
    if (i > 0) w.put(', ');
    const start = w.here();
    w.putUnicode(STARS[param.kind] + param.name);
    let bound: Expression | null = null;
    let defaultValue: Expression | null = null;
    if (param.bound !== null) {
      w.put(': ');
      bound = print(w, param.bound);
    }
    if (param.defaultValue !== null) {
      w.put(' = ');
      defaultValue = print(w, param.defaultValue, param.kind === 'TypeVarTuple' ? BIT_OR : TEST);
    }
    return { kind: param.kind, name: param.name, bound, defaultValue, at: w.since(start) };
  });
  w.close(']');
  return located;
}
