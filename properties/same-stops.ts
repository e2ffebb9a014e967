/**
 * When two debuggers have said the same.
 * @module
 */
import type { SessionStop, Transcript } from './session.ts';

/** Whether two stops are the same, whatever was commanded there. */
export function sameStop(a: SessionStop, b: SessionStop): boolean {
  return (
    a.event === b.event &&
    a.line === b.line &&
    a.frame === b.frame &&
    a.thread === b.thread &&
    a.offset === b.offset &&
    a.depth === b.depth &&
    a.code === b.code &&
    a.value === b.value &&
    a.exception === b.exception &&
    sameItems(a.reasons, b.reasons) &&
    sameItems(a.breakpoints, b.breakpoints)
  );
}

/** Whether two transcripts say the same in every field. */
export function sameTranscript(a: Transcript, b: Transcript): boolean {
  return (
    a.end === b.end &&
    a.stops.length === b.stops.length &&
    a.refusals.length === b.refusals.length &&
    sameItems(a.unusedCommands, b.unusedCommands) &&
    a.stops.every((stop, n) => stop.command === b.stops[n]!.command && sameStop(stop, b.stops[n]!)) &&
    a.refusals.every((r, n) => {
      const other = b.refusals[n]!;
      return (
        r.entry === other.entry && r.stop === other.stop && r.command === other.command && r.message === other.message
      );
    })
  );
}

function sameItems<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((item, n) => item === b[n]);
}
