/**
 * `import` and `from … import`.
 * @module
 */
import type { Import, ImportFrom } from '../../program/syntax.ts';
import { UnsupportedSyntax } from '../errors.ts';
import type { Location } from '../sequence.ts';
import type { Compiler } from './compiler.ts';
import { type FrameBlock, indexOf } from './unit.ts';

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
    c.opName(s.at, 'IMPORT_NAME', name);
    return;
  }
  let low = 0;
  if (s.lazy === true) {
    low = LAZY;
  } else if (mustBeEager(c, s)) {
    low = EAGER;
  }
  c.opName(s.at, 'IMPORT_NAME', name, 2, low);
}

const LAZY = 1;
const EAGER = 2;

const HANDLED: ReadonlySet<FrameBlock['type']> = new Set([
  'tryExcept',
  'finallyTry',
  'finallyEnd',
  'exceptionHandler',
  'exceptionGroupHandler',
  'handlerCleanup',
]);

/** Imports that no mode makes lazy: in functions and classes, in `try`, and of all names. */
function mustBeEager(c: Compiler, s: Import | ImportFrom): boolean {
  return (
    c.u.scopeType !== 'module' ||
    c.u.frameBlocks.some((b) => HANDLED.has(b.type)) ||
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
      c.op(null, 'POP_TOP');
      return;
    }
    c.opName(s.at, 'IMPORT_FROM', alias.name);
    c.nameOp(s.at, alias.asname ?? alias.name, 'Store');
  }
  c.op(s.at, 'POP_TOP');
}
