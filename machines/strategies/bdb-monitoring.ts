/**
 * Strategy bdb-monitoring: `bdb.Bdb(backend='monitoring')` as CPython 3.14 ships it. Entries, unwinding and exceptions are global, the rest is set
 * on code objects and never removed; a flag on frames (`f_trace`) says whose events count.
 * @module
 */
import type { FrameView, MonitoringCall, Tool, ToolEvent, ToolId, ToolStep, ToolView } from '../../model/index.ts';
import { isSuspendable } from '../code-facts.ts';
import {
  type BdbState,
  BOTTOM,
  becomeStep,
  breaksAnywhere,
  chainOf,
  hasBreak,
  lineOf,
  NEW_BDB,
  stopsHere,
  takeCommand,
  traceCaller,
  traceFrame,
} from './bdb-state.ts';
import {
  eventNames,
  INSTRUCTION,
  JUMP,
  LINE,
  PY_RETURN,
  PY_THROW,
  PY_UNWIND,
  PY_YIELD,
  RAISE,
  STARTS,
  STOP_ITERATION,
} from './event-bits.ts';
import { type SessionConfig, stopHere } from './session-state.ts';

const GLOBAL_EVENTS = STARTS | PY_THROW | PY_UNWIND | RAISE;
const LOCAL_EVENTS = LINE | JUMP | PY_RETURN | PY_YIELD | STOP_ITERATION;

/** What a dispatch comes to. */
interface Dispatched {
  readonly state: BdbState;
  readonly calls: readonly MonitoringCall[];
  readonly stop?: ToolStep<BdbState>['stop'];
  readonly disable?: boolean;
  /** `call` only: the frame is traced from here on. */
  readonly traces?: boolean;
}

/** A stop as `user_line`, `user_return` and `user_exception` make it; then `restart_events`. */
interface Halt {
  readonly reasons: readonly string[];
  readonly breakpoints?: readonly number[];
  readonly value?: string;
}

function halt(config: SessionConfig, state: BdbState, event: ToolEvent, view: ToolView, what: Halt): Dispatched {
  const { frame, thread } = view;
  const { reasons, breakpoints = [], value } = what;
  const shown = {
    reasons,
    breakpoints,
    code: event.code,
    line: frame.lineno,
    thread,
    frame: frame.id,
    offset: frame.lasti,
  };
  const stopped = stopHere(config, state.session, value === undefined ? shown : { ...shown, value });
  const added = stopped.session.set.breakpoints.length > state.session.set.breakpoints.length;
  let next: BdbState = { ...state, session: stopped.session };
  // `set_break` looks for frames on the stack in which the new breakpoint could be.
  if (added) for (const f of chainOf(frame)) if (breaksAnywhere(next, f.code)) next = traceFrame(next, f.id);
  next = takeCommand(next, stopped.command ?? { kind: 'detach' }, frame);
  return { state: next, calls: [{ call: 'restart_events' }], stop: { reasons, breakpoints } };
}

/** `effective`: the first breakpoint of the line that is enabled, whose condition holds and whose ignore count is spent. */
function breakHere(state: BdbState, view: ToolView): { readonly state: BdbState; readonly hit?: Halt } {
  const { frame } = view;
  const line = hasBreak(state, frame.lineno) ? frame.lineno : frame.code.firstlineno;
  const { set } = state.session;
  let { breakpoints } = set;
  const changed = (): BdbState =>
    breakpoints === set.breakpoints ? state : { ...state, session: { ...state.session, set: { ...set, breakpoints } } };
  for (const b of set.breakpoints) {
    if (!b.enabled || lineOf(b) !== line) continue;
    // `checkfuncname`: a function's breakpoint stops at its first line that runs, any other at its own.
    const place = b.sites[0]!;
    const mine = b.place.kind === 'function' ? b.sites.some((s) => s.code.name === frame.code.name) : true;
    const first =
      b.place.kind === 'function'
        ? place.code.instructions.find((i) => i.offset === place.offset)?.line
        : b.place.kind === 'line'
          ? b.place.line
          : null;
    if (!mine || first !== frame.lineno) continue;
    const value = b.condition === undefined ? true : view.evaluate(b.condition);
    if (typeof value === 'object')
      return { state: changed(), hit: { reasons: ['condition-error'], breakpoints: [b.id] } };
    if (!value) continue;
    if (b.ignore > 0) {
      breakpoints = breakpoints.map((x) => (x.id === b.id ? { ...x, ignore: x.ignore - 1 } : x));
      continue;
    }
    if (b.temporary) breakpoints = breakpoints.filter((x) => x.id !== b.id);
    return { state: changed(), hit: { reasons: ['breakpoint'], breakpoints: [b.id] } };
  }
  return { state: changed() };
}

function dispatchLine(config: SessionConfig, state: BdbState, event: ToolEvent, view: ToolView): Dispatched {
  const { frame } = view;
  const given = state.cmdframe === frame.id && state.cmdlineno === frame.lineno;
  const stops = stopsHere(state, frame);
  const { state: after, hit } = stops ? { state, hit: undefined } : breakHere(state, view);
  if ((stops || hit !== undefined) && !given) {
    const entry = state.session.phase === 'waiting' ? 'entry' : 'step';
    return halt(config, after, event, view, hit ?? { reasons: [entry] });
  }
  return { state: after, calls: [], disable: !hasBreak(after, frame.lineno) };
}

function dispatchCall(state: BdbState, frame: FrameView): Dispatched {
  if (state.botframe === null)
    return { state: { ...state, botframe: frame.back?.id ?? BOTTOM }, calls: [], traces: true };
  if (!stopsHere(state, frame) && !breaksAnywhere(state, frame.code)) return { state, calls: [], disable: true };
  if (state.stopframe !== null && isSuspendable(frame.code)) return { state, calls: [], traces: true };
  // `user_call` stops nowhere; the events are restarted all the same.
  return { state, calls: [{ call: 'restart_events' }], traces: true };
}

function dispatchReturn(config: SessionConfig, state: BdbState, event: ToolEvent, view: ToolView): Dispatched {
  const { frame } = view;
  if (!stopsHere(state, frame) && frame.id !== state.returnframe) return { state, calls: [] };
  if (state.stopframe !== null && isSuspendable(frame.code)) return { state: traceCaller(state, frame), calls: [] };
  const value = event.value === undefined ? {} : { value: event.value };
  const stopped = halt(config, state, event, view, { reasons: ['step'], ...value });
  let next = stopped.state;
  if (next.stopframe === frame.id && next.stoplineno !== -1) next = becomeStep(next, frame);
  if (next.stoplineno !== -1) next = traceCaller(next, frame);
  return { ...stopped, state: next };
}

function dispatchException(config: SessionConfig, state: BdbState, event: ToolEvent, view: ToolView): Dispatched {
  const { frame } = view;
  const exception = event.exception ?? '';
  if (stopsHere(state, frame)) {
    // Only STOP_ITERATION's has no traceback.
    const internal = event.event === 'STOP_ITERATION' && exception === 'StopIteration' && isSuspendable(frame.code);
    return internal ? { state, calls: [] } : halt(config, state, event, view, { reasons: ['exception'] });
  }
  const waits = state.stopsInGenerator && state.stopframe !== null && frame.id !== state.stopframe;
  if (waits && (exception === 'StopIteration' || exception === 'GeneratorExit'))
    return halt(config, state, event, view, { reasons: ['exception'] });
  return { state, calls: [] };
}

/** `dis.findlinestarts` as bdb searches it: behind the last start there is no line. */
function linenoAt(event: ToolEvent, offset: number): number | null {
  let last: number | null = null;
  let seen: number | null | undefined;
  for (const i of event.code.instructions) {
    if (i.line === seen) continue;
    seen = i.line;
    if (offset < i.offset) return last;
    last = i.line;
  }
  return null;
}

const NOTHING = (state: BdbState): Dispatched => ({ state, calls: [] });

function dispatch(config: SessionConfig, state: BdbState, event: ToolEvent, view: ToolView): Dispatched {
  const { frame } = view;
  const traced = state.traced.includes(frame.id);
  switch (event.event) {
    case 'PY_START':
    case 'PY_RESUME':
    case 'PY_THROW':
      return dispatchCall(state, frame);
    case 'LINE':
      return traced ? dispatchLine(config, state, event, view) : NOTHING(state);
    case 'JUMP':
      if (event.dest > event.offset || linenoAt(event, event.offset) !== linenoAt(event, event.dest))
        return { state, calls: [], disable: true };
      return traced ? dispatchLine(config, state, event, view) : NOTHING(state);
    case 'PY_RETURN':
    case 'PY_YIELD':
    case 'PY_UNWIND':
      return traced ? dispatchReturn(config, state, event, view) : NOTHING(state);
    case 'RAISE':
    case 'STOP_ITERATION':
      return traced ? dispatchException(config, state, event, view) : NOTHING(state);
    case 'INSTRUCTION':
      return traced && state.opcodes.includes(frame.id)
        ? halt(config, state, event, view, { reasons: ['step'] })
        : NOTHING(state);
    default:
      return NOTHING(state);
  }
}

/** `update_local_events`: every traced frame of the stack, at every event. */
function localEvents(state: BdbState, frame: FrameView, tool: ToolId): MonitoringCall[] {
  return chainOf(frame)
    .filter((f) => state.traced.includes(f.id))
    .map((f) => {
      const events = eventNames(LOCAL_EVENTS | (state.opcodes.includes(f.id) ? INSTRUCTION : 0));
      return { call: 'set_local_events', tool, code: f.code, events };
    });
}

const NEVER_DISABLED: ReadonlySet<string> = new Set(['PY_THROW', 'PY_UNWIND', 'RAISE']);

/** Makes the debugger with a session. */
export function bdbTool(config: SessionConfig, id: ToolId = 0): Tool<BdbState> {
  return {
    name: 'bdbtracer',
    id,
    callbacks: eventNames(GLOBAL_EVENTS | LOCAL_EVENTS | INSTRUCTION),
    start: () => ({ state: NEW_BDB, calls: [{ call: 'set_events', tool: id, events: eventNames(GLOBAL_EVENTS) }] }),
    callback(before: BdbState, event: ToolEvent, view: ToolView): ToolStep<BdbState> {
      const begun = before.thread === null ? { ...before, thread: view.thread } : before;
      if (!begun.enabled || begun.thread !== view.thread) return { state: begun };
      const { frame } = view;
      const done = dispatch(config, begun, event, view);
      const state = done.traces === true ? traceFrame(done.state, frame.id) : done.state;
      const stop = done.stop === undefined ? {} : { stop: done.stop };
      if (!state.enabled)
        return {
          state,
          calls: [
            { call: 'clear_tool_id', tool: id },
            { call: 'free_tool_id', tool: id },
          ],
          ...stop,
        };
      const calls = [...done.calls];
      if (state.traced.includes(frame.id)) calls.push(...localEvents(state, frame, id));
      const disable = done.disable === true && !NEVER_DISABLED.has(event.event);
      return { state, calls, ...stop, ...(disable ? { result: 'DISABLE' as const } : {}) };
    },
  };
}
