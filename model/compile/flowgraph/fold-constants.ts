/**
 * Constant folding in the graph (3.14+; before, only tuples): operations on constants become constants, displays of
 * constants become tuples and frozensets.
 * @module
 */
import type { CodeConstant } from '../../code/code-object.ts';
import type { Constant } from '../../code/constant.ts';
import type { BinaryOperator, UnaryOperator } from '../../program/syntax.ts';
import { distinctMembers } from '../arithmetic/members.ts';
import { foldBinary, foldSubscript, foldUnary } from '../arithmetic/operators.ts';
import type { Block, Graph, Instr } from './block.ts';
import { setOp } from './block.ts';
import { addConst, constLoads, constOf, loadsConst, makeLoadConst, nopOut } from './constants.ts';

/** The longest display that is folded (`_PY_STACK_USE_GUIDELINE`). */
const MAX_DISPLAY = 30;
/** The shortest list or set display that is worth a constant where nothing says that it is only looked at. */
const MIN_CONST_SEQUENCE = 3;

/** Operators in the order of `NB_…`; the in-place ones follow. */
const NB_OPERATORS: readonly BinaryOperator[] = [
  'Add',
  'BitAnd',
  'FloorDiv',
  'LShift',
  'MatMult',
  'Mult',
  'Mod',
  'BitOr',
  'Pow',
  'RShift',
  'Sub',
  'Div',
  'BitXor',
];
/** BINARY_OP's argument for `a[b]`. */
const NB_SUBSCR = 26;
/** CALL_INTRINSIC_1's arguments. */
const INTRINSIC_UNARY_POSITIVE = 5;
export const INTRINSIC_LIST_TO_TUPLE = 6;

const UNARY: Readonly<Record<string, UnaryOperator>> = {
  UNARY_NEGATIVE: 'USub',
  UNARY_INVERT: 'Invert',
  UNARY_NOT: 'Not',
};

/** A constant that is not code. */
function plain(c: CodeConstant): c is Constant {
  return !(typeof c === 'object' && c !== null && 'kind' in c);
}

function valuesOf(g: Graph, loads: readonly Instr[]): Constant[] | null {
  const values: Constant[] = [];
  for (const i of loads) {
    const c = constOf(g, i.op, i.arg);
    if (!plain(c)) return null;
    values.push(c);
  }
  return values;
}

/** LOAD_CONST …, BUILD_TUPLE n → LOAD_CONST (…); the loads must be adjacent before 3.14. */
export function foldTuple(g: Graph, b: Block, index: number): void {
  const build = b.instrs[index]!;
  const size = build.arg;
  let loads: Instr[] | null;
  if (g.facts.foldsConstants) {
    loads = size > MAX_DISPLAY ? null : constLoads(g, b, index - 1, size);
  } else {
    loads = index >= size ? b.instrs.slice(index - size, index) : null;
    if (loads?.some((i) => !loadsConst(g, i.op, i.arg))) loads = null;
  }
  const values = loads === null ? null : valuesOf(g, loads);
  if (loads === null || values === null) return;
  if (g.facts.foldsConstants) nopOut(loads);
  else for (const i of loads) setOp(i, 'NOP');
  makeConstant(g, build, { tuple: values });
}

function makeConstant(g: Graph, i: Instr, constant: Constant): void {
  if (g.facts.foldsConstants) makeLoadConst(g, i, constant);
  else setOp(i, 'LOAD_CONST', addConst(g, constant));
}

/** BUILD_LIST 0, (LOAD_CONST, LIST_APPEND 1)…, INTRINSIC_LIST_TO_TUPLE → LOAD_CONST (…). */
export function foldListToTuple(g: Graph, b: Block, index: number): void {
  const loads: Instr[] = [];
  const others: Instr[] = [];
  let expectAppend = true;
  for (let at = index - 1; at >= 0; at--) {
    const i = b.instrs[at]!;
    if (i.op === 'NOP') continue;
    if (i.op === 'BUILD_LIST' && i.arg === 0) {
      const values = expectAppend ? valuesOf(g, loads) : null;
      if (values === null) return;
      nopOut([...loads, ...others, i]);
      makeLoadConst(g, b.instrs[index]!, { tuple: values });
      return;
    }
    if (expectAppend) {
      if (i.op !== 'LIST_APPEND' || i.arg !== 1) return;
      others.push(i);
    } else {
      if (!loadsConst(g, i.op, i.arg)) return;
      loads.unshift(i);
    }
    expectAppend = !expectAppend;
  }
}

/** List and set displays that are only iterated or searched become tuples and frozensets; long constant ones too. */
export function optimizeListOrSet(g: Graph, b: Block, index: number): void {
  const build = b.instrs[index]!;
  const next = b.instrs[index + 1]?.op;
  const onlyLookedAt = next === 'GET_ITER' || next === 'CONTAINS_OP';
  const size = build.arg;
  if (size > MAX_DISPLAY || (size < MIN_CONST_SEQUENCE && !onlyLookedAt)) return;
  const loads = constLoads(g, b, index - 1, size);
  const values = loads === null ? null : valuesOf(g, loads);
  if (loads === null || values === null) {
    if (onlyLookedAt && build.op === 'BUILD_LIST') build.op = 'BUILD_TUPLE';
    return;
  }
  const isList = build.op === 'BUILD_LIST';
  const at = addConst(g, isList ? { tuple: values } : { frozenset: distinctMembers(values) });
  nopOut(loads);
  if (onlyLookedAt) {
    setOp(build, 'LOAD_CONST', at);
    return;
  }
  const first = b.instrs[index - 2]!;
  first.at = build.at;
  setOp(first, build.op, 0);
  setOp(b.instrs[index - 1]!, 'LOAD_CONST', at);
  setOp(build, isList ? 'LIST_EXTEND' : 'SET_UPDATE', 1);
}

/** LOAD_CONST, LOAD_CONST, BINARY_OP → LOAD_CONST, unless the operation raises. */
export function foldBinaryOp(g: Graph, b: Block, index: number): void {
  const i = b.instrs[index]!;
  const loads = constLoads(g, b, index - 1, 2);
  const values = loads === null ? null : valuesOf(g, loads);
  if (loads === null || values === null) return;
  const [left, right] = values;
  let result: Constant | undefined;
  if (i.arg === NB_SUBSCR) result = foldSubscript(left!, right!);
  else {
    const op = NB_OPERATORS[i.arg];
    result = op === undefined ? undefined : foldBinary(op, left!, right!, g.facts.foldRules);
  }
  if (result === undefined) return;
  nopOut(loads);
  makeLoadConst(g, i, result);
}

/** LOAD_CONST, UNARY_… → LOAD_CONST. */
export function foldUnaryOp(g: Graph, b: Block, index: number): void {
  const i = b.instrs[index]!;
  const op = UNARY[i.op] ?? (i.op === 'CALL_INTRINSIC_1' && i.arg === INTRINSIC_UNARY_POSITIVE ? 'UAdd' : undefined);
  const loads = constLoads(g, b, index - 1, 1);
  const values = loads === null ? null : valuesOf(g, loads);
  if (op === undefined || loads === null || values === null) return;
  const result = foldUnary(op, values[0]!, g.facts.foldRules);
  if (result === undefined) return;
  nopOut(loads);
  makeLoadConst(g, i, result);
}
