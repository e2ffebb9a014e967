/**
 * A tool that asks for every event and writes down what a callback can see of it: the full trace that the oracle reads.
 * @module
 */
import type {
  CodeObject,
  EventName,
  FrameId,
  Tool,
  ToolEvent,
  ToolEventName,
  ToolId,
  ToolStep,
  ToolView,
} from '../../model/index.ts';

/** The value of a condition in a frame, or the type name of the exception that it raised. */
export type ConditionValue = boolean | { readonly error: string };

/** One event with its frame. Whoever makes one gives every field, in this order: events of one shape are read several times as fast. */
export interface RecordedEvent {
  readonly event: ToolEventName;
  readonly thread: number;
  readonly frame: FrameId;
  /** The next older Python frame at that moment; null at the bottom of a thread. */
  readonly back: FrameId | null;
  readonly code: CodeObject;
  /** `f_lasti` in bytes: the instruction of the event. */
  readonly offset: number;
  /** LINE's argument, else `f_lineno`; 0 for None. */
  readonly line: number;
  /** JUMP and branches; −1 otherwise. */
  readonly dest: number;
  readonly value: string | undefined;
  readonly exception: string | undefined;
  /** CALL: the code that the callable would run, as a tool can find it. */
  readonly callee: CodeObject | null | undefined;
  /** CALL: the code of its first argument, if that is a function or a generator. */
  readonly argument: CodeObject | null | undefined;
  /** The conditions asked for, evaluated in the frame; at LINE and INSTRUCTION. */
  readonly conditions: Readonly<Record<string, ConditionValue>> | undefined;
}

/** The events so far, newest first: states share their past. */
export interface RecorderState {
  readonly newest: RecordedEvent | null;
  readonly older: RecorderState | null;
  readonly length: number;
}

const NOTHING: RecorderState = { newest: null, older: null, length: 0 };

/** Every event that every version has; BRANCH stands for both directions from 3.14 on. */
const EVERYTHING: readonly EventName[] = [
  'PY_START',
  'PY_RESUME',
  'PY_RETURN',
  'PY_YIELD',
  'CALL',
  'LINE',
  'INSTRUCTION',
  'JUMP',
  'BRANCH',
  'STOP_ITERATION',
  'RAISE',
  'EXCEPTION_HANDLED',
  'PY_UNWIND',
  'PY_THROW',
  'RERAISE',
  'C_RETURN',
  'C_RAISE',
];

/** What the oracle needs, without branches, C functions' returns and handlers. */
export const STEPPING_EVENTS: readonly EventName[] = [
  'PY_START',
  'PY_RESUME',
  'PY_RETURN',
  'PY_YIELD',
  'CALL',
  'LINE',
  'INSTRUCTION',
  'JUMP',
  'STOP_ITERATION',
  'RAISE',
  'PY_UNWIND',
  'PY_THROW',
];

function record(event: ToolEvent, view: ToolView, expressions: readonly string[]): RecordedEvent {
  const { frame } = view;
  const evaluates = expressions.length > 0 && (event.event === 'LINE' || event.event === 'INSTRUCTION');
  return {
    event: event.event,
    thread: view.thread,
    frame: frame.id,
    back: frame.back?.id ?? null,
    code: event.code,
    offset: frame.lasti,
    line: event.event === 'LINE' ? event.line : frame.lineno,
    dest: event.dest,
    value: event.value,
    exception: event.exception,
    callee: event.callable?.code,
    argument: event.callable?.arg0Code,
    conditions: evaluates ? Object.fromEntries(expressions.map((e) => [e, view.evaluate(e)])) : undefined,
  };
}

/** Makes a recorder. `conditions` are evaluated at every LINE and INSTRUCTION. */
export function recorder(
  id: ToolId,
  conditions: readonly string[] = [],
  events: readonly EventName[] = EVERYTHING,
): Tool<RecorderState> {
  return {
    name: 'recorder',
    id,
    callbacks: events,
    start: () => ({ state: NOTHING, calls: [{ call: 'set_events', tool: id, events }] }),
    callback(state: RecorderState, event: ToolEvent, view: ToolView): ToolStep<RecorderState> {
      return { state: { newest: record(event, view, conditions), older: state, length: state.length + 1 } };
    },
  };
}

/** The recorded events, oldest first. */
export function recordedEvents(state: RecorderState): readonly RecordedEvent[] {
  const out: RecordedEvent[] = new Array(state.length);
  for (let s: RecorderState | null = state; s?.newest != null; s = s.older) out[s.length - 1] = s.newest;
  return out;
}
