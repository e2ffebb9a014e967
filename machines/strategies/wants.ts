/**
 * Which events a debugger wants, and the monitoring calls that lead from one such wish to the next.
 * @module
 */
import type { CodeObject, FrameId, MonitoringCall, ToolId } from '../../model/index.ts';
import { type Bits, eventNames } from './event-bits.ts';

export interface CodeWant {
  readonly code: CodeObject;
  readonly events: Bits;
}

/** Profile `frame-events`. */
export interface FrameWant {
  readonly frame: FrameId;
  readonly events: Bits;
  readonly entered: Bits;
}

/** Profile `breakpoint-opcode`. */
export interface SiteWant {
  readonly code: CodeObject;
  readonly offset: number;
  readonly line: boolean;
}

/** What is wanted at one moment. Each code object, frame and site stands at most once. */
export interface Wants {
  readonly global: Bits;
  readonly local: readonly CodeWant[];
  readonly frames: readonly FrameWant[];
  readonly sites: readonly SiteWant[];
}

export const NO_WANTS: Wants = { global: 0, local: [], frames: [], sites: [] };

/** The same with another global set. Wants are made field by field: a spread literal makes a shape of its own, which slows every reader. */
export function withGlobal({ local, frames, sites }: Wants, global: Bits): Wants {
  return { global, local, frames, sites };
}

/** The same with other frames' sets. */
export function withFrames({ global, local, sites }: Wants, frames: readonly FrameWant[]): Wants {
  return { global, local, frames, sites };
}

/** Adds events to a code object's. */
export function wantLocal(local: CodeWant[], code: CodeObject, events: Bits): void {
  const index = local.findIndex((w) => w.code === code);
  if (index < 0) local.push({ code, events });
  else local[index] = { code, events: local[index]!.events | events };
}

/** Adds events to a frame's. */
export function wantFrame(frames: FrameWant[], frame: FrameId, events: Bits, entered: Bits): void {
  const index = frames.findIndex((w) => w.frame === frame);
  const old = frames[index];
  if (old === undefined) frames.push({ frame, events, entered });
  else frames[index] = { frame, events: old.events | events, entered: old.entered | entered };
}

/** The calls that turn what is armed into what is wanted: first what must be on, then what may go. */
export function callsBetween(tool: ToolId, armed: Wants, wanted: Wants): readonly MonitoringCall[] {
  if (armed === wanted) return [];
  const on: MonitoringCall[] = [];
  const off: MonitoringCall[] = [];
  if (armed.global !== wanted.global)
    (wanted.global === 0 ? off : on).push({ call: 'set_events', tool, events: eventNames(wanted.global) });
  for (const w of wanted.local) {
    if (armed.local.find((a) => a.code === w.code)?.events !== w.events)
      on.push({ call: 'set_local_events', tool, code: w.code, events: eventNames(w.events) });
  }
  for (const a of armed.local) {
    if (!wanted.local.some((w) => w.code === a.code))
      off.push({ call: 'set_local_events', tool, code: a.code, events: [] });
  }
  for (const w of wanted.frames) {
    const a = armed.frames.find((x) => x.frame === w.frame);
    if (a === undefined || a.events !== w.events || a.entered !== w.entered)
      on.push({
        call: 'set_frame_events',
        tool,
        frame: w.frame,
        events: eventNames(w.events),
        entered: eventNames(w.entered),
      });
  }
  for (const a of armed.frames) {
    if (!wanted.frames.some((w) => w.frame === a.frame))
      off.push({ call: 'set_frame_events', tool, frame: a.frame, events: [], entered: [] });
  }
  const same = (a: SiteWant, b: SiteWant) => a.code === b.code && a.offset === b.offset;
  for (const w of wanted.sites) {
    if (!armed.sites.some((a) => same(a, w) && a.line === w.line))
      on.push({ call: 'set_breakpoint', tool, code: w.code, offset: w.offset, line: w.line });
  }
  for (const a of armed.sites) {
    if (!wanted.sites.some((w) => same(a, w)))
      off.push({ call: 'clear_breakpoint', tool, code: a.code, offset: a.offset });
  }
  return off.length === 0 ? on : [...on, ...off];
}
