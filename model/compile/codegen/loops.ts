/**
 * `for`, `async for`, `while`, `if`, `return` and `assert`.
 * @module
 */
import type { Assert, For, If, Return, While } from '../../program/syntax.ts';
import type { Location } from '../sequence.ts';
import { isFunctionLike } from '../symtable.ts';
import type { Compiler } from './compiler.ts';
import { endFor } from './comprehensions.ts';
import { jumpIf } from './conditions.ts';
import { addSendStart, addYieldFrom, unwindAll } from './unwind.ts';

export function visitIf(c: Compiler, s: If): void {
  const end = c.newLabel();
  const next = s.orelse.length > 0 ? c.newLabel() : end;
  jumpIf(c, s.at, s.test, next, false);
  c.stmts(s.body);
  if (s.orelse.length > 0) {
    c.jump(null, c.dialect.forwardJump, end);
    c.useLabel(next);
    c.stmts(s.orelse);
  }
  c.useLabel(end);
}

export function visitWhile(c: Compiler, s: While): void {
  const loop = c.newLabel();
  const end = c.newLabel();
  const anchor = c.newLabel();
  c.useLabel(loop);
  c.pushFrameBlock({ type: 'whileLoop', block: loop, exit: end }, s.at);
  jumpIf(c, s.at, s.test, anchor, false);
  const body = c.newLabel();
  c.useLabel(body);
  c.stmts(s.body);
  if (c.dialect.whileTestsAtEnd) {
    jumpIf(c, s.at, s.test, body, true);
  } else {
    c.jump(null, 'JUMP', loop);
  }
  c.popFrameBlock();
  c.useLabel(anchor);
  c.stmts(s.orelse);
  c.useLabel(end);
}

export function visitFor(c: Compiler, s: For): void {
  const start = c.newLabel();
  const body = c.newLabel();
  const cleanup = c.newLabel();
  const end = c.newLabel();
  c.pushFrameBlock({ type: 'forLoop', block: start, exit: end }, s.at);
  c.expr(s.iter);
  const at = c.dialect.forAtIterable ? s.iter.at : s.at;
  c.op(at, 'GET_ITER');
  c.useLabel(start);
  c.jump(at, 'FOR_ITER', cleanup);
  if (c.dialect.forAtIterable) {
    // Keeps the line of a target that stands on another line than the iterable.
    c.op(s.target.at, 'NOP');
  }
  c.useLabel(body);
  c.expr(s.target);
  c.stmts(s.body);
  c.jump(null, 'JUMP', start);
  c.useLabel(cleanup);
  endFor(c);
  c.popFrameBlock();
  c.stmts(s.orelse);
  c.useLabel(end);
}

export function visitAsyncFor(c: Compiler, s: For): void {
  const start = c.newLabel();
  const send = c.newLabel();
  const except = c.newLabel();
  const end = c.newLabel();
  c.expr(s.iter);
  c.op(c.dialect.asyncForAtIterable ? s.iter.at : s.at, 'GET_AITER');
  c.useLabel(start);
  c.pushFrameBlock({ type: 'asyncForLoop', block: start, exit: end }, s.at);
  c.jump(s.at, 'SETUP_FINALLY', except);
  c.op(s.at, 'GET_ANEXT');
  addSendStart(c, s.at);
  c.useLabel(send);
  addYieldFrom(c, s.at, true);
  c.op(s.at, 'POP_BLOCK');
  if (c.dialect.endAsyncForJumps) {
    c.op(s.at, 'NOT_TAKEN');
  }
  c.expr(s.target);
  c.stmts(s.body);
  c.jump(null, 'JUMP', start);
  c.popFrameBlock();
  c.useLabel(except);
  if (c.dialect.endAsyncForJumps) {
    c.jump(s.iter.at, 'END_ASYNC_FOR', send);
  } else {
    c.op(s.iter.at, 'END_ASYNC_FOR');
  }
  c.stmts(s.orelse);
  c.useLabel(end);
}

export function visitReturn(c: Compiler, s: Return): void {
  const { value } = s;
  if (!isFunctionLike(c.block)) {
    throw c.error("'return' outside function", s.at);
  }
  if (value !== null && c.block.coroutine && c.block.generator) {
    throw c.error("'return' with value in async generator", s.at);
  }
  const constant = value?.kind === 'Constant' ? value : null;
  let at: Location = s.at;
  if (constant !== null) {
    at = constant.at;
    c.op(at, 'NOP');
  } else if (value !== null) {
    c.expr(value);
  }
  if (value === null || value.at.line !== s.at.line) {
    at = s.at;
    c.op(at, 'NOP');
  }
  at = unwindAll(c, at, value !== null && constant === null);
  if (value === null) {
    c.loadConst(at, null);
  } else if (constant !== null) {
    c.loadConst(at, constant.value);
  }
  c.op(at, 'RETURN_VALUE');
}

const CONSTANT_ASSERTIONERROR = 0;

export function visitAssert(c: Compiler, s: Assert): void {
  const end = c.newLabel();
  jumpIf(c, s.at, s.test, end, true);
  if (c.dialect.commonConstants) {
    c.opArg(s.at, 'LOAD_COMMON_CONSTANT', CONSTANT_ASSERTIONERROR);
  } else {
    c.op(s.at, 'LOAD_ASSERTION_ERROR');
  }
  if (s.msg !== null) {
    c.expr(s.msg);
    c.opArg(s.at, 'CALL', 0);
  }
  c.opArg(c.dialect.raisesAtAssertTest ? s.test.at : s.at, 'RAISE_VARARGS', 1);
  c.useLabel(end);
}
