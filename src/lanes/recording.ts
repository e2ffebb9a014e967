/**
 * What the recorder sends back, and its decoding into traces. `callbacks.py` is the other side.
 * @module
 */
import {
  EVENT_NAMES,
  type EventName,
  type RandomTools,
  type RawCode,
  type Schedule,
  type Trace,
  type TraceEvent,
  type TraceException,
  type Version,
} from '../../model/index.ts';
import type { Answer } from './exchange.ts';

/** Which events and fields a trace has: `semantic` leaves out INSTRUCTION, JUMP, offsets and names. */
export type Level = 'semantic' | 'exact';

/** What a recording's JSON says of one program. */
interface RunHead {
  /** Integers of a record. */
  readonly width: number;
  /** Records. */
  readonly count: number;
  readonly stdout: string;
  readonly globals: readonly (readonly [name: string, repr: string])[];
  readonly exception?: TraceException;
  readonly end?: 'fuel' | 'deadlock';
  /** A thread came to no switch point for seconds: what was recorded says nothing. */
  readonly missed?: boolean;
  /** A thread of the program would not end: the interpreter is of no more use. */
  readonly leaked?: boolean;
  readonly switchPoints?: number;
  /** Where it was asked for, and the program compiled. */
  readonly code?: RawCode;
}

/** The JSON of a recording: names that records refer to, and one head for each program in order. */
export interface RecordingHead {
  readonly names: readonly string[];
  readonly runs: readonly RunHead[];
}

/** How a batch is recorded. */
export interface RecordOptions {
  readonly level: Level;
  /** Events after which a run is cut off. */
  readonly fuel: number;
}

/** A trace with the tables of the code that made it; none if the program did not compile. */
export interface WithCode {
  readonly trace: Trace;
  readonly code?: RawCode;
}

/** A program as a lane runs it. */
export interface Program {
  readonly source: string | Uint8Array;
  readonly filename?: string;
  /** `sys.argv` without its first member. */
  readonly argv?: readonly string[];
  readonly stdin?: string;
  /** Folders put in front of `sys.path`. */
  readonly path?: readonly string[];
  /** It runs in the first of these, among the files that are there, which the model does not have. */
  readonly inFolder?: boolean;
  /** Tools at random in place of the recorder's one, which has all events on. */
  readonly tools?: RandomTools;
  /** When threads change; native CPythons only. */
  readonly schedule?: Schedule;
  /** Code that runs first in the same namespace, without tools; then the events of every library file are recorded, not the program's alone. */
  readonly setup?: string;
  /** In place of the batch's. */
  readonly fuel?: number;
  /** For steppers: the event, from 0, at which the program's frames are looked at. */
  readonly look?: number;
  /** Compiled once for two runs: `make` keeps a copy of the code that never ran, `take` runs it, in the same batch or a later one. */
  readonly compiled?: 'make' | 'take';
}

/** What a run under a schedule showed. */
export interface ScheduledRecording {
  readonly trace: Trace;
  /** A thread came to no switch point for seconds: the trace says nothing. */
  readonly missed: boolean;
}

/** The events by the numbers that records have for them: places in EVENT_NAMES. */
export const EVENTS_BY_NUMBER: readonly EventName[] = EVENT_NAMES;
const BRANCH_LEFT = 9;
const BRANCH_RIGHT = 10;
const BRANCH_TO_LEFT = 20;
const BRANCH_TO_RIGHT = 21;
const FRAME = 30;
const DEPTH = 31;
const THREAD = 32;
const CALLS: ReadonlySet<number> = new Set([4, 17, 18]);

/** Takes a recording apart: one trace for each program, in order. */
export function decodeRecording(answer: Answer<RecordingHead>, version: Version, build: string, fuel: number): Trace[] {
  const python = { version, build };
  const { names, runs } = answer.head;
  let at = 0;
  return runs.map((run) => {
    const numbers = answer.numbers.subarray(at, at + run.count * run.width);
    at += run.count * run.width;
    const events = decodeEvents(numbers, run.width, names, fuel);
    const trace: Trace = {
      python,
      events,
      globals: run.globals,
      stdout: withoutAddresses(run.stdout),
      ...(run.exception === undefined ? {} : { exception: cleaned(run.exception) }),
      ...(run.end === undefined ? {} : { end: run.end }),
      ...(run.switchPoints === undefined ? {} : { switchPoints: run.switchPoints }),
    };
    return trace;
  });
}

/** The same with the tables of each program's code. */
export function decodeWithCode(
  answer: Answer<RecordingHead>,
  version: Version,
  build: string,
  fuel: number,
): WithCode[] {
  const { runs } = answer.head;
  return decodeRecording(answer, version, build, fuel).map((trace, i) => {
    const { code } = runs[i]!;
    return code === undefined ? { trace } : { trace, code };
  });
}

function decodeEvents(numbers: Int32Array, width: number, names: readonly string[], fuel: number): TraceEvent[] {
  const events: TraceEvent[] = [];
  const codes: string[] = [''];
  const depths: number[] = [0];
  let thread = 0;
  for (let i = 0; i < numbers.length; i += width) {
    const kind = numbers[i]!;
    const frame = numbers[i + 1]!;
    if (kind === FRAME) {
      codes.push(names[frame]!);
      depths.push(numbers[i + 2]!);
    } else if (kind === THREAD) {
      thread = frame;
    } else if (kind === DEPTH) {
      depths[frame] = numbers[i + 2]!;
    } else if (events.length < fuel) {
      const direction =
        kind === BRANCH_LEFT || kind === BRANCH_TO_LEFT
          ? 'left'
          : kind === BRANCH_RIGHT || kind === BRANCH_TO_RIGHT
            ? 'right'
            : undefined;
      const name = kind === BRANCH_TO_LEFT || kind === BRANCH_TO_RIGHT ? 'BRANCH' : EVENTS_BY_NUMBER[kind]!;
      const code = codes[frame]!;
      const line = numbers[i + 2]!;
      const depth = depths[frame]!;
      // All events of a level have one shape, the model's: spreads take longer than all the rest, and so do comparisons of many shapes.
      if (width === 3) {
        events.push({ event: name, code, line, depth, thread, frame, direction });
        continue;
      }
      const dest = numbers[i + 4]!;
      const callable = numbers[i + 5]!;
      const last = numbers[i + 6]!;
      const calls = CALLS.has(kind);
      events.push({
        event: name,
        code,
        line,
        depth,
        thread,
        frame,
        direction,
        offset: numbers[i + 3]!,
        dest: dest === -1 ? undefined : dest,
        callable: callable === -1 ? undefined : names[callable],
        arg0: calls && last !== -1 ? names[last] : undefined,
        exception: !calls && last !== -1 ? names[last] : undefined,
        tool: width === 8 ? numbers[i + 7] : undefined,
      });
    }
  }
  return events;
}

/** Addresses in a `repr` differ from run to run: they print as `0x…`. */
function withoutAddresses(text: string): string {
  return text.includes(' at 0x') ? text.replace(/ at 0x[0-9a-fA-F]+/g, ' at 0x…') : text;
}

function cleaned(exception: TraceException): TraceException {
  return {
    ...exception,
    message: withoutAddresses(exception.message),
    ...(exception.cause === undefined ? {} : { cause: cleaned(exception.cause) }),
    ...(exception.context === undefined ? {} : { context: cleaned(exception.context) }),
  };
}
