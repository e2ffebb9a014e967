/**
 * Recordings that steppers are judged by: every event with its frame, the frame below and the code that a call would run.
 * `callbacks.py` (`stepping`) is the other side.
 * @module
 */
import type { ConditionValue, RecordedEvent } from '../../machines/index.ts';
import { type CodeObject, isCode, lift, type RawCode, type TraceException, type Version } from '../../model/index.ts';
import type { Answer } from './exchange.ts';
import { EVENTS_BY_NUMBER } from './recording.ts';

/** How such a recording is made. */
export interface SteppingOptions {
  readonly fuel: number;
  /** Expressions evaluated at every LINE and INSTRUCTION. */
  readonly conditions: readonly string[];
}

/** A frame as its own code sees it. */
export interface FrameLook {
  readonly code: string;
  readonly line: number;
  /** Names and values as text, in the order in which the frame has them. */
  readonly locals: readonly (readonly [string, string])[];
}

/** A program's run for steppers. */
export interface SteppingRecording {
  /** The lifted code object of the module: events refer to it and to its parts. */
  readonly module: CodeObject;
  readonly events: readonly RecordedEvent[];
  /** The exception that ended the program. */
  readonly exception?: TraceException;
  readonly stdout: string;
  readonly end?: 'fuel';
  /** The frames at the event that was asked for, the running one first. */
  readonly frames?: readonly FrameLook[];
}

interface SteppingRun {
  readonly count: number;
  readonly stdout: string;
  readonly exception?: TraceException;
  readonly end?: 'fuel';
  readonly code: RawCode;
  readonly frames?: readonly FrameLook[];
}

/** The JSON of such a recording. */
export interface SteppingHead {
  readonly names: readonly string[];
  readonly runs: readonly SteppingRun[];
}

const WIDTH = 10;
const FRAME = 30;
const DEPTH = 31;
const VALUED: ReadonlySet<string> = new Set(['PY_RETURN', 'PY_YIELD']);

/** Takes a recording apart: one for each program, in order. */
export function decodeStepping(
  answer: Answer<SteppingHead>,
  version: Version,
  conditions: readonly string[],
): SteppingRecording[] {
  const { names, runs } = answer.head;
  let at = 0;
  return runs.map((run) => {
    const numbers = answer.numbers.subarray(at, at + run.count * WIDTH);
    at += run.count * WIDTH;
    const module = lift(run.code, version);
    return {
      module,
      events: decodeEvents(numbers, [...allCodes(module)], names, conditions),
      stdout: run.stdout,
      ...(run.exception === undefined ? {} : { exception: run.exception }),
      ...(run.end === undefined ? {} : { end: run.end }),
      ...(run.frames === undefined ? {} : { frames: run.frames }),
    };
  });
}

function* allCodes(code: CodeObject): Generator<CodeObject> {
  yield code;
  for (const c of code.consts) if (isCode(c)) yield* allCodes(c);
}

function decodeEvents(
  numbers: Int32Array,
  codes: readonly CodeObject[],
  names: readonly string[],
  conditions: readonly string[],
): RecordedEvent[] {
  const events: RecordedEvent[] = [];
  const codeOfFrame: CodeObject[] = [codes[0]!];
  for (let i = 0; i < numbers.length; i += WIDTH) {
    const kind = numbers[i]!;
    const frame = numbers[i + 1]!;
    if (kind === FRAME) {
      codeOfFrame.push(codes[frame]!);
      continue;
    }
    if (kind === DEPTH) continue;
    const event = EVENTS_BY_NUMBER[kind]!;
    const back = numbers[i + 5]!;
    const callee = numbers[i + 6]!;
    const argument = numbers[i + 7]!;
    const what = numbers[i + 8]!;
    const answers = numbers[i + 9]!;
    const valued = VALUED.has(event);
    events.push({
      event,
      thread: 0,
      frame,
      back: back === 0 ? null : back,
      code: codeOfFrame[frame]!,
      offset: numbers[i + 3]!,
      line: numbers[i + 2]!,
      dest: numbers[i + 4]!,
      value: what !== -1 && valued ? names[what] : undefined,
      exception: what !== -1 && !valued ? names[what] : undefined,
      callee: event === 'CALL' ? (codes[callee] ?? null) : undefined,
      argument: event === 'CALL' ? (codes[argument] ?? null) : undefined,
      conditions: answers === -1 ? undefined : conditionValues(conditions, names[answers]!),
    });
  }
  return events;
}

function conditionValues(conditions: readonly string[], answers: string): Readonly<Record<string, ConditionValue>> {
  const values: readonly (boolean | string)[] = JSON.parse(answers);
  return Object.fromEntries(
    conditions.map((c, i) => {
      const value = values[i]!;
      return [c, typeof value === 'string' ? { error: value } : value];
    }),
  );
}
