/**
 * Telling an event to callbacks that the program has written: a native frame above the monitored one, which calls them one after the other. No events
 * are told while one runs (`call_one_instrument`).
 * @module
 */
import {
  BRANCH,
  BRANCH_LEFT,
  BRANCH_RIGHT,
  C_RAISE,
  C_RETURN,
  CALL,
  INSTRUCTION,
  JUMP,
  LINE,
  PY_RESUME,
  PY_START,
} from '../monitoring/event-set.ts';
import { LINES, OP, PER_INSTRUCTION } from '../monitoring/instrumentation.ts';
import { type Delivery, disable, failureOf, tellHost } from './dispatch.ts';
import type { FrameData, NativeData } from './heap.ts';
import { PROFILE_TOOL, tellLegacy } from './legacy-tracing.ts';
import type { Machine } from './machine.ts';
import { startNative } from './native-frame.ts';
import { DISABLE, MISSING } from './objects/types.ts';
import type { Native, NativeSelf, NativeStep, Operations } from './operations.ts';
import { codeValue } from './protocol/runtime-members.ts';
import { PENDING, type Pending, PyRaise, Ref, type Result, type Slot, type Value } from './value.ts';

export const EVENT_NATIVE = 'monitoring.event';

/** What stands for a callback of BRANCH where there are BRANCH_LEFT and BRANCH_RIGHT (`_PyLegacyBranchEventHandler`). */
export const BRANCH_HANDLER = 'branch_event_handler';

/** Slots: the event's value and first argument, what a callback raised, then what `then` keeps. */
const ERROR = 2;
const KEPT = 3;

/** What is known when all callbacks have run: the native's variables and slots. */
export interface SettledEvent {
  readonly vars: NativeData['vars'];
  readonly slots: readonly Slot[];
}

/** Tells the tools, with the native frame if one of the callbacks needs steps. */
export function deliverInSteps(vm: Machine, delivery: Delivery): Pending | undefined {
  const { kind, event, index, payload, tools, byCode, then, kept } = delivery;
  const result = startNative(vm, EVENT_NATIVE, [payload.value, payload.arg0, undefined, ...kept], {
    outcome: 'event',
    kind,
    event,
    index,
    source: payload.source,
    offset: payload.offset,
    dest: payload.dest,
    tools,
    byCode,
    tool: -1,
    then,
    previous: vm.previous,
    instrumented: vm.instrumented,
    askedByCode: vm.byCode,
  });
  if (result === PENDING) return PENDING;
  const error = errorOf(vm.takeSettled());
  if (error !== undefined) throw new PyRaise(error);
  return undefined;
}

/** What a callback raised. */
export function errorOf({ slots }: SettledEvent): Ref | undefined {
  return slots[ERROR] as Ref | undefined;
}

/** What the event's site keeps for what goes on. */
export function keptOf({ slots }: SettledEvent): readonly Slot[] {
  return slots.slice(KEPT);
}

/** The exception as a failure of the instruction that was told of. */
export function failureOfSettled(vm: Machine, settled: SettledEvent, error: Ref) {
  return failureOf(vm, deliveryOf(settled.vars, settled.slots), error);
}

function deliveryOf(vars: NativeData['vars'], slots: readonly Slot[]): Delivery {
  return {
    kind: vars['kind'] as Delivery['kind'],
    event: vars['event'] as number,
    index: vars['index'] as number,
    payload: {
      value: slots[0],
      arg0: slots[1],
      source: vars['source'] as number,
      offset: vars['offset'] as number,
      dest: vars['dest'] as number,
    },
    tools: vars['tools'] as number,
    byCode: vars['byCode'] as number,
    then: vars['then'] as string,
    kept: [],
  };
}

/** The monitored frame in the machine's hand: a callback's frame may have been there. */
function takeFrame(vm: Machine, self: NativeSelf): FrameData {
  const { back } = vm.as(self.ref, 'native');
  vm.f = vm.own(back as Ref) as FrameData;
  vm.refreshMarks();
  return vm.f;
}

const NEXT = 'start';

function tellNext(vm: Machine, self: NativeSelf): NativeStep {
  const frame = takeFrame(vm, self);
  for (let tools = self.vars['tools'] as number; tools !== 0; ) {
    const tool = 31 - Math.clz32(tools);
    tools &= ~(1 << tool);
    self.setVars({ ...self.vars, tools, tool });
    const delivery = deliveryOf(self.vars, self.slots);
    if (tool >= PROFILE_TOOL) return untold(vm, self, () => tellLegacy(vm, tool, frame, delivery));
    const callback = vm.registers.monitoring.functions[tool]?.[delivery.event];
    if (callback === undefined) {
      if (tellHost(vm, frame, tool, delivery.event, delivery.index, delivery.payload)) disable(vm, delivery, tool);
      continue;
    }
    const handler = handlerOf(vm, callback as Value);
    if (handler !== callback && isBare(vm, delivery)) {
      disable(vm, delivery, tool);
      continue;
    }
    return untold(vm, self, () => vm.call(handler, argumentsOf(frame, delivery)));
  }
  return { done: null };
}

/** Calls a callback. No events are told from here on, in what it calls at once neither. */
function untold(vm: Machine, self: NativeSelf, call: () => Result): NativeStep {
  vm.thread.tracing++;
  self.setVars({ ...self.vars, calling: true });
  return { result: call(), then: 'answered' };
}

/** What is called for a callback: for one of BRANCH where there are BRANCH_LEFT and BRANCH_RIGHT, what it wraps. */
function handlerOf(vm: Machine, callback: Value): Value {
  const data = callback instanceof Ref ? vm.read(callback) : null;
  return data?.kind === 'record' && data.type === BRANCH_HANDLER ? (data.slots[0] as Value) : callback;
}

/** Nothing is instrumented any more at the jump that the event is told of. */
function isBare(vm: Machine, { payload }: Delivery): boolean {
  return ((vm.marks?.[payload.source] ?? 0) & (OP | LINES | PER_INSTRUCTION)) === 0;
}

/** What a callback is called with. */
function argumentsOf(frame: FrameData, { event, index, payload }: Delivery): Value[] {
  const { code } = frame;
  const { source, offset, value, arg0, dest } = payload;
  const told = offset !== -1 ? offset : code.offsetOf(source >= 0 ? source : index);
  const first = codeValue(code);
  switch (event) {
    case LINE:
      return [first, code.sites.line[index] as number];
    case INSTRUCTION:
    case PY_START:
    case PY_RESUME:
      return [first, told];
    case JUMP:
    case BRANCH:
    case BRANCH_LEFT:
    case BRANCH_RIGHT:
      return [first, told, code.offsetOf(dest)];
    case CALL:
    case C_RETURN:
    case C_RAISE:
      return [first, told, value as Value, arg0 === undefined ? MISSING : arg0];
    default:
      return [first, told, value as Value];
  }
}

/** A callback has returned or raised. */
function leaveCallback(vm: Machine, self: NativeSelf): void {
  if (self.vars['calling'] !== true) return;
  vm.thread.tracing--;
  self.setVars({ ...self.vars, calling: false });
  takeFrame(vm, self);
}

export const eventNative: Native = {
  start: (vm: Operations, self) => tellNext(vm as Machine, self),
  phases: {
    answered: (operations, self, answer) => {
      const vm = operations as Machine;
      leaveCallback(vm, self);
      if (answer === DISABLE) disable(vm, deliveryOf(self.vars, self.slots), self.vars['tool'] as number);
      return { result: null, then: NEXT };
    },
  },
  caught: (operations, self, exception) => {
    leaveCallback(operations as Machine, self);
    self.set(ERROR, exception);
    return { done: null };
  },
};
