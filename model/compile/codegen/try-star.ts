/**
 * `try … except*` (PEP 654).
 * @module
 */
import type { ExceptHandler, Try } from '../../program/syntax.ts';
import type { Label } from '../sequence.ts';
import type { Compiler } from './compiler.ts';
import { popExceptAndReraise } from './unwind.ts';

/** CALL_INTRINSIC_2: what is left to raise after all handlers. */
const INTRINSIC_PREP_RERAISE_STAR = 1;

export function visitTryStarExcept(c: Compiler, s: Try): void {
  const body = c.newLabel();
  const except = c.newLabel();
  const orelse = c.newLabel();
  const end = c.newLabel();
  const cleanup = c.newLabel();
  const reraiseStar = c.newLabel();
  c.jump(s.at, 'SETUP_FINALLY', except);
  c.useLabel(body);
  c.pushFrameBlock({ type: 'tryExcept' }, s.at);
  c.stmts(s.body);
  c.popFrameBlock();
  c.op(null, 'POP_BLOCK');
  c.jump(null, c.dialect.forwardJump, orelse);
  c.useLabel(except);
  c.jump(null, 'SETUP_CLEANUP', cleanup);
  c.op(null, 'PUSH_EXC_INFO');
  c.pushFrameBlock({ type: 'exceptionGroupHandler' }, s.at);
  s.handlers.forEach((handler, i) => {
    if (i === 0) {
      // The exceptions raised by the handlers, and a copy of the group, are kept below what is left to match.
      c.opArg(handler.at, 'BUILD_LIST', 0);
      c.opArg(handler.at, 'COPY', 2);
    }
    visitHandler(c, handler, i === s.handlers.length - 1 ? reraiseStar : null);
  });
  c.popFrameBlock();
  const reraise = c.newLabel();
  c.useLabel(reraiseStar);
  c.opArg(null, 'CALL_INTRINSIC_2', INTRINSIC_PREP_RERAISE_STAR);
  c.opArg(null, 'COPY', 1);
  c.jump(null, 'POP_JUMP_IF_NOT_NONE', reraise);
  c.op(null, 'POP_TOP');
  c.op(null, 'POP_BLOCK');
  c.op(null, 'POP_EXCEPT');
  c.jump(null, c.dialect.forwardJump, end);
  c.useLabel(reraise);
  c.op(null, 'POP_BLOCK');
  c.opArg(null, 'SWAP', 2);
  c.op(null, 'POP_EXCEPT');
  c.opArg(null, 'RERAISE', 0);
  c.useLabel(cleanup);
  popExceptAndReraise(c, null);
  c.useLabel(orelse);
  c.stmts(s.orelse);
  c.useLabel(end);
}

/** One handler; the last one (`reraiseStar` given) hands what is unmatched on. */
function visitHandler(c: Compiler, handler: ExceptHandler, reraiseStar: Label | null): void {
  const at = handler.at;
  const next = c.newLabel();
  const nextWithError = c.newLabel();
  const noMatch = c.newLabel();
  if (handler.type !== null) {
    c.expr(handler.type);
    c.op(at, 'CHECK_EG_MATCH');
    c.opArg(at, 'COPY', 1);
    c.jump(at, 'POP_JUMP_IF_NONE', noMatch);
  }
  const cleanupEnd = c.newLabel();
  const cleanupBody = c.newLabel();
  if (handler.name !== null) {
    c.nameOp(at, handler.name, 'Store');
  } else {
    c.op(at, 'POP_TOP');
  }
  c.jump(at, 'SETUP_CLEANUP', cleanupEnd);
  c.useLabel(cleanupBody);
  c.pushFrameBlock({ type: 'handlerCleanup', name: handler.name }, at);
  c.stmts(handler.body);
  c.popFrameBlock();
  c.op(null, 'POP_BLOCK');
  unbind(c, handler.name);
  c.jump(null, c.dialect.forwardJump, next);
  c.useLabel(cleanupEnd);
  unbind(c, handler.name);
  c.opArg(null, 'LIST_APPEND', 3);
  c.op(null, 'POP_TOP');
  c.jump(null, c.dialect.forwardJump, nextWithError);
  c.useLabel(next);
  c.op(null, 'NOP');
  c.jump(null, c.dialect.forwardJump, nextWithError);
  c.useLabel(noMatch);
  c.op(at, 'POP_TOP');
  c.useLabel(nextWithError);
  if (reraiseStar !== null) {
    c.opArg(null, 'LIST_APPEND', 1);
    c.jump(null, c.dialect.forwardJump, reraiseStar);
  }
}

function unbind(c: Compiler, name: string | null): void {
  if (name !== null) {
    c.loadConst(null, null);
    c.nameOp(null, name, 'Store');
    c.nameOp(null, name, 'Del');
  }
}
