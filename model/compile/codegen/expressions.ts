/**
 * Every expression.
 * @module
 */
import type { Attribute, Await, Expression, UnaryOp, Yield } from '../../program/syntax.ts';
import { isFunctionLike } from '../symtable.ts';
import { addBinary, visitSlice, visitSubscript } from './assignments.ts';
import { atAttribute, isSuperCall, loadSuperArguments, visitCall } from './calls.ts';
import type { Compiler } from './compiler.ts';
import { addYield, visitComprehension } from './comprehensions.ts';
import { addToBool, visitBoolOp, visitCompare, visitIfExp } from './conditions.ts';
import { visitDict, visitSequence, visitSet } from './displays.ts';
import { visitLambda } from './functions.ts';
import { visitFormattedValue, visitInterpolation, visitJoinedStr, visitTemplateStr } from './strings.ts';
import { addAwait, addYieldFrom } from './unwind.ts';

/** CALL_INTRINSIC_1's argument. */
const INTRINSIC_UNARY_POSITIVE = 5;
/**
 * GET_ITER's argument (3.15+) for `yield from`. The code generator's own is 1; making the code object turns it into 2
 * if the flags are a coroutine's, which may delegate to coroutines, or else into 3. No coroutine can have `yield from`.
 */
const GET_ITER_YIELD_FROM = 3;

export function visitExpression(c: Compiler, e: Expression): void {
  switch (e.kind) {
    case 'NamedExpr':
      c.expr(e.value);
      c.opArg(e.at, 'COPY', 1);
      c.expr(e.target);
      return;
    case 'BoolOp':
      visitBoolOp(c, e);
      return;
    case 'BinOp':
      c.expr(e.left);
      c.expr(e.right);
      addBinary(c, e.at, e.op);
      return;
    case 'UnaryOp':
      visitUnaryOp(c, e);
      return;
    case 'Lambda':
      visitLambda(c, e);
      return;
    case 'IfExp':
      visitIfExp(c, e);
      return;
    case 'Dict':
      visitDict(c, e);
      return;
    case 'Set':
      visitSet(c, e);
      return;
    case 'GeneratorExp':
    case 'ListComp':
    case 'SetComp':
    case 'DictComp':
      visitComprehension(c, e);
      return;
    case 'Yield':
      visitYield(c, e);
      return;
    case 'YieldFrom':
      visitYieldFrom(c, e);
      return;
    case 'Await':
      refuseAwait(c, e);
      c.expr(e.value);
      addAwait(c, e.at, 0);
      return;
    case 'Compare':
      visitCompare(c, e);
      return;
    case 'Call':
      visitCall(c, e);
      return;
    case 'Constant':
      c.loadConst(e.at, e.value);
      return;
    case 'JoinedStr':
      visitJoinedStr(c, e);
      return;
    case 'TemplateStr':
      visitTemplateStr(c, e);
      return;
    case 'FormattedValue':
      visitFormattedValue(c, e);
      return;
    case 'Interpolation':
      visitInterpolation(c, e);
      return;
    case 'Attribute':
      visitAttribute(c, e);
      return;
    case 'Subscript':
      visitSubscript(c, e);
      return;
    case 'Starred':
      throw c.error(
        e.ctx === 'Store'
          ? 'starred assignment target must be in a list or tuple'
          : "can't use starred expression here",
        e.at,
      );
    case 'Slice':
      visitSlice(c, e);
      return;
    case 'Name':
      c.nameOp(e.at, e.id, e.ctx);
      return;
    case 'List':
    case 'Tuple':
      visitSequence(c, e);
      return;
  }
}

function visitUnaryOp(c: Compiler, e: UnaryOp): void {
  c.expr(e.operand);
  switch (e.op) {
    case 'UAdd':
      c.opArg(e.at, 'CALL_INTRINSIC_1', INTRINSIC_UNARY_POSITIVE);
      return;
    case 'Not':
      addToBool(c, e.at);
      c.op(e.at, 'UNARY_NOT');
      return;
    case 'Invert':
      c.op(e.at, 'UNARY_INVERT');
      return;
    case 'USub':
      c.op(e.at, 'UNARY_NEGATIVE');
      return;
  }
}

function visitYield(c: Compiler, e: Yield): void {
  if (!isFunctionLike(c.block)) {
    throw c.error("'yield' outside function", e.at);
  }
  if (e.value !== null) {
    c.expr(e.value);
  } else {
    c.loadConst(e.at, null);
  }
  addYield(c, e.at);
}

function refuseAwait(c: Compiler, e: Await): void {
  if (!isFunctionLike(c.block)) {
    throw c.error("'await' outside function", e.at);
  }
  if (!c.dialect.refusesAsyncEarly && c.u.scopeType !== 'asyncFunction' && c.u.scopeType !== 'comprehension') {
    throw c.error("'await' outside async function", e.at);
  }
}

function visitYieldFrom(c: Compiler, e: Await): void {
  if (!isFunctionLike(c.block)) {
    throw c.error(`'yield${c.dialect.namesYieldFrom ? ' from' : ''}' outside function`, e.at);
  }
  if (c.u.scopeType === 'asyncFunction') {
    throw c.error("'yield from' inside async function", e.at);
  }
  c.expr(e.value);
  if (c.dialect.yieldFromIsIter) {
    c.opArg(e.at, 'GET_ITER', GET_ITER_YIELD_FROM);
  } else {
    c.op(e.at, 'GET_YIELD_FROM_ITER');
  }
  c.loadConst(e.at, null);
  addYieldFrom(c, e.at, false);
}

function visitAttribute(c: Compiler, e: Attribute): void {
  if (e.ctx === 'Load' && isSuperCall(c, e)) {
    loadSuperArguments(c, e.value);
    c.opName(e.at, 'LOAD_SUPER_ATTR', e.attr, 2, e.value.args.length > 0 ? 2 : 0);
    c.op(atAttribute(e.at, e), 'NOP');
    return;
  }
  noteStaticAttribute(c, e);
  c.expr(e.value);
  const at = atAttribute(e.at, e);
  switch (e.ctx) {
    case 'Load':
      c.loadAttr(at, e.attr);
      return;
    case 'Store':
      c.opName(at, 'STORE_ATTR', e.attr);
      return;
    case 'Del':
      c.opName(at, 'DELETE_ATTR', e.attr);
      return;
  }
}

/** `self.x = …` in a method tells the class of an attribute. */
function noteStaticAttribute(c: Compiler, e: Attribute): void {
  if (e.ctx === 'Store' && e.value.kind === 'Name' && e.value.id === 'self') {
    c.stack.findLast((u) => u.scopeType === 'class')?.staticAttributes.add(e.attr);
  }
}
