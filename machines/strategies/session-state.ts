/**
 * The part of a debugger's state that has nothing to do with events: the script, the breakpoints, the stops so far.
 * @module
 */
import type { CodeObject, FrameId } from '../../model/index.ts';
import { type BreakpointSet, changeBreakpoints, NO_BREAKPOINTS } from '../breakpoint-set.ts';
import { isBackward, isResuming, type ResumingCommand, type Script } from '../debugger-command.ts';
import type { Policy } from '../policy.ts';
import { printCommand } from '../script.ts';

/** What a debugger is started with. */
export interface SessionConfig {
  readonly module: CodeObject;
  readonly script: Script;
  readonly policy: Policy;
  /** Qualified names of functions that steps skip, under policy FILTER `list`. */
  readonly filter?: readonly string[] | undefined;
}

/** Whether steps skip a code object (rule R11). */
export function isHidden(config: SessionConfig, code: CodeObject): boolean {
  return config.policy.FILTER === 'list' && config.filter?.includes(code.qualname) === true;
}

/** A stop as the debugger saw it. */
export interface StopRecord {
  readonly reasons: readonly string[];
  readonly breakpoints: readonly number[];
  readonly code: CodeObject;
  readonly line: number;
  readonly thread: number;
  readonly frame: FrameId;
  readonly offset: number;
  readonly value?: string | undefined;
  readonly command: string | null;
}

/** Newest first: states share their past. */
export interface StopList {
  readonly stop: StopRecord;
  readonly older: StopList | null;
}

export interface Refused {
  readonly stop: number;
  /** Its place in the script, from 0. */
  readonly entry: number;
  readonly command: string;
  readonly message: string;
}

export interface Session {
  readonly index: number;
  readonly used: number;
  readonly set: BreakpointSet;
  readonly stops: StopList | null;
  /** Threads that are to pause at their next line. */
  readonly pauses: readonly number[];
  readonly stopCount: number;
  readonly refusals: readonly Refused[];
  /** `waiting` for the entry, `on`, or over: why. */
  readonly phase: 'waiting' | 'on' | 'script-end' | 'detached' | 'quit';
}

export const NEW_SESSION: Session = {
  index: 0,
  used: 0,
  set: NO_BREAKPOINTS,
  stops: null,
  pauses: [],
  stopCount: 0,
  refusals: [],
  phase: 'waiting',
};

/** The stops, oldest first. */
export function stopRecords(session: Session): readonly StopRecord[] {
  const out: StopRecord[] = [];
  for (let s = session.stops; s !== null; s = s.older) out.push(s.stop);
  return out.reverse();
}

// States are made field by field where they change at every stop: spread literals take several times as long.

/** The session with its next command taken. */
function taken(session: Session, repeat: boolean): Session {
  const { index, set, stops, pauses, stopCount, refusals, phase } = session;
  return { index: repeat ? index : index + 1, used: index + 1, set, stops, pauses, stopCount, refusals, phase };
}

/** The session with other breakpoints. */
export function withSet(session: Session, set: BreakpointSet): Session {
  const { index, used, stops, pauses, stopCount, refusals, phase } = session;
  return { index, used, set, stops, pauses, stopCount, refusals, phase };
}

/** The session with other threads that are to pause. */
export function withPauses(session: Session, pauses: readonly number[]): Session {
  const { index, used, set, stops, stopCount, refusals, phase } = session;
  return { index, used, set, stops, pauses, stopCount, refusals, phase };
}

function withRefusals(session: Session, refusals: readonly Refused[]): Session {
  const { index, used, set, stops, pauses, stopCount, phase } = session;
  return { index, used, set, stops, pauses, stopCount, refusals, phase };
}

/** Takes commands up to the next one that resumes; null when the script is over. */
function converse(config: SessionConfig, from: Session, current: CodeObject): [Session, ResumingCommand | null] {
  let session = from;
  for (;;) {
    const entry = config.script[session.index];
    if (entry === undefined) return [session, null];
    const { command } = entry;
    session = taken(session, entry.repeat);
    const refuse = (message: string) => {
      const refused = { stop: session.stopCount, entry: session.used - 1, command: printCommand(command), message };
      session = withRefusals(session, [...session.refusals, refused]);
    };
    if (isResuming(command)) return [session, command];
    if (isBackward(command)) {
      refuse('the program runs forward here');
      continue;
    }
    const move = config.policy.UNMAPPED_BREAKPOINT === 'move';
    const changed = changeBreakpoints(session.set, command, { module: config.module, current }, move);
    if ('refused' in changed) refuse(changed.refused);
    else session = withSet(session, changed.set);
  }
}

/** A stop: it is written down and the next commands are taken. */
export function stopHere(
  config: SessionConfig,
  session: Session,
  stop: Omit<StopRecord, 'command'>,
): { readonly session: Session; readonly command: ResumingCommand | null } {
  const [after, command] = converse(config, session, stop.code);
  const record = recordOf(stop, command === null ? null : printCommand(command));
  let phase: Session['phase'] = 'on';
  if (command === null) phase = 'script-end';
  else if (command.kind === 'detach') phase = 'detached';
  else if (command.kind === 'quit') phase = 'quit';
  const { index, used, set, pauses, refusals } = after;
  const stops = { stop: record, older: session.stops };
  return {
    session: { index, used, set, stops, pauses, stopCount: session.stopCount + 1, refusals, phase },
    command,
  };
}

function recordOf(stop: Omit<StopRecord, 'command'>, command: string | null): StopRecord {
  const { reasons, breakpoints, code, line, thread, frame, offset, value } = stop;
  return { reasons, breakpoints, code, line, thread, frame, offset, value, command };
}
