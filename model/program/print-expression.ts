/**
 * Expressions → source, each with the span that CPython's parser gives it. Parentheses stand where precedence asks for them and
 * where a layout hint does.
 * @module
 */
import {
  AND,
  AWAIT,
  BINARY,
  BIT_OR,
  COMPARISON,
  FACTOR,
  NOT,
  needsBracket,
  OR,
  PRIMARY,
  strength,
  TEST,
  TUPLE,
  UNARY,
} from './precedence.ts';
import { printArguments, printCallArguments, printFString } from './print-parts.ts';
import { literal } from './print-string.ts';
import { items, type Place, type SourceWriter } from './source-writer.ts';
import type {
  Comprehension,
  ComprehensionFor,
  Dict,
  Expression,
  Layout,
  Sequence,
  SetDisplay,
  Slice,
} from './syntax.ts';

type Lines = Layout['lines'];

/** Between two operands: `each` breaks before the operator, `hang` after it. */
function operator(w: SourceWriter, lines: Lines, text: string): void {
  if (lines === 'each') w.newline(1);
  else w.put(' ');
  w.put(text);
  if (lines === 'hang') w.newline(1);
  else w.put(' ');
}

const isEmptyTuple = (node: Expression): boolean => node.kind === 'Tuple' && node.elts.length === 0;

/**
 * Writes an expression where at least `level` of binding strength is asked for.
 * @returns the same expression with its spans
 */
export function printExpression(w: SourceWriter, node: Expression, level: number = TEST): Expression {
  const layout = w.plain === 0 ? node.layout : undefined;
  const lines = layout?.lines;
  let parens = strength(node) < level;
  if (layout !== undefined && node.kind !== 'Starred' && node.kind !== 'Slice' && !isEmptyTuple(node)) {
    if (layout.parens === true) parens = true;
    else if (lines !== undefined && needsBracket(node) && (w.depth === 0 || node.kind === 'Tuple')) parens = true;
  }
  if (!parens) return printBare(w, node, w.here(), w.depth > 0 ? lines : needsBracket(node) ? undefined : lines);
  // A tuple's own parentheses are part of it; any other expression stands inside them.
  const outside = w.here();
  w.open('(');
  const broken = lines === 'open' && needsBracket(node) && node.kind !== 'Tuple';
  if (broken) w.newline(1);
  const located = printBare(w, node, node.kind === 'Tuple' ? outside : w.here(), lines);
  w.close(')');
  return node.kind === 'Tuple' ? { ...located, at: w.since(outside) } : located;
}

function printAll(w: SourceWriter, nodes: readonly Expression[], lines: Lines, level = TEST): Expression[] {
  const located: Expression[] = [];
  items(w, nodes.length, lines, (i) => {
    located.push(printExpression(w, nodes[i]!, level));
  });
  return located;
}

function printBare(w: SourceWriter, node: Expression, start: Place, lines: Lines): Expression {
  switch (node.kind) {
    case 'Name':
      w.putUnicode(node.id);
      return { kind: 'Name', id: node.id, ctx: node.ctx, at: w.since(start) };
    case 'Constant':
      w.putUnicode(literal(node, w.quote));
      return { kind: 'Constant', value: node.value, at: w.since(start) };
    case 'Attribute': {
      const numeric = node.value.kind === 'Constant' && typeof node.value.value === 'number';
      if (numeric) w.open('(');
      const value = printExpression(w, node.value, PRIMARY);
      if (numeric) w.close(')');
      if (lines !== undefined && w.depth > 0) w.newline(1);
      w.putUnicode(`.${node.attr}`);
      return { kind: 'Attribute', value, attr: node.attr, ctx: node.ctx, at: w.since(start) };
    }
    case 'Subscript': {
      const value = printExpression(w, node.value, PRIMARY);
      w.open('[');
      if (lines !== undefined) w.newline(1);
      const slice = printIndex(w, node.slice);
      if (lines === 'each') w.newline();
      w.close(']');
      return { kind: 'Subscript', value, slice, ctx: node.ctx, at: w.since(start) };
    }
    case 'Call': {
      const func = printExpression(w, node.func, PRIMARY);
      const { args, keywords } = printCallArguments(w, printExpression, node.args, node.keywords, lines);
      return { kind: 'Call', func, args, keywords, at: w.since(start) };
    }
    case 'BinOp': {
      const [text, own] = BINARY[node.op];
      const power = node.op === 'Pow';
      const left = printExpression(w, node.left, power ? AWAIT : own);
      operator(w, lines, text);
      const right = printExpression(w, node.right, power ? FACTOR : own + 1);
      return { kind: 'BinOp', left, op: node.op, right, at: w.since(start) };
    }
    case 'UnaryOp': {
      w.put(UNARY[node.op]);
      const operand = printExpression(w, node.operand, node.op === 'Not' ? NOT : FACTOR);
      return { kind: 'UnaryOp', op: node.op, operand, at: w.since(start) };
    }
    case 'BoolOp': {
      const level = node.op === 'Or' ? AND : NOT;
      const values = node.values.map((value, i) => {
        if (i > 0) operator(w, lines, node.op === 'Or' ? 'or' : 'and');
        return printExpression(w, value, level);
      });
      return { kind: 'BoolOp', op: node.op, values, at: w.since(start) };
    }
    case 'Compare': {
      const left = printExpression(w, node.left, BIT_OR);
      const comparators = node.comparators.map((comparator, i) => {
        operator(w, lines, COMPARISON[node.ops[i]!]);
        return printExpression(w, comparator, BIT_OR);
      });
      return { kind: 'Compare', left, ops: node.ops, comparators, at: w.since(start) };
    }
    case 'IfExp': {
      const body = printExpression(w, node.body, OR);
      operator(w, lines, 'if');
      const test = printExpression(w, node.test, OR);
      operator(w, lines, 'else');
      const orelse = printExpression(w, node.orelse, TEST);
      return { kind: 'IfExp', test, body, orelse, at: w.since(start) };
    }
    case 'Lambda': {
      w.put('lambda');
      const args = printArguments(w, printExpression, node.args, ' ', undefined);
      w.put(':');
      if (lines !== undefined) w.newline(1);
      else w.put(' ');
      const body = printExpression(w, node.body, TEST);
      return { kind: 'Lambda', args, body, at: w.since(start) };
    }
    case 'NamedExpr': {
      const place = w.here();
      w.putUnicode(node.target.id);
      const target = { kind: 'Name', id: node.target.id, ctx: 'Store', at: w.since(place) } as const;
      w.put(' := ');
      const value = printExpression(w, node.value, TEST);
      return { kind: 'NamedExpr', target, value, at: w.since(start) };
    }
    case 'Yield': {
      w.put(node.value === null ? 'yield' : 'yield ');
      const value = node.value === null ? null : printExpression(w, node.value, TUPLE);
      return { kind: 'Yield', value, at: w.since(start) };
    }
    case 'YieldFrom': {
      w.put('yield from ');
      const value = printExpression(w, node.value, TEST);
      return { kind: 'YieldFrom', value, at: w.since(start) };
    }
    case 'Await': {
      w.put('await ');
      const value = printExpression(w, node.value, PRIMARY);
      return { kind: 'Await', value, at: w.since(start) };
    }
    case 'Starred': {
      w.put('*');
      const value = printExpression(w, node.value, node.ctx === 'Load' ? BIT_OR : PRIMARY);
      return { kind: 'Starred', value, ctx: node.ctx, at: w.since(start) };
    }
    case 'List':
    case 'Tuple':
      return printSequence(w, node, start, lines);
    case 'Set':
      return printSet(w, node, start, lines);
    case 'Dict':
      return printDict(w, node, start, lines);
    case 'DictComp': {
      w.open('{');
      if (lines !== undefined) w.newline(1);
      if (node.value === null) w.put('**');
      const key = printExpression(w, node.key, node.value === null ? BIT_OR : TEST);
      if (node.value !== null) w.put(': ');
      const value = node.value === null ? null : printExpression(w, node.value);
      const generators = printGenerators(w, node.generators, lines);
      w.close('}');
      return { kind: 'DictComp', key, value, generators, at: w.since(start) };
    }
    case 'ListComp':
    case 'SetComp':
    case 'GeneratorExp':
      return printComprehension(w, node, start, lines);
    case 'Slice':
      return printSlice(w, node, start);
    case 'JoinedStr':
    case 'TemplateStr':
      return printFString(w, printExpression, node, start);
    case 'FormattedValue':
    case 'Interpolation':
      throw new TypeError(`${node.kind} outside an f-string`);
  }
}

function printSequence(w: SourceWriter, node: Sequence, start: Place, lines: Lines): Sequence {
  const { kind, ctx } = node;
  if (kind === 'List') {
    w.open('[');
    const elts = printAll(w, node.elts, lines);
    w.close(']');
    return { kind, elts, ctx, at: w.since(start) };
  }
  if (node.elts.length === 0) w.put('()');
  const elts = printAll(w, node.elts, w.depth > 0 ? lines : undefined);
  if (elts.length === 1) w.put(',');
  return { kind, elts, ctx, at: w.since(start) };
}

function printSet(w: SourceWriter, node: SetDisplay, start: Place, lines: Lines): SetDisplay {
  if (node.elts.length === 0) throw new RangeError('a set display has an element');
  w.open('{');
  const elts = printAll(w, node.elts, lines);
  w.close('}');
  return { kind: 'Set', elts, at: w.since(start) };
}

function printDict(w: SourceWriter, node: Dict, start: Place, lines: Lines): Dict {
  const keys: (Expression | null)[] = [];
  const values: Expression[] = [];
  w.open('{');
  items(w, node.keys.length, lines, (i) => {
    const key = node.keys[i] ?? null;
    if (key === null) {
      w.put('**');
      keys.push(null);
      values.push(printExpression(w, node.values[i]!, BIT_OR));
      return;
    }
    keys.push(printExpression(w, key));
    w.put(': ');
    values.push(printExpression(w, node.values[i]!));
  });
  w.close('}');
  return { kind: 'Dict', keys, values, at: w.since(start) };
}

const BRACKETS = { ListComp: '[]', SetComp: '{}', GeneratorExp: '()' } as const;

function printComprehension(w: SourceWriter, node: Comprehension, start: Place, lines: Lines): Comprehension {
  const brackets = BRACKETS[node.kind];
  w.open(brackets[0]!);
  if (lines === 'each' || lines === 'open') w.newline(1);
  const elt = printExpression(w, node.elt);
  const generators = printGenerators(w, node.generators, lines);
  if (lines === 'each') w.newline();
  w.close(brackets[1]!);
  return { kind: node.kind, elt, generators, at: w.since(start) };
}

function printGenerators(w: SourceWriter, generators: readonly ComprehensionFor[], lines: Lines): ComprehensionFor[] {
  const gap = (): void => {
    if (lines === 'each' || lines === 'hang') w.newline(1);
    else w.put(' ');
  };
  return generators.map(({ target, iter, ifs, isAsync }) => {
    gap();
    w.put(isAsync ? 'async for ' : 'for ');
    const located = printExpression(w, target, TUPLE);
    w.put(' in ');
    const source = printExpression(w, iter, OR);
    const conditions = ifs.map((condition) => {
      gap();
      w.put('if ');
      return printExpression(w, condition, OR);
    });
    return { target: located, iter: source, ifs: conditions, isAsync };
  });
}

/** What stands in the brackets of a subscript: a tuple without parentheses, in which alone slices may stand. */
function printIndex(w: SourceWriter, node: Expression): Expression {
  const bare =
    node.kind === 'Tuple' &&
    node.elts.length > 0 &&
    (node.layout === undefined || node.elts.some(({ kind }) => kind === 'Slice'));
  if (!bare) return printExpression(w, node);
  const start = w.here();
  const elts = node.elts.map((elt, i) => {
    if (i > 0) w.put(', ');
    return printExpression(w, elt);
  });
  if (elts.length === 1) w.put(',');
  return { kind: 'Tuple', elts, ctx: node.ctx, at: w.since(start) };
}

function printSlice(w: SourceWriter, node: Slice, start: Place): Slice {
  const lower = node.lower && printExpression(w, node.lower);
  w.put(':');
  const upper = node.upper && printExpression(w, node.upper);
  if (node.step !== null) w.put(':');
  const step = node.step && printExpression(w, node.step);
  return { kind: 'Slice', lower, upper, step, at: w.since(start) };
}
