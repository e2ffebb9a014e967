/**
 * What the stepping machine knows and decides: its context, its alphabet, its guards and its updates as pure functions. The
 * machine and its compiled table share them by name.
 * @module
 */
import type { FrameId } from '../model/index.ts';
import type { Policy } from './policy.ts';

/** Where a command is given: the stop's frame and line. */
interface GivenAt {
  readonly frame: FrameId;
  readonly line: number;
  readonly depth: number;
  /** If the stop is at the frame's exit: its visible older frames, nearest first. */
  readonly left?: readonly FrameId[] | undefined;
  /** That exit was by an exception, which has been shown. */
  readonly unwound?: boolean | undefined;
}

export type SteppingEvent =
  | ({ readonly type: 'INTO' | 'OVER' | 'OUT' | 'STEP_INSTRUCTION' | 'CONTINUE' | 'DETACH' | 'QUIT' } & GivenAt)
  | ({ readonly type: 'UNTIL'; readonly until: { readonly line: number } | { readonly offset: number } } & GivenAt)
  | {
      readonly type: 'PLACE';
      readonly frame: FrameId;
      readonly line: number;
      readonly depth: number;
      readonly offset: number;
      /** LINE fires here. */
      readonly fires: boolean;
      /** A breakpoint stops here. */
      readonly hit: boolean;
      /** Filtered code. */
      readonly hidden: boolean;
      /** Where the frame lives; a dead frame's address is given again. Whoever keys frames by identity needs none. */
      readonly address?: number | undefined;
    }
  | {
      readonly type: 'ENTER';
      readonly frame: FrameId;
      readonly how: 'start' | 'resume' | 'throw';
      readonly hidden: boolean;
    }
  | {
      readonly type: 'LEAVE';
      readonly frame: FrameId;
      readonly how: 'return' | 'yield' | 'await' | 'unwind';
      /** Visible older frames, nearest first. */
      readonly older: readonly FrameId[];
      /** The frame is the thread's bottom. */
      readonly bottom: boolean;
      readonly value?: string | undefined;
      readonly address?: number | undefined;
    }
  | {
      readonly type: 'INCIDENT';
      readonly frame: FrameId;
      readonly what: 'raise' | 'stop-iteration' | 'jump-back';
      readonly line: number;
      readonly depth: number;
      readonly hidden: boolean;
    }
  | { readonly type: 'THREAD_END' };

/** What each resuming command is to the machine; `until` brings its place besides. */
export const COMMAND_EVENTS = {
  into: 'INTO',
  over: 'OVER',
  out: 'OUT',
  stepi: 'STEP_INSTRUCTION',
  continue: 'CONTINUE',
  thread: 'CONTINUE',
  detach: 'DETACH',
  quit: 'QUIT',
} as const;

export interface SteppingContext {
  readonly policy: Policy;
  /** The frame that the step belongs to. */
  readonly owner: FrameId | null;
  /** Line and depth of the stop at which the command was given. */
  readonly line: number;
  readonly depth: number;
  readonly until: { readonly line: number } | { readonly offset: number } | null;
  /** Frames entered since the command (rule R4). */
  readonly entered: readonly FrameId[];
  /** Frames that the step may land in (rule R5). */
  readonly older: readonly FrameId[];
  /** The address of the owner that is gone; policy FRAME_KEY `address`. */
  readonly address: number | null;
  /** An exception that has been shown is on its way through the owner, which has not run since. */
  readonly passing: boolean;
  /** The value that left the owner. */
  readonly value: string | null;
  /** Whether the present stop is the step's own doing. */
  readonly byStep: boolean;
}

/** The context of a thread that nobody steps. */
export function steppingContext(policy: Policy): SteppingContext {
  return {
    policy,
    owner: null,
    line: 0,
    depth: 0,
    until: null,
    entered: [],
    older: [],
    address: null,
    passing: false,
    value: null,
    byStep: false,
  };
}

type Guard = (context: SteppingContext, event: SteppingEvent) => boolean;
type Update = (context: SteppingContext, event: SteppingEvent) => SteppingContext;

const byDepth = (c: SteppingContext) => c.policy.FRAME_KEY === 'depth';

/** LINE of the owner, or what the policy takes for one. */
function ownLine(c: SteppingContext, e: SteppingEvent, limit: number): boolean {
  if (e.type !== 'PLACE' && e.type !== 'INCIDENT') return false;
  if (byDepth(c) ? e.depth > limit || e.hidden : e.frame !== c.owner) return false;
  if (e.type === 'INCIDENT') return e.what === 'jump-back' && c.policy.SAME_LINE_REPEAT === 'backward-jump';
  return e.fires && !(c.policy.SAME_LINE_REPEAT === 'never' && e.line === c.line && e.depth === c.depth);
}

function untilReached(c: SteppingContext, e: SteppingEvent): boolean {
  if (c.until === null || (e.type !== 'PLACE' && e.type !== 'INCIDENT')) return false;
  if ('offset' in c.until) {
    const mine = byDepth(c) ? e.depth <= c.depth && !e.hidden : e.frame === c.owner;
    return e.type === 'PLACE' && mine && e.offset >= c.until.offset;
  }
  return ownLine(c, e, c.depth) && (e.line >= c.until.line || (byDepth(c) && e.depth < c.depth));
}

function shown(c: SteppingContext, e: SteppingEvent): boolean {
  if (e.type !== 'INCIDENT' || byDepth(c)) return false;
  if (e.what === 'stop-iteration' && c.policy.STOPITERATION_STOPS === 'all') return !e.hidden;
  if (e.frame !== c.owner) return false;
  if (e.what === 'raise') return c.policy.OVER_EXCEPTION_SAME_FRAME === 'exception-stop';
  return e.what === 'stop-iteration' && c.policy.STOPITERATION_STOPS === 'consumer';
}

function lands(c: SteppingContext, e: SteppingEvent, byLine: boolean): boolean {
  if (e.type !== 'PLACE') return false;
  // A new frame at the address of the one that is gone passes for it.
  if (c.policy.FRAME_KEY === 'address' && e.fires && e.address !== undefined && e.address === c.address) return true;
  return (e.fires || !byLine) && c.older.includes(e.frame);
}

const leaves = (c: SteppingContext, e: SteppingEvent) => e.type === 'LEAVE' && e.frame === c.owner && !byDepth(c);

const how = (e: SteppingEvent, ...ways: string[]) => e.type === 'LEAVE' && ways.includes(e.how);

/** Every guard by its name in the chart. */
export const STEPPING_GUARDS = {
  'breakpoint hit': (_c, e) => e.type === 'PLACE' && e.hit,
  'into reached': (c, e) => ownLine(c, e, Number.POSITIVE_INFINITY) || shown(c, e),
  'over reached': (c, e) => ownLine(c, e, c.depth) || shown(c, e),
  'until reached': (c, e) => untilReached(c, e) || shown(c, e),
  'out reached': (c, e) => byDepth(c) && ownLine(c, e, c.depth - 1),
  'line of an entered frame': (c, e) => e.type === 'PLACE' && e.fires && c.entered.includes(e.frame),
  'owner goes on': (c, e) => ownLine(c, e, Number.POSITIVE_INFINITY),
  'visible place': (_c, e) => e.type === 'PLACE' && !e.hidden,
  'into lands': (c, e) => lands(c, e, c.policy.INTO_PAST_END === 'caller-next-line'),
  'over lands': (c, e) => lands(c, e, c.policy.OVER_PAST_END === 'caller-next-line'),
  'out lands': (c, e) => lands(c, e, c.policy.OUT_LANDING === 'caller-next-line'),
  'another frame resumes': (c, e) =>
    e.type === 'ENTER' &&
    e.how === 'resume' &&
    e.frame !== c.owner &&
    !e.hidden &&
    !byDepth(c) &&
    c.policy.INTO_RESUMED === 'at-yield',
  'call event stops': (c, e) =>
    e.type === 'ENTER' && e.how === 'start' && !e.hidden && !byDepth(c) && c.policy.ENTRY_STOP === 'call-event',
  'counts as entered': (c, e) =>
    e.type === 'ENTER' &&
    !e.hidden &&
    !byDepth(c) &&
    (e.how !== 'resume' || (e.frame !== c.owner && c.policy.INTO_RESUMED === 'next-line')),
  'owner runs': (c, e) => c.passing && e.type === 'PLACE' && e.frame === c.owner,
  'owner enters': (c, e) => e.type === 'ENTER' && e.frame === c.owner && !byDepth(c),
  'another frame leaves': (c, e) => !leaves(c, e),
  'owner leaves': leaves,
  'stays at await': (c, e) => how(e, 'await') && c.policy.OVER_AT_AWAIT === 'stay',
  'over stays at yield': (c, e) => how(e, 'yield') && c.policy.OVER_AT_YIELD === 'stay',
  'out stays at yield': (c, e) => how(e, 'yield') && c.policy.OUT_OF_GENERATOR === 'exhaustion',
  'exit by exception is shown': (c, e) => {
    if (e.type !== 'LEAVE' || e.how !== 'unwind') return false;
    if (e.bottom && c.passing) return c.policy.UNCAUGHT === 'stop-per-frame';
    if (e.bottom) return c.policy.UNCAUGHT !== 'none';
    return c.policy.OVER_EXCEPTION_LEAVES === 'exception-stops';
  },
  'unwinds to nobody': (_c, e) => e.type === 'LEAVE' && e.how === 'unwind' && e.older.length === 0,
  unwinds: (_c, e) => how(e, 'unwind'),
  'end of program is shown': (c, e) => e.type === 'LEAVE' && e.bottom && c.policy.END_OF_PROGRAM === 'return-stop',
  'leaves the bottom': (_c, e) => e.type === 'LEAVE' && e.bottom,
  'into stops in callee': (c) => c.policy.INTO_PAST_END === 'callee-return',
  'over stops in callee': (c) => c.policy.OVER_PAST_END === 'callee-return',
  'out stops in callee': (c) => c.policy.OUT_LANDING === 'callee-return',
  'over goes into nobody': (c, e) =>
    c.policy.OVER_PAST_END === 'becomes-into' && e.type === 'LEAVE' && e.older.length === 0,
  'over becomes into': (c) => c.policy.OVER_PAST_END === 'becomes-into',
  'given at an exit to nobody': (c, e) => 'left' in e && e.left?.length === 0 && !byDepth(c),
  'given at an exit': (c, e) => 'left' in e && e.left !== undefined && !byDepth(c),
} as const satisfies Readonly<Record<string, Guard>>;

function given(c: SteppingContext, e: SteppingEvent, owner: FrameId | null): SteppingContext {
  if (!('depth' in e)) return c;
  const until = e.type === 'UNTIL' ? e.until : null;
  const { policy } = c;
  const { line, depth } = e;
  return {
    policy,
    owner,
    line,
    depth,
    until,
    entered: [],
    older: [],
    address: null,
    passing: false,
    value: null,
    byStep: false,
  };
}

// Contexts are made field by field, always in the same order: every event of every session may need one, and those that a spread literal
// makes have shapes of their own, which makes all readers slow.

/** The step belongs to another frame. */
function ownedBy(c: SteppingContext, owner: FrameId | null, passing: boolean): SteppingContext {
  const { policy, line, depth, until, entered, older, address, value, byStep } = c;
  return { policy, owner, line, depth, until, entered, older, address, passing, value, byStep };
}

function withEntered(c: SteppingContext, entered: readonly FrameId[]): SteppingContext {
  const { policy, owner, line, depth, until, older, address, passing, value, byStep } = c;
  return { policy, owner, line, depth, until, entered, older, address, passing, value, byStep };
}

/** The context with frames that the step may land in. */
export function withOlder(
  c: SteppingContext,
  older: readonly FrameId[],
  address: number | null,
  value: string | null,
): SteppingContext {
  const { policy, owner, line, depth, until, entered, passing, byStep } = c;
  return { policy, owner, line, depth, until, entered, older, address, passing, value, byStep };
}

/** The context of a thread that stops. */
function stopped(c: SteppingContext, byStep: boolean, value: string | null): SteppingContext {
  const { policy, owner, line, depth, until, entered, older, address, passing } = c;
  return { policy, owner, line, depth, until, entered, older, address, passing, value, byStep };
}

/** Every action by its name in the chart. */
export const STEPPING_UPDATES = {
  /** The step begins in the frame that is stopped. */
  own: (c, e) => given(c, e, 'frame' in e ? e.frame : null),
  /** The stopped frame has left already: its caller owns the step. */
  'own the caller of the stop': (c, e) => {
    const owner = 'left' in e ? (e.left?.[0] ?? null) : null;
    return ownedBy(given(c, e, owner), owner, 'unwound' in e && e.unwound === true);
  },
  /** The exception that was shown has been handled. */
  'pass no more': (c) => ownedBy(c, c.owner, false),
  /** Rule R6. */
  'own the caller': (c, e) => ownedBy(c, e.type === 'LEAVE' ? (e.older[0] ?? null) : c.owner, c.passing),
  /** Forgets what was entered: the step is another one from here. */
  'begin anew': (c) => withEntered(c, []),
  'take older frames': (c, e) => (e.type === 'LEAVE' ? withOlder(c, e.older, e.address ?? null, e.value ?? null) : c),
  'note the entered frame': (c, e) => ('frame' in e ? withEntered(c, [...c.entered, e.frame]) : c),
  /** The step arrived. */
  arrive: (c, e) => stopped(c, true, e.type === 'LEAVE' && e.how !== 'unwind' ? (e.value ?? null) : null),
  /** The step arrived where the value went. */
  'arrive with the value': (c) => stopped(c, true, c.value),
  /** A breakpoint stops the thread. */
  'be stopped': (c) => stopped(c, false, null),
  forget: (c) => steppingContext(c.policy),
} as const satisfies Readonly<Record<string, Update>>;

export type SteppingGuard = keyof typeof STEPPING_GUARDS;
export type SteppingUpdate = keyof typeof STEPPING_UPDATES;
