/**
 * The machine: what one step does to a state. R and P derive from it and say how the state is kept; instructions, natives and builtins act through it.
 * @module
 */
import { asksOwnEvent } from '../monitoring/frame-sets.ts';
import { EXTRA, LINES, OP, PER_INSTRUCTION } from '../monitoring/instrumentation.ts';
import { afterEvent } from './after-event.ts';
import { callValue } from './call.ts';
import { deliverInSteps, type SettledEvent } from './callback-steps.ts';
import { CallbackRaise, type Delivery, type Sink, type ToolHost } from './dispatch.ts';
import { breakpointTools, fireBreakpoint, fireInstruction, fireLine } from './fire.ts';
import { isLinked, pushFunctionFrame } from './frame.ts';
import { resumeGenerator, throwIntoGenerator, unlink } from './generator.ts';
import type { FrameData, NativeData } from './heap.ts';
import { settle } from './lifetime.ts';
import { registerCallback } from './monitoring-functions.ts';
import { driveNative, startNative } from './native-frame.ts';
import type { BoundInstruction, Keywords, Operations } from './operations.ts';
import type { Registers, World } from './state.ts';
import { Store } from './store.ts';
import { isSwitchPoint } from './switch-point.ts';
import { atSwitchPoint, attend, endThread, goOn } from './threads.ts';
import { continueRaising, continueUnwinding, raiseFromCallback, raiseInTop } from './unwind.ts';
import {
  type Exhausted,
  ModelError,
  PENDING,
  type Pending,
  PyRaise,
  type Ref,
  type Result,
  type Slot,
  UndefinedBehaviour,
  type Value,
} from './value.ts';

export abstract class Machine extends Store implements Operations {
  /** The running instruction's own event is instrumented. */
  instrumented = false;
  /** It is so by the code object's sets, not for a frame's set alone. */
  byCode = false;
  /** The instruction that this frame executed before the running one; −1 at its start. */
  previous = -1;
  stopValue: Value = null;
  /** What the bottom frame returned. */
  result: Value = null;
  sink: Sink | null = null;
  host: ToolHost;
  /** The thread that runs can go on: it neither waits nor has ended, and the program goes on. */
  live = true;
  /** The exception on its way left a frame that CALL or SEND had entered without a C call. */
  inlinedCallee = false;
  /** The arguments of the call that has just failed to enter a Python function, in the order in which its frame lets go of them. */
  unbound: readonly Slot[] | null = null;
  private settled: SettledEvent | null = null;
  /** The frame whose instruction this step began with, or goes on with. */
  private running: Ref | null = null;
  /** Objects made in the running step have this id or a higher one. */
  stepFirstId = 1;

  constructor(world: World, registers: Registers, host: ToolHost) {
    super(world, registers);
    this.host = host;
  }

  // ---- one step

  /** Runs at most `fuel` instructions; answers how many are left. */
  run(fuel: number): number {
    const limit = fuel;
    let left = limit;
    this.live = this.registers.outcome === null && this.thread.waiting === null && !this.thread.ended;
    while (left > 0 && this.registers.outcome === null) {
      try {
        if (!this.live) {
          left--;
          attend(this);
          if (this.lifetimes) this.endStep();
        }
        while (left > 0 && this.live) {
          left--;
          this.instruction();
          if (this.lifetimes) this.endStep();
        }
      } catch (error) {
        this.recover(error);
        if (this.lifetimes) this.endStep();
      }
    }
    this.registers.steps += limit - left;
    return left;
  }

  private endStep(): void {
    if (!this.tracking) return this.startTracking();
    if (this.dropped.length > 0) this.holdForPending();
    settle(this);
  }

  /**
   * An instruction that waits for C code keeps what it popped, as the C stack does; a Python function that CALL entered has taken it over.
   */
  private holdForPending(): void {
    const frame = this.running;
    if (frame === null || frame === this.top || this.top === null) return;
    let callee: Ref | null = this.top;
    while (callee !== null) {
      const data = this.read(callee);
      if (data.kind === 'frame' && data.back === frame && !data.entry) return;
      const back: Ref | null = data.kind === 'frame' || data.kind === 'native' ? data.back : null;
      if (back === frame) break;
      callee = back;
    }
    if (callee === null) return;
    (this.own(frame) as FrameData).held.push(...this.dropped.splice(0));
  }

  private instruction(): void {
    this.running = this.top;
    this.stepFirstId = this.registers.nextId;
    const f = this.f;
    const i = f.ip;
    const instruction = f.code.instructions[i] as BoundInstruction;
    const previous = f.lasti;
    this.previous = previous;
    f.lasti = i;
    f.ip = i + 1;
    const marks = this.marks;
    if (marks !== null) {
      const mark = marks[i] as number;
      this.instrumented = (mark & OP) !== 0;
      this.byCode = this.instrumented;
      if ((mark & (LINES | PER_INSTRUCTION | EXTRA)) !== 0) {
        const { scheduler } = this.world;
        if (scheduler !== null && isSwitchPoint(this, scheduler.granularity, instruction, previous)) {
          const next = atSwitchPoint(this, scheduler);
          if (next !== this.registers.thread) {
            f.lasti = previous;
            f.ip = i;
            return goOn(this, next, true);
          }
        }
        if (this.beforeInstruction(instruction, previous) === PENDING) return;
      }
    } else this.instrumented = false;
    instruction.semantics.execute(this, instruction);
  }

  /** LINE's callbacks have taken steps of their own: the instruction goes on behind them. */
  afterLine(instruction: BoundInstruction, [before, breakpoints]: readonly Slot[]): void {
    if (this.goOnAfterLine(instruction, before as number, breakpoints as number) === PENDING) return;
    instruction.semantics.execute(this, instruction);
  }

  /** The same behind INSTRUCTION. */
  afterInstruction(instruction: BoundInstruction, [breakpoints]: readonly Slot[]): void {
    this.goOnAfterInstruction(instruction, breakpoints as number);
    instruction.semantics.execute(this, instruction);
  }

  /** LINE, INSTRUCTION, BREAKPOINT; what follows is decided by the marks as callbacks leave them. PENDING: callbacks of the program run first. */
  private beforeInstruction(instruction: BoundInstruction, previous: number): Pending | undefined {
    const mark = (this.marks as number[])[instruction.index] as number;
    const breakpoints = mark & EXTRA ? breakpointTools(this, instruction, previous) : 0;
    if ((mark & (LINES | EXTRA)) === 0) return this.tellInstruction(instruction, mark, breakpoints);
    if (fireLine(this, instruction, previous, mark, breakpoints) === PENDING) return PENDING;
    return this.goOnAfterLine(instruction, mark, breakpoints);
  }

  private goOnAfterLine(instruction: BoundInstruction, before: number, breakpoints: number): Pending | undefined {
    const mark = this.readOpcode(instruction.index);
    // What runs this time is the opcode of the line table, which stays as it was when LINE was taken off (`de_instrument_line`).
    if (before & LINES && (mark & LINES) === 0 && this.world.quirks.has('line-off-skips-instruction')) {
      this.takeOpcode(this.underLine(instruction.index), instruction.index);
      // With a breakpoint that opcode is BREAKPOINT.
      if (breakpoints !== 0) fireBreakpoint(this, instruction.index, breakpoints);
      this.previous = instruction.index;
      return undefined;
    }
    return this.tellInstruction(instruction, mark, breakpoints);
  }

  private tellInstruction(instruction: BoundInstruction, mark: number, breakpoints: number): Pending | undefined {
    // The opcode to run is read before INSTRUCTION's callbacks: what they add or remove comes too late for this one.
    if (mark & (PER_INSTRUCTION | EXTRA) && fireInstruction(this, instruction, breakpoints) === PENDING) return PENDING;
    this.goOnAfterInstruction(instruction, breakpoints);
    return undefined;
  }

  private goOnAfterInstruction({ index }: BoundInstruction, breakpoints: number): void {
    if (breakpoints !== 0) {
      // The base opcode stands in the side table and is read when the callbacks are done.
      fireBreakpoint(this, index, breakpoints);
      this.readOpcode(index);
    }
    // The opcode is dispatched anew: to what it reports, the instruction before is this one.
    this.previous = index;
  }

  /** Reads what the instruction is instrumented for; answers its mark. What is asked for later comes too late for this time. */
  readOpcode(i: number): number {
    const mark = this.marks === null ? 0 : (this.marks[i] as number);
    this.takeOpcode(mark, i);
    return mark;
  }

  private takeOpcode(mark: number, i: number): void {
    this.byCode = (mark & OP) !== 0;
    this.instrumented =
      this.byCode || ((mark & EXTRA) !== 0 && asksOwnEvent(this.registers.monitoring, this.f.code, i));
  }

  private underLine(i: number): number {
    return this.registers.monitoring.codes[this.f.code.index]?.underLine?.[i] ?? 0;
  }

  /** Takes a Python exception thrown by semantics; anything else is the model's own failure. */
  private recover(error: unknown): void {
    this.inlinedCallee = error instanceof PyRaise && error.inlinedCallee;
    if (error instanceof CallbackRaise) raiseFromCallback(this, error);
    else if (error instanceof PyRaise) raiseInTop(this, error.exception);
    else if (error instanceof RangeError && /call stack/.test(error.message)) {
      throw this.located(new ModelError('the model ran out of stack inside one native operation'));
    } else throw error instanceof ModelError ? this.located(error) : error;
  }

  /** What the model lacks, with the function, line and offset of the program that needed it. */
  private located(error: ModelError): ModelError {
    let at = this.top;
    while (at !== null) {
      const data = this.read(at);
      if (data.kind === 'frame') {
        const instruction = data.code.instructions[data.lasti];
        const { qualname, filename } = data.code.code;
        const where = `line ${instruction?.line ?? data.code.code.firstlineno}, offset ${instruction?.offset ?? 0}`;
        const Kind = error instanceof UndefinedBehaviour ? UndefinedBehaviour : ModelError;
        return new Kind(`${error.message} (in ${qualname} of ${filename}, ${where})`, { cause: error });
      }
      at = data.kind === 'native' ? data.back : null;
    }
    return error;
  }

  // ---- monitoring

  /** Tells an event through a native frame, since a callback may be the program's own. */
  deliverInSteps(delivery: Delivery): Pending | undefined {
    return deliverInSteps(this, delivery);
  }
  /** All callbacks of an event have run; who goes on takes it in the same step. */
  settleEvent(event: SettledEvent): void {
    this.settled = event;
  }
  takeSettled(): SettledEvent {
    const event = this.settled;
    if (event === null) throw new ModelError('no event was settled');
    this.settled = null;
    return event;
  }
  removeCallback(tool: number, event: number): void {
    registerCallback(this, tool, event, undefined);
  }

  // ---- calls

  call(callable: Value, args: readonly Value[], keywords: Keywords | null = null): Result {
    return callValue(this, callable, args, keywords, false);
  }
  native(name: string, slots: readonly Slot[], vars: NativeData['vars'] = {}): Result {
    // Iterators' natives may also answer EXHAUSTED: their callers know.
    return startNative(this, name, slots, vars) as Result;
  }
  runCode(func: Ref, names: Ref): Result {
    return pushFunctionFrame(this, func, [], null, true, names);
  }
  resume(generator: Ref, value: Value, inlined = false): Value | Exhausted | Pending {
    return resumeGenerator(this, generator, value, inlined);
  }
  throwInto(generator: Ref, exception: Ref): Value | Exhausted | Pending {
    return throwIntoGenerator(this, generator, exception);
  }

  /** Gives a result to whoever is on top: a native's phase, or the instruction that waits. */
  deliver(value: Value | Exhausted): void {
    for (;;) {
      const top = this.top;
      if (top === null) {
        this.result = value as Value;
        return endThread(this, null);
      }
      const data = this.read(top);
      if (data.kind === 'frame' && isLinked(data)) {
        unlink(this);
        continue;
      }
      if (data.kind === 'frame') {
        const instruction = data.code.instructions[data.lasti] as BoundInstruction;
        const resume = instruction.semantics.resume;
        if (resume === undefined) throw new ModelError(`${instruction.op} cannot take a result`);
        this.letGo();
        // What it pops waits with it, should it wait again.
        this.running = top;
        return resume(this, instruction, value);
      }
      const native = data as NativeData;
      const { outcome, at, offset } = native.vars;
      const result = driveNative(this, top, native.phase, value);
      if (result === PENDING || outcome === 'silent') return;
      if (outcome === 'unwind') return continueUnwinding(this, result as Ref, at as number, offset as number);
      if (outcome === 'error') return continueRaising(this, result as Ref, at as number, offset as number);
      if (outcome === 'event') return afterEvent(this);
      value = result;
    }
  }

  /** Ends the program. */
  finish(exception: Ref | null, blocked?: readonly number[]): void {
    if (this.tracking) this.retain(exception);
    this.registers.outcome = blocked === undefined ? { exception } : { exception, blocked };
    this.live = false;
  }

  // ---- exceptions

  handled(): Ref | null {
    const { generators, handled } = this.thread;
    for (let i = generators.length - 1; i >= 0; i--) {
      const value = this.as(generators[i] as Ref, 'generator').handled;
      if (value !== null) return value as Ref;
    }
    return handled as Ref | null;
  }

  /** The innermost `exc_info`: of the running generator, or of the thread. */
  get currentHandled(): Value {
    const { generators, handled } = this.thread;
    const generator = generators[generators.length - 1];
    return generator === undefined ? handled : this.as(generator, 'generator').handled;
  }
  set currentHandled(value: Value) {
    const { generators } = this.thread;
    const generator = generators[generators.length - 1];
    if (generator !== undefined) this.setRef(generator, 'generator', 'handled', value);
    else {
      if (this.tracking) {
        this.retain(value);
        this.release(this.thread.handled);
      }
      this.thread.handled = value;
    }
  }

  // ---- the world

  write(text: string): void {
    this.registers.out += text;
  }

  topFrame(): Ref | null {
    return this.top;
  }

  callerFrame(): Ref {
    let ref = this.top as Ref;
    for (;;) {
      const data = this.read(ref);
      if (data.kind === 'frame') return ref;
      ref = (data as NativeData).back as Ref;
    }
  }

  module(name: string): Ref | null {
    return this.registers.modules[name] ?? null;
  }
}
