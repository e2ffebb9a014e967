/**
 * Strategy B: local events per code object, without frame identity. A table from code object to mode; LINE in a code with a
 * mode is a stop. It sees no unwinding. With forward pointers it is B2.
 * @module
 */
import type { CodeObject, FrameId, FrameView, Tool, ToolEvent, ToolId, ToolStep, ToolView } from '../../model/index.ts';
import { arrive } from '../breakpoint-set.ts';
import { isPlace } from '../code-facts.ts';
import type { ResumingCommand } from '../debugger-command.ts';
import { CALL, EXITS, eventNames, INSTRUCTION, LINE, STARTS } from './event-bits.ts';
import { NEW_SESSION, type Session, type SessionConfig, stopHere } from './session-state.ts';
import { EACH_INSTRUCTION, wantBreakpoints } from './strategy.ts';
import { type CodeWant, callsBetween, NO_WANTS, type Wants, wantLocal, withGlobal } from './wants.ts';

type Kind = 'into' | 'over' | 'out' | 'until' | 'land';

/** What the debugger waits for in a code object. */
interface Mode {
  readonly code: CodeObject;
  readonly kind: Kind;
  readonly until?: { readonly line: number } | { readonly offset: number };
  readonly value?: string;
  /** Armed from CALL, not yet entered. */
  readonly entered?: boolean;
}

/** B2: the last callee of a frame, while it has not been seen to leave. */
interface ForwardPointer {
  readonly caller: FrameId;
  readonly callee: CodeObject;
}

export interface PerCodeState {
  readonly session: Session;
  readonly modes: readonly Mode[];
  readonly pointers: readonly ForwardPointer[];
  readonly stepi: boolean;
  readonly armed: Wants;
  /** The place that the last LINE judged. */
  readonly judged: { readonly frame: FrameId; readonly offset: number } | null;
}

export interface PerCodeOptions {
  readonly id: string;
  readonly title: string;
  readonly forwardPointers: boolean;
}

const ENTRY: Wants = withGlobal(NO_WANTS, LINE | STARTS);

function eventsOf(mode: Mode): number {
  switch (mode.kind) {
    case 'into':
      return LINE | STARTS | EXITS | CALL;
    case 'over':
      return LINE | STARTS | EXITS;
    case 'until':
      return LINE | STARTS | EXITS | (mode.until !== undefined && 'offset' in mode.until ? INSTRUCTION : 0);
    case 'land':
      return LINE | STARTS | EXITS | INSTRUCTION;
    case 'out':
      return EXITS;
  }
}

function wants(state: PerCodeState): Wants {
  if (state.session.phase === 'waiting') return ENTRY;
  if (state.session.phase !== 'on') return NO_WANTS;
  const local: CodeWant[] = [];
  for (const mode of state.modes) wantLocal(local, mode.code, eventsOf(mode));
  wantBreakpoints(state.session, local);
  return { global: state.stepi ? EACH_INSTRUCTION : 0, local, frames: [], sites: [] };
}

function modeOf(state: PerCodeState, code: CodeObject): Mode | undefined {
  return state.modes.find((m) => m.code === code);
}

function setMode(state: PerCodeState, mode: Mode): PerCodeState {
  return { ...state, modes: [...state.modes.filter((m) => m.code !== mode.code), mode] };
}

function clearMode(state: PerCodeState, code: CodeObject): PerCodeState {
  return modeOf(state, code) === undefined ? state : { ...state, modes: state.modes.filter((m) => m.code !== code) };
}

/** A new command replaces what its own code object had; those of other code objects stay until they are left. */
function command(state: PerCodeState, given: ResumingCommand | null, code: CodeObject, line: number): PerCodeState {
  if (
    given === null ||
    given.kind === 'continue' ||
    given.kind === 'thread' ||
    given.kind === 'detach' ||
    given.kind === 'quit'
  )
    return { ...state, modes: [], pointers: [], stepi: false };
  if (given.kind === 'stepi') return { ...clearMode(state, code), stepi: true };
  const calm = { ...state, stepi: false };
  if (given.kind !== 'until') return setMode(calm, { code, kind: given.kind });
  const until = given.offset === undefined ? { line: given.line ?? line + 1 } : { offset: given.offset };
  return setMode(calm, { code, kind: 'until', until });
}

/** Whether this place is a stop by the mode of its code. */
function reaches(mode: Mode | undefined, event: ToolEvent, frame: FrameView): boolean {
  if (mode === undefined) return false;
  const line = event.event === 'LINE';
  switch (mode.kind) {
    case 'into':
    case 'over':
      return line;
    case 'land':
      return true;
    case 'until':
      if (mode.until === undefined) return false;
      return 'offset' in mode.until ? frame.lasti >= mode.until.offset : line && event.line >= mode.until.line;
    case 'out':
      return false;
  }
}

/** X: the code is cleared, its caller's armed for landing. */
function leave(state: PerCodeState, event: ToolEvent, frame: FrameView): PerCodeState {
  const unpointed = { ...state, pointers: state.pointers.filter((p) => p.callee !== event.code) };
  if (modeOf(state, event.code) === undefined) return unpointed;
  const cleared = clearMode(unpointed, event.code);
  const { back } = frame;
  if (back === null) return cleared;
  return setMode(cleared, {
    code: back.code,
    kind: 'land',
    ...(event.value === undefined ? {} : { value: event.value }),
  });
}

/** B2: the frame executes, so its last callee is gone without having been seen to leave. */
function dropStale(state: PerCodeState, frame: FrameView): PerCodeState {
  const stale = state.pointers.find((p) => p.caller === frame.id);
  if (stale === undefined) return state;
  const step = modeOf(state, stale.callee);
  const cleared = { ...clearMode(state, stale.callee), pointers: state.pointers.filter((p) => p !== stale) };
  if (step === undefined) return cleared;
  return setMode(cleared, { code: frame.code, kind: step.kind === 'into' ? 'into' : 'over' });
}

/** Makes strategy B, or B2, with a session. */
export function perCodeTool(options: PerCodeOptions, config: SessionConfig, id: ToolId = 0): Tool<PerCodeState> {
  const place = (before: PerCodeState, event: ToolEvent, view: ToolView): ToolStep<PerCodeState> => {
    const { frame, thread } = view;
    const known = before.judged?.frame === frame.id && before.judged.offset === frame.lasti;
    if (event.event === 'INSTRUCTION' && known) return { state: { ...before, judged: null } };
    if (!isPlace(event.code, frame.lasti)) return { state: before };
    let state: PerCodeState = {
      ...before,
      judged: event.event === 'LINE' ? { frame: frame.id, offset: frame.lasti } : null,
    };
    const line = event.event === 'LINE' ? event.line : frame.lineno;
    const fires = event.event === 'LINE';
    const hits = arrive(
      state.session.set,
      { code: event.code, offset: frame.lasti, fires, evaluate: (c) => view.evaluate(c) },
      config.policy.CONDITION_ERROR === 'stop',
    );
    state = { ...state, session: { ...state.session, set: hits.set } };
    const mode = modeOf(state, event.code);
    const reasons: string[] = [];
    if (state.session.phase === 'waiting') reasons.push('entry');
    else if (state.stepi || reaches(mode, event, frame)) reasons.push('step');
    if (hits.ids.length > 0) reasons.push('breakpoint');
    if (hits.errors.length > 0) reasons.push('condition-error');
    if (reasons.length === 0) return { state };
    const breakpoints = [...hits.ids, ...hits.errors].sort((a, b) => a - b);
    const value = mode?.kind === 'land' && mode.value !== undefined ? { value: mode.value } : {};
    return halt(state, event, view, { reasons, breakpoints, line, thread, ...value });
  };
  const halt = (
    state: PerCodeState,
    event: ToolEvent,
    view: ToolView,
    stop: { reasons: string[]; breakpoints: readonly number[]; line: number; thread: number; value?: string },
  ): ToolStep<PerCodeState> => {
    const { frame } = view;
    const shown = { ...stop, code: event.code, frame: frame.id, offset: frame.lasti };
    const stopped = stopHere(config, state.session, shown);
    const next = command({ ...state, session: stopped.session }, stopped.command, event.code, stop.line);
    return { state: next, stop: { reasons: stop.reasons, breakpoints: stop.breakpoints } };
  };
  const hear = (before: PerCodeState, event: ToolEvent, view: ToolView): ToolStep<PerCodeState> => {
    const { frame } = view;
    const pointers = options.forwardPointers;
    if (before.session.phase !== 'on' && before.session.phase !== 'waiting') return { state: before };
    const judgedOff = event.event === 'INSTRUCTION' ? before : { ...before, judged: null };
    const entering = event.event === 'PY_START' || event.event === 'PY_RESUME';
    const state = pointers && !entering ? dropStale(judgedOff, frame) : judgedOff;
    switch (event.event) {
      case 'LINE':
      case 'INSTRUCTION':
        return place(state, event, view);
      case 'CALL': {
        if (modeOf(state, event.code)?.kind !== 'into') return { state };
        const codes = [event.callable?.code ?? null, event.callable?.arg0Code ?? null].filter((c) => c !== null);
        const armed = codes.reduce(
          (s, code) => (modeOf(s, code) === undefined ? setMode(s, { code, kind: 'into', entered: true }) : s),
          state,
        );
        return { state: armed };
      }
      case 'PY_START': {
        const { back } = frame;
        const traced = pointers && back !== null && modeOf(state, back.code) !== undefined;
        if (!traced) return { state };
        const kept = state.pointers.filter((p) => p.caller !== back.id);
        return { state: { ...state, pointers: [...kept, { caller: back.id, callee: event.code }] } };
      }
      case 'PY_RESUME': {
        const mode = modeOf(state, event.code);
        if (mode?.entered !== true || mode.kind !== 'into') return { state };
        return halt(state, event, view, {
          reasons: ['step'],
          breakpoints: [],
          line: frame.lineno,
          thread: view.thread,
        });
      }
      case 'PY_RETURN':
      case 'PY_YIELD':
        return { state: leave(state, event, frame) };
      default:
        return { state };
    }
  };
  return {
    name: options.id,
    id,
    callbacks: eventNames(LINE | STARTS | EXITS | CALL | INSTRUCTION),
    start() {
      const state: PerCodeState = {
        session: NEW_SESSION,
        modes: [],
        pointers: [],
        stepi: false,
        armed: ENTRY,
        judged: null,
      };
      return { state, calls: callsBetween(id, NO_WANTS, ENTRY) };
    },
    callback(before: PerCodeState, event: ToolEvent, view: ToolView): ToolStep<PerCodeState> {
      const heard = hear(before, event, view);
      const wanted = wants(heard.state);
      const calls = callsBetween(id, before.armed, wanted);
      const judged = heard.state.judged !== null && instructionsOn(wanted, event.code) ? heard.state.judged : null;
      return { ...heard, state: { ...heard.state, judged, armed: calls.length === 0 ? before.armed : wanted }, calls };
    },
  };
}

function instructionsOn(wanted: Wants, code: CodeObject): boolean {
  if ((wanted.global & INSTRUCTION) !== 0) return true;
  return wanted.local.some((w) => w.code === code && (w.events & INSTRUCTION) !== 0);
}

/** Strategy B. */
export const LOCAL_PER_CODE: PerCodeOptions = {
  id: 'B',
  title: 'local events per code object',
  forwardPointers: false,
};
