/**
 * `import` and `from … import`.
 * @module
 */
import type { Import, ImportFrom } from '../../program/syntax.ts';
import type { Location } from '../sequence.ts';
import { UnsupportedSyntax } from '../errors.ts';
import type { Compiler } from './compiler.ts';
import { indexOf } from './unit.ts';

/** CALL_INTRINSIC_1's argument. */
const INTRINSIC_IMPORT_STAR = 2;

export function visitImport(c: Compiler, s: Import): void {
  for (const alias of s.names) {
    c.loadConst(s.at, 0);
    c.loadConst(s.at, null);
    importName(c, s, alias.name);
    const dot = alias.name.indexOf('.');
    if (alias.asname !== null) {
      importAs(c, s.at, alias.name, alias.asname);
    } else {
      c.nameOp(s.at, dot < 0 ? alias.name : alias.name.slice(0, dot), 'Store');
    }
  }
}

/** IMPORT_NAME; the low bits of its argument say how lazy it is (3.15+). */
function importName(c: Compiler, s: Import | ImportFrom, name: string): void {
  if (!c.dialect.lazyImports) {
    if (s.lazy === true) {
      throw new UnsupportedSyntax('lazy import', s.at);
    }
    return c.opName(s.at, 'IMPORT_NAME', name);
  }
  c.opName(s.at, 'IMPORT_NAME', name, 2, s.lazy === true ? LAZY : mustBeEager(c, s) ? EAGER : 0);
}

const LAZY = 1;
const EAGER = 2;

/** Imports that run code or bind names at once whatever the mode: not in a module, in `try`, or of all names. */
function mustBeEager(c: Compiler, s: Import | ImportFrom): boolean {
  return (
    c.u.scopeType !== 'module' ||
    c.u.frameBlocks.some((b) => b.type === 'tryExcept' || b.type === 'finallyTry' || b.type === 'exceptionHandler') ||
    (s.kind === 'ImportFrom' && s.names.some((a) => a.name === '*'))
  );
}

/** `import a.b.c as d`: walks from `a`, which is on the stack, to `c`. */
function importAs(c: Compiler, at: Location, name: string, asname: string): void {
  const [, ...attributes] = name.split('.');
  attributes.forEach((attribute, i) => {
    if (i > 0) {
      c.opArg(at, 'SWAP', 2);
      c.op(at, 'POP_TOP');
    }
    c.opArg(at, 'IMPORT_FROM', indexOf(c.u.names, attribute));
  });
  c.nameOp(at, asname, 'Store');
  if (attributes.length > 0) {
    c.op(at, 'POP_TOP');
  }
}

export function visitImportFrom(c: Compiler, s: ImportFrom): void {
  c.loadConst(s.at, s.level);
  c.loadConst(s.at, { tuple: s.names.map((alias) => alias.name) });
  importName(c, s, s.module ?? '');
  for (const alias of s.names) {
    if (alias.name === '*') {
      c.opArg(s.at, 'CALL_INTRINSIC_1', INTRINSIC_IMPORT_STAR);
      return c.op(null, 'POP_TOP');
    }
    c.opName(s.at, 'IMPORT_FROM', alias.name);
    c.nameOp(s.at, alias.asname ?? alias.name, 'Store');
  }
  c.op(s.at, 'POP_TOP');
}
