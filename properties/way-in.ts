/**
 * By which way a frame was entered, read off a recording: what CALL shows and what it does not (claim C8).
 * @module
 */
import { instructionAt } from '../machines/index.ts';
import type { Recording } from './strategy-run.ts';

const ENTERS: ReadonlySet<string> = new Set(['PY_START', 'PY_RESUME', 'PY_THROW']);

/** `call`, or why CALL cannot show the entry; undefined if the frame is not entered between two events. */
export function wayIn(run: Recording, frame: number, from: number, to: number): string | undefined {
  for (let at = to; at > from; at--) {
    const event = run.events[at];
    if (event === undefined || event.frame !== frame || !ENTERS.has(event.event)) continue;
    if (event.event === 'PY_THROW') return 'throw';
    const { name } = event.code;
    const op = opOfCaller(run, event.back, at);
    if (event.event === 'PY_RESUME') return op === 'FOR_ITER' ? 'resumption by for' : `resumption by ${op ?? 'C'}`;
    if (name === '__del__') return '__del__';
    if (name === '__enter__' || name === '__exit__') return name;
    if (name === '__await__') return '__await__';
    if (/^__\w+__$/.test(name) && name !== '__init__') return 'another dunder';
    if (op === 'LOAD_ATTR') return 'property';
    if (op?.startsWith('CALL') !== true) return `by ${op ?? 'C'}`;
    return calledBy(run, event.back, at)?.callee === event.code ? 'call' : 'callback from C';
  }
  return undefined;
}

function lastOf(run: Recording, frame: number | null, before: number, test: (event: string) => boolean) {
  for (let at = before - 1; frame !== null && at >= 0; at--) {
    const event = run.events[at]!;
    if (event.frame === frame && test(event.event)) return event;
  }
  return undefined;
}

function opOfCaller(run: Recording, back: number | null, before: number): string | undefined {
  const event = lastOf(run, back, before, () => true);
  return event === undefined ? undefined : instructionAt(event.code, event.offset)?.op;
}

const calledBy = (run: Recording, back: number | null, before: number) =>
  lastOf(run, back, before, (event) => event === 'CALL');
