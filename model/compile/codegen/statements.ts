/**
 * Every statement.
 * @module
 */
import type { Statement } from '../../program/syntax.ts';
import { UnsupportedSyntax } from '../errors.ts';
import { visitAnnAssign, visitAugAssign } from './assignments.ts';
import { visitClass } from './classes.ts';
import type { Compiler } from './compiler.ts';
import { visitFunction } from './functions.ts';
import { visitImport, visitImportFrom } from './imports.ts';
import { visitAssert, visitAsyncFor, visitFor, visitIf, visitReturn, visitWhile } from './loops.ts';
import { visitMatch } from './match.ts';
import { visitTry } from './try.ts';
import { visitTypeAlias } from './type-params.ts';
import { visitBreak, visitContinue } from './unwind.ts';
import { visitWith } from './with.ts';

export function visitStatement(c: Compiler, s: Statement): void {
  switch (s.kind) {
    case 'FunctionDef':
    case 'AsyncFunctionDef':
      return visitFunction(c, s);
    case 'ClassDef':
      return visitClass(c, s);
    case 'TypeAlias':
      return visitTypeAlias(c, s);
    case 'Return':
      return visitReturn(c, s);
    case 'Delete':
      return c.exprs(s.targets);
    case 'Assign':
      c.expr(s.value);
      return s.targets.forEach((target, i) => {
        if (i < s.targets.length - 1) {
          c.opArg(s.at, 'COPY', 1);
        }
        c.expr(target);
      });
    case 'AugAssign':
      return visitAugAssign(c, s);
    case 'AnnAssign':
      return visitAnnAssign(c, s);
    case 'Raise': {
      const values = s.exc === null ? [] : s.cause === null ? [s.exc] : [s.exc, s.cause];
      c.exprs(values);
      return c.opArg(s.at, 'RAISE_VARARGS', values.length);
    }
    case 'Assert':
      return visitAssert(c, s);
    case 'Import':
      return visitImport(c, s);
    case 'ImportFrom':
      return visitImportFrom(c, s);
    case 'Global':
    case 'Nonlocal':
      return;
    case 'Expr':
      if (s.value.kind === 'Constant') {
        return c.op(s.at, 'NOP');
      }
      c.expr(s.value);
      return c.op(null, 'POP_TOP');
    case 'Pass':
      return c.op(s.at, 'NOP');
    case 'Break':
      return visitBreak(c, s.at);
    case 'Continue':
      return visitContinue(c, s.at);
    default:
      // Annotations in these may be passed over at run time.
      c.u.inConditionalBlock++;
      visitBlock(c, s);
      c.u.inConditionalBlock--;
  }
}

type Block = Extract<
  Statement,
  { readonly kind: 'For' | 'AsyncFor' | 'While' | 'If' | 'Match' | 'Try' | 'TryStar' | 'With' | 'AsyncWith' }
>;

function visitBlock(c: Compiler, s: Block): void {
  switch (s.kind) {
    case 'For':
      return visitFor(c, s);
    case 'AsyncFor':
      refuseOutsideAsync(c, s, 'for');
      return visitAsyncFor(c, s);
    case 'While':
      return visitWhile(c, s);
    case 'If':
      return visitIf(c, s);
    case 'Match':
      return visitMatch(c, s);
    case 'Try':
    case 'TryStar':
      return visitTry(c, s);
    case 'With':
      return visitWith(c, s);
    case 'AsyncWith':
      refuseOutsideAsync(c, s, 'with');
      return visitWith(c, s);
    default:
      throw new UnsupportedSyntax(s satisfies never, { line: 0, column: 0, endLine: 0, endColumn: 0 });
  }
}

function refuseOutsideAsync(c: Compiler, s: Statement, what: string): void {
  if (c.u.scopeType !== 'asyncFunction') {
    throw c.error(`'async ${what}' outside async function`, s.at);
  }
}
