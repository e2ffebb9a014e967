/**
 * `try` with handlers and `finally`.
 * @module
 */
import type { ExceptHandler, Try } from '../../program/syntax.ts';
import type { Label } from '../sequence.ts';
import type { Compiler } from './compiler.ts';
import { visitTryStarExcept } from './try-star.ts';
import { popExceptAndReraise } from './unwind.ts';

export function visitTry(c: Compiler, s: Try): void {
  if (s.finalbody.length > 0) {
    visitTryFinally(c, s);
  } else {
    visitHandlers(c, s);
  }
}

function visitHandlers(c: Compiler, s: Try): void {
  if (s.kind === 'Try') {
    visitTryExcept(c, s);
  } else {
    visitTryStarExcept(c, s);
  }
}

function visitTryFinally(c: Compiler, s: Try): void {
  const body = c.newLabel();
  const end = c.newLabel();
  const exit = c.newLabel();
  const cleanup = c.newLabel();
  c.jump(s.at, 'SETUP_FINALLY', end);
  c.useLabel(body);
  c.pushFrameBlock({ type: 'finallyTry', finalbody: s.finalbody }, s.at);
  if (s.handlers.length > 0) {
    visitHandlers(c, s);
  } else {
    c.stmts(s.body);
  }
  c.op(null, 'POP_BLOCK');
  c.popFrameBlock();
  c.stmts(s.finalbody);
  c.jump(null, c.dialect.forwardJump, exit);
  c.useLabel(end);
  c.jump(null, 'SETUP_CLEANUP', cleanup);
  c.op(null, 'PUSH_EXC_INFO');
  c.pushFrameBlock({ type: 'finallyEnd' }, null);
  c.stmts(s.finalbody);
  c.popFrameBlock();
  c.opArg(null, 'RERAISE', 0);
  c.useLabel(cleanup);
  popExceptAndReraise(c, null);
  c.useLabel(exit);
}

function visitTryExcept(c: Compiler, s: Try): void {
  const body = c.newLabel();
  const except = c.newLabel();
  const end = c.newLabel();
  const cleanup = c.newLabel();
  c.jump(s.at, 'SETUP_FINALLY', except);
  c.useLabel(body);
  c.pushFrameBlock({ type: 'tryExcept' }, s.at);
  c.stmts(s.body);
  c.popFrameBlock();
  c.op(null, 'POP_BLOCK');
  c.stmts(s.orelse);
  c.jump(null, c.dialect.forwardJump, end);
  c.useLabel(except);
  c.jump(null, 'SETUP_CLEANUP', cleanup);
  c.op(null, 'PUSH_EXC_INFO');
  c.pushFrameBlock({ type: 'exceptionHandler' }, s.at);
  s.handlers.forEach((handler, i) => {
    if (handler.type === null && i < s.handlers.length - 1) {
      throw c.error("default 'except:' must be last", handler.at);
    }
    visitHandler(c, handler, end);
  });
  c.popFrameBlock();
  c.opArg(null, 'RERAISE', 0);
  c.useLabel(cleanup);
  popExceptAndReraise(c, null);
  c.useLabel(end);
}

function visitHandler(c: Compiler, handler: ExceptHandler, end: Label): void {
  const next = c.newLabel();
  if (handler.type !== null) {
    c.expr(handler.type);
    c.op(handler.at, 'CHECK_EXC_MATCH');
    c.jump(handler.at, 'POP_JUMP_IF_FALSE', next);
  }
  if (handler.name === null) {
    visitUnnamedHandler(c, handler, end);
  } else {
    visitNamedHandler(c, handler, handler.name, end);
  }
  c.useLabel(next);
}

function visitUnnamedHandler(c: Compiler, handler: ExceptHandler, end: Label): void {
  const body = c.newLabel();
  c.op(handler.at, 'POP_TOP');
  c.useLabel(body);
  c.pushFrameBlock({ type: 'handlerCleanup', name: null }, handler.at);
  c.stmts(handler.body);
  c.popFrameBlock();
  c.op(null, 'POP_BLOCK');
  c.op(null, 'POP_EXCEPT');
  c.jump(null, c.dialect.forwardJump, end);
}

/** `except … as name`: the body stands in a `finally` that unbinds the name. */
function visitNamedHandler(c: Compiler, handler: ExceptHandler, name: string, end: Label): void {
  const cleanupEnd = c.newLabel();
  const cleanupBody = c.newLabel();
  c.nameOp(handler.at, name, 'Store');
  c.jump(handler.at, 'SETUP_CLEANUP', cleanupEnd);
  c.useLabel(cleanupBody);
  c.pushFrameBlock({ type: 'handlerCleanup', name }, handler.at);
  c.stmts(handler.body);
  c.popFrameBlock();
  c.op(null, 'POP_BLOCK');
  c.op(null, 'POP_BLOCK');
  c.op(null, 'POP_EXCEPT');
  unbind(c, name);
  c.jump(null, c.dialect.forwardJump, end);
  c.useLabel(cleanupEnd);
  unbind(c, name);
  c.opArg(null, 'RERAISE', 1);
}

/** `name = None; del name`, artificial. */
function unbind(c: Compiler, name: string): void {
  c.loadConst(null, null);
  c.nameOp(null, name, 'Store');
  c.nameOp(null, name, 'Del');
}
