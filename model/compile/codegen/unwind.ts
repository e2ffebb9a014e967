/**
 * The way out of statements: what `return`, `break` and `continue` undo of the blocks around them, and the
 * sequences that several families share.
 * @module
 */
import type { Label, Location } from '../sequence.ts';
import { type Compiler, RESUME_AFTER_AWAIT, RESUME_AFTER_YIELD_FROM } from './compiler.ts';
import type { FrameBlock } from './unit.ts';

type Loop = Extract<FrameBlock, { readonly exit: Label }>;

function isLoop(block: FrameBlock): block is Loop {
  return block.type === 'whileLoop' || block.type === 'forLoop' || block.type === 'asyncForLoop';
}

/** `__exit__(None, None, None)`, its callable being on the stack. */
export function callExitWithNones(c: Compiler, at: Location): void {
  c.loadConst(at, null);
  c.loadConst(at, null);
  c.loadConst(at, null);
  c.opArg(at, 'CALL', c.dialect.loadSpecial ? 3 : 2);
}

/** What SEND finds the first time above the iterator or awaitable. */
export function addSendStart(c: Compiler, at: Location): void {
  if (c.dialect.sendIndex) {
    c.op(at, 'PUSH_NULL');
  }
  c.loadConst(at, null);
}

/** Delegates to the iterator or awaitable below the `None` on the stack until it is done. */
export function addYieldFrom(c: Compiler, at: Location, isAwait: boolean): void {
  const send = c.newLabel();
  const fail = c.newLabel();
  const exit = c.newLabel();
  c.useLabel(send);
  c.jump(at, 'SEND', exit);
  // A virtual try/except for StopIteration out of close() or throw(): YIELD_VALUE raises only then.
  c.jump(at, 'SETUP_FINALLY', fail);
  c.opArg(at, 'YIELD_VALUE', c.dialect.yieldValueTellsDelegation ? 1 : 0);
  c.op(null, 'POP_BLOCK');
  c.opArg(at, 'RESUME', isAwait ? RESUME_AFTER_AWAIT : RESUME_AFTER_YIELD_FROM);
  c.jump(at, 'JUMP_NO_INTERRUPT', send);
  c.useLabel(fail);
  c.op(at, 'CLEANUP_THROW');
  c.useLabel(exit);
  c.op(at, 'END_SEND');
}

/** Awaits the value on the stack; `where` is GET_AWAITABLE's argument. */
export function addAwait(c: Compiler, at: Location, where: number): void {
  c.opArg(at, 'GET_AWAITABLE', where);
  addSendStart(c, at);
  addYieldFrom(c, at, true);
}

/** The end of every handler: drop the handled exception, raise the new one on. */
export function popExceptAndReraise(c: Compiler, at: Location): void {
  c.opArg(at, 'COPY', 3);
  c.op(at, 'POP_EXCEPT');
  c.opArg(at, 'RERAISE', 1);
}

/**
 * Undoes one block. With `preserveTop` the top of the stack survives.
 * @returns the location of what follows: artificial after a `finally` or a `with`
 */
function unwindBlock(c: Compiler, at: Location, block: FrameBlock, preserveTop: boolean): Location {
  const keep = (depth: number): void => {
    if (preserveTop) {
      c.opArg(at, 'SWAP', depth);
    }
  };
  switch (block.type) {
    case 'whileLoop':
    case 'exceptionHandler':
    case 'exceptionGroupHandler':
    case 'asyncComprehension':
    case 'stopIteration':
      return at;
    case 'forLoop':
      keep(c.dialect.iterItems + 1);
      for (let i = 0; i < c.dialect.iterItems; i++) {
        c.op(at, 'POP_TOP');
      }
      return at;
    case 'asyncForLoop':
    case 'popValue':
      keep(2);
      c.op(at, 'POP_TOP');
      return at;
    case 'tryExcept':
      c.op(at, 'POP_BLOCK');
      return at;
    case 'finallyTry':
      c.op(at, 'POP_BLOCK');
      if (preserveTop) {
        c.pushFrameBlock({ type: 'popValue' }, at);
      }
      c.stmts(block.finalbody);
      if (preserveTop) {
        c.popFrameBlock();
      }
      return null;
    case 'finallyEnd':
      keep(2);
      c.op(at, 'POP_TOP');
      keep(2);
      c.op(at, 'POP_BLOCK');
      c.op(at, 'POP_EXCEPT');
      return at;
    case 'with':
    case 'asyncWith':
      unwindWith(c, block.at, block.type === 'asyncWith', preserveTop);
      return null;
    case 'handlerCleanup':
      if (block.name !== null) {
        c.op(at, 'POP_BLOCK');
      }
      keep(2);
      c.op(at, 'POP_BLOCK');
      c.op(at, 'POP_EXCEPT');
      if (block.name !== null) {
        c.loadConst(at, null);
        c.nameOp(at, block.name, 'Store');
        c.nameOp(at, block.name, 'Del');
      }
      return at;
  }
}

function unwindWith(c: Compiler, at: Location, isAsync: boolean, preserveTop: boolean): void {
  c.op(at, 'POP_BLOCK');
  if (preserveTop) {
    if (c.dialect.loadSpecial) {
      c.opArg(at, 'SWAP', 3);
    }
    c.opArg(at, 'SWAP', 2);
  }
  callExitWithNones(c, at);
  if (isAsync) {
    addAwait(c, at, 2);
  }
  c.op(at, 'POP_TOP');
}

interface Unwound {
  readonly at: Location;
  readonly loop: Loop | null;
}

/** Undoes all blocks, or with `toLoop` those up to the innermost loop, innermost first; they stay pushed afterwards. */
function unwindStack(c: Compiler, at: Location, preserveTop: boolean, toLoop: boolean): Unwound {
  const blocks = c.u.frameBlocks;
  const top = blocks[blocks.length - 1];
  if (top === undefined) {
    return { at, loop: null };
  }
  if (top.type === 'exceptionGroupHandler') {
    throw c.error("'break', 'continue' and 'return' cannot appear in an except* block", at);
  }
  if (toLoop && isLoop(top)) {
    return { at, loop: top };
  }
  blocks.pop();
  const next = unwindBlock(c, at, top, preserveTop);
  const unwound = unwindStack(c, next, preserveTop, toLoop);
  blocks.push(top);
  return unwound;
}

/** Undoes every block of the unit for a `return`. */
export function unwindAll(c: Compiler, at: Location, preserveTop: boolean): Location {
  return unwindStack(c, at, preserveTop, false).at;
}

export function visitBreak(c: Compiler, at: Location): void {
  c.op(at, 'NOP');
  const { at: after, loop } = unwindStack(c, at, false, true);
  if (loop === null) {
    throw c.error("'break' outside loop", at);
  }
  c.jump(unwindBlock(c, after, loop, false), 'JUMP', loop.exit);
}

export function visitContinue(c: Compiler, at: Location): void {
  c.op(at, 'NOP');
  const { at: after, loop } = unwindStack(c, at, false, true);
  if (loop === null) {
    throw c.error("'continue' not properly in loop", at);
  }
  c.jump(after, 'JUMP', loop.block);
}
