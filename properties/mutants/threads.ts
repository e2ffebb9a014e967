/**
 * Mistakes about threads.
 * @module
 */
import {
  arrive,
  type Brain,
  type CodeWant,
  codeOfFrame,
  frameTable,
  globalEvents,
  PY_THROW,
  PY_UNWIND,
  STARTS,
  type Stepper,
  type StrategyState,
  tableWants,
  type Wants,
} from '../../machines/index.ts';
import { asksWrong, chartWith, type Mutant, thinksWrong } from './mutant.ts';

const C = frameTable;
const A = globalEvents;
const right = (state: StrategyState): Wants => C.wants(state);
const processWide = (): number => 0;

function thinks(id: string, mistake: string, brain: Brain): Mutant {
  return thinksWrong(id, mistake, ['threads'], A, brain);
}

function asks(id: string, mistake: string, wants: (state: StrategyState) => Wants): Mutant {
  return asksWrong(id, mistake, ['threads'], C, { wants });
}

/** What C would ask for with other steps pending. */
function withSteps(state: StrategyState, steps: Stepper['steps']): Wants {
  return right({ ...state, stepper: { ...state.stepper, steps } });
}

/** The pending step whose owner runs the code of the event's frame, whatever thread it belongs to. */
const sameCode: NonNullable<Brain['alter']> = (said, view, stepper) => {
  if (!('frame' in said)) return said;
  const owner = stepper.steps
    .map((s) => s.context.owner)
    .find((f) => f !== null && codeOfFrame(stepper, f) === view.frame.code);
  return owner === undefined || owner === null ? said : { ...said, frame: owner };
};

export const THREAD_MUTANTS: readonly Mutant[] = [
  thinks('step-per-process', 'step state is kept per process: a new command replaces another thread’s step', {
    reach: 'all',
    threadOf: processWide,
  }),
  thinks('stop-drops-others', 'a stop in one thread loses the steps of the others', { reach: 'all', keep: () => [] }),
  thinks('stop-drops-newest', 'a stop in one thread loses the step that was given last', {
    reach: 'all',
    keep: (steps, thread) => steps.filter((s) => s.thread !== thread).slice(0, -1),
  }),
  thinks(
    'code-for-thread',
    'threads are told apart by the code that they run: another thread in the function is the step’s',
    {
      reach: 'all',
      threadOf: processWide,
      alter: sameCode,
    },
  ),
  thinks('lands-in-any-thread', 'after the frame has exited any place of any thread is a landing', {
    reach: 'all',
    threadOf: processWide,
    table: chartWith({ 'over lands': (_c, e) => e.type === 'PLACE', 'out lands': (_c, e) => e.type === 'PLACE' }),
  }),
  thinks('main-thread-only', 'only the main thread is stepped: another thread’s step hears nothing', {
    reach: 'all',
    alter: (said, view) => (view.thread === 0 ? said : undefined),
  }),
  thinks('temporary-for-each', 'a temporary breakpoint goes when it was hit twice, once by each thread', {
    reach: 'all',
    arrive(set, arrival, errorsStop) {
      const hits = arrive(set, arrival, errorsStop);
      const gone = set.breakpoints.filter((b) => b.temporary && !hits.set.breakpoints.some((k) => k.id === b.id));
      if (gone.length === 0) return hits;
      const back = gone.map((b) => ({ ...b, temporary: false }));
      const breakpoints = [...hits.set.breakpoints, ...back].sort((a, b) => a.id - b.id);
      return { ...hits, set: { ...hits.set, breakpoints } };
    },
  }),
  asks(
    'sets-of-newest-step',
    'event sets are those of the step given last: what other threads need is taken away',
    (s) => withSteps(s, s.stepper.steps.slice(-1)),
  ),
  asks('sets-of-oldest-step', 'event sets are those of the step given first', (s) =>
    withSteps(s, s.stepper.steps.slice(0, 1)),
  ),
  asks('cleared-by-first-exit', 'a frame that exits clears its code, whoever else is stepped there', (s) => {
    const left = new Set(s.stepper.exited.map((frame) => codeOfFrame(s.stepper, frame)));
    const wants = right(s);
    return { ...wants, local: wants.local.filter((w: CodeWant) => !left.has(w.code)) };
  }),
  asks(
    'shared-code-cleared',
    'two steps in one code object: the second one’s events replace the first one’s by nothing',
    (s) => {
      const owners = s.stepper.steps.map((step) =>
        step.context.owner === null ? undefined : codeOfFrame(s.stepper, step.context.owner),
      );
      const twice = new Set(owners.filter((code, n) => code !== undefined && owners.indexOf(code) !== n));
      const wants = right(s);
      return { ...wants, local: wants.local.filter((w: CodeWant) => !twice.has(w.code)) };
    },
  ),
  asks('unwind-for-one-step', 'PY_UNWIND goes off when a second thread is stepped', (s) =>
    tableWants(s.stepper, {
      pending: s.stepper.steps.length > 1 ? 0 : PY_UNWIND,
      entries: STARTS | PY_THROW,
      local: 0,
      calls: 0,
    }),
  ),
  asks('global-never-cleared', 'a step that ends with its thread leaves its global events on', (s) => {
    const wants = right(s);
    return { ...wants, global: wants.global | s.armed.global };
  }),
  asks('stop-disarms-others', 'the thread that has a step hears nothing while another one has none', (s) => {
    const { stops } = s.stepper.session;
    const wants = right(s);
    return s.stepper.steps.length === 1 && stops !== null && s.stepper.steps[0]!.thread !== lastThread(s)
      ? { ...wants, local: [] }
      : wants;
  }),
];

/** The thread that stopped last. */
function lastThread(state: StrategyState): number | undefined {
  const { stops } = state.stepper.session;
  return stops?.stop.thread;
}
