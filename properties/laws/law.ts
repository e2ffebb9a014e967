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
  readonly broken: string | undefined;
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
  | 'rules'
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
  readonly policies?: readonly PolicyName[] | undefined;
  /** It is judged where steps skip functions too (policy FILTER `list`); laws of every policy are anyway. */
  readonly filtered?: true | undefined;
  /** It speaks of stops, not of sets, costs or what other tools see. */
  readonly stopLaw: boolean;
  /** Its premise always holds: why that is right. */
  readonly universal?: string | undefined;
  /** The `sometimes` companion: what must happen now and then for the law to mean anything. */
  readonly sometimes: string;
  readonly judge: (session: JudgedSession, legs: readonly Leg[]) => Finding;
}

const SILENT: Finding = { premise: false, exercised: false, broken: undefined };
const UNEXERCISED: Finding = { premise: true, exercised: false, broken: undefined };
const EXERCISED: Finding = { premise: true, exercised: true, broken: undefined };

function broken(message: string): Finding {
  return { premise: true, exercised: true, broken: message };
}

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
  const { premise, holds, forbidsPassing, allThreads } = law;
  const forbids = forbidsPassing === true ? candidatesAfter : candidates;
  return lawOf(law, true, (session, threadLegs) => {
    const legs = allThreads === true ? spansOf(session) : threadLegs;
    let finding = SILENT;
    for (const leg of legs) {
      if (!premise(leg)) continue;
      const verdict = holds(leg);
      if (verdict !== true) return broken(`after stop ${leg.n + 1} (${leg.origin.command}): ${verdict}`);
      if (finding !== EXERCISED) finding = forbids(leg) > 0 ? EXERCISED : UNEXERCISED;
    }
    return finding;
  });
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
  const { judge, stopLaw } = law;
  return lawOf(law, stopLaw ?? true, (session, legs) => {
    const verdict = judge(session, legs);
    if (verdict === null) return SILENT;
    if (verdict === 'unexercised') return UNEXERCISED;
    return verdict === true ? EXERCISED : broken(verdict.broken);
  });
}

/** Laws of one shape: sessions are judged by all of them in turn. */
function lawOf(law: Omit<Law, 'judge' | 'stopLaw'>, stopLaw: boolean, judge: Law['judge']): Law {
  const { id, statement, source, group, policies, filtered, universal, sometimes } = law;
  return { id, statement, source, group, policies, filtered, stopLaw, universal, sometimes, judge };
}

/** Judges one law on one session. */
export function judgeLaw(law: Law, session: JudgedSession): Finding {
  return law.judge(session, legsOf(session));
}
