/**
 * The first pass of the symbol table over statements and patterns.
 * @module
 */
import type { Alias, AnnAssign, ClassDef, FunctionDef, Module, Statement, Try, TypeAlias } from '../program/syntax.ts';
import type { Dialect } from './dialect.ts';
import { CompileError } from './errors.ts';
import { docstringOf, type FutureFeatures } from './future.ts';
import { DEF_ANNOT, DEF_GLOBAL, DEF_IMPORT, DEF_LOCAL, DEF_NONLOCAL, type Symtable, USE } from './symtable.ts';
import { analyze } from './symtable-analyze.ts';
import { enterTypeParams, visitAnnotation, visitFunctionAnnotations } from './symtable-annotations.ts';
import { SymtableBuilder } from './symtable-build.ts';
import { visitArguments, visitExpression, visitExpressions, visitKeywords } from './symtable-expressions.ts';
import { visitPattern } from './symtable-patterns.ts';
import { visitDirective } from './symtable-scopes.ts';

/**
 * The symbol table of a module (`_PySymtable_Build`).
 * @throws CompileError where CPython raises SyntaxError for what names do
 */
export function buildSymtable(module: Module, dialect: Dialect, future: FutureFeatures): Symtable {
  const st = new SymtableBuilder(module, dialect, future);
  st.top.hasDocstring = docstringOf(module.body) !== null;
  visitStatements(st, module.body);
  analyze(st.top, dialect);
  return st;
}

function visitStatements(st: SymtableBuilder, body: readonly Statement[]): void {
  for (const s of body) {
    visitStatement(st, s);
  }
}

function visitStatement(st: SymtableBuilder, s: Statement): void {
  switch (s.kind) {
    case 'FunctionDef':
    case 'AsyncFunctionDef':
      visitFunction(st, s);
      return;
    case 'ClassDef':
      visitClass(st, s);
      return;
    case 'TypeAlias':
      visitTypeAlias(st, s);
      return;
    case 'Return':
    case 'Expr':
      visitExpressions(st, [s.value]);
      return;
    case 'Delete':
      visitExpressions(st, s.targets);
      return;
    case 'Assign':
      visitExpressions(st, [...s.targets, s.value]);
      return;
    case 'AugAssign':
      visitExpressions(st, [s.target, s.value]);
      return;
    case 'AnnAssign':
      visitAnnAssign(st, s);
      return;
    case 'For':
    case 'AsyncFor':
      if (s.kind === 'AsyncFor' && st.dialect.refusesAsyncEarly) {
        refuseOutsideCoroutine(st, s, 'for');
      }
      visitExpressions(st, [s.target, s.iter]);
      st.conditionally(() => visitStatements(st, [...s.body, ...s.orelse]));
      return;
    case 'While':
    case 'If':
      visitExpression(st, s.test);
      st.conditionally(() => visitStatements(st, [...s.body, ...s.orelse]));
      return;
    case 'Match':
      visitExpression(st, s.subject);
      st.conditionally(() => {
        for (const c of s.cases) {
          visitPattern(st, c.pattern);
          visitExpressions(st, [c.guard]);
          visitStatements(st, c.body);
        }
      });
      return;
    case 'Raise':
      visitExpressions(st, [s.exc, s.exc === null ? null : s.cause]);
      return;
    case 'Try':
    case 'TryStar':
      st.conditionally(() => visitTry(st, s));
      return;
    case 'Assert':
      visitExpressions(st, [s.test, s.msg]);
      return;
    case 'Import':
      s.names.forEach((alias) => {
        visitAlias(st, s, alias);
      });
      return;
    case 'ImportFrom':
      s.names.forEach((alias) => {
        visitAlias(st, s, alias);
      });
      if (s.module === '__future__' && s.level === 0 && !isBefore(s, st.future)) {
        throw new CompileError('from __future__ imports must occur at the beginning of the file', s.at);
      }
      return;
    case 'Global':
    case 'Nonlocal':
      s.names.forEach((name) => {
        visitDirective(st, s, name);
      });
      return;
    case 'With':
    case 'AsyncWith':
      if (s.kind === 'AsyncWith' && st.dialect.refusesAsyncEarly) {
        refuseOutsideCoroutine(st, s, 'with');
      }
      st.conditionally(() => {
        visitExpressions(
          st,
          s.items.flatMap((item) => [item.contextExpr, item.optionalVars]),
        );
        visitStatements(st, s.body);
      });
      return;
    default:
  }
}

function isBefore(s: Statement, future: FutureFeatures): boolean {
  const last = future.at;
  return last !== null && !(s.at.line > last.line || (s.at.line === last.endLine && s.at.column > last.endColumn));
}

function refuseOutsideCoroutine(st: SymtableBuilder, s: Statement, what: string): void {
  if (!st.current.coroutine) {
    throw new CompileError(`'async ${what}' outside async function`, s.at);
  }
}

function visitFunction(st: SymtableBuilder, s: FunctionDef): void {
  st.add(s.name, DEF_LOCAL, s.at);
  visitExpressions(st, s.args.defaults);
  visitExpressions(st, s.args.kwDefaults);
  visitExpressions(st, s.decorators);
  if (s.typeParams.length > 0) {
    enterTypeParams(st, s, s.name);
  }
  const block = st.newBlock('function', s.name, s.at);
  block.hasDocstring = docstringOf(s.body) !== null;
  visitFunctionAnnotations(st, s);
  st.blocks.set(s, block);
  st.enterExisting(block, true);
  block.coroutine = s.kind === 'AsyncFunctionDef';
  visitArguments(st, s.args);
  visitStatements(st, s.body);
  st.exit();
  if (s.typeParams.length > 0) {
    st.exit();
  }
}

function visitClass(st: SymtableBuilder, s: ClassDef): void {
  st.add(s.name, DEF_LOCAL, s.at);
  visitExpressions(st, s.decorators);
  let outer = st.privateName;
  const isGeneric = s.typeParams.length > 0;
  if (isGeneric) {
    enterTypeParams(st, s, s.name);
  }
  visitExpressions(st, s.bases);
  visitKeywords(st, s.keywords);
  const block = st.enter(st.blocks, s, 'class', s.name, s.at);
  if (!st.dialect.manglesTypeParamsOnly) {
    // A generic class leaves its own name behind as the mangling name of the rest.
    outer = st.privateName;
  }
  st.privateName = s.name;
  if (isGeneric) {
    st.add('__type_params__', DEF_LOCAL, s.at);
    st.add('.type_params', USE, s.at);
  }
  block.hasDocstring = docstringOf(s.body) !== null;
  visitStatements(st, s.body);
  st.exit();
  if (isGeneric) {
    st.exit();
  }
  st.privateName = outer;
}

function visitTypeAlias(st: SymtableBuilder, s: TypeAlias): void {
  visitExpression(st, s.name);
  const name = s.name.kind === 'Name' ? s.name.id : '';
  const isInClass = st.current.type === 'class';
  if (s.typeParams.length > 0) {
    enterTypeParams(st, s, name);
  }
  const block = st.enter(st.blocks, s, 'typeAlias', name, s.at);
  block.canSeeClassScope = isInClass;
  if (isInClass) {
    st.add('__classdict__', USE, s.value.at);
  }
  visitExpression(st, s.value);
  st.exit();
  if (s.typeParams.length > 0) {
    st.exit();
  }
}

function visitAnnAssign(st: SymtableBuilder, s: AnnAssign): void {
  st.current.annotationsUsed = true;
  if (s.target.kind === 'Name') {
    const flags = st.lookup(s.target.id);
    if ((flags & (DEF_GLOBAL | DEF_NONLOCAL)) !== 0 && st.current !== st.top && s.simple) {
      throw new CompileError(
        `annotated name '${s.target.id}' can't be ${(flags & DEF_GLOBAL) !== 0 ? 'global' : 'nonlocal'}`,
        s.at,
      );
    }
    if (s.simple) {
      st.add(s.target.id, DEF_ANNOT | DEF_LOCAL, s.target.at);
    } else if (s.value !== null) {
      st.add(s.target.id, DEF_LOCAL, s.target.at);
    }
  } else {
    visitExpression(st, s.target);
  }
  visitAnnotation(st, s.annotation);
  visitExpressions(st, [s.value]);
}

function visitTry(st: SymtableBuilder, s: Try): void {
  visitStatements(st, s.body);
  const handlers = (): void => {
    for (const h of s.handlers) {
      visitExpressions(st, [h.type]);
      if (h.name !== null) {
        st.add(h.name, DEF_LOCAL, h.at);
      }
      visitStatements(st, h.body);
    }
  };
  if (st.dialect.visitsElseBeforeHandlers) {
    visitStatements(st, s.orelse);
    handlers();
  } else {
    handlers();
    visitStatements(st, s.orelse);
  }
  visitStatements(st, s.finalbody);
}

function visitAlias(st: SymtableBuilder, s: Statement, alias: Alias): void {
  const name = alias.asname ?? alias.name;
  if (name === '*') {
    if (st.current.type !== 'module') {
      throw new CompileError('import * only allowed at module level', alias.at);
    }
    return;
  }
  const dot = name.indexOf('.');
  st.add(dot < 0 ? name : name.slice(0, dot), DEF_IMPORT, st.dialect.refusesImportedName ? alias.at : s.at);
}
