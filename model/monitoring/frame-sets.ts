/**
 * The proposed profiles' part of monitoring: sets of events that belong to frames (`frame-events`) and the side table of breakpoints
 * (`breakpoint-opcode`). Code carries a mark where one of them may speak; who speaks is decided at the instruction.
 * @module
 */
import { NO_LINE } from '../code/line-table.ts';
import type { LoadedCode } from '../vm/loaded-code.ts';
import { EVENT_COUNT, INSTRUCTION, LINE } from './event-set.ts';
import {
  type BreakpointEntry,
  codeMonitoring,
  EXTRA,
  type FrameSet,
  INSTRUMENTED,
  type Monitoring,
} from './instrumentation.ts';

/** Index of BREAKPOINT: behind PEP 669's own events. */
export const BREAKPOINT = EVENT_COUNT;

function newFrameSet(code: LoadedCode): FrameSet {
  return {
    code: code.index,
    events: new Array<number>(EVENT_COUNT).fill(0),
    entered: new Array<number>(EVENT_COUNT).fill(0),
  };
}

function isEmpty({ events, entered }: FrameSet): boolean {
  return events.every((tools) => tools === 0) && entered.every((tools) => tools === 0);
}

function setOf(m: Monitoring, frame: number, code: LoadedCode): FrameSet {
  m.frames ??= {};
  m.frames[frame] ??= newFrameSet(code);
  return m.frames[frame];
}

function written(tools: readonly number[], mask: number, tool: number): number[] {
  return tools.map((before, e) => ((mask >> e) & 1 ? before | (1 << tool) : before & ~(1 << tool)));
}

/** Replaces what a tool asks of a frame. Masks are bits by event index. */
export function setFrameEvents(
  m: Monitoring,
  frame: number,
  code: LoadedCode,
  tool: number,
  events: number,
  entered: number,
): void {
  const set = setOf(m, frame, code);
  set.events = written(set.events, events, tool);
  set.entered = written(set.entered, entered, tool);
  if (isEmpty(set)) forget(m, frame);
  markExtra(m, code);
}

/** What a tool asks of a frame, as masks. */
export function frameEvents(
  m: Monitoring,
  frame: number,
  tool: number,
): { readonly events: number; readonly entered: number } {
  const set = m.frames?.[frame];
  const mask = (tools: readonly number[] | undefined) =>
    (tools ?? []).reduce((bits, t, e) => ((t >> tool) & 1 ? bits | (1 << e) : bits), 0);
  return { events: mask(set?.events), entered: mask(set?.entered) };
}

/** A frame is started, resumed or thrown into from one that gives its callees a set: true if the frame's own set grew. */
export function takeEntered(m: Monitoring, frame: number, code: LoadedCode, back: number): boolean {
  const giver = m.frames?.[back];
  if (giver === undefined || giver.entered.every((tools) => tools === 0)) return false;
  const set = setOf(m, frame, code);
  const grew = giver.entered.some((tools, e) => (tools & ~(set.events[e] as number)) !== 0);
  if (grew) set.events = set.events.map((tools, e) => tools | (giver.entered[e] as number));
  if (grew) markExtra(m, code);
  return grew;
}

function forget(m: Monitoring, frame: number): void {
  if (m.frames === null) return;
  delete m.frames[frame];
  if (Object.keys(m.frames).length === 0) m.frames = null;
}

/** The frame has exited or was cleared. */
export function dropFrameEvents(m: Monitoring, frame: number, code: LoadedCode): void {
  if (m.frames?.[frame] === undefined) return;
  forget(m, frame);
  markExtra(m, code);
}

/** An event that only the frame's set asked for was answered with DISABLE. */
export function removeFrameEvent(m: Monitoring, frame: number, code: LoadedCode, event: number, tool: number): void {
  const set = m.frames?.[frame];
  if (set === undefined) return;
  set.events = set.events.map((tools, e) => (e === event ? tools & ~(1 << tool) : tools));
  if (isEmpty(set)) forget(m, frame);
  markExtra(m, code);
}

/** A tool id is given back: its frame sets and breakpoints go. */
export function clearExtraOf(m: Monitoring, tool: number, codes: readonly LoadedCode[]): void {
  for (const [frame, set] of Object.entries(m.frames ?? {})) {
    set.events = written(set.events, 0, tool);
    set.entered = written(set.entered, 0, tool);
    if (isEmpty(set)) forget(m, Number(frame));
  }
  m.codes.forEach((data, index) => {
    for (const at of Object.keys(data?.breakpoints ?? {}))
      removeBreakpoint(m, codes[index] as LoadedCode, Number(at), tool);
    if (data !== null) markExtra(m, codes[index] as LoadedCode);
  });
}

/** Event → tools, over all frames of a code object that have a set. */
export function unionOfFrames(m: Monitoring, code: LoadedCode): readonly number[] {
  const union = new Array<number>(EVENT_COUNT).fill(0);
  for (const set of Object.values(m.frames ?? {})) {
    if (set.code !== code.index) continue;
    set.events.forEach((tools, e) => {
      (union[e] as number) |= tools;
    });
  }
  return union;
}

/** Whether some frame of the code has asked for the event that this instruction reports itself. */
export function asksOwnEvent(m: Monitoring, code: LoadedCode, i: number): boolean {
  const own = code.sites.event[i] as number;
  if (own < 0) return false;
  return Object.values(m.frames ?? {}).some((set) => set.code === code.index && set.events[own] !== 0);
}

/** Marks the instructions at which a frame's set or a breakpoint may speak. What was specialised there no longer is. */
function markExtra(m: Monitoring, code: LoadedCode): void {
  const data = codeMonitoring(m, code);
  const union = unionOfFrames(m, code);
  const { first, event, line, perInstruction } = code.sites;
  for (let i = first; i < code.instructions.length; i++) {
    const own = event[i] as number;
    const wanted =
      (own >= 0 && union[own] !== 0) ||
      (union[LINE] !== 0 && line[i] !== NO_LINE) ||
      (union[INSTRUCTION] !== 0 && perInstruction[i] !== 0) ||
      data.breakpoints?.[i] !== undefined;
    const mark = data.marks[i] as number;
    if (wanted !== ((mark & EXTRA) !== 0)) data.marks[i] = (mark & INSTRUMENTED & ~EXTRA) | (wanted ? EXTRA : 0);
  }
}

/** Sets a breakpoint of a tool at an instruction; setting again replaces. */
export function addBreakpoint(m: Monitoring, code: LoadedCode, at: number, tool: number, line: boolean): void {
  const data = codeMonitoring(m, code);
  data.breakpoints ??= {};
  const old: BreakpointEntry = data.breakpoints[at] ?? { always: 0, atLine: 0 };
  const bit = 1 << tool;
  data.breakpoints[at] = {
    always: line ? old.always & ~bit : old.always | bit,
    atLine: line ? old.atLine | bit : old.atLine & ~bit,
  };
  markExtra(m, code);
}

/** Clears a tool's breakpoint; the opcode goes with the last tool. False if there was none. */
export function removeBreakpoint(m: Monitoring, code: LoadedCode, at: number, tool: number): boolean {
  const { breakpoints } = codeMonitoring(m, code);
  const entry = breakpoints?.[at];
  const bit = 1 << tool;
  if (breakpoints === null || entry === undefined || ((entry.always | entry.atLine) & bit) === 0) return false;
  const left = { always: entry.always & ~bit, atLine: entry.atLine & ~bit };
  if (left.always === 0 && left.atLine === 0) delete breakpoints[at];
  else breakpoints[at] = left;
  if (Object.keys(breakpoints).length === 0) codeMonitoring(m, code).breakpoints = null;
  markExtra(m, code);
  return true;
}
