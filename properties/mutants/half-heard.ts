/**
 * Mistakes about what happens at the same moment, or to somebody else: several breakpoints at one place, a step and a breakpoint, a coroutine that another
 * thread goes on with, a generator that is left by `out`.
 * @module
 */
import {
  arrive,
  globalEvents,
  phaseOf,
  STEPPING_GUARDS,
  type Stepper,
  type SteppingEvent,
} from '../../machines/index.ts';
import { chartWith, deafTo, type Mutant, thinksWrong } from './mutant.ts';

const A = globalEvents;

/** The step that a frame owns. */
const stepOf = (said: SteppingEvent, { steps }: Stepper) =>
  'frame' in said ? steps.find((s) => s.context.owner === said.frame) : undefined;

const unlessHit =
  (guard: 'over reached' | 'into reached' | 'until reached' | 'over lands' | 'into lands' | 'out lands') =>
  (...[c, e]: Parameters<(typeof STEPPING_GUARDS)[typeof guard]>) =>
    STEPPING_GUARDS[guard](c, e) && (e.type !== 'PLACE' || !e.hit);

export const HALF_HEARD_MUTANTS: readonly Mutant[] = [
  thinksWrong(
    'first-breakpoint-only',
    'of several breakpoints at a place the first that stops is the last that is looked at: the others’ ignore counts stay',
    ['breakpoints', 'rules'],
    A,
    {
      arrive(set, arrival, errorsStop) {
        for (let n = 1; n <= set.breakpoints.length; n++) {
          const hits = arrive({ ...set, breakpoints: set.breakpoints.slice(0, n) }, arrival, errorsStop);
          if (hits.ids.length + hits.errors.length === 0 && n < set.breakpoints.length) continue;
          return { ...hits, set: { ...hits.set, breakpoints: [...hits.set.breakpoints, ...set.breakpoints.slice(n)] } };
        }
        return arrive(set, arrival, errorsStop);
      },
    },
  ),
  thinksWrong('hit-hides-step', 'a step that arrives at a breakpoint is not told of', ['rules'], A, {
    table: chartWith({
      'over reached': unlessHit('over reached'),
      'into reached': unlessHit('into reached'),
      'until reached': unlessHit('until reached'),
      'over lands': unlessHit('over lands'),
      'into lands': unlessHit('into lands'),
      'out lands': unlessHit('out lands'),
    }),
  }),
  deafTo(
    'out-waits-for-exhaustion',
    'out of a generator waits for its end, not for its next value',
    ['generators', 'rules'],
    (said, _view, stepper) => {
      const step = stepOf(said, stepper);
      return said.type === 'LEAVE' && said.how === 'yield' && step !== undefined && phaseOf(step).kind === 'out';
    },
  ),
  deafTo(
    'exhaustion-is-resumption',
    'into goes past a generator’s lines that C code resumes',
    ['rules'],
    (said, _view, stepper) => {
      const step = stepOf(said, stepper);
      return said.type === 'PLACE' && step !== undefined && phaseOf(step).phase === 'land';
    },
  ),
  {
    ...thinksWrong(
      'coroutine-left-behind',
      'a step that waits for its coroutine does not go to the thread that goes on with it',
      ['rules'],
      A,
      {
        alter(said, view, stepper) {
          const step = stepOf(said, stepper);
          return said.type === 'ENTER' && step !== undefined && step.thread !== view.thread ? undefined : said;
        },
      },
    ),
    setting: 'turned',
  },
  thinksWrong('value-of-into-lost', 'into lands without the value', ['rules'], A, {
    alter: (said, _view, { steps }) =>
      said.type === 'LEAVE' && steps.some((s) => phaseOf(s).kind === 'into') ? { ...said, value: undefined } : said,
  }),
  deafTo(
    'with-exit-not-entered',
    'into skips the methods of `with`',
    ['entry', 'rules'],
    (said, view) => said.type === 'ENTER' && /^__(enter|exit)__$/.test(view.frame.code.name),
  ),
];
