/**
 * The state of `bdb.Bdb` with its commands: three fields choose a stop, a set of frames is traced (CPython 3.14's `Lib/bdb.py`).
 * @module
 */
import type { CodeObject, FrameId, FrameView } from '../../model/index.ts';
import type { Breakpoint } from '../breakpoint-set.ts';
import { isSuspendable } from '../code-facts.ts';
import type { ResumingCommand } from '../debugger-command.ts';
import { NEW_SESSION, type Session } from './session-state.ts';

/** The frame beneath the program: whoever called `exec`. */
export const BOTTOM: FrameId = -1;

/** `stopframe` and its kin; null is None. */
interface StopInfo {
  readonly stopframe: FrameId | null;
  /** `stopframe` is a generator's or coroutine's. */
  readonly stopsInGenerator: boolean;
  readonly returnframe: FrameId | null;
  /** −1: no stop at a line. */
  readonly stoplineno: number;
  readonly cmdframe: FrameId | null;
  readonly cmdlineno: number;
}

export interface BdbState extends StopInfo {
  readonly session: Session;
  readonly botframe: FrameId | null;
  /** Frames with `f_trace`. */
  readonly traced: readonly FrameId[];
  /** Frames with `f_trace_opcodes`. */
  readonly opcodes: readonly FrameId[];
  readonly traceOpcodes: boolean;
  /** The thread that called `start_trace`. */
  readonly thread: number | null;
  /** `stop_trace` gave the tool id back. */
  readonly enabled: boolean;
}

/** `_set_stopinfo(None, None)`. */
const ANYWHERE: StopInfo = {
  stopframe: null,
  stopsInGenerator: false,
  returnframe: null,
  stoplineno: 0,
  cmdframe: null,
  cmdlineno: 0,
};

export const NEW_BDB: BdbState = {
  ...ANYWHERE,
  session: NEW_SESSION,
  botframe: null,
  traced: [],
  opcodes: [],
  traceOpcodes: false,
  thread: null,
  enabled: true,
};

/** The frames from one to the bottom. */
export function chainOf(frame: FrameView): readonly FrameView[] {
  const chain: FrameView[] = [];
  for (let f: FrameView | null = frame; f !== null; f = f.back) chain.push(f);
  return chain;
}

/** Sets `f_trace`. */
export function traceFrame(state: BdbState, frame: FrameId): BdbState {
  return state.traced.includes(frame) ? state : { ...state, traced: [...state.traced, frame] };
}

/** `_set_stopinfo`: overwrites all of it, and sets `f_trace_opcodes` on the stack where that changes. */
export function setStopInfo(state: BdbState, frame: FrameView, info: Partial<StopInfo>, opcode = false): BdbState {
  const next = { ...state, ...ANYWHERE, ...info };
  if (opcode === state.traceOpcodes) return next;
  const stack = chainOf(frame).map((f) => f.id);
  const others = state.opcodes.filter((id) => !stack.includes(id));
  return { ...next, traceOpcodes: opcode, opcodes: opcode ? [...others, ...stack] : others };
}

/** `NEXT` and `UNTIL` become `STEP` when their frame returns. */
export function becomeStep(state: BdbState, frame: FrameView): BdbState {
  return setStopInfo(state, frame, {});
}

/** `_set_caller_tracefunc`. */
export function traceCaller(state: BdbState, frame: FrameView): BdbState {
  const caller = frame.back;
  return caller === null ? state : traceFrame(state, caller.id);
}

/** `set_step`, `set_next`, `set_return`, `set_until`, `set_stepinstr`, `set_continue`, `set_quit`. bdb has no `until` by offset: it is `next`. */
export function takeCommand(state: BdbState, command: ResumingCommand, frame: FrameView): BdbState {
  const here = { cmdframe: frame.id, cmdlineno: frame.lineno };
  const suspendable = isSuspendable(frame.code);
  switch (command.kind) {
    case 'into':
      return setStopInfo(state, frame, here);
    case 'over':
      return setStopInfo(state, frame, { stopframe: frame.id, stopsInGenerator: suspendable, ...here });
    case 'until': {
      if (command.offset !== undefined)
        return setStopInfo(state, frame, { stopframe: frame.id, stopsInGenerator: suspendable, ...here });
      const stoplineno = command.line ?? frame.lineno + 1;
      return setStopInfo(state, frame, {
        stopframe: frame.id,
        stopsInGenerator: suspendable,
        returnframe: frame.id,
        stoplineno,
      });
    }
    case 'out': {
      if (suspendable)
        return setStopInfo(state, frame, {
          stopframe: frame.id,
          stopsInGenerator: true,
          returnframe: frame.id,
          stoplineno: -1,
        });
      const caller = frame.back;
      return setStopInfo(state, frame, {
        stopframe: caller?.id ?? BOTTOM,
        stopsInGenerator: caller !== null && isSuspendable(caller.code),
        returnframe: frame.id,
      });
    }
    case 'stepi':
      return setStopInfo(state, frame, {}, true);
    case 'continue':
    case 'thread':
      return continued(setStopInfo(state, frame, { stopframe: BOTTOM, stoplineno: -1 }), frame);
    case 'detach':
    case 'quit':
      return { ...state, stopframe: BOTTOM, returnframe: null, enabled: false };
  }
}

/** `set_continue` without breakpoints: no tracing any more. */
function continued(state: BdbState, frame: FrameView): BdbState {
  if (state.session.set.breakpoints.length > 0) return state;
  const stack = chainOf(frame).map((f) => f.id);
  return { ...state, enabled: false, traced: state.traced.filter((id) => !stack.includes(id)) };
}

/** `stop_here`. */
export function stopsHere(state: BdbState, frame: FrameView): boolean {
  if (frame.id === state.stopframe) return state.stoplineno !== -1 && frame.lineno >= state.stoplineno;
  return state.stopframe === null;
}

/** The line under which bdb files a breakpoint: its own, or the first of its function's code. Null for what bdb has not. */
export function lineOf({ place, sites }: Breakpoint): number | null {
  if (place.kind === 'line') return place.line;
  return place.kind === 'function' ? (sites[0]?.code.firstlineno ?? null) : null;
}

/** `get_break`. */
export function hasBreak(state: BdbState, line: number): boolean {
  return state.session.set.breakpoints.some((b) => lineOf(b) === line);
}

const codeLines = new WeakMap<CodeObject, ReadonlySet<number>>();

/** `break_anywhere`: some breakpoint is on a line of this code object's line table. */
export function breaksAnywhere(state: BdbState, code: CodeObject): boolean {
  let lines = codeLines.get(code);
  if (lines === undefined) {
    lines = new Set(code.instructions.flatMap((i) => (i.line === null ? [] : [i.line])));
    codeLines.set(code, lines);
  }
  return state.session.set.breakpoints.some((b) => {
    const line = lineOf(b);
    return line !== null && line >= code.firstlineno && lines.has(line);
  });
}
