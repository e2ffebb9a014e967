/**
 * Subscripts, slices, augmented and annotated assignment.
 * @module
 */
import type { AnnAssign, AugAssign, BinaryOperator, Expression, Slice, Subscript } from '../../program/syntax.ts';
import type { Location } from '../sequence.ts';
import { loadAnnotationString } from './annotations.ts';
import { atAttribute } from './calls.ts';
import type { Compiler } from './compiler.ts';
import { indexOf } from './unit.ts';

/** BINARY_OP's arguments (`NB_…`); in place 13 more. */
const BINARY_OPERATORS: Readonly<Record<BinaryOperator, number>> = {
  Add: 0,
  BitAnd: 1,
  FloorDiv: 2,
  LShift: 3,
  MatMult: 4,
  Mult: 5,
  Mod: 6,
  BitOr: 7,
  Pow: 8,
  RShift: 9,
  Sub: 10,
  Div: 11,
  BitXor: 12,
};
const INPLACE = 13;
const NB_SUBSCR = 26;

export function addBinary(c: Compiler, at: Location, op: BinaryOperator, inPlace = false): void {
  c.opArg(at, 'BINARY_OP', BINARY_OPERATORS[op] + (inPlace ? INPLACE : 0));
}

export function addSubscript(c: Compiler, at: Location): void {
  if (c.dialect.subscriptIsBinaryOp) {
    c.opArg(at, 'BINARY_OP', NB_SUBSCR);
  } else {
    c.op(at, 'BINARY_SUBSCR');
  }
}

// ---- subscripts

function isConstantSlice(e: Slice): boolean {
  return [e.lower, e.upper, e.step].every((part) => part === null || part.kind === 'Constant');
}

/** Whether a subscript is a slice without step that goes to the stack as its two bounds. */
function isTwoPartSlice(c: Compiler, e: Expression): e is Slice {
  return e.kind === 'Slice' && e.step === null && !(c.dialect.constantSlices && isConstantSlice(e));
}

function addBounds(c: Compiler, e: Slice): void {
  for (const bound of [e.lower, e.upper]) {
    if (bound !== null) {
      c.expr(bound);
    } else {
      c.loadConst(e.at, null);
    }
  }
}

export function visitSlice(c: Compiler, e: Slice): void {
  if (c.dialect.constantSlices && isConstantSlice(e)) {
    const part = (p: Expression | null) => (p?.kind === 'Constant' ? p.value : null);
    c.loadConst(e.at, { slice: [part(e.lower), part(e.upper), part(e.step)] });
    return;
  }
  addBounds(c, e);
  if (e.step !== null) {
    c.expr(e.step);
  }
  c.opArg(e.at, 'BUILD_SLICE', e.step === null ? 2 : 3);
}

export function visitSubscript(c: Compiler, e: Subscript): void {
  c.expr(e.value);
  if (e.ctx !== 'Del' && isTwoPartSlice(c, e.slice)) {
    addBounds(c, e.slice);
    c.op(e.at, e.ctx === 'Load' ? 'BINARY_SLICE' : 'STORE_SLICE');
    return;
  }
  c.expr(e.slice);
  if (e.ctx === 'Load') {
    addSubscript(c, e.at);
  } else {
    c.op(e.at, e.ctx === 'Store' ? 'STORE_SUBSCR' : 'DELETE_SUBSCR');
  }
}

// ---- augmented assignment

export function visitAugAssign(c: Compiler, s: AugAssign): void {
  const e = s.target;
  switch (e.kind) {
    case 'Attribute': {
      c.expr(e.value);
      c.opArg(e.at, 'COPY', 1);
      const at = atAttribute(e.at, e);
      c.loadAttr(at, e.attr);
      addInPlace(c, s);
      c.opArg(at, 'SWAP', 2);
      c.opName(at, 'STORE_ATTR', e.attr);
      return;
    }
    case 'Subscript':
      visitAugSubscript(c, s, e);
      return;
    case 'Name':
      c.nameOp(e.at, e.id, 'Load');
      addInPlace(c, s);
      c.nameOp(e.at, e.id, 'Store');
      return;
    default:
      throw c.error(`'${e.kind}' is an illegal expression for augmented assignment`, e.at);
  }
}

function addInPlace(c: Compiler, s: AugAssign): void {
  c.expr(s.value);
  addBinary(c, s.at, s.op, true);
}

function visitAugSubscript(c: Compiler, s: AugAssign, e: Subscript): void {
  c.expr(e.value);
  if (isTwoPartSlice(c, e.slice)) {
    addBounds(c, e.slice);
    c.opArg(e.at, 'COPY', 3);
    c.opArg(e.at, 'COPY', 3);
    c.opArg(e.at, 'COPY', 3);
    c.op(e.at, 'BINARY_SLICE');
    addInPlace(c, s);
    c.opArg(e.at, 'SWAP', 4);
    c.opArg(e.at, 'SWAP', 3);
    c.opArg(e.at, 'SWAP', 2);
    c.op(e.at, 'STORE_SLICE');
    return;
  }
  c.expr(e.slice);
  c.opArg(e.at, 'COPY', 2);
  c.opArg(e.at, 'COPY', 2);
  addSubscript(c, e.at);
  addInPlace(c, s);
  c.opArg(e.at, 'SWAP', 3);
  c.opArg(e.at, 'SWAP', 2);
  c.op(e.at, 'STORE_SUBSCR');
}

// ---- annotated assignment

export function visitAnnAssign(c: Compiler, s: AnnAssign): void {
  const { target } = s;
  if (s.value !== null) {
    c.expr(s.value);
    c.expr(target);
  }
  const isNamespace = c.u.scopeType === 'module' || c.u.scopeType === 'class';
  switch (target.kind) {
    case 'Name':
      if (s.simple && isNamespace) {
        annotateName(c, s, target.id);
      }
      break;
    case 'Attribute':
      if (s.value === null) {
        checkAnnotated(c, target.value);
      }
      break;
    case 'Subscript':
      if (s.value === null) {
        checkAnnotated(c, target.value);
        checkAnnotatedSubscript(c, target.slice);
      }
      break;
    default:
  }
  // The annotation of a target that keeps none is evaluated for its errors.
  if (!c.dialect.lazyAnnotations && !s.simple && !c.future.annotations && isNamespace) {
    checkAnnotated(c, s.annotation);
  }
}

function annotateName(c: Compiler, s: AnnAssign, name: string): void {
  if (c.dialect.lazyAnnotations && !c.future.annotations) {
    deferAnnotation(c, s);
    return;
  }
  if (c.future.annotations) {
    loadAnnotationString(c, s.annotation);
  } else {
    c.expr(s.annotation);
  }
  c.opName(s.at, 'LOAD_NAME', '__annotations__');
  c.loadConst(s.at, c.mangle(name));
  c.op(s.at, 'STORE_SUBSCR');
}

/** Notes the annotation for `__annotate__`, and at run time that execution has come by if that is not certain. */
function deferAnnotation(c: Compiler, s: AnnAssign): void {
  const { u } = c;
  if (u.scopeType !== 'module' && u.inConditionalBlock === 0) {
    u.deferred.push({ statement: s, index: -1 });
    return;
  }
  const index = u.nextConditionalIndex++;
  u.deferred.push({ statement: s, index });
  if (u.scopeType === 'class') {
    c.opArg(s.at, 'LOAD_DEREF', indexOf(u.cellvars, '__conditional_annotations__'));
  } else {
    c.opName(s.at, 'LOAD_NAME', '__conditional_annotations__');
  }
  c.loadConst(s.at, index);
  c.opArg(s.at, 'SET_ADD', 1);
  c.op(s.at, 'POP_TOP');
}

function checkAnnotated(c: Compiler, e: Expression): void {
  c.expr(e);
  c.op(e.at, 'POP_TOP');
}

function checkAnnotatedSubscript(c: Compiler, e: Expression): void {
  if (e.kind === 'Slice') {
    for (const part of [e.lower, e.upper, e.step]) {
      if (part !== null) {
        checkAnnotated(c, part);
      }
    }
  } else if (e.kind === 'Tuple') {
    for (const elt of e.elts) {
      checkAnnotatedSubscript(c, elt);
    }
  } else {
    checkAnnotated(c, e);
  }
}
