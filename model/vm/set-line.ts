/**
 * Setting `f_lineno`: the frame jumps (`frame_setlineno` in Objects/frameobject.c).
 * @module
 */
import { markLines } from '../code/line-table.ts';
import { EVENT_NAMES } from '../monitoring/event.ts';
import type { FrameData } from './heap.ts';
import type { Machine } from './machine.ts';
import { raise } from './objects/exceptions.ts';
import { TEXTS } from './protocol/messages.ts';
import { compatible, KIND, OVERFLOWED, pop, stackKinds, top, UNREACHED, whyIncompatible } from './stack-kinds.ts';
import { ModelError, type PyRaise, type Ref, type Slot, UndefinedBehaviour, type Value } from './value.ts';

/** `phase` of a frame that has jumped in an event's callback: the instruction that the event was told of does not go on. */
export const JUMPED = 11;

const INT_MAX = 2147483647;

/** The event whose callback runs, and the native frame that tells it. */
function eventBelow(vm: Machine): { readonly event: string; readonly frame: Ref | null } | undefined {
  for (let ref = vm.top; ref !== null; ) {
    const data = vm.read(ref);
    if (data.kind === 'native' && data.vars['outcome'] === 'event')
      return { event: EVENT_NAMES[data.vars['event'] as number] as string, frame: data.back };
    ref = data.kind === 'frame' || data.kind === 'native' ? data.back : null;
  }
  return undefined;
}

/** Sets `f_lineno`. Raises ValueError, with CPython's reasons, where the frame cannot jump. */
export function setLine(vm: Machine, frame: Ref, value: Slot): void {
  if (value === undefined) {
    const unforeseen = vm.world.quirks.has('frame-deletions-unforeseen');
    throw raise(vm, 'AttributeError', unforeseen ? 'cannot delete attribute' : TEXTS[vm.version].lineDeleted);
  }
  if (typeof value !== 'number' && typeof value !== 'bigint') throw no(vm, 'lineno must be an integer');
  const below = eventBelow(vm);
  if (below === undefined) throw no(vm, 'f_lineno can only be set in a trace function');
  const refusal = REFUSALS[below.event];
  if (refusal !== undefined) throw no(vm, refusal);
  if (value > INT_MAX || value < -INT_MAX - 1) throw no(vm, 'lineno out of range');
  if (below.frame !== frame)
    throw new ModelError('a frame that jumps, but is not the one that the event is of, is not modelled');
  jump(vm, frame, Number(value));
}

const no = (vm: Machine, message: string): PyRaise => raise(vm, 'ValueError', message);

const DURING_CALL = "can't jump during a call";
const ONLY_FROM_LINE = "can only jump from a 'line' trace event";

const REFUSALS: Readonly<Record<string, string>> = {
  PY_START: "can't jump from the 'call' trace event of a new frame",
  CALL: DURING_CALL,
  C_RETURN: DURING_CALL,
  PY_RETURN: ONLY_FROM_LINE,
  PY_THROW: ONLY_FROM_LINE,
  PY_UNWIND: ONLY_FROM_LINE,
  BRANCH: ONLY_FROM_LINE,
  BRANCH_LEFT: ONLY_FROM_LINE,
  BRANCH_RIGHT: ONLY_FROM_LINE,
  C_RAISE: ONLY_FROM_LINE,
  STOP_ITERATION: ONLY_FROM_LINE,
  RAISE: ONLY_FROM_LINE,
  EXCEPTION_HANDLED: ONLY_FROM_LINE,
};

/** An instruction that a line starts at, and the stack that it wants. */
interface Target {
  readonly index: number;
  readonly stack: bigint;
}

function whyNot(from: bigint, to: bigint): string {
  if (from === OVERFLOWED) return 'stack to deep to analyze';
  if (from === UNREACHED) return "can't jump from unreachable code";
  return whyIncompatible(to);
}

function jump(vm: Machine, ref: Ref, asked: number): void {
  const frame = vm.as(ref, 'frame');
  const { code } = frame;
  if (asked < code.code.firstlineno) throw no(vm, `line ${asked} comes before the current code block`);
  const starts = markLines(code.instructions, false);
  const line = Math.min(
    ...starts.map((start) => start.line).filter((start): start is number => start !== null && start >= asked),
  );
  if (line === Number.POSITIVE_INFINITY) throw no(vm, `line ${asked} comes after the current code block`);
  const stacks = stackKinds(code, vm.world.profile);
  const from = stacks[frame.lasti] ?? UNREACHED;
  const targets = starts
    .filter((start) => start.line === line)
    .map(({ index }): Target => ({ index, stack: stacks[index] as bigint }));
  const fitting = targets.filter(({ stack }) => compatible(from, stack));
  if (fitting.length === 0) throw no(vm, whyNot(from, (targets[0] as Target).stack));
  // The first of those that keep the most.
  const best = fitting.reduce((kept, target) => (target.stack > kept.stack ? target : kept));
  if (code.instructions[best.index]?.op === 'RETURN_GENERATOR' && frame.generator !== null)
    throw new UndefinedBehaviour('a generator that jumps to where it is made, and makes itself again');
  bindAll(vm, ref, frame);
  dropTo(vm, ref, from, best.stack);
  const moved = vm.own(ref) as FrameData;
  moved.ip = best.index;
  moved.lasti = best.index;
  moved.phase = JUMPED;
}

/** What is unbound may be read where it jumps to without a check: it is None from now on. */
function bindAll(vm: Machine, ref: Ref, { locals }: Readonly<FrameData>): void {
  for (let i = 0; i < locals.length; i++) if (locals[i] === undefined) vm.setAt(ref, 'locals', i, null);
}

function dropTo(vm: Machine, ref: Ref, from: bigint, to: bigint): void {
  for (let stack = from; stack > to; stack = pop(stack)) {
    const held = vm.as(ref, 'frame').stack;
    // What was handled before is handled again.
    if (top(stack) === KIND.except) vm.currentHandled = held[held.length - 1] as Value;
    vm.splice(ref, 'stack', held.length - 1, 1, []);
  }
}
