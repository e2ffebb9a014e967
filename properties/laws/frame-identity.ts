/**
 * Laws on which frame a step belongs to, and on recursion, where identity is put to the test.
 * @module
 */
import { type Law, legLaw } from './law.ts';
import { anyBetween, exitOf, type Leg, landing, next, ownLine } from './leg.ts';

const isOver = (leg: Leg) => leg.command.kind === 'over' || leg.command.kind === 'until';
const isOut = (leg: Leg) => leg.command.kind === 'out';
const codeOf = (leg: Leg) => leg.trace.codeOf.get(leg.origin.frame);

/** Another frame with the property runs a line strictly inside the leg, or the leg's stop is in one. */
function meets(leg: Leg, test: (frame: number, depth: number, code: unknown) => boolean): boolean {
  return anyBetween(
    leg.trace,
    leg.from,
    Math.min(leg.to + 1, leg.trace.items.length),
    (i) => i.kind === 'place' && i.fires && i.frame !== leg.origin.frame && test(i.frame, i.depth, i.code),
  );
}

/** *over* and *out* belong to one frame and its older ones. */
function sameOrOlder(leg: Leg): true | string {
  if (!leg.byStep || leg.stop === null || leg.stop.frame === leg.origin.frame) return true;
  const exit = exitOf(leg);
  if (exit === null) return `stopped in ${leg.stop.code}, a younger frame`;
  return exit.older.includes(leg.stop.frame) ? true : `stopped in ${leg.stop.code}, which is no older frame`;
}

/** The leg's own next line is not passed. */
function ownLineKept(leg: Leg): true | string {
  const line = ownLine(leg);
  const item = leg.trace.items[line];
  if (leg.command.kind !== 'over' || item === undefined || line > leg.exit || leg.to <= line) return true;
  return `passed line ${item.line} of its own frame`;
}

const both = (leg: Leg) => {
  const verdict = sameOrOlder(leg);
  return verdict === true ? ownLineKept(leg) : verdict;
};

/** An activation of the same code is started inside the leg. */
const recurses = (leg: Leg) =>
  anyBetween(
    leg.trace,
    leg.from,
    Math.min(leg.to + 1, leg.trace.items.length),
    (i) => i.kind === 'enter' && i.how === 'start' && i.code === codeOf(leg),
  );

const landed = (leg: Leg): true | string => {
  const exit = exitOf(leg);
  if (exit === null || exit.how === 'unwind') return true;
  const place = landing(leg, exit, leg.exit);
  const item = leg.trace.items[place];
  if (item === undefined) return leg.byStep ? `stopped in ${leg.stop?.code} although no older frame goes on` : true;
  if (leg.to > place) return `did not stop in ${item.code.qualname}`;
  return leg.byStep && leg.to > leg.exit && leg.to !== place
    ? `stopped in ${leg.stop?.code} before ${item.code.qualname} went on`
    : true;
};

function law(
  id: string,
  source: string,
  group: 'frame-identity' | 'recursion',
  statement: string,
  sometimes: string,
  premise: (leg: Leg) => boolean,
  holds: (leg: Leg) => true | string,
): Law {
  return legLaw({ id, source, group, statement, sometimes, policies: ['strict'], premise, holds });
}

const closed = (leg: Leg) => exitOf(leg) !== null;

export const FRAME_LAWS: readonly Law[] = [
  law(
    'over-same-or-older',
    'law 19',
    'frame-identity',
    'over stops in its frame or, after that exits, in an older one; never in a younger one',
    'a younger frame runs a line',
    isOver,
    sameOrOlder,
  ),
  law(
    'identity-not-code',
    'law 20',
    'frame-identity',
    'a frame is not its code: another frame of the same code is another frame',
    'two frames share a code object',
    (leg) => (isOver(leg) || isOut(leg)) && meets(leg, (_f, _d, code) => code === codeOf(leg)),
    both,
  ),
  law(
    'identity-not-depth',
    'law 21',
    'frame-identity',
    'a frame is not its depth: a step stays with its frame whatever runs at that depth',
    'another frame runs at the depth of the step’s',
    (leg) => (isOver(leg) || isOut(leg)) && meets(leg, (_f, depth) => depth === leg.origin.depth),
    both,
  ),
  law(
    'sibling-call',
    'law 22',
    'frame-identity',
    'after a frame has exited, a new frame of the same code at the same depth is not it',
    'a function is called twice in a row',
    (leg) =>
      (isOver(leg) || isOut(leg)) &&
      closed(leg) &&
      meets(leg, (_f, depth, code) => depth === leg.origin.depth && code === codeOf(leg)),
    both,
  ),
  law(
    'out-exits-F',
    'law 23, corrected',
    'frame-identity',
    'at the stop of an out its frame is exited or suspended',
    'out stops',
    (leg) => isOut(leg) && leg.byStep,
    (leg) => (exitOf(leg) === null ? `${leg.origin.code} has not been left` : true),
  ),
  law(
    'out-landing-caller',
    'law 24, corrected',
    'frame-identity',
    'out lands in the nearest older frame that executes a place next',
    'out leaves a function',
    (leg) => isOut(leg) && closed(leg),
    landed,
  ),
  law(
    'out-n',
    'law 25, corrected',
    'frame-identity',
    'out of a plain function that returns to a Python frame lands one level lower',
    'out leaves a plain function',
    (leg) => isOut(leg) && leg.byStep && plainReturn(leg),
    (leg) =>
      leg.stop?.depth === leg.origin.depth - 1
        ? true
        : `landed at depth ${leg.stop?.depth}, not ${leg.origin.depth - 1}`,
  ),
  law(
    'caller-armed',
    'law 26',
    'frame-identity',
    'the caller’s events work after a return even if the caller was never stepped in',
    'a step leaves a frame that a breakpoint had stopped in',
    (leg) =>
      leg.origin.reasons.includes('breakpoint') &&
      leg.session.done.transcript.stops[leg.n - 1]?.command === 'continue' &&
      leg.command.kind !== 'continue' &&
      leg.command.kind !== 'stepi' &&
      leg.command.kind !== 'into' &&
      closed(leg),
    landed,
  ),
  law(
    'frame-reuse',
    'law 27',
    'frame-identity',
    'a new frame at the address of a dead one is not it',
    'a frame is made after the step’s own has died',
    (leg) =>
      (isOver(leg) || isOut(leg)) &&
      closed(leg) &&
      next(leg.trace, leg.exit, (i) => i.kind === 'enter' && i.how === 'start') <= leg.to,
    both,
  ),
  law(
    'rec-over',
    'law 28, corrected',
    'recursion',
    'over at a recursive call stops at the next line of its own frame, or past its exit, at any depth of recursion',
    'a function calls itself inside a step',
    (leg) => leg.command.kind === 'over' && recurses(leg),
    both,
  ),
  law(
    'rec-over-with-bp-elsewhere',
    'law 29',
    'recursion',
    'rec-over holds with a breakpoint of false condition in the same code',
    'a recursive function holds a breakpoint that does not stop',
    (leg) =>
      leg.command.kind === 'over' &&
      recurses(leg) &&
      leg.byStep &&
      leg.session.spec.script.some((e) => e.command.kind === 'break'),
    both,
  ),
  law(
    'rec-bp',
    'law 30',
    'recursion',
    'a breakpoint in a recursive function stops in the inner frame while over is pending',
    'a breakpoint stops in an inner activation',
    (leg) => leg.command.kind === 'over' && !leg.byStep && leg.stop !== null && recurses(leg),
    (leg) => (leg.stop!.breakpoints.length > 0 ? true : 'stopped for nothing'),
  ),
  law(
    'rec-out',
    'law 31',
    'recursion',
    'out of activation k lands in activation k−1, not in an inner one',
    'out inside recursion',
    (leg) => isOut(leg) && leg.byStep && closed(leg) && meets(leg, (_f, _d, code) => code === codeOf(leg)),
    (leg) => {
      const verdict = both(leg);
      return verdict === true ? landed(leg) : verdict;
    },
  ),
  law(
    'rec-fib',
    'law 32',
    'recursion',
    'with two recursive calls on a line, over stops once after it',
    'a function calls itself twice inside a step',
    (leg) => leg.command.kind === 'over' && recursions(leg) >= 2,
    both,
  ),
  law(
    'closure-shared-code',
    'law 34',
    'recursion',
    'rec-over holds where closures or methods of several objects share one code object',
    'a closure calls another of the same code inside a step',
    (leg) => leg.command.kind === 'over' && sharesCode(leg),
    both,
  ),
  law(
    'mutual-rec',
    'law 33',
    'recursion',
    'rec-over holds for recursion through another function',
    'a function comes back to itself through another',
    (leg) => leg.command.kind === 'over' && recurses(leg) && meets(leg, (_f, _d, code) => code !== codeOf(leg)),
    both,
  ),
];

/** Frames of one code object with different closures or receivers: here, started by different callers. */
function sharesCode(leg: Leg): boolean {
  const code = codeOf(leg);
  if (code === undefined || !code.qualname.includes('.')) return false;
  return recurses(leg);
}

function recursions(leg: Leg): number {
  let count = 0;
  for (let k = leg.from + 1; k < Math.min(leg.to, leg.exit); k++) {
    const i = leg.trace.items[k];
    if (i?.kind === 'enter' && i.how === 'start' && i.code === codeOf(leg)) count++;
  }
  return count;
}

/** The owner returns, and the next thing that happens is a place of its caller. */
function plainReturn(leg: Leg): boolean {
  const exit = exitOf(leg);
  const after = leg.trace.items[leg.exit + 1];
  return exit?.how === 'return' && after?.kind === 'place' && after.frame === exit.older[0];
}
