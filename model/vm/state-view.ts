/**
 * A state as a person looks at it: frames with their locals and value stacks, and what is monitored.
 * @module
 */
import { CO_OPTIMIZED } from '../code/code-object.ts';
import { EVENT_NAMES, type EventName } from '../monitoring/event.ts';
import { isPlain, withoutAddresses } from './describe.ts';
import type { FrameData } from './heap.ts';
import type { Machine } from './machine.ts';
import { typeName } from './objects/types.ts';
import { dictEntries } from './protocol/dict-table.ts';
import { repr } from './protocol/text.ts';
import { PENDING, PyRaise, type Ref, type Slot, type Value } from './value.ts';

/** Which events a tool has turned on. */
export interface EventSetView {
  readonly tool: number;
  readonly events: readonly EventName[];
}

/** One frame. */
export interface FrameView {
  /** The qualified name of its code. */
  readonly code: string;
  /** `f_lineno`; 0 where there is none. */
  readonly line: number;
  /** `f_lasti`, in bytes. */
  readonly offset: number;
  readonly op: string;
  /** Names with the repr of plain data, `<C object>` for others; a module's own names with two underscores on both sides are left out. */
  readonly locals: readonly (readonly [name: string, value: string])[];
  /** The value stack, bottom first; of the frame that runs, as the running instruction found it. `NULL` for an empty slot. */
  readonly stack: readonly string[];
  /** Local events of its code object. */
  readonly events: readonly EventSetView[];
}

/** What is to be seen of a state. */
export interface StateView {
  /** Instructions executed, the running one included. */
  readonly steps: number;
  /** Innermost first. */
  readonly frames: readonly FrameView[];
  /** Global events. */
  readonly events: readonly EventSetView[];
  /** What the program printed until then. */
  readonly stdout: string;
}

const LONGEST = 200;

/** What the running instruction found on the stack of its frame. */
export interface FoundStack {
  readonly frame: Ref | null;
  readonly stack: readonly Slot[];
}

/** What is to be seen of a machine's state. The machine is of no use afterwards, until a state is restored: texts are made by running it. */
export function viewState(vm: Machine, steps: number, found?: FoundStack): StateView {
  const { monitoring, out } = vm.registers;
  const frames: Readonly<FrameData>[] = [];
  for (let ref: Ref | null = vm.top; ref !== null; ) {
    const data = vm.read(ref);
    if (data.kind === 'frame' && !data.code.foreign)
      frames.push(found?.frame === ref ? { ...data, stack: [...found.stack] } : data);
    ref = data.kind === 'frame' || data.kind === 'native' ? data.back : null;
  }
  // Nothing is on its way any more: a text that takes more than one step comes back to nobody, and nothing dies of it.
  vm.tracking = false;
  vm.lifetimes = false;
  vm.sink = null;
  vm.setTop(null);
  return {
    steps,
    frames: frames.map((frame) => frameView(vm, frame)),
    events: eventSets(monitoring.global),
    stdout: withoutAddresses(out),
  };
}

function frameView(vm: Machine, frame: Readonly<FrameData>): FrameView {
  const { code, lasti } = frame;
  const instruction = code.instructions[lasti];
  return {
    code: code.code.qualname,
    line: instruction === undefined ? code.code.firstlineno : (instruction.line ?? 0),
    offset: lasti < 0 ? -1 : code.offsetOf(lasti),
    op: instruction?.op ?? '',
    locals: localsOf(vm, frame).map(([name, value]) => [name, textOf(vm, value)] as const),
    stack: frame.stack.map((value) => textOf(vm, value)),
    events: eventSets(vm.registers.monitoring.codes[code.index]?.local ?? []),
  };
}

function localsOf(vm: Machine, frame: Readonly<FrameData>): [string, Slot][] {
  const found: [string, Slot][] = [];
  const optimized = (frame.code.code.flags & CO_OPTIMIZED) !== 0;
  if (!optimized && frame.names !== null && vm.read(frame.names).kind === 'dict') {
    for (const [name, value] of dictEntries(vm, frame.names)) {
      if (typeof name === 'string' && !(name.startsWith('__') && name.endsWith('__'))) found.push([name, value]);
    }
  }
  frame.code.code.localsplusnames.forEach((name, slot) => {
    const held = frame.locals[slot];
    const data = held !== undefined && held !== null && typeof held === 'object' && 'id' in held ? vm.read(held) : null;
    const value = data?.kind === 'cell' ? data.value : held;
    if (value !== undefined) found.push([name, value]);
  });
  return found;
}

/** The repr of plain data, cut off where it is long; `<C object>` for others, without running any of the program's code. */
function textOf(vm: Machine, value: Slot): string {
  if (value === undefined) return 'NULL';
  if (!isPlain(vm, value)) return `<${typeName(vm, value)} object>`;
  const text = plainText(vm, value);
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`;
}

const FUEL = 1_000_000;

function plainText(vm: Machine, value: Value): string {
  const unfinished = `<${typeName(vm, value)} object>`;
  vm.registers.outcome = null;
  try {
    const text = repr(vm, value);
    if (text !== PENDING) return typeof text === 'string' ? text : unfinished;
    if (vm.run(FUEL) > 0 && typeof vm.result === 'string') return vm.result;
  } catch (error) {
    if (!(error instanceof PyRaise)) throw error;
  }
  vm.setTop(null);
  return unfinished;
}

/** An array event → tools, tool by tool. */
function eventSets(sets: readonly number[]): EventSetView[] {
  const views: EventSetView[] = [];
  for (let tool = 0; tool < 6; tool++) {
    const events = EVENT_NAMES.filter((_, event) => ((sets[event] ?? 0) >> tool) & 1);
    if (events.length > 0) views.push({ tool, events });
  }
  return views;
}
