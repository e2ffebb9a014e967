/**
 * Mistakes about event sets.
 * @module
 */
import {
  type Bits,
  type CodeWant,
  frameTable,
  INSTRUCTION,
  LINE,
  PY_RETURN,
  PY_THROW,
  PY_UNWIND,
  PY_YIELD,
  STARTS,
  type StrategyState,
  tableWants,
  type Wants,
  wantLocal,
} from '../../machines/index.ts';
import { asksWrong, type Mutant } from './mutant.ts';

const C = frameTable;
const right = (state: StrategyState): Wants => C.wants(state);

/** C without some events in its local sets. */
function without(bits: Bits) {
  return (state: StrategyState): Wants => {
    const wants = right(state);
    return { ...wants, local: wants.local.map((w) => ({ ...w, events: w.events & ~bits })) };
  };
}

/** The code of pending steps' landing frames is not armed. */
function callerUnarmed(state: StrategyState): Wants {
  const steps = state.stepper.steps.map((s) => ({ ...s, context: { ...s.context, older: [] } }));
  return tableWants(
    { ...state.stepper, steps },
    { pending: PY_UNWIND, entries: STARTS | PY_THROW, local: 0, calls: 0 },
  );
}

function neverCleared(state: StrategyState): Wants {
  const wants = right(state);
  const local: CodeWant[] = [...wants.local];
  for (const old of state.armed.local) wantLocal(local, old.code, old.events);
  return { ...wants, local };
}

export const EVENT_SET_MUTANTS: readonly Mutant[] = [
  asksWrong(
    'caller-never-armed',
    'the caller’s code is not armed when the callee exits',
    ['termination', 'frame-identity', 'order'],
    C,
    { wants: callerUnarmed },
  ),
  asksWrong('set-never-cleared', 'local events stay on code that is left', ['masks'], C, { wants: neverCleared }),
  asksWrong('unwind-not-asked', 'PY_UNWIND is not asked for: it cannot be set locally', ['exceptions'], C, {
    wants: (s) => tableWants(s.stepper, { pending: 0, entries: STARTS | PY_THROW, local: 0, calls: 0 }),
  }),
  asksWrong('entries-not-asked', 'into asks for nothing outside the caller’s code', ['entry'], C, {
    wants: (s) => tableWants(s.stepper, { pending: PY_UNWIND, entries: 0, local: 0, calls: 0 }),
  }),
  asksWrong(
    'throw-not-asked',
    'into asks for PY_START and PY_RESUME and forgets PY_THROW',
    ['entry', 'generators'],
    C,
    { wants: (s) => tableWants(s.stepper, { pending: PY_UNWIND, entries: STARTS, local: 0, calls: 0 }) },
  ),
  asksWrong(
    'landing-by-line',
    'INSTRUCTION is not asked for: the landing is seen at the next line only',
    ['termination', 'frame-identity', 'order'],
    C,
    { wants: without(INSTRUCTION) },
  ),
  asksWrong('yield-not-asked', 'PY_YIELD is not asked for', ['generators', 'termination', 'masks'], C, {
    wants: without(PY_YIELD),
  }),
  asksWrong('return-not-asked', 'PY_RETURN is not asked for', ['termination', 'frame-identity', 'masks'], C, {
    wants: without(PY_RETURN),
  }),
  asksWrong('line-not-asked', 'LINE is dropped from the step’s code', ['masks', 'order'], C, { wants: without(LINE) }),
  asksWrong('left-on-after-end', 'the event sets outlive the session', ['masks'], C, { leavesOn: true }),
  asksWrong('never-quiet', 'LINE stays on globally under continue', ['masks'], C, {
    wants: (s) => ({ ...right(s), global: right(s).global | LINE | STARTS }),
  }),
  asksWrong('instructions-everywhere', 'INSTRUCTION is on everywhere while a step is pending', ['masks'], C, {
    wants: (s) => ({
      ...right(s),
      global: right(s).global | (s.stepper.steps.length > 0 ? INSTRUCTION | LINE | STARTS : 0),
    }),
  }),
  asksWrong(
    'breakpoint-not-in-live-code',
    'a breakpoint is not armed in code that is being stepped',
    ['breakpoints'],
    C,
    {
      wants(s) {
        const live = new Set(s.stepper.codes.map(({ code }) => code));
        const set = s.stepper.session.set;
        const breakpoints = set.breakpoints.map((b) => ({ ...b, sites: b.sites.filter((x) => !live.has(x.code)) }));
        return right({
          ...s,
          stepper: { ...s.stepper, session: { ...s.stepper.session, set: { ...set, breakpoints } } },
        });
      },
    },
  ),
  asksWrong(
    'breakpoints-dropped-by-steps',
    'a pending step takes the events of the breakpoints away',
    ['breakpoints'],
    C,
    {
      wants(s) {
        if (s.stepper.steps.length === 0) return right(s);
        return right({
          ...s,
          stepper: {
            ...s.stepper,
            session: { ...s.stepper.session, set: { ...s.stepper.session.set, breakpoints: [] } },
          },
        });
      },
    },
  ),
];
