/**
 * The law that leaves nothing open: what the other laws say of one thing each, the rules say of every stop.
 * @module
 */
import { stopsByTrace } from '../oracle/by-trace.ts';
import type { SessionSpec, SessionStop, Transcript } from '../session.ts';
import type { StepTrace } from '../step-trace.ts';
import { type Law, sessionLaw } from './law.ts';

/** What the rules say of a session: every debugger that holds it is asked about the same. */
const decided = new WeakMap<StepTrace, WeakMap<SessionSpec, Transcript>>();

function decidedBy(trace: StepTrace, spec: SessionSpec): Transcript {
  let known = decided.get(trace);
  if (known === undefined) {
    known = new WeakMap();
    decided.set(trace, known);
  }
  let transcript = known.get(spec);
  if (transcript === undefined) {
    transcript = stopsByTrace(trace, spec);
    known.set(spec, transcript);
  }
  return transcript;
}

const shown = (stop: SessionStop | undefined): string =>
  stop === undefined
    ? 'there is none'
    : `${stop.code}:${stop.line}@${stop.offset} (event ${stop.event}, ${stop.reasons.join(' and ')})`;

const items = (list: readonly (string | number)[]): string => list.join(' ');

/** What a stop shows that the rules do not say; undefined if it is theirs. */
function difference(stop: SessionStop | undefined, due: SessionStop | undefined): string | undefined {
  if (stop === undefined || due === undefined || stop.event !== due.event) return `is ${shown(stop)}`;
  if (stop.frame !== due.frame || stop.thread !== due.thread) return 'is in another frame or thread';
  if (stop.line !== due.line || stop.offset !== due.offset) return `shows ${shown(stop)}`;
  if (items(stop.reasons) !== items(due.reasons)) return `has the reasons ${items(stop.reasons)}`;
  if (items(stop.breakpoints) !== items(due.breakpoints))
    return `names breakpoints ${items(stop.breakpoints)} in place of ${items(due.breakpoints)}`;
  return stop.value === due.value ? undefined : `shows ${stop.value ?? 'no value'} in place of ${due.value ?? 'none'}`;
}

export const RULE_LAWS: readonly Law[] = [
  sessionLaw({
    id: 'by-the-rules',
    statement:
      'every stop is where the rules R1–R11 lead, searched in the whole trace, with its reasons, breakpoints and value; no other is made, and the same commands are refused',
    source: 'rules R1–R11',
    group: 'rules',
    policies: ['strict', 'pdb'],
    filtered: true,
    sometimes: 'a session stops twice',
    judge({ run, spec, done }) {
      // Who is attached late is judged by the law on that.
      if (spec.attach !== undefined) return null;
      const due = decidedBy(run.trace, spec);
      const { stops, refusals } = done.transcript;
      for (let n = 0; n < Math.max(stops.length, due.stops.length); n++) {
        const differs = difference(stops[n], due.stops[n]);
        if (differs !== undefined) return { broken: `stop ${n + 1} ${differs}; by the rules: ${shown(due.stops[n])}` };
      }
      const refused = (t: Transcript) => items(t.refusals.map((r) => `${r.stop}:${r.entry}:${r.message}`));
      if (refused(due) !== refused(done.transcript))
        return {
          broken: `refuses commands ${items(refusals.map((r) => r.command))}, by the rules ${items(due.refusals.map((r) => r.command))}`,
        };
      return stops.length > 1 ? true : 'unexercised';
    },
  }),
];
