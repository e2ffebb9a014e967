/**
 * The trace as stepping sees it: places, entries and exits of frames, derived from a full recording. It does not depend on any
 * script, so one recording judges every session of that program.
 * @module
 */

import type { ConditionValue, RecordedEvent } from '../machines/index.ts';
import { instructionAt, isPlace, suspendsAtAwait } from '../machines/index.ts';
import type { CodeObject, FrameId } from '../model/index.ts';

interface ItemBase {
  /** Index of the (first) event in the recording. */
  readonly at: number;
  readonly thread: number;
  readonly frame: FrameId;
  readonly code: CodeObject;
  /** Instruction offset in bytes. */
  readonly offset: number;
  /** LINE's if LINE fires here, else the instruction's; 0 for none. */
  readonly line: number;
  /** Frames from the bottom of the thread, this one included. */
  readonly depth: number;
  /** Where the frame lives: an address that was freed is the next to be given. */
  readonly address: number;
}

/** An instruction that is about to be executed (rule R1). */
export interface Place extends ItemBase {
  readonly kind: 'place';
  /** LINE fires here. */
  readonly fires: boolean;
  readonly conditions?: Readonly<Record<string, ConditionValue>> | undefined;
}

/** A frame begins to run: PY_START, PY_RESUME, PY_THROW. */
export interface Enter extends ItemBase {
  readonly kind: 'enter';
  readonly how: 'start' | 'resume' | 'throw';
  readonly back: FrameId | null;
}

/** A frame stops running: PY_RETURN, PY_YIELD (at a `yield` or an `await`), PY_UNWIND. */
export interface Leave extends ItemBase {
  readonly kind: 'leave';
  readonly how: 'return' | 'yield' | 'await' | 'unwind';
  /** The frame's `f_back` chain, nearest first. */
  readonly older: readonly FrameId[];
  readonly value?: string | undefined;
  readonly exception?: string | undefined;
}

/** What only some policies stop at: exceptions, exhausted iterators, jumps back to the same line. */
export interface Incident extends ItemBase {
  readonly kind: 'incident';
  readonly what: 'raise' | 'stop-iteration' | 'jump-back';
  readonly exception?: string | undefined;
}

export type StepItem = Place | Enter | Leave | Incident;

/** What only some kinds of item have. */
interface OwnFields {
  readonly fires?: boolean;
  readonly conditions?: Place['conditions'];
  readonly how?: Enter['how'] | Leave['how'];
  readonly older?: readonly FrameId[];
  readonly value?: string | undefined;
  readonly exception?: string | undefined;
  readonly what?: Incident['what'];
}

/** A program's run as stepping sees it. */
export interface StepTrace {
  readonly module: CodeObject;
  readonly items: readonly StepItem[];
  /** The code of each frame. */
  readonly codeOf: ReadonlyMap<FrameId, CodeObject>;
  /** Type name of the exception that ended the program. */
  readonly exception?: string;
}

/** Where frames live, as CPython's allocator has it: what was freed last is given next. */
class Addresses {
  readonly #given = new Map<FrameId, number>();
  readonly #free: number[] = [];
  #last = 0;
  of(frame: FrameId): number {
    let address = this.#given.get(frame);
    if (address === undefined) {
      address = this.#free.pop() ?? ++this.#last;
      this.#given.set(frame, address);
    }
    return address;
  }
  free(frame: FrameId): void {
    this.#free.push(this.of(frame));
  }
}

/** Whether a JUMP goes back to where its own line begins. 3.12 has `f_lasti` at the destination already: the jump is what the frame executed last. */
function jumpsBack({ code, offset, dest }: RecordedEvent, executed: number | undefined): boolean {
  const from = offset === dest ? (executed ?? dest) : offset;
  return dest < from && instructionAt(code, from)?.line === instructionAt(code, dest)?.line;
}

/** Derives the stepping trace from a recording with all events on. */
export function deriveStepTrace(events: readonly RecordedEvent[], module: CodeObject, exception?: string): StepTrace {
  const items: StepItem[] = [];
  const backOf = new Map<FrameId, FrameId | null>();
  const codeOf = new Map<FrameId, CodeObject>();
  const olderThan = (back: FrameId | null): FrameId[] => {
    const chain: FrameId[] = [];
    for (let f = back; f !== null; f = backOf.get(f) ?? null) chain.push(f);
    return chain;
  };
  const depthAbove = (back: FrameId | null): number => {
    let depth = 1;
    for (let f = back; f !== null; f = backOf.get(f) ?? null) depth++;
    return depth;
  };
  const addresses = new Addresses();
  /** The LINE that each thread has just seen: its INSTRUCTION is the same place. */
  const fired = new Map<number, RecordedEvent>();
  /** The instruction that each frame has executed last. */
  const executed = new Map<FrameId, number>();
  events.forEach((event, at) => {
    const { thread, frame, code, offset, line, back, exception: raised } = event;
    backOf.set(frame, back);
    codeOf.set(frame, code);
    const address = addresses.of(frame);
    const previous = fired.get(thread);
    if (previous !== undefined) fired.delete(thread);
    // Items of all kinds have one shape, field by field: every law and both oracles read them, millions of times.
    const add = (kind: StepItem['kind'], { fires, conditions, how, older, value, exception, what }: OwnFields) => {
      const depth = depthAbove(back);
      const item = {
        kind,
        at,
        thread,
        frame,
        code,
        offset,
        line,
        depth,
        address,
        back,
        fires,
        conditions,
        how,
        older,
        value,
        exception,
        what,
      };
      items.push(item as StepItem);
    };
    const place = (fires: boolean) => {
      if (isPlace(code, offset)) add('place', { fires, conditions: event.conditions });
    };
    const enter = (how: Enter['how']) => add('enter', { how });
    const leave = (how: Leave['how']) =>
      add('leave', { how, older: olderThan(back), value: event.value, exception: raised });
    const incident = (what: Incident['what']) =>
      add('incident', { what, exception: what === 'jump-back' ? undefined : raised });
    switch (event.event) {
      case 'LINE':
        fired.set(thread, event);
        place(true);
        break;
      case 'INSTRUCTION':
        executed.set(frame, offset);
        if (previous === undefined || previous.frame !== frame || previous.offset !== offset) place(false);
        break;
      case 'PY_START':
        enter('start');
        break;
      case 'PY_RESUME':
        enter('resume');
        break;
      case 'PY_THROW':
        enter('throw');
        break;
      case 'PY_RETURN':
        leave('return');
        break;
      case 'PY_YIELD':
        leave(suspendsAtAwait(code, offset) ? 'await' : 'yield');
        break;
      case 'PY_UNWIND':
        leave('unwind');
        break;
      case 'RAISE':
        incident('raise');
        break;
      case 'STOP_ITERATION':
        incident('stop-iteration');
        break;
      case 'JUMP':
        if (jumpsBack(event, executed.get(frame))) incident('jump-back');
        break;
      default:
        break;
    }
    if (event.event === 'PY_RETURN' || event.event === 'PY_UNWIND') addresses.free(frame);
  });
  return { module, items, codeOf, ...(exception === undefined ? {} : { exception }) };
}
