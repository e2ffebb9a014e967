/**
 * What `sys.monitoring` keeps per interpreter and per code object, and how masks become instrumented instructions: CPython's
 * instrumentation.c, with plain numbers in place of rewritten opcodes. Functions write to the data they are given.
 * @module
 */

import { NO_LINE } from '../code/line-table.ts';
import type { Profile } from '../versions.ts';
import type { LoadedCode } from '../vm/loaded-code.ts';
import type { Slot, Value } from '../vm/value.ts';
import { C_RAISE, C_RETURN, CALL, EVENT_COUNT, type EventIndex, INSTRUCTION, LINE, PY_UNWIND } from './event-set.ts';

/** Per interpreter. Arrays are indexed by event and hold a bit per tool, or by tool and hold a bit per event. */
export interface Monitoring {
  /** Which tools are in use, by name: a str, or an instance of a subclass. */
  names: Value[];
  /** Global events: event → tools. */
  global: number[];
  /** Callbacks outside the program: tool → events that have one. */
  callbacks: number[];
  /** Callbacks that are values of the program: tool → event → value, undefined for none. */
  functions: Slot[][];
  /** How many of them there are. */
  functionCount: number;
  version: number;
  lastRestart: number;
  /** 3.14+: the version at which a tool id was cleared: local masks of an older one are void. */
  toolVersions: number[];
  /** By index of the loaded code; null while nothing was instrumented. */
  codes: (CodeMonitoring | null)[];
  /** Profile `frame-events`: the sets of frames by frame number; null while no frame has one. */
  frames: Record<number, FrameSet> | null;
  /** Profile `frame-events`: how often an instrumented instruction asked and its frame wanted nothing. */
  checks: number;
}

/** Profile `frame-events`: what tools asked of one frame. */
export interface FrameSet {
  /** Index of its loaded code. */
  code: number;
  /** Event → tools. */
  events: number[];
  /** Event → tools: what a frame gets that is entered from this one. */
  entered: number[];
}

/** Profile `breakpoint-opcode`: one entry of the side table. */
export interface BreakpointEntry {
  /** Tools that stop there at each execution. */
  always: number;
  /** Tools that stop there where LINE would fire. */
  atLine: number;
}

/** Per code object (`_PyCoMonitoringData`). Arrays by instruction index hold tools. */
export interface CodeMonitoring {
  version: number;
  /** Local events: event → tools. */
  local: number[];
  /** What is instrumented now: event → tools. */
  active: number[];
  /** The tools that asked for PY_UNWIND when the code was instrumented last; null before that. */
  unwinding: number | null;
  toolVersions: number[];
  /** Made when several tools are active at once; while null, the only active tool is meant. */
  tools: number[] | null;
  lineTools: number[] | null;
  instructionTools: number[] | null;
  /** The marks that stood below LINE where it was taken off last: the opcode that the line table still holds; null before that. */
  underLine: number[] | null;
  /** Instruction → OP | LINES | PER_INSTRUCTION | QUICKENED | EXTRA, and above them what adaptive.ts keeps. */
  marks: number[];
  /** Profile `breakpoint-opcode`: the side table, by instruction index; null while it is empty. */
  breakpoints: Record<number, BreakpointEntry> | null;
  /** By instruction index: what the guard of a specialised form compares; absent where there is none. */
  guards: Readonly<Record<number, string>>;
}

/** The instruction's own event is instrumented. */
export const OP = 1;
/** LINE is instrumented here. */
export const LINES = 2;
/** INSTRUCTION is instrumented here. */
export const PER_INSTRUCTION = 4;
/** A RESUME that ran uninstrumented: CPython has specialised it to RESUME_CHECK. */
export const QUICKENED = 8;
/** Proposed profiles: some frame of this code has a set that asks for an event here, or a breakpoint stands here. */
export const EXTRA = 128;
/** What is instrumented; the bits above say what the instruction was specialised to, which any change here undoes. */
export const INSTRUMENTED = OP | LINES | PER_INSTRUCTION | EXTRA;

/** `PY_MONITORING_TOOL_IDS`: those of programs, 0 to 5, and those of `sys.setprofile` and `sys.settrace`. */
const TOOLS = 8;

export function newMonitoring(): Monitoring {
  return {
    names: [null, null, null, null, null, null],
    global: zeros(EVENT_COUNT),
    callbacks: zeros(TOOLS),
    functions: Array.from({ length: TOOLS }, () => new Array<Slot>(EVENT_COUNT).fill(undefined)),
    functionCount: 0,
    version: 0,
    lastRestart: 0,
    toolVersions: zeros(TOOLS),
    codes: [],
    frames: null,
    checks: 0,
  };
}

function zeros(n: number): number[] {
  return new Array<number>(n).fill(0);
}

/** The data of a code object, made on first use. */
export function codeMonitoring(m: Monitoring, code: LoadedCode): CodeMonitoring {
  while (m.codes.length <= code.index) m.codes.push(null);
  let data = m.codes[code.index] as CodeMonitoring | null;
  if (data === null) {
    data = {
      version: 0,
      local: zeros(EVENT_COUNT),
      active: zeros(EVENT_COUNT),
      unwinding: null,
      toolVersions: zeros(TOOLS),
      tools: null,
      lineTools: null,
      instructionTools: null,
      underLine: null,
      marks: zeros(code.instructions.length),
      breakpoints: null,
      guards: {},
    };
    m.codes[code.index] = data;
  }
  return data;
}

/** True if the code's instrumentation is that of the interpreter's masks. */
export function isUpToDate(m: Monitoring, code: LoadedCode): boolean {
  const data = m.codes[code.index];
  return data === undefined || data === null ? m.version === 0 : data.version === m.version;
}

/** `_Py_Instrument`: brings a code object up to date. */
export function instrument(m: Monitoring, code: LoadedCode, profile: Profile): void {
  if (!isUpToDate(m, code)) forceInstrument(m, code, profile);
}

/** `force_instrument`: makes instrumentation follow the masks. */
export function forceInstrument(m: Monitoring, code: LoadedCode, profile: Profile): void {
  const data = codeMonitoring(m, code);
  if (profile.clearToolId) dropStaleLocalEvents(m, data);
  const union = m.global.map((tools, e) => ((profile.localEvents >> e) & 1 ? tools | (data.local[e] as number) : 0));
  makeToolTables(code, data, union);
  const wanted = union.map((tools, e) => ((profile.instrumentedEvents >> e) & 1 ? tools : 0));
  const restarted = m.lastRestart > data.version;
  const removed = zeros(EVENT_COUNT);
  const added = zeros(EVENT_COUNT);
  let any = 0;
  for (let e = 0; e < EVENT_COUNT; e++) {
    const before = data.active[e] as number;
    const after = wanted[e] as number;
    removed[e] = restarted ? before : before & ~after;
    added[e] = restarted ? after : after & ~before;
    any |= (removed[e] as number) | (added[e] as number);
  }
  // `active` is replaced before tools are removed: a single tool is then judged by the new masks.
  data.active = wanted;
  data.unwinding = union[PY_UNWIND] as number;
  data.version = m.version;
  if (any === 0) return;
  const n = code.instructions.length;
  for (let i = code.sites.first; i < n; i++) {
    const event = code.sites.event[i] as number;
    if (event < 0) continue;
    if (removed[event]) removeTools(data, i, event, removed[event] as number);
    if (added[event]) addTools(data, i, added[event] as number);
  }
  if (removed[LINE]) {
    for (let i = code.sites.first; i < n; i++)
      if (code.sites.line[i] !== NO_LINE) removeLineTools(data, i, removed[LINE] as number);
  }
  if (removed[INSTRUCTION]) {
    for (let i = code.sites.first; i < n; i++)
      if (code.sites.perInstruction[i]) removeInstructionTools(data, i, removed[INSTRUCTION] as number);
  }
  if (added[LINE]) {
    for (let i = code.sites.first; i < n; i++) {
      if (code.sites.line[i] === NO_LINE) continue;
      if (data.lineTools !== null) (data.lineTools[i] as number) |= added[LINE] as number;
      data.marks[i] = ((data.marks[i] as number) & INSTRUMENTED) | LINES;
    }
  }
  if (added[INSTRUCTION]) {
    for (let i = code.sites.first; i < n; i++) {
      if (!code.sites.perInstruction[i]) continue;
      if (data.instructionTools !== null) (data.instructionTools[i] as number) |= added[INSTRUCTION] as number;
      data.marks[i] = ((data.marks[i] as number) & INSTRUMENTED) | PER_INSTRUCTION;
    }
  }
}

function dropStaleLocalEvents(m: Monitoring, data: CodeMonitoring): void {
  for (let tool = 0; tool < TOOLS; tool++) {
    if (data.toolVersions[tool] === m.toolVersions[tool]) continue;
    for (let e = 0; e < EVENT_COUNT; e++) (data.local[e] as number) &= ~(1 << tool);
  }
}

/** `update_instrumentation_data`: per-instruction tool bytes appear when some event that can be local has several tools, instrumented or not. */
function makeToolTables(code: LoadedCode, data: CodeMonitoring, wanted: readonly number[]): void {
  const several = wanted.some((tools) => (tools & (tools - 1)) !== 0);
  if (!several) return;
  const n = code.instructions.length;
  if (data.tools === null) {
    data.tools = zeros(n);
    for (let i = 0; i < n; i++) {
      if ((data.marks[i] as number) & OP) data.tools[i] = data.active[code.sites.event[i] as number] as number;
    }
  }
  // Every instruction gets every LINE tool, disabled ones included: a line that was silenced stays silent only while its mark is off.
  if (wanted[LINE] && data.lineTools === null) data.lineTools = new Array<number>(n).fill(wanted[LINE] as number);
  if (wanted[INSTRUCTION] && data.instructionTools === null) data.instructionTools = zeros(n);
}

function addTools(data: CodeMonitoring, i: number, tools: number): void {
  if (data.tools !== null) (data.tools[i] as number) |= tools;
  data.marks[i] = ((data.marks[i] as number) & INSTRUMENTED) | OP;
}

/** `de_instrument` and its kin: what was not instrumented stays as it was specialised. */
function unmark(data: CodeMonitoring, i: number, mark: number): void {
  const now = data.marks[i] as number;
  if (now & mark) data.marks[i] = now & INSTRUMENTED & ~mark;
}

/** Also what DISABLE does to an instruction's own event. */
export function removeTools(data: CodeMonitoring, i: number, event: EventIndex, tools: number): void {
  let off: boolean;
  if (data.tools !== null) {
    (data.tools[i] as number) &= ~tools;
    off = data.tools[i] === 0;
  } else {
    const single = data.active[event] as number;
    off = (single & tools) === single;
  }
  if (off) unmark(data, i, OP);
}

/** Also what DISABLE does to LINE. */
export function removeLineTools(data: CodeMonitoring, i: number, tools: number): void {
  let off: boolean;
  if (data.lineTools !== null) {
    (data.lineTools[i] as number) &= ~tools;
    off = data.lineTools[i] === 0;
  } else {
    const single = data.active[LINE] as number;
    off = (single & tools) === single;
  }
  if (!off) return;
  const mark = data.marks[i] as number;
  if (mark & LINES) {
    data.underLine ??= zeros(data.marks.length);
    data.underLine[i] = mark & ~LINES;
  }
  unmark(data, i, LINES);
}

/** Also what DISABLE does to INSTRUCTION. */
export function removeInstructionTools(data: CodeMonitoring, i: number, tools: number): void {
  let off: boolean;
  if (data.instructionTools !== null) {
    (data.instructionTools[i] as number) &= ~tools;
    off = data.instructionTools[i] === 0;
  } else {
    const single = data.active[INSTRUCTION] as number;
    off = (single & tools) === single;
  }
  if (off) unmark(data, i, PER_INSTRUCTION);
}

/** The tools that hear an instruction's own event now; C_RETURN and C_RAISE go with CALL. */
export function toolsAt(data: CodeMonitoring, i: number, event: EventIndex): number {
  if (data.tools !== null) return data.tools[i] as number;
  return data.active[event === C_RETURN || event === C_RAISE ? CALL : event] as number;
}
