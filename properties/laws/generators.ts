/**
 * Laws on generators, coroutines and async generators.
 * @module
 */
import { isSuspendable } from '../../machines/index.ts';
import { type Law, legLaw } from './law.ts';
import { anyBetween, exitOf, firesIn, type Leg, landing, next, ownLine, ownWait, waited } from './leg.ts';

const codeOf = (leg: Leg) => leg.trace.codeOf.get(leg.origin.frame)!;
const suspendable = (leg: Leg) => isSuspendable(codeOf(leg));
const steps = (leg: Leg) => leg.command.kind === 'over' || leg.command.kind === 'out' || leg.command.kind === 'until';
const end = (leg: Leg) => Math.min(leg.to + 1, leg.trace.items.length);

function landed(leg: Leg): true | string {
  const exit = exitOf(leg);
  if (exit === null || exit.how === 'unwind') return true;
  const place = landing(leg, exit, leg.exit);
  const item = leg.trace.items[place];
  if (item === undefined) return leg.byStep ? `stopped in ${leg.stop?.code} although no older frame goes on` : true;
  if (leg.to > place) return `did not stop in ${item.code.qualname}, which went on`;
  return leg.byStep && leg.to !== place ? `stopped in ${leg.stop?.code} before ${item.code.qualname} went on` : true;
}

function own(leg: Leg): true | string {
  const line = ownLine(leg);
  const item = leg.trace.items[line];
  if (leg.command.kind !== 'over' || item === undefined || line > leg.exit) return true;
  return leg.to > line ? `passed line ${item.line} of its own frame` : true;
}

const both = (leg: Leg) => {
  const verdict = own(leg);
  return verdict === true ? landed(leg) : verdict;
};

/** Other frames of the same suspendable code run inside the leg. */
const otherInstance = (leg: Leg) =>
  suspendable(leg) &&
  anyBetween(
    leg.trace,
    leg.from,
    end(leg),
    (i) => i.frame !== leg.origin.frame && i.code === codeOf(leg) && i.kind !== 'incident',
  );

/** The leg's owner waits for an inner generator. */
const delegates = (leg: Leg) =>
  codeOf(leg).instructions.some((i) => i.op === 'SEND') &&
  anyBetween(
    leg.trace,
    leg.from,
    end(leg),
    (i) => i.kind === 'enter' && i.frame !== leg.origin.frame && i.back === leg.origin.frame && isSuspendable(i.code),
  );

function law(
  id: string,
  source: string,
  statement: string,
  sometimes: string,
  premise: (leg: Leg) => boolean,
  holds: (leg: Leg) => true | string,
  forbidsPassing = false,
): Law {
  return legLaw({
    id,
    source,
    group: 'generators',
    statement,
    sometimes,
    policies: ['strict'],
    premise,
    holds,
    forbidsPassing,
  });
}

export const GENERATOR_LAWS: readonly Law[] = [
  law(
    'gen-yield-not-exit',
    'law 45, rule R5',
    'over at a yield stops at the consumer’s next place',
    'a step’s generator yields',
    (leg) => steps(leg) && exitOf(leg)?.how === 'yield',
    both,
  ),
  law(
    'gen-no-runaway',
    'law 46, corrected',
    'a generator that is never resumed does not take the step with it',
    'a generator yields and is not resumed before the next stop',
    (leg) =>
      steps(leg) &&
      exitOf(leg)?.how === 'yield' &&
      !anyBetween(leg.trace, leg.exit, end(leg), (i) => i.kind === 'enter' && i.frame === leg.origin.frame),
    landed,
  ),
  law(
    'gen-instance',
    'law 47',
    'another generator of the same code is not the step’s own',
    'two generators of one code',
    (leg) => steps(leg) && otherInstance(leg),
    (leg) => {
      const exit = exitOf(leg);
      const wrong =
        leg.byStep &&
        leg.stop !== null &&
        leg.stop.frame !== leg.origin.frame &&
        !(exit?.older.includes(leg.stop.frame) ?? false);
      return wrong ? `stopped in another ${leg.stop?.code}` : both(leg);
    },
  ),
  law(
    'gen-into-resume',
    'law 48, rule R4',
    'into at the resumption of a suspended generator stops at its yield',
    'a generator is resumed during an into',
    (leg) => leg.command.kind === 'into' && resumedAt(leg) <= leg.to,
    (leg) =>
      leg.to > resumedAt(leg) ? `no stop at the resumption of ${leg.trace.items[resumedAt(leg)]?.code.qualname}` : true,
    true,
  ),
  law(
    'gen-out',
    'law 49',
    'out of a generator stops in the consumer that resumed it last',
    'out of a generator',
    (leg) => leg.command.kind === 'out' && suspendable(leg) && exitOf(leg) !== null,
    landed,
  ),
  law(
    'gen-delegation',
    'law 50',
    'over at yield from or await does not stop in the inner generator',
    'a generator delegates inside a step',
    (leg) => leg.command.kind === 'over' && delegates(leg),
    (leg) => {
      const exit = exitOf(leg);
      const inner =
        leg.byStep &&
        leg.stop !== null &&
        leg.stop.frame !== leg.origin.frame &&
        !(exit?.older.includes(leg.stop.frame) ?? false);
      return inner ? `stopped in ${leg.stop?.code}` : both(leg);
    },
  ),
  law(
    'gen-throw-close',
    'law 51',
    'a generator thrown into runs handler and finally lines like any frame',
    'a generator is thrown into or closed during an into',
    (leg) => leg.command.kind === 'into' && thrownLine(leg) <= leg.to && thrownLine(leg) < leg.trace.items.length,
    (leg) =>
      leg.to > thrownLine(leg)
        ? `passed line ${leg.trace.items[thrownLine(leg)]?.line} of a generator that was thrown into`
        : true,
    true,
  ),
  law(
    'gen-return',
    'law 52',
    'over at the end of a generator lands in the consumer',
    'a step’s generator is exhausted',
    (leg) => steps(leg) && suspendable(leg) && exitOf(leg)?.how === 'return',
    landed,
  ),
  law(
    'async-over-await',
    'law 53, rule R7',
    'over at an await stays with its coroutine until that goes on',
    'a coroutine suspends at an await during a step',
    (leg) => steps(leg) && waited(leg),
    both,
  ),
];

/** The first resumption of a frame other than the owner, while the *into* is one. */
function resumedAt(leg: Leg): number {
  const awaits = ownWait(leg);
  const exit = exitOf(leg);
  const owned = exit?.how === 'unwind' ? exit.older : [];
  const at = next(
    leg.trace,
    leg.from,
    (i) =>
      i.kind === 'enter' &&
      i.how === 'resume' &&
      i.frame !== leg.origin.frame &&
      !owned.includes(i.frame) &&
      i.thread === leg.origin.thread,
  );
  return at < awaits ? at : leg.trace.items.length + 1;
}

/** The first line of a frame that was thrown into, while the *into* is one. */
function thrownLine(leg: Leg): number {
  const awaits = ownWait(leg);
  const at = next(
    leg.trace,
    leg.from,
    (i) => i.kind === 'enter' && i.how === 'throw' && i.thread === leg.origin.thread,
  );
  const item = leg.trace.items[at];
  if (item === undefined || at > awaits || at > leg.to) return leg.trace.items.length + 1;
  const line = next(leg.trace, at, firesIn(item.frame));
  const out = next(leg.trace, at, (i) => i.kind === 'leave' && i.frame === item.frame);
  return line < out && line < awaits ? line : leg.trace.items.length + 1;
}
