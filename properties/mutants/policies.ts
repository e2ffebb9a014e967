/**
 * Mistakes that show under other policies than `strict`: about functions that steps skip, and about stops at exceptions.
 * @module
 */
import { globalEvents, STEPPING_GUARDS, type SteppingEvent } from '../../machines/index.ts';
import { chartWith, type Mutant, thinksWrong } from './mutant.ts';

const A = globalEvents;

const withIncidents =
  (wrong: (what: 'raise' | 'stop-iteration' | 'jump-back') => boolean, guard: 'into reached' | 'over reached') =>
  (...[c, e]: Parameters<(typeof STEPPING_GUARDS)[typeof guard]>) =>
    e.type === 'INCIDENT' && wrong(e.what) ? false : STEPPING_GUARDS[guard](c, e);

const anyFrame =
  (guard: 'into reached' | 'over reached') =>
  (...[c, e]: Parameters<(typeof STEPPING_GUARDS)[typeof guard]>) =>
    STEPPING_GUARDS[guard](c, e) || (e.type === 'INCIDENT' && e.what === 'raise');

const seen = (said: SteppingEvent): SteppingEvent => ('hidden' in said ? { ...said, hidden: false } : said);

export const POLICY_MUTANTS: readonly Mutant[] = [
  {
    ...thinksWrong('filter-ignored', 'functions to skip are not skipped', ['entry', 'order'], A, { alter: seen }),
    setting: 'filtered',
  },
  {
    ...thinksWrong('filter-hides-callees', 'what a skipped function calls back is skipped too', ['entry'], A, {
      alter: (said, view) =>
        said.type === 'ENTER' && view.frame.back !== null && view.frame.back.code.name !== '<module>'
          ? undefined
          : said,
    }),
    setting: 'filtered',
  },
  {
    ...thinksWrong('filter-lands-inside', 'a step lands in a function that it should skip', ['order', 'entry'], A, {
      alter(said, view) {
        if (said.type !== 'LEAVE' || view.frame.back === null) return said;
        return { ...said, older: [view.frame.back.id, ...said.older] };
      },
    }),
    setting: 'filtered',
  },
  {
    id: 'exception-passed',
    mistake: 'an exception in the step’s frame is not shown although the policy says so',
    groups: ['exceptions'],
    setting: 'exceptions',
    table: chartWith({
      'into reached': withIncidents((what) => what === 'raise', 'into reached'),
      'over reached': withIncidents((what) => what === 'raise', 'over reached'),
    }),
  },
  {
    id: 'exception-of-anyone',
    mistake: 'an exception in a younger frame, caught there, is shown',
    groups: ['exceptions'],
    setting: 'exceptions',
    table: chartWith({ 'into reached': anyFrame('into reached'), 'over reached': anyFrame('over reached') }),
  },
  {
    id: 'stop-iteration-passed',
    mistake: 'the end of an iterator is not shown although the policy says so',
    groups: ['exceptions'],
    setting: 'exceptions',
    table: chartWith({
      'into reached': withIncidents((what) => what === 'stop-iteration', 'into reached'),
      'over reached': withIncidents((what) => what === 'stop-iteration', 'over reached'),
    }),
  },
];
