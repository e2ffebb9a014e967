/**
 * Mistakes about how frames are left, suspended and resumed.
 * @module
 */
import { globalEvents, type SteppingEvent } from '../../machines/index.ts';
import type { LawGroup } from '../laws/index.ts';
import { chartWith, type Mutant, thinksWrong } from './mutant.ts';

const A = globalEvents;

function hears(
  id: string,
  mistake: string,
  groups: readonly LawGroup[],
  alter: (said: SteppingEvent) => SteppingEvent | undefined,
): Mutant {
  return thinksWrong(id, mistake, groups, A, { alter });
}

const isLeave = (said: SteppingEvent, how: string) => said.type === 'LEAVE' && said.how === how;
const isEnter = (said: SteppingEvent, how: string) => said.type === 'ENTER' && said.how === how;

export const LEAVING_MUTANTS: readonly Mutant[] = [
  hears(
    'no-unwind',
    'PY_UNWIND has no handler: a frame left by an exception takes the step with it',
    ['exceptions'],
    (said) => (isLeave(said, 'unwind') ? undefined : said),
  ),
  hears('await-is-return', 'a suspension at await is taken for a return', ['generators'], (said) =>
    said.type === 'LEAVE' && said.how === 'await' ? { ...said, how: 'return' } : said,
  ),
  hears(
    'yield-ignored',
    'PY_YIELD is ignored: the step goes to sleep with its generator',
    ['generators', 'termination'],
    (said) => (isLeave(said, 'yield') ? undefined : said),
  ),
  hears(
    'yield-is-await',
    'a yield is taken for an await: the step waits for a generator that nobody may resume',
    ['generators', 'termination'],
    (said) => (said.type === 'LEAVE' && said.how === 'yield' ? { ...said, how: 'await' } : said),
  ),
  hears('resume-untracked', 'PY_RESUME is not tracked', ['generators'], (said) =>
    isEnter(said, 'resume') ? undefined : said,
  ),
  hears('throw-untracked', 'PY_THROW is not tracked', ['generators', 'entry'], (said) =>
    isEnter(said, 'throw') ? undefined : said,
  ),
  hears('throw-stops', 'PY_THROW is taken for PY_RESUME', ['order', 'generators', 'entry', 'exceptions'], (said) =>
    said.type === 'ENTER' && said.how === 'throw' ? { ...said, how: 'resume' } : said,
  ),
  hears('start-untracked', 'PY_START is not tracked: into is over', ['entry'], (said) =>
    isEnter(said, 'start') ? undefined : said,
  ),
  hears(
    'unwind-is-return',
    'leaving by an exception is taken for a return: the step stops in the middle of unwinding',
    ['exceptions', 'order'],
    (said) => (said.type === 'LEAVE' && said.how === 'unwind' ? { ...said, how: 'return' } : said),
  ),
  hears('unwind-skips-frame', 'unwinding hands the step to the caller’s caller', ['exceptions'], (said) =>
    said.type === 'LEAVE' && said.how === 'unwind' ? { ...said, older: said.older.slice(1) } : said,
  ),
  hears(
    'return-ignored',
    'PY_RETURN is ignored: the step dies with its frame',
    ['termination', 'frame-identity'],
    (said) => (isLeave(said, 'return') ? undefined : said),
  ),
  hears('resume-is-start', 'PY_RESUME is taken for PY_START: no stop at the yield', ['generators', 'entry'], (said) =>
    said.type === 'ENTER' && said.how === 'resume' ? { ...said, how: 'start' } : said,
  ),
  thinksWrong('exception-forgets', 'a step is dropped when its frame is left by an exception', ['exceptions'], A, {
    table: chartWith({ 'unwinds to nobody': (_c, e) => isLeave(e, 'unwind') }),
  }),
  thinksWrong(
    'lands-on-lines-only',
    'a landing waits for the caller’s next line',
    ['termination', 'frame-identity', 'order'],
    A,
    {
      table: chartWith({
        'over lands': (c, e) => e.type === 'PLACE' && e.fires && c.older.includes(e.frame),
        'into lands': (c, e) => e.type === 'PLACE' && e.fires && c.older.includes(e.frame),
        'out lands': (c, e) => e.type === 'PLACE' && e.fires && c.older.includes(e.frame),
      }),
    },
  ),
  thinksWrong(
    'stops-in-callee',
    'a step that ends stops at the callee’s return',
    ['order', 'frame-identity', 'termination'],
    A,
    { table: chartWith({ 'over stops in callee': () => true, 'out stops in callee': () => true }) },
  ),
  thinksWrong('value-lost', 'the returned value is not shown', ['transparency'], A, {
    table: chartWith({}, { 'arrive with the value': (c) => ({ ...c, byStep: true, value: null }) }),
  }),
  thinksWrong('entered-forgotten', 'frames that an into enters are forgotten', ['entry'], A, {
    table: chartWith({}, { 'note the entered frame': (c) => c }),
  }),
  thinksWrong('until-strictly-after', 'until L stops at lines after L only', ['order'], A, {
    table: chartWith({
      'until reached': (c, e) =>
        e.type === 'PLACE' &&
        e.frame === c.owner &&
        c.until !== null &&
        ('line' in c.until ? e.fires && e.line > c.until.line : e.offset >= c.until.offset),
    }),
  }),
  thinksWrong('until-is-over', 'until forgets its line', ['order'], A, {
    table: chartWith({ 'until reached': (c, e) => e.type === 'PLACE' && e.fires && e.frame === c.owner }),
  }),
  thinksWrong('until-any-frame', 'until takes a line of any frame', ['order'], A, {
    table: chartWith({
      'until reached': (c, e) =>
        e.type === 'PLACE' && e.fires && c.until !== null && 'line' in c.until && e.line >= c.until.line,
    }),
  }),
  hears('stepi-is-over', 'stepi steps by lines', ['termination'], (said) =>
    said.type === 'STEP_INSTRUCTION' ? { ...said, type: 'OVER' } : said,
  ),
  hears('out-is-over', 'out is over', ['frame-identity', 'order'], (said) =>
    said.type === 'OUT' ? { ...said, type: 'OVER' } : said,
  ),
  hears('over-is-into', 'over goes into calls', ['frame-identity', 'order'], (said) =>
    said.type === 'OVER' ? { ...said, type: 'INTO' } : said,
  ),
  hears(
    'over-is-out',
    'over runs to the end of the function',
    ['order', 'recursion', 'frame-identity', 'termination'],
    (said) => (said.type === 'OVER' ? { ...said, type: 'OUT' } : said),
  ),
  thinksWrong(
    'old-step-leaks',
    'a breakpoint’s stop and the next command leave the pending step alone',
    ['order', 'breakpoints', 'frame-identity'],
    A,
    { keep: (steps) => steps.filter((s) => !s.context.byStep), table: chartWith({ 'breakpoint hit': () => false }) },
  ),
];
