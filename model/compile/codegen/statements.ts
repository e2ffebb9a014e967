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
      visitFunction(c, s);
      return;
    case 'ClassDef':
      visitClass(c, s);
      return;
    case 'TypeAlias':
      visitTypeAlias(c, s);
      return;
    case 'Return':
      visitReturn(c, s);
      return;
    case 'Delete':
      c.exprs(s.targets);
      return;
    case 'Assign':
      c.expr(s.value);
      s.targets.forEach((target, i) => {
        if (i < s.targets.length - 1) {
          c.opArg(s.at, 'COPY', 1);
        }
        c.expr(target);
      });
      return;
    case 'AugAssign':
      visitAugAssign(c, s);
      return;
    case 'AnnAssign':
      visitAnnAssign(c, s);
      return;
    case 'Raise': {
      const values = s.exc === null ? [] : s.cause === null ? [s.exc] : [s.exc, s.cause];
      c.exprs(values);
      c.opArg(s.at, 'RAISE_VARARGS', values.length);
      return;
    }
    case 'Assert':
      visitAssert(c, s);
      return;
    case 'Import':
      visitImport(c, s);
      return;
    case 'ImportFrom':
      visitImportFrom(c, s);
      return;
    case 'Global':
    case 'Nonlocal':
      return;
    case 'Expr':
      if (s.value.kind === 'Constant') {
        c.op(s.at, 'NOP');
        return;
      }
      c.expr(s.value);
      c.op(null, 'POP_TOP');
      return;
    case 'Pass':
      c.op(s.at, 'NOP');
      return;
    case 'Break':
      visitBreak(c, s.at);
      return;
    case 'Continue':
      visitContinue(c, s.at);
      return;
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
      visitFor(c, s);
      return;
    case 'AsyncFor':
      refuseOutsideAsync(c, s, 'for');
      visitAsyncFor(c, s);
      return;
    case 'While':
      visitWhile(c, s);
      return;
    case 'If':
      visitIf(c, s);
      return;
    case 'Match':
      visitMatch(c, s);
      return;
    case 'Try':
    case 'TryStar':
      visitTry(c, s);
      return;
    case 'With':
      visitWith(c, s);
      return;
    case 'AsyncWith':
      refuseOutsideAsync(c, s, 'with');
      visitWith(c, s);
      return;
    default:
      throw new UnsupportedSyntax(s satisfies never, { line: 0, column: 0, endLine: 0, endColumn: 0 });
  }
}

function refuseOutsideAsync(c: Compiler, s: Statement, what: string): void {
  if (c.u.scopeType !== 'asyncFunction') {
    throw c.error(`'async ${what}' outside async function`, s.at);
  }
}
