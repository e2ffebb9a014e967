/**
 * The stepping machine of one thread: running; into, over, out, until with the phases own, land and wait; by instruction;
 * stopped; detached; terminated. It is the second writing of the rules R1–R8.
 *
 * Phases: *own*: the owner runs, or frames younger than it; *land*: the owner has returned or yielded, the step waits for an
 * older frame; *wait*: the owner is suspended, the step stays with it. An *into* that waits is an *over*, so it has no wait.
 * @module
 */
import { setup } from 'xstate';
import { asXStateActions, asXStateGuards } from './named.ts';
import type { Policy } from './policy.ts';
import {
  STEPPING_GUARDS,
  STEPPING_UPDATES,
  type SteppingContext,
  type SteppingEvent,
  type SteppingGuard,
  type SteppingUpdate,
  steppingContext,
} from './stepping-rules.ts';

/** One candidate of a chart's event. */
interface Candidate {
  readonly guard?: SteppingGuard;
  readonly target?: string;
  readonly actions?: SteppingUpdate | readonly SteppingUpdate[];
  readonly description?: string;
}

const ignore = (description: string): Candidate => ({ description });
const IMPOSSIBLE: Candidate = { target: '#stepping.protocolError' };
const HIT: Candidate = { guard: 'breakpoint hit', target: '#stepping.stopped', actions: 'be stopped' };
const NOTHING_HERE = ignore('nothing that this step stops at');

const stopIf = (guard: SteppingGuard): Candidate => ({ guard, target: '#stepping.stopped', actions: 'arrive' });

/** Resuming commands are given to a thread that stands, never to one that runs. */
const NO_COMMANDS = {
  INTO: IMPOSSIBLE,
  OVER: IMPOSSIBLE,
  OUT: IMPOSSIBLE,
  UNTIL: IMPOSSIBLE,
  STEP_INSTRUCTION: IMPOSSIBLE,
  CONTINUE: IMPOSSIBLE,
  DETACH: IMPOSSIBLE,
  QUIT: IMPOSSIBLE,
} as const;

const THREAD_END = { THREAD_END: { target: '#stepping.terminated', actions: 'forget' } } as const;

/** Entries that an *into* reacts to (rule R4). */
const INTO_ENTERS: readonly Candidate[] = [
  stopIf('another frame resumes'),
  stopIf('call event stops'),
  { guard: 'counts as entered', actions: 'note the entered frame' },
  ignore('PY_THROW alone never stops; the owner itself is no frame entered'),
];

type Kind = 'into' | 'over' | 'out' | 'until';

/** What becomes of a step when its owner is left (rules R5–R8). */
function leaving(kind: Kind): readonly Candidate[] {
  const group = kind === 'until' ? 'over' : kind;
  const candidates: Candidate[] = [
    { guard: 'another frame leaves', description: 'frames other than the owner come and go' },
    { guard: 'stays at await', target: kind === 'into' ? '#stepping.over.wait' : `#stepping.${kind}.wait` },
  ];
  if (group !== 'into') candidates.push({ guard: `${group} stays at yield`, target: `#stepping.${kind}.wait` });
  candidates.push(
    stopIf('exit by exception is shown'),
    { guard: 'unwinds to nobody', target: '#stepping.running', actions: 'forget' },
    {
      guard: 'unwinds',
      target: kind === 'into' ? '#stepping.into.own' : '#stepping.over.own',
      actions: 'own the caller',
    },
    stopIf('end of program is shown'),
    { guard: 'leaves the bottom', target: '#stepping.running', actions: 'forget' },
    stopIf(`${group} stops in callee`),
  );
  if (group === 'over')
    candidates.push(
      { guard: 'over goes into nobody', target: '#stepping.running', actions: 'forget' },
      { guard: 'over becomes into', target: '#stepping.into.own', actions: ['own the caller', 'begin anew'] },
    );
  candidates.push({ target: `#stepping.${kind}.land`, actions: 'take older frames' });
  return candidates;
}

function own(kind: Kind) {
  const reached = stopIf(`${kind} reached`);
  const places = kind === 'into' ? [reached, stopIf('line of an entered frame')] : [reached];
  return {
    on: {
      PLACE: [...places, HIT, { guard: 'owner runs', actions: 'pass no more' } as const, NOTHING_HERE],
      INCIDENT: [reached, NOTHING_HERE],
      // The owner itself may be entered: a generator that delegates is older than what it delegates to, and runs when that is gone.
      ENTER:
        kind === 'into' ? INTO_ENTERS : ignore('younger frames never stop this step, nor does the owner’s own entry'),
      LEAVE: leaving(kind),
    },
  };
}

function land(kind: Kind) {
  const lands: Candidate = {
    guard: kind === 'until' ? 'over lands' : `${kind} lands`,
    target: '#stepping.stopped',
    actions: 'arrive with the value',
  };
  const again = kind === 'into' ? [stopIf('owner goes on'), stopIf('line of an entered frame')] : [];
  return {
    on: {
      PLACE: [lands, ...again, HIT, NOTHING_HERE],
      INCIDENT: kind === 'into' ? [stopIf('owner goes on'), NOTHING_HERE] : ignore('the owner is gone'),
      ENTER: kind === 'into' ? INTO_ENTERS : ignore('only an older frame stops this step'),
      LEAVE: ignore('an older frame that leaves hands over to the next older one'),
    },
  };
}

/** PY_THROW is no local event: whoever does not ask for it learns by the owner's own line or exit that it runs again. */
function wait(kind: 'over' | 'out' | 'until') {
  const reached = stopIf(`${kind} reached`);
  return {
    on: {
      PLACE: [reached, HIT, ignore('other frames run while the owner is suspended')],
      INCIDENT: [reached, ignore('other frames run while the owner is suspended')],
      ENTER: [
        { guard: 'owner enters', target: `#stepping.${kind}.own` } as const,
        ignore('other frames run while the owner is suspended'),
      ],
      LEAVE: leaving(kind),
    },
  };
}

function stepping(kind: Kind) {
  const phases = { own: own(kind), land: land(kind) };
  return { initial: 'own', states: kind === 'into' ? phases : { ...phases, wait: wait(kind) } } as const;
}

/** A step given at a frame's exit goes on in the caller: *out* over what it calls, all others into it. */
function give(kind: Kind): readonly Candidate[] {
  return [
    { guard: 'given at an exit to nobody', target: '#stepping.running', actions: 'forget' },
    {
      guard: 'given at an exit',
      target: kind === 'out' ? '#stepping.over' : '#stepping.into',
      actions: 'own the caller of the stop',
    },
    { target: `#stepping.${kind}`, actions: 'own' },
  ];
}

const RUNS_FREE = ignore('no step is pending');
const UNWATCHED = ignore('a program that nobody watches runs on');

/** The chart. `input` is the policy. */
export const steppingMachine = setup({
  types: { context: {} as SteppingContext, events: {} as SteppingEvent, input: {} as { policy: Policy } },
  guards: asXStateGuards(STEPPING_GUARDS),
  actions: asXStateActions<SteppingContext, SteppingEvent, SteppingUpdate>(STEPPING_UPDATES),
}).createMachine({
  id: 'stepping',
  context: ({ input }) => steppingContext(input.policy),
  initial: 'running',
  states: {
    running: {
      on: {
        ...NO_COMMANDS,
        ...THREAD_END,
        PLACE: [HIT, RUNS_FREE],
        INCIDENT: RUNS_FREE,
        ENTER: RUNS_FREE,
        LEAVE: RUNS_FREE,
      },
    },
    into: { ...stepping('into'), on: { ...NO_COMMANDS, ...THREAD_END } },
    over: { ...stepping('over'), on: { ...NO_COMMANDS, ...THREAD_END } },
    out: { ...stepping('out'), on: { ...NO_COMMANDS, ...THREAD_END } },
    until: { ...stepping('until'), on: { ...NO_COMMANDS, ...THREAD_END } },
    byInstruction: {
      on: {
        ...NO_COMMANDS,
        ...THREAD_END,
        PLACE: [stopIf('visible place'), HIT, NOTHING_HERE],
        INCIDENT: ignore('an instruction that raises is followed by a place or by nothing'),
        ENTER: ignore('the entered frame has a place of its own'),
        LEAVE: ignore('the next place is in another frame'),
      },
    },
    stopped: {
      on: {
        ...THREAD_END,
        INTO: give('into'),
        OVER: give('over'),
        OUT: give('out'),
        UNTIL: give('until'),
        STEP_INSTRUCTION: { target: '#stepping.byInstruction', actions: 'own' },
        CONTINUE: { target: '#stepping.running', actions: 'forget' },
        DETACH: { target: '#stepping.detached', actions: 'forget' },
        QUIT: { target: '#stepping.terminated', actions: 'forget' },
        // A stopped thread executes nothing.
        PLACE: IMPOSSIBLE,
        INCIDENT: IMPOSSIBLE,
        ENTER: IMPOSSIBLE,
        LEAVE: IMPOSSIBLE,
      },
    },
    detached: {
      on: { ...NO_COMMANDS, ...THREAD_END, PLACE: UNWATCHED, INCIDENT: UNWATCHED, ENTER: UNWATCHED, LEAVE: UNWATCHED },
    },
    terminated: {
      on: {
        ...NO_COMMANDS,
        THREAD_END: ignore('after QUIT the thread still ends'),
        PLACE: UNWATCHED,
        INCIDENT: UNWATCHED,
        ENTER: UNWATCHED,
        LEAVE: UNWATCHED,
      },
    },
    /** Somebody sent what cannot happen: the driver is wrong, or the trace is no trace. */
    protocolError: { type: 'final' },
  },
});

/** Every event type of the chart. */
export const STEPPING_ALPHABET: readonly SteppingEvent['type'][] = [
  'INTO',
  'OVER',
  'OUT',
  'UNTIL',
  'STEP_INSTRUCTION',
  'CONTINUE',
  'DETACH',
  'QUIT',
  'PLACE',
  'ENTER',
  'LEAVE',
  'INCIDENT',
  'THREAD_END',
];
