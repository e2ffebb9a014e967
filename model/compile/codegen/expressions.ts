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

export function visitExpression(c: Compiler, e: Expression): void {
  switch (e.kind) {
    case 'NamedExpr':
      c.expr(e.value);
      c.opArg(e.at, 'COPY', 1);
      return c.expr(e.target);
    case 'BoolOp':
      return visitBoolOp(c, e);
    case 'BinOp':
      c.expr(e.left);
      c.expr(e.right);
      return addBinary(c, e.at, e.op);
    case 'UnaryOp':
      return visitUnaryOp(c, e);
    case 'Lambda':
      return visitLambda(c, e);
    case 'IfExp':
      return visitIfExp(c, e);
    case 'Dict':
      return visitDict(c, e);
    case 'Set':
      return visitSet(c, e);
    case 'GeneratorExp':
    case 'ListComp':
    case 'SetComp':
    case 'DictComp':
      return visitComprehension(c, e);
    case 'Yield':
      return visitYield(c, e);
    case 'YieldFrom':
      return visitYieldFrom(c, e);
    case 'Await':
      c.expr(e.value);
      return addAwait(c, e.at, 0);
    case 'Compare':
      return visitCompare(c, e);
    case 'Call':
      return visitCall(c, e);
    case 'Constant':
      return c.loadConst(e.at, e.value);
    case 'JoinedStr':
      return visitJoinedStr(c, e);
    case 'TemplateStr':
      return visitTemplateStr(c, e);
    case 'FormattedValue':
      return visitFormattedValue(c, e);
    case 'Interpolation':
      return visitInterpolation(c, e);
    case 'Attribute':
      return visitAttribute(c, e);
    case 'Subscript':
      return visitSubscript(c, e);
    case 'Starred':
      throw c.error(
        e.ctx === 'Store'
          ? 'starred assignment target must be in a list or tuple'
          : "can't use starred expression here",
        e.at,
      );
    case 'Slice':
      return visitSlice(c, e);
    case 'Name':
      return c.nameOp(e.at, e.id, e.ctx);
    case 'List':
    case 'Tuple':
      return visitSequence(c, e);
  }
}

function visitUnaryOp(c: Compiler, e: UnaryOp): void {
  c.expr(e.operand);
  switch (e.op) {
    case 'UAdd':
      return c.opArg(e.at, 'CALL_INTRINSIC_1', INTRINSIC_UNARY_POSITIVE);
    case 'Not':
      addToBool(c, e.at);
      return c.op(e.at, 'UNARY_NOT');
    case 'Invert':
      return c.op(e.at, 'UNARY_INVERT');
    case 'USub':
      return c.op(e.at, 'UNARY_NEGATIVE');
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

function visitYieldFrom(c: Compiler, e: Await): void {
  if (!isFunctionLike(c.block)) {
    throw c.error(`'yield${c.dialect.namesYieldFrom ? ' from' : ''}' outside function`, e.at);
  }
  if (c.u.scopeType === 'asyncFunction') {
    throw c.error("'yield from' inside async function", e.at);
  }
  c.expr(e.value);
  c.op(e.at, 'GET_YIELD_FROM_ITER');
  c.loadConst(e.at, null);
  addYieldFrom(c, e.at, false);
}

function visitAttribute(c: Compiler, e: Attribute): void {
  if (e.ctx === 'Load' && isSuperCall(c, e)) {
    loadSuperArguments(c, e.value);
    c.opName(e.at, 'LOAD_SUPER_ATTR', e.attr, 2, e.value.args.length > 0 ? 2 : 0);
    return c.op(atAttribute(e.at, e), 'NOP');
  }
  noteStaticAttribute(c, e);
  c.expr(e.value);
  const at = atAttribute(e.at, e);
  switch (e.ctx) {
    case 'Load':
      return c.loadAttr(at, e.attr);
    case 'Store':
      return c.opName(at, 'STORE_ATTR', e.attr);
    case 'Del':
      return c.opName(at, 'DELETE_ATTR', e.attr);
  }
}

/** `self.x = …` in a method tells the class of an attribute. */
function noteStaticAttribute(c: Compiler, e: Attribute): void {
  if (e.ctx === 'Store' && e.value.kind === 'Name' && e.value.id === 'self') {
    c.stack.findLast((u) => u.scopeType === 'class')?.staticAttributes.add(e.attr);
  }
}
