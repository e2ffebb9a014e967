/**
 * Mistakes about what a debugger may let go of: locations that it silences and never restores, frames that it does not look into.
 * @module
 */
import {
  frameTable,
  globalEvents,
  isSuspendable,
  LINE,
  PY_THROW,
  PY_UNWIND,
  STARTS,
  STEPPING_GUARDS,
  type Stepper,
  type SteppingEvent,
  type StrategyState,
  stopRecords,
} from '../../machines/index.ts';
import type { CodeObject } from '../../model/index.ts';
import { asksWrong, chartWith, deafTo, type Mutant, thinksWrong } from './mutant.ts';

const A = globalEvents;
const C = frameTable;

const enters = (said: SteppingEvent) => said.type === 'ENTER';
const stoppedIn = ({ session }: Stepper, code: CodeObject) => stopRecords(session).some((s) => s.code === code);

const isClassBody = ({ name, consts }: CodeObject) => name !== '<module>' && consts.includes(name);

const C_WITH = (more: (state: StrategyState) => number) => (state: StrategyState) => {
  const wants = C.wants(state);
  return { ...wants, global: wants.global | more(state) };
};
const hasBreakpoints = ({ stepper }: StrategyState) => stepper.session.set.breakpoints.some((b) => b.enabled);

export const FORGETTING_MUTANTS: readonly Mutant[] = [
  deafTo(
    'line-not-restored',
    'LINE is answered with DISABLE where it has stopped, and nothing restores it',
    ['termination', 'order', 'breakpoints'],
    (said, view, { session }) =>
      said.type === 'PLACE' &&
      said.fires &&
      stopRecords(session).some((s) => s.code === view.frame.code && s.offset === view.frame.lasti),
  ),
  deafTo(
    'entry-not-restored',
    'PY_START is answered with DISABLE in code where it has stopped, and nothing restores it',
    ['entry'],
    (said, view, stepper) => enters(said) && stoppedIn(stepper, view.frame.code),
  ),
  deafTo(
    'nameless-not-entered',
    'into skips lambdas and generator expressions',
    ['entry'],
    (said, view) => enters(said) && /^<(?!module)/.test(view.frame.code.name),
  ),
  deafTo(
    'class-bodies-not-entered',
    'into skips class bodies',
    ['entry'],
    (said, view) => enters(said) && isClassBody(view.frame.code),
  ),
  deafTo(
    'special-methods-not-entered',
    'into skips special methods: they are nobody’s calls',
    ['entry'],
    (said, view) => enters(said) && /^__\w+__$/.test(view.frame.code.name),
  ),
  deafTo(
    'finalizers-not-entered',
    'into skips `__del__`',
    ['entry'],
    (said, view) => enters(said) && view.frame.code.name === '__del__',
  ),
  deafTo(
    'exhaustion-ignored',
    'the return of a generator is ignored: the step ends with it',
    ['generators', 'termination'],
    (said, view) => said.type === 'LEAVE' && said.how === 'return' && isSuspendable(view.frame.code),
  ),
  thinksWrong('over-forward-only', 'over stops at later lines only: loops do not turn', ['termination', 'order'], A, {
    table: chartWith({
      'over reached': (c, e) => STEPPING_GUARDS['over reached'](c, e) && (e.type !== 'PLACE' || e.line > c.line),
    }),
  }),
  thinksWrong(
    'until-never-lands',
    'until waits for ever for a frame that has exited',
    ['termination', 'frame-identity', 'order'],
    A,
    {
      table: chartWith({ 'over lands': (c, e) => c.until === null && STEPPING_GUARDS['over lands'](c, e) }),
    },
  ),
  asksWrong('breakpoints-arm-all', 'one breakpoint arms LINE everywhere', ['masks'], C, {
    wants: C_WITH((s) => (hasBreakpoints(s) ? LINE | STARTS : 0)),
  }),
  asksWrong('unwind-stays', 'PY_UNWIND stays on while no step is pending', ['masks'], C, {
    wants: C_WITH((s) => (hasBreakpoints(s) ? PY_UNWIND : 0)),
  }),
  asksWrong('entries-while-over', 'over asks for the entries that only an into needs', ['masks'], C, {
    wants: C_WITH((s) => (s.stepper.steps.length > 0 ? STARTS | PY_THROW : 0)),
  }),
];
