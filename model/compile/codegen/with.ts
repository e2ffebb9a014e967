/**
 * `with` and `async with`.
 * @module
 */
import type { With } from '../../program/syntax.ts';
import type { Label, Location } from '../sequence.ts';
import type { Compiler } from './compiler.ts';
import { addToBool } from './conditions.ts';
import { addAwait, callExitWithNones, popExceptAndReraise } from './unwind.ts';

/** LOAD_SPECIAL's argument. */
const SPECIAL = { enter: 0, exit: 1, aenter: 2, aexit: 3 };

export function visitWith(c: Compiler, s: With): void {
  visitItem(c, s, 0);
}

function visitItem(c: Compiler, s: With, position: number): void {
  const item = s.items[position]!;
  const isAsync = s.kind === 'AsyncWith';
  const block = c.newLabel();
  const final = c.newLabel();
  const exit = c.newLabel();
  const cleanup = c.newLabel();
  c.expr(item.contextExpr);
  const at = c.dialect.withAtItem ? item.contextExpr.at : s.at;
  enterContext(c, at, isAsync);
  c.jump(at, 'SETUP_WITH', final);
  c.useLabel(block);
  c.pushFrameBlock({ type: isAsync ? 'asyncWith' : 'with', at }, at);
  if (item.optionalVars !== null) {
    c.expr(item.optionalVars);
  } else {
    c.op(at, 'POP_TOP');
  }
  if (position + 1 === s.items.length) {
    c.stmts(s.body);
  } else {
    visitItem(c, s, position + 1);
  }
  if (isAsync) {
    c.popFrameBlock();
    c.op(at, 'POP_BLOCK');
  } else {
    c.op(null, 'POP_BLOCK');
    c.popFrameBlock();
  }
  callExitWithNones(c, at);
  if (isAsync) {
    addAwait(c, at, 2);
  }
  c.op(at, 'POP_TOP');
  c.jump(at, 'JUMP', exit);
  c.useLabel(final);
  c.jump(at, 'SETUP_CLEANUP', cleanup);
  c.op(at, 'PUSH_EXC_INFO');
  c.op(at, 'WITH_EXCEPT_START');
  if (isAsync) {
    addAwait(c, at, 2);
  }
  finishExcept(c, cleanup);
  c.useLabel(exit);
}

/** Looks both methods up and calls the entering one: leaves what exits below its result. */
function enterContext(c: Compiler, at: Location, isAsync: boolean): void {
  if (!c.dialect.loadSpecial) {
    c.op(at, isAsync ? 'BEFORE_ASYNC_WITH' : 'BEFORE_WITH');
  } else {
    c.opArg(at, 'COPY', 1);
    c.opArg(at, 'LOAD_SPECIAL', isAsync ? SPECIAL.aexit : SPECIAL.exit);
    c.opArg(at, 'SWAP', 2);
    c.opArg(at, 'SWAP', 3);
    c.opArg(at, 'LOAD_SPECIAL', isAsync ? SPECIAL.aenter : SPECIAL.enter);
    c.opArg(at, 'CALL', 0);
  }
  if (isAsync) {
    addAwait(c, at, 1);
  }
}

/** The exceptional way out, after `__exit__` has answered whether it suppresses. */
function finishExcept(c: Compiler, cleanup: Label): void {
  const suppress = c.newLabel();
  addToBool(c, null);
  c.jump(null, 'POP_JUMP_IF_TRUE', suppress);
  c.opArg(null, 'RERAISE', 2);
  c.useLabel(suppress);
  c.op(null, 'POP_TOP');
  c.op(null, 'POP_BLOCK');
  c.op(null, 'POP_EXCEPT');
  c.op(null, 'POP_TOP');
  c.op(null, 'POP_TOP');
  if (c.dialect.loadSpecial) {
    c.op(null, 'POP_TOP');
  }
  const exit = c.newLabel();
  c.jump(null, c.dialect.forwardJump, exit);
  c.useLabel(cleanup);
  popExceptAndReraise(c, null);
  c.useLabel(exit);
}
