/**
 * Statements → source, each with the span that CPython's parser gives it.
 * @module
 */
import { augmentedOperator, BARE, PRIMARY, TEST, TUPLE } from './precedence.ts';
import { printExpression } from './print-expression.ts';
import { printArguments, printCallArguments, printTypeParams } from './print-parts.ts';
import { printPattern } from './print-pattern.ts';
import type { Place, SourceWriter } from './source-writer.ts';
import type {
  Alias,
  ClassDef,
  ExceptHandler,
  Expression,
  FunctionDef,
  If,
  Import,
  ImportFrom,
  Match,
  Statement,
  Try,
  With,
  WithItem,
} from './syntax.ts';

function isCompound(node: Statement): boolean {
  switch (node.kind) {
    case 'FunctionDef':
    case 'AsyncFunctionDef':
    case 'ClassDef':
    case 'For':
    case 'AsyncFor':
    case 'While':
    case 'If':
    case 'With':
    case 'AsyncWith':
    case 'Match':
    case 'Try':
    case 'TryStar':
      return true;
    default:
      return false;
  }
}

/**
 * Writes statements one under the other, each at the current margin; simple ones that ask for it go on the line before.
 * The last line is left open.
 * @param first where the first statement stands: on a new line, after a header with all others on its line, or at the module's beginning
 */
export function printBody(
  w: SourceWriter,
  body: readonly Statement[],
  first: 'here' | 'below' | 'module',
): Statement[] {
  let before: Statement | null = null;
  return body.map((statement) => {
    const compound = isCompound(statement);
    const joinable = before !== null && !compound && !isCompound(before);
    if (joinable && (first === 'here' || statement.layout?.joined === true)) w.put('; ');
    else if (before !== null || first === 'below') {
      w.newline(0, statement.layout?.blank);
    }
    before = statement;
    const located = printStatement(w, statement);
    if (!compound) w.comment = statement.layout?.comment ?? w.comment;
    return located;
  });
}

function suite(w: SourceWriter, body: readonly Statement[], inline: boolean): Statement[] {
  if (body.length === 0) throw new RangeError('a suite has a statement');
  w.put(':');
  if (inline && !body.some(isCompound)) {
    w.put(' ');
    return printBody(w, body, 'here');
  }
  w.indent();
  const located = printBody(w, body, 'below');
  w.dedent();
  return located;
}

/** A clause such as `else` after a suite: on a line of its own. */
function clause(w: SourceWriter, word: string, body: readonly Statement[], inline: boolean): Statement[] {
  if (body.length === 0) return [];
  w.newline();
  w.put(word);
  return suite(w, body, inline);
}

/** A list of expressions that may stand without parentheses: a tuple at statement level. */
const bare = (w: SourceWriter, node: Expression): Expression => printExpression(w, node, BARE);
/** The same where `yield` needs parentheses. */
const tuple = (w: SourceWriter, node: Expression): Expression => printExpression(w, node, TUPLE);
const test = (w: SourceWriter, node: Expression): Expression => printExpression(w, node, TEST);

/** A value where a `yield` and a bare tuple may stand, but a walrus needs parentheses. */
function value(w: SourceWriter, node: Expression): Expression {
  return node.kind === 'NamedExpr' ? test(w, node) : bare(w, node);
}

function printStatement(w: SourceWriter, node: Statement): Statement {
  const start = w.here();
  const inline = node.layout?.inline === true;
  switch (node.kind) {
    case 'Pass':
    case 'Break':
    case 'Continue':
      w.put(node.kind.toLowerCase());
      return { kind: node.kind, at: w.since(start) };
    case 'Expr': {
      const located = value(w, node.value);
      return { kind: 'Expr', value: located, at: w.since(start) };
    }
    case 'Assign': {
      const targets = node.targets.map((target) => {
        const located = tuple(w, target);
        w.put(' = ');
        return located;
      });
      const located = value(w, node.value);
      return { kind: 'Assign', targets, value: located, at: w.since(start) };
    }
    case 'AugAssign': {
      const target = test(w, node.target);
      w.put(` ${augmentedOperator(node.op)} `);
      const located = value(w, node.value);
      return { kind: 'AugAssign', target, op: node.op, value: located, at: w.since(start) };
    }
    case 'AnnAssign': {
      const parens = node.target.kind === 'Name' && !node.simple;
      if (parens) w.open('(');
      w.plain += 1;
      const target = printExpression(w, node.target, PRIMARY);
      w.plain -= 1;
      if (parens) w.close(')');
      w.put(': ');
      const annotation = test(w, node.annotation);
      if (node.value !== null) w.put(' = ');
      const located = node.value && value(w, node.value);
      return { kind: 'AnnAssign', target, annotation, value: located, simple: node.simple, at: w.since(start) };
    }
    case 'Return': {
      w.put(node.value === null ? 'return' : 'return ');
      const located = node.value && tuple(w, node.value);
      return { kind: 'Return', value: located, at: w.since(start) };
    }
    case 'Delete': {
      w.put('del ');
      const targets = node.targets.map((target, i) => {
        if (i > 0) w.put(', ');
        return test(w, target);
      });
      return { kind: 'Delete', targets, at: w.since(start) };
    }
    case 'Raise': {
      w.put(node.exc === null ? 'raise' : 'raise ');
      const exc = node.exc && test(w, node.exc);
      if (node.cause !== null) w.put(' from ');
      const cause = node.cause && test(w, node.cause);
      return { kind: 'Raise', exc, cause, at: w.since(start) };
    }
    case 'Assert': {
      w.put('assert ');
      const located = test(w, node.test);
      if (node.msg !== null) w.put(', ');
      const msg = node.msg && test(w, node.msg);
      return { kind: 'Assert', test: located, msg, at: w.since(start) };
    }
    case 'Global':
    case 'Nonlocal':
      w.putUnicode(`${node.kind.toLowerCase()} ${node.names.join(', ')}`);
      return { kind: node.kind, names: node.names, at: w.since(start) };
    case 'Import':
    case 'ImportFrom':
      return printImport(w, node, start);
    case 'TypeAlias': {
      w.put('type ');
      w.plain += 1;
      const name = test(w, node.name);
      w.plain -= 1;
      const typeParams = printTypeParams(w, printExpression, node.typeParams);
      w.put(' = ');
      const located = test(w, node.value);
      return { kind: 'TypeAlias', name, typeParams, value: located, at: w.since(start) };
    }
    case 'If':
      return printIf(w, node, start, 'if ');
    case 'While': {
      w.put('while ');
      const condition = test(w, node.test);
      const body = suite(w, node.body, inline);
      const orelse = clause(w, 'else', node.orelse, inline);
      return { kind: 'While', test: condition, body, orelse, at: w.since(start) };
    }
    case 'For':
    case 'AsyncFor': {
      w.put(node.kind === 'For' ? 'for ' : 'async for ');
      const target = tuple(w, node.target);
      w.put(' in ');
      const iter = tuple(w, node.iter);
      const body = suite(w, node.body, inline);
      const orelse = clause(w, 'else', node.orelse, inline);
      return { kind: node.kind, target, iter, body, orelse, at: w.since(start) };
    }
    case 'With':
    case 'AsyncWith':
      return printWith(w, node, start);
    case 'Try':
    case 'TryStar':
      return printTry(w, node, start);
    case 'Match':
      return printMatch(w, node, start);
    case 'FunctionDef':
    case 'AsyncFunctionDef':
      return printFunction(w, node);
    case 'ClassDef':
      return printClass(w, node);
  }
}

/** A decorated definition stands where its `def` or `class` does. */
function printDecorators(w: SourceWriter, decorators: readonly Expression[]): Expression[] {
  return decorators.map((decorator) => {
    w.put('@');
    const located = test(w, decorator);
    w.newline();
    return located;
  });
}

function printFunction(w: SourceWriter, node: FunctionDef): FunctionDef {
  const decorators = printDecorators(w, node.decorators);
  const start = w.here();
  w.putUnicode(`${node.kind === 'FunctionDef' ? 'def ' : 'async def '}${node.name}`);
  const typeParams = printTypeParams(w, printExpression, node.typeParams);
  w.open('(');
  const args = printArguments(w, printExpression, node.args, '', node.layout?.lines);
  w.close(')');
  if (node.returns !== null) w.put(' -> ');
  const returns = node.returns && test(w, node.returns);
  const body = suite(w, node.body, node.layout?.inline === true);
  return { kind: node.kind, name: node.name, args, body, decorators, returns, typeParams, at: w.since(start) };
}

function printClass(w: SourceWriter, node: ClassDef): ClassDef {
  const decorators = printDecorators(w, node.decorators);
  const start = w.here();
  w.putUnicode(`class ${node.name}`);
  const typeParams = printTypeParams(w, printExpression, node.typeParams);
  const { args, keywords } =
    node.bases.length + node.keywords.length === 0
      ? { args: [], keywords: [] }
      : printCallArguments(w, printExpression, node.bases, node.keywords, node.layout?.lines);
  const body = suite(w, node.body, node.layout?.inline === true);
  return { kind: 'ClassDef', name: node.name, bases: args, keywords, body, decorators, typeParams, at: w.since(start) };
}

function printIf(w: SourceWriter, node: If, start: Place, word: string): If {
  const inline = node.layout?.inline === true;
  w.put(word);
  const condition = test(w, node.test);
  const body = suite(w, node.body, inline);
  const [sole] = node.orelse;
  let orelse: Statement[];
  if (sole?.kind === 'If' && node.orelse.length === 1 && node.layout?.nested !== true) {
    w.newline();
    orelse = [printIf(w, sole, w.here(), 'elif ')];
  } else orelse = clause(w, 'else', node.orelse, inline);
  return { kind: 'If', test: condition, body, orelse, at: w.since(start) };
}

function printWith(w: SourceWriter, node: With, start: Place): With {
  w.put(node.kind === 'With' ? 'with ' : 'async with ');
  const broken = node.layout?.lines !== undefined || node.layout?.parens === true;
  // A sole manager in parentheses reads as an expression in parentheses when nothing follows it: the tree is the same.
  if (broken) w.open('(');
  const items = node.items.map((item, i): WithItem => {
    if (i > 0) w.put(',');
    if (broken && node.layout?.lines !== undefined) w.newline(1);
    else if (i > 0) w.put(' ');
    const contextExpr = test(w, item.contextExpr);
    if (item.optionalVars === null) return { contextExpr, optionalVars: null };
    w.put(' as ');
    return { contextExpr, optionalVars: printExpression(w, item.optionalVars, PRIMARY) };
  });
  if (broken) w.close(')');
  const body = suite(w, node.body, node.layout?.inline === true);
  return { kind: node.kind, items, body, at: w.since(start) };
}

function printHandler(w: SourceWriter, node: ExceptHandler, star: boolean): ExceptHandler {
  w.newline();
  const start = w.here();
  w.put(star ? 'except*' : 'except');
  if (node.type !== null) w.put(' ');
  const type = node.type && test(w, node.type);
  if (node.name !== null) w.putUnicode(` as ${node.name}`);
  const body = suite(w, node.body, node.layout?.inline === true);
  return { kind: 'ExceptHandler', type, name: node.name, body, at: w.since(start) };
}

function printTry(w: SourceWriter, node: Try, start: Place): Try {
  const inline = node.layout?.inline === true;
  w.put('try');
  const body = suite(w, node.body, inline);
  const handlers = node.handlers.map((handler) => printHandler(w, handler, node.kind === 'TryStar'));
  const orelse = clause(w, 'else', node.orelse, inline);
  const finalbody = clause(w, 'finally', node.finalbody, inline);
  return { kind: node.kind, body, handlers, orelse, finalbody, at: w.since(start) };
}

function printMatch(w: SourceWriter, node: Match, start: Place): Match {
  w.put('match ');
  const subject = test(w, node.subject);
  w.put(':');
  w.indent();
  const cases = node.cases.map((one) => {
    w.newline();
    w.put('case ');
    w.plain += 1;
    const pattern = printPattern(w, one.pattern);
    w.plain -= 1;
    if (one.guard !== null) w.put(' if ');
    const guard = one.guard && test(w, one.guard);
    const body = suite(w, one.body, node.layout?.inline === true);
    return { pattern, guard, body };
  });
  w.dedent();
  return { kind: 'Match', subject, cases, at: w.since(start) };
}

function printAlias(w: SourceWriter, node: Alias): Alias {
  const start = w.here();
  w.putUnicode(node.asname === null ? node.name : `${node.name} as ${node.asname}`);
  return { name: node.name, asname: node.asname, at: w.since(start) };
}

function printImport(w: SourceWriter, node: Import | ImportFrom, start: Place): Import | ImportFrom {
  if (node.lazy === true) w.put('lazy ');
  if (node.kind === 'ImportFrom') w.putUnicode(`from ${'.'.repeat(node.level)}${node.module ?? ''} import `);
  else w.put('import ');
  const broken = node.kind === 'ImportFrom' && node.layout?.lines !== undefined && node.names[0]?.name !== '*';
  if (broken) w.open('(');
  const names = node.names.map((name, i) => {
    if (i > 0) w.put(',');
    if (broken) w.newline(1);
    else if (i > 0) w.put(' ');
    return printAlias(w, name);
  });
  if (broken) w.close(')');
  const lazy = node.lazy === true ? { lazy: true } : {};
  const at = w.since(start);
  if (node.kind === 'Import') return { kind: 'Import', names, ...lazy, at };
  return { kind: 'ImportFrom', module: node.module, names, level: node.level, ...lazy, at };
}
