/**
 * Runs monitoring tools inside the VM: their state is part of its state, what they see is what a callback can reach, what they call
 * is carried out before the next tool hears the event.
 * @module
 */
import { CO_OPTIMIZED, type CodeObject } from '../code/code-object.ts';
import { EVENT_NAMES } from '../monitoring/event.ts';
import { C_RAISE, C_RETURN, CALL, LINE, PY_RETURN, PY_YIELD } from '../monitoring/event-set.ts';
import { BREAKPOINT } from '../monitoring/frame-sets.ts';
import { HeldState } from '../monitoring/held-state.ts';
import type {
  CallableView,
  CallbackResult,
  FrameView,
  Tool,
  ToolEvent,
  ToolStop,
  ToolView,
} from '../monitoring/tool.ts';
import { callableName } from './describe.ts';
import type { EventPayload, ToolHost } from './dispatch.ts';
import { evaluateIn } from './evaluate.ts';
import { visibleBack } from './frame.ts';
import type { FrameData } from './heap.ts';
import type { LoadedCode } from './loaded-code.ts';
import type { Machine } from './machine.ts';
import { callbackIndex, carryOut, getBreakpoints, getFrameEvents } from './monitoring-calls.ts';
import { raise } from './objects/exceptions.ts';
import type { ExceptionName } from './objects/type-table.ts';
import { typeName } from './objects/types.ts';
import { plainText } from './plain-text.ts';
import { dictEntries, dictGetName } from './protocol/dict-table.ts';
import { ModelError, PyRaise, Ref, type Slot, type Value } from './value.ts';

/** What is told of tools while they run. */
export interface ToolListener {
  /** A tool said that it stops, at the event just heard. */
  readonly stopped?: (tool: number, stop: ToolStop) => void;
  /** An event is about to be delivered. */
  readonly heard?: (tool: number, event: ToolEvent) => void;
  /** A frame that is not the event's own was looked at. */
  readonly lookedUp?: (tool: number) => void;
}

/** What a host is made of. */
export interface HostOptions {
  readonly tools: readonly Tool<unknown>[];
  /** Conditions that tools may evaluate, compiled and loaded. */
  readonly conditions: ReadonlyMap<string, LoadedCode>;
  readonly listener?: ToolListener;
}

/** Makes the host. The tools are started by {@link startTools}. */
export function newToolHost({ tools, conditions, listener = {} }: HostOptions): ToolHost {
  const byId = new Map<number, Tool<unknown>>(tools.map((tool) => [tool.id, tool]));
  return {
    callback(vm, id, index, at, payload) {
      const tool = byId.get(id);
      if (tool === undefined || vm.f.code.foreign) return false;
      const event = toolEvent(vm, index, at, payload);
      listener.heard?.(id, event);
      const held = vm.registers.tools[id] as HeldState;
      const step = tool.callback(
        held.state,
        event,
        view(vm, conditions, () => listener.lookedUp?.(id)),
      );
      if (step.state !== held.state) vm.registers.tools[id] = new HeldState(step.state);
      if (step.stop !== undefined) listener.stopped?.(id, step.stop);
      for (const call of step.calls ?? []) carryOut(vm, call);
      return answer(vm, step.result);
    },
  };
}

/** Takes the tools' ids into use, registers their callbacks and makes their first calls. */
export function startTools(vm: Machine, tools: readonly Tool<unknown>[]): void {
  for (const tool of tools) {
    const monitoring = vm.ownMonitoring();
    if (monitoring.names[tool.id] !== null)
      throw new ModelError(`tool id ${tool.id} is used by ${monitoring.names[tool.id]} already`);
    monitoring.names[tool.id] = tool.name;
    monitoring.callbacks[tool.id] = tool.callbacks.reduce((mask, name) => mask | (1 << callbackIndex(name)), 0);
    const first = tool.start();
    vm.registers.tools[tool.id] = new HeldState(first.state);
    try {
      for (const call of first.calls ?? []) carryOut(vm, call);
    } catch (error) {
      if (!(error instanceof PyRaise)) throw error;
      throw new ModelError(
        `${tool.name} cannot start: ${vm.as(error.exception, 'exception').args.map(String).join(' ')}`,
      );
    }
  }
  vm.refreshMarks();
}

/** The state of a tool. */
export function toolState<S>(vm: Machine, tool: Tool<S>): S {
  return (vm.registers.tools[tool.id] as HeldState<S>).state;
}

function answer(vm: Machine, result: CallbackResult): boolean {
  if (typeof result === 'object') throw raise(vm, result.raise as ExceptionName, result.message);
  return result === 'DISABLE';
}

function toolEvent(vm: Machine, event: number, at: number, payload: EventPayload): ToolEvent {
  const { code } = vm.f;
  const { value, arg0, dest } = payload;
  const called = event === CALL || event === C_RETURN || event === C_RAISE;
  const source = payload.source >= 0 ? payload.source : at;
  const shown = event === PY_RETURN || event === PY_YIELD;
  return {
    event: event === BREAKPOINT ? 'BREAKPOINT' : (EVENT_NAMES[event] as ToolEvent['event']),
    code: code.code,
    offset: event === LINE ? -1 : payload.offset >= 0 ? payload.offset : code.offsetOf(source),
    line: event === LINE ? (code.sites.line[at] as number) : -1,
    dest: dest < 0 ? -1 : code.offsetOf(dest),
    callable: called ? callableView(vm, value as Value, arg0) : undefined,
    value: shown ? plainText(vm, value as Value) : undefined,
    exception: !called && !shown && value !== undefined ? typeName(vm, value) : undefined,
  };
}

function callableView(vm: Machine, callable: Value, arg0: Slot): CallableView {
  return {
    qualname: callableName(vm, callable),
    code: codeOf(vm, callable),
    type: typeName(vm, callable),
    arg0Code: arg0 instanceof Ref ? argumentCode(vm, arg0) : null,
  };
}

/** The code that a call of a Python function, a method or a class with a Python `__init__` runs. */
function codeOf(vm: Machine, callable: Value): CallableView['code'] {
  if (!(callable instanceof Ref)) return null;
  const data = vm.read(callable);
  if (data.kind === 'method') return codeOf(vm, data.func);
  if (data.kind === 'function') return data.code.code;
  if (data.kind !== 'type') return null;
  for (const base of data.mro) {
    const type = vm.as(base as Ref, 'type');
    const init = dictGetName(vm, type.dict, '__init__');
    if (init === undefined) continue;
    const found = init instanceof Ref ? vm.read(init) : null;
    return found?.kind === 'function' ? found.code.code : null;
  }
  return null;
}

function argumentCode(vm: Machine, value: Ref): CallableView['code'] {
  const data = vm.read(value);
  if (data.kind === 'function') return data.code.code;
  return data.kind === 'generator' && data.flavor === 'generator' ? data.code.code : null;
}

function view(vm: Machine, conditions: ReadonlyMap<string, LoadedCode>, lookedUp: () => void): ToolView {
  return {
    thread: vm.registers.thread,
    frame: new FrameOf(vm, vm.f, lookedUp),
    evaluate(expression) {
      const code = conditions.get(expression);
      if (code === undefined) throw new ModelError(`the condition \`${expression}\` was not compiled for this run`);
      return evaluateIn(vm, vm.f, code);
    },
    getFrameEvents: (tool, frame) => getFrameEvents(vm, tool, frame),
    getBreakpoints: (tool, code) => getBreakpoints(vm, tool, code),
  };
}

/** A class: literals with getters are made anew each time, and every callback is shown a frame. */
class FrameOf implements FrameView {
  readonly id: number;
  /** A frame object lives where one of the same depth lived before, as CPython's allocator gives what was freed last; a generator's stays. */
  readonly address: number;
  readonly code: CodeObject;
  readonly lasti: number;
  readonly lineno: number;
  readonly #vm: Machine;
  readonly #frame: Readonly<FrameData>;
  readonly #lookedUp: () => void;

  constructor(vm: Machine, frame: Readonly<FrameData>, lookedUp: () => void) {
    const { code } = frame.code;
    const instruction = frame.code.instructions[frame.lasti];
    this.id = frame.number;
    this.address = frame.generator === null ? frame.depth : -frame.number;
    this.code = code;
    this.lasti = instruction?.offset ?? -1;
    this.lineno = instruction === undefined ? code.firstlineno : (instruction.line ?? 0);
    this.#vm = vm;
    this.#frame = frame;
    this.#lookedUp = lookedUp;
  }

  get back(): FrameView | null {
    this.#lookedUp();
    let back = visibleBack(this.#vm, this.#frame);
    while (back?.code.foreign) back = visibleBack(this.#vm, back);
    return back === null ? null : new FrameOf(this.#vm, back, this.#lookedUp);
  }

  get live(): boolean {
    return !this.#frame.exited;
  }

  locals(): Readonly<Record<string, string>> {
    return localsOf(this.#vm, this.#frame);
  }
}

function localsOf(vm: Machine, frame: Readonly<FrameData>): Readonly<Record<string, string>> {
  const optimized = (frame.code.code.flags & CO_OPTIMIZED) !== 0;
  if (!optimized && frame.names !== null && vm.read(frame.names).kind === 'dict') {
    return Object.fromEntries(
      dictEntries(vm, frame.names).flatMap(([k, v]) => (typeof k === 'string' ? [[k, plainText(vm, v)] as const] : [])),
    );
  }
  return Object.fromEntries(
    frame.code.code.localsplusnames.flatMap((name, i) => {
      const slot = frame.locals[i];
      const value = slot instanceof Ref && vm.read(slot).kind === 'cell' ? vm.as(slot, 'cell').value : slot;
      return value === undefined ? [] : [[name, plainText(vm, value)] as const];
    }),
  );
}
