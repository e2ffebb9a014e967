/**
 * Mistakes about which frame is which.
 * @module
 */

import { globalEvents, type Stepper, type SteppingEvent } from '../../machines/index.ts';
import type { CodeObject, FrameView, ToolView } from '../../model/index.ts';
import { chartWith, type Mutant, thinksWrong } from './mutant.ts';

/** Tells the machine another key in place of each frame's identity. */
function keyed(key: (frame: FrameView) => number) {
  return (said: SteppingEvent, view: ToolView, _stepper: Stepper): SteppingEvent => {
    if (!('frame' in said)) return said;
    const chain = new Map<number, number>();
    for (let f: FrameView | null = view.frame; f !== null; f = f.back) chain.set(f.id, key(f));
    const rename = (id: number) => chain.get(id) ?? id;
    if (said.type === 'LEAVE') return { ...said, frame: rename(said.frame), older: said.older.map(rename) };
    return { ...said, frame: rename(said.frame) };
  };
}

function depthOf(frame: FrameView): number {
  let depth = 0;
  for (let f: FrameView | null = frame; f !== null; f = f.back) depth++;
  return depth;
}

const codeNumbers = new WeakMap<CodeObject, number>();
let codes = 0;

function codeNumber(code: CodeObject): number {
  let number = codeNumbers.get(code);
  if (number === undefined) {
    number = ++codes;
    codeNumbers.set(code, number);
  }
  return number;
}

const BY_ADDRESS = keyed((frame) => frame.address);

const A = globalEvents;

export const FRAME_KEY_MUTANTS: readonly Mutant[] = [
  thinksWrong(
    'depth-for-identity',
    'frames are the same if their depth is: a sibling call at the same depth is taken for the step’s own',
    ['frame-identity', 'termination', 'order'],
    A,
    {
      alter: (said, view) => ('depth' in said ? { ...said, depth: depthOf(view.frame) } : said),
      table: chartWith({
        'over reached': (c, e) => e.type === 'PLACE' && e.fires && e.depth <= c.depth,
        'another frame leaves': () => true,
      }),
    },
  ),
  thinksWrong(
    'code-for-identity',
    'frames are the same if their code is: recursion stops in the inner frame',
    ['recursion', 'frame-identity'],
    A,
    { alter: keyed((f) => codeNumber(f.code)) },
  ),
  thinksWrong(
    'address-for-identity',
    'frames are the same if their address is: a new frame takes the place of a dead one',
    ['frame-identity', 'order', 'generators'],
    A,
    {
      alter: (said, view, stepper) =>
        said.type === 'LEAVE' && said.how === 'unwind' ? undefined : BY_ADDRESS(said, view, stepper),
    },
  ),
  thinksWrong(
    'lands-in-grandparent',
    'the landing frame is the caller’s caller',
    ['frame-identity', 'termination', 'order'],
    A,
    {
      alter: (said) =>
        said.type === 'LEAVE' && said.how !== 'unwind' ? { ...said, older: said.older.slice(1) } : said,
    },
  ),
  thinksWrong(
    'lands-anywhere',
    'after the frame has exited any frame is a landing',
    ['frame-identity', 'generators', 'order'],
    A,
    {
      table: chartWith({
        'over lands': (_c, e) => e.type === 'PLACE',
        'out lands': (_c, e) => e.type === 'PLACE',
      }),
    },
  ),
  thinksWrong(
    'lands-in-nearest-only',
    'only the very next older frame is a landing',
    ['frame-identity', 'generators', 'termination', 'order'],
    A,
    {
      alter: (said) =>
        said.type === 'LEAVE' && said.how !== 'unwind' ? { ...said, older: said.older.slice(0, 1) } : said,
    },
  ),
  thinksWrong('over-in-younger', 'over stops at any line, whatever frame it is in', ['frame-identity', 'order'], A, {
    table: chartWith({ 'over reached': (_c, e) => e.type === 'PLACE' && e.fires }),
  }),
  thinksWrong(
    'out-stops-at-home',
    'out stops at the next line of the frame it should leave',
    ['frame-identity', 'order'],
    A,
    {
      table: chartWith({ 'out reached': (c, e) => e.type === 'PLACE' && e.fires && e.frame === c.owner }),
    },
  ),
  thinksWrong(
    'same-line-any-frame',
    'into takes a line of the same number in another frame for the same line',
    ['entry', 'order'],
    A,
    {
      table: chartWith({
        'line of an entered frame': (c, e) =>
          e.type === 'PLACE' && e.fires && c.entered.includes(e.frame) && e.line !== c.line,
      }),
    },
  ),
];
