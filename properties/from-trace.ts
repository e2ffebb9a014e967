/**
 * A recording from a trace of the exact level, whoever made it: the model or a real CPython. What a trace does not tell (values,
 * conditions, callables) stays unknown.
 * @module
 */

import { allCode, instructionAt, type RecordedEvent } from '../machines/index.ts';
import type { CodeObject, Trace, TraceEvent } from '../model/index.ts';
import { type Recording, recording } from './strategy-run.ts';

/** Whether an event can be one of a code object: its instruction is there, on its line. */
function fits(code: CodeObject, event: TraceEvent): boolean {
  if (event.offset === undefined) return true;
  const instruction = instructionAt(code, event.offset);
  if (instruction === undefined) return event.event !== 'LINE' && event.event !== 'INSTRUCTION';
  return event.event !== 'LINE' || instruction.line === event.line;
}

/** The code object of each frame: by qualified name and, where that is shared, by its events. */
function codeOfFrames(trace: Trace, module: CodeObject): ReadonlyMap<number, CodeObject> {
  const byName = new Map<string, CodeObject[]>();
  for (const code of allCode(module)) byName.set(code.qualname, [...(byName.get(code.qualname) ?? []), code]);
  const events = new Map<number, TraceEvent[]>();
  for (const event of trace.events) events.set(event.frame, [...(events.get(event.frame) ?? []), event]);
  const found = new Map<number, CodeObject>();
  for (const [frame, mine] of events) {
    const candidates = byName.get(mine[0]!.code) ?? [];
    const code = candidates.length === 1 ? candidates[0] : candidates.find((c) => mine.every((e) => fits(c, e)));
    if (code !== undefined) found.set(frame, code);
  }
  return found;
}

/** Makes a recording. Frames whose code is not in the module are left out, with their events. */
export function recordingOfTrace(trace: Trace, module: CodeObject, source?: string): Recording {
  const codes = codeOfFrames(trace, module);
  const stacks = new Map<number, number[]>();
  const lasti = new Map<number, number>();
  const events: RecordedEvent[] = [];
  trace.events.forEach((event, at) => {
    const { frame, thread, depth } = event;
    const code = codes.get(frame);
    if (code === undefined) return;
    const stack = stacks.get(thread) ?? [];
    stacks.set(thread, stack);
    stack[depth] = frame;
    // LINE is told without its offset: it is that of the instruction that follows.
    let offset = event.offset;
    if (offset === undefined) {
      const next = trace.events.slice(at + 1, at + 8).find((e) => e.frame === frame && e.event === 'INSTRUCTION');
      offset = next?.offset ?? lasti.get(frame) ?? 0;
    }
    lasti.set(frame, offset);
    events.push({
      event: event.event,
      thread,
      frame,
      back: stack[depth - 1] ?? null,
      code,
      offset,
      line: event.line,
      dest: event.dest ?? -1,
      value: undefined,
      exception: event.exception,
      callee: undefined,
      argument: undefined,
      conditions: undefined,
    });
  });
  return recording(events, module, trace.exception?.type, source);
}
