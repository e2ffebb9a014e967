/**
 * Calls of `all`, `any`, `tuple`, `list` and `set` on a generator expression, which 3.14+ runs in place.
 * @module
 */
import type { Call } from '../../program/syntax.ts';
import type { Label } from '../sequence.ts';
import type { Compiler } from './compiler.ts';
import { addCompare } from './conditions.ts';
import { INTRINSIC_LIST_TO_TUPLE } from './displays.ts';

interface Consumer {
  /** LOAD_COMMON_CONSTANT's argument. */
  readonly constant: number;
  /** What it collects into; `null` for a truth. */
  readonly collects: 'list' | 'set' | null;
  /** The result over no items. */
  readonly initial: boolean;
}

const CONSUMERS: ReadonlyMap<string, Consumer> = new Map([
  ['tuple', { constant: 2, collects: 'list', initial: false }],
  ['all', { constant: 3, collects: null, initial: true }],
  ['any', { constant: 4, collects: null, initial: false }],
  ['list', { constant: 5, collects: 'list', initial: false }],
  ['set', { constant: 6, collects: 'set', initial: false }],
]);

/**
 * Emits the loop that is taken if the callable on the stack is the builtin of that name; it goes to `end` with the
 * result. Falls through, the callable still on the stack, otherwise.
 */
export function visitConsumedGenerator(c: Compiler, e: Call, end: Label): void {
  const f = e.func;
  const generator = e.args[0];
  if (f.kind !== 'Name' || e.args.length !== 1 || e.keywords.length > 0 || generator?.kind !== 'GeneratorExp') {
    return;
  }
  const consumer = CONSUMERS.get(f.id);
  if (consumer === undefined || !c.dialect.consumers.includes(f.id)) {
    return;
  }
  if (!c.dialect.consumesAsynchronously && c.symtable.blocks.get(generator)!.coroutine) {
    return;
  }
  const at = f.at;
  const skip = c.newLabel();
  c.opArg(at, 'COPY', 1);
  c.opArg(at, 'LOAD_COMMON_CONSTANT', consumer.constant);
  addCompare(c, at, 'Is');
  c.jump(at, 'POP_JUMP_IF_FALSE', skip);
  c.op(at, 'POP_TOP');
  if (consumer.collects !== null) {
    c.opArg(at, consumer.collects === 'set' ? 'BUILD_SET' : 'BUILD_LIST', 0);
  }
  c.expr(generator);
  const loop = c.newLabel();
  const cleanup = c.newLabel();
  if (c.dialect.iterItems === 2) {
    c.op(at, 'PUSH_NULL');
  }
  c.useLabel(loop);
  c.jump(at, 'FOR_ITER', cleanup);
  if (consumer.collects !== null) {
    c.opArg(at, consumer.collects === 'set' ? 'SET_ADD' : 'LIST_APPEND', c.dialect.iterItems + 1);
    c.jump(at, 'JUMP', loop);
  } else {
    c.op(at, 'TO_BOOL');
    c.jump(at, consumer.initial ? 'POP_JUMP_IF_TRUE' : 'POP_JUMP_IF_FALSE', loop);
  }
  c.op(null, 'POP_ITER');
  if (consumer.collects === null) {
    c.loadConst(at, !consumer.initial);
  }
  c.jump(at, 'JUMP', end);
  c.useLabel(cleanup);
  c.op(null, 'END_FOR');
  c.op(null, 'POP_ITER');
  if (f.id === 'tuple') {
    c.opArg(at, 'CALL_INTRINSIC_1', INTRINSIC_LIST_TO_TUPLE);
  } else if (consumer.collects === null) {
    c.loadConst(at, consumer.initial);
  }
  c.jump(at, 'JUMP', end);
  c.useLabel(skip);
}
