/**
 * Going back: where a backward command leads in a run that is recorded. Nothing is undone; another moment of the run is shown.
 * @module
 */
import type { BackwardCommand } from '../../machines/index.ts';
import type { Place, StepItem, StepTrace } from '../step-trace.ts';

/** The last index before `at`, and not before `least`, with the property; `least` if there is none. */
function last(items: readonly StepItem[], at: number, least: number, test: (item: StepItem) => boolean): number {
  for (let i = at - 1; i > least; i--) if (test(items[i]!)) return i;
  return least;
}

/** The frame and its older frames at an item: those that were entered and not left before it. */
function chainAt(trace: StepTrace, at: number): ReadonlySet<number> {
  const { frame, thread } = trace.items[at]!;
  const running: number[] = [];
  for (const item of trace.items.slice(0, at)) {
    if (item.thread !== thread) continue;
    if (item.kind === 'enter') running.push(item.frame);
    else if (item.kind === 'leave') running.splice(running.lastIndexOf(item.frame), 1);
  }
  return new Set([...running, frame]);
}

/** The item that a backward command leads to; the entry where there is nothing earlier. */
export function goBack(
  trace: StepTrace,
  command: BackwardCommand,
  at: number,
  entry: number,
  hits: (place: Place) => boolean,
): number {
  const { items } = trace;
  const { frame, thread } = items[at]!;
  switch (command.kind) {
    case 'rinto':
      return last(items, at, entry, (i) => i.kind === 'place' && i.fires && i.thread === thread);
    case 'rover': {
      const chain = chainAt(trace, at);
      return last(items, at, entry, (i) => i.kind === 'place' && i.fires && i.thread === thread && chain.has(i.frame));
    }
    case 'rout': {
      const entered = last(items, at, entry, (i) => i.kind === 'enter' && i.frame === frame);
      return last(items, entered, entry, (i) => i.kind === 'place' && i.thread === thread && i.frame !== frame);
    }
    case 'rcontinue':
      return last(items, at, entry, (i) => i.kind === 'place' && hits(i));
  }
}
