/**
 * What a law is: a statement about sessions with a premise, judged leg by leg or as a whole.
 * @module
 */
import type { PolicyName } from '../policies.ts';
import { candidates, candidatesAfter, type JudgedSession, type Leg, legsOf, spansOf } from './leg.ts';

/** What one session says about one law. */
export interface Finding {
  /** The premise held at least once. */
  readonly premise: boolean;
  /** It held where the law had something to forbid. */
  readonly exercised: boolean;
  /** Why it is broken. */
  readonly broken?: string;
}

export type LawGroup =
  | 'entry'
  | 'order'
  | 'frame-identity'
  | 'recursion'
  | 'exceptions'
  | 'generators'
  | 'threads'
  | 'breakpoints'
  | 'masks'
  | 'transparency'
  | 'termination';

export interface Law {
  /** Its slug; the argument at the command line. */
  readonly id: string;
  readonly statement: string;
  /** Where it comes from: a number of the list of laws, or a rule. */
  readonly source: string;
  readonly group: LawGroup;
  /** The policies under which it has a premise; all if absent. */
  readonly policies?: readonly PolicyName[];
  /** It is judged where steps skip functions too (policy FILTER `list`); laws of every policy are anyway. */
  readonly filtered?: true;
  /** It speaks of stops, not of sets, costs or what other tools see. */
  readonly stopLaw: boolean;
  /** Its premise always holds: why that is right. */
  readonly universal?: string;
  /** The `sometimes` companion: what must happen now and then for the law to mean anything. */
  readonly sometimes: string;
  readonly judge: (session: JudgedSession, legs: readonly Leg[]) => Finding;
}

const SILENT: Finding = { premise: false, exercised: false };

/** A law about legs. `holds` gives true, or says what is wrong. */
export function legLaw(
  law: Omit<Law, 'judge' | 'stopLaw'> & {
    readonly premise: (leg: Leg) => boolean;
    readonly holds: (leg: Leg) => true | string;
    /** The law forbids to pass its stop: what it forbids are the candidates after that. */
    readonly forbidsPassing?: boolean;
    /** The law speaks of all threads: its legs end at the next stop of any. */
    readonly allThreads?: boolean;
  },
): Law {
  const { premise, holds, forbidsPassing, allThreads, ...rest } = law;
  const forbids = forbidsPassing === true ? candidatesAfter : candidates;
  return {
    ...rest,
    stopLaw: true,
    judge(session, threadLegs) {
      const legs = allThreads === true ? spansOf(session) : threadLegs;
      let finding = SILENT;
      for (const leg of legs) {
        if (!premise(leg)) continue;
        const verdict = holds(leg);
        if (verdict !== true)
          return {
            premise: true,
            exercised: true,
            broken: `after stop ${leg.n + 1} (${leg.origin.command}): ${verdict}`,
          };
        finding = { premise: true, exercised: finding.exercised || forbids(leg) > 0 };
      }
      return finding;
    },
  };
}

/** A law about whole sessions. `judge` gives null where the premise fails, true where it holds, else what is wrong. */
export function sessionLaw(
  law: Omit<Law, 'judge' | 'stopLaw'> & {
    readonly stopLaw?: boolean;
    readonly judge: (
      session: JudgedSession,
      legs: readonly Leg[],
    ) => null | true | 'unexercised' | { readonly broken: string };
  },
): Law {
  const { judge, stopLaw, ...rest } = law;
  return {
    ...rest,
    stopLaw: stopLaw ?? true,
    judge(session, legs) {
      const verdict = judge(session, legs);
      if (verdict === null) return SILENT;
      if (verdict === 'unexercised') return { premise: true, exercised: false };
      return verdict === true ? { premise: true, exercised: true } : { premise: true, exercised: true, ...verdict };
    },
  };
}

/** Judges one law on one session. */
export function judgeLaw(law: Law, session: JudgedSession): Finding {
  return law.judge(session, legsOf(session));
}
