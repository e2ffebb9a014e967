/**
 * Sources that leave every nesting of two compound statements in every way.
 * @module
 */

/** A compound statement around `BODY`. */
const WRAPPERS: Readonly<Record<string, string>> = {
  for: 'for i in a:\nBODY',
  'for else': 'for i in a:\n  p()\nelse:\nBODY',
  while: 'while a:\nBODY',
  'while true': 'while True:\nBODY',
  if: 'if a:\nBODY\nelse:\n  q()',
  elif: 'if a:\n  p()\nelif b:\nBODY',
  with: 'with a:\nBODY',
  'with as': 'with a as x, b:\nBODY',
  'try except': 'try:\nBODY\nexcept E:\n  q()',
  'except as': 'try:\n  p()\nexcept E as e:\nBODY\nexcept F:\n  q()',
  'bare except': 'try:\n  p()\nexcept:\nBODY\nelse:\n  q()',
  'try finally': 'try:\nBODY\nfinally:\n  q()',
  finally: 'try:\n  p()\nfinally:\nBODY',
  'else finally': 'try:\n  p()\nexcept E: pass\nelse:\nBODY\nfinally:\n  q()',
  match: 'match a:\n  case [x, *y] if b:\nBODY\n  case _:\n    q()',
};

const ASYNC_WRAPPERS: Readonly<Record<string, string>> = {
  'async for': 'async for i in a:\nBODY',
  'async with': 'async with a as x:\nBODY',
};

const EXITS: readonly string[] = ['return', 'return 1', 'return f(a)', 'yield a', 'p()'];
const LOOP_EXITS: readonly string[] = ['break', 'continue'];

function indent(text: string, by: number): string {
  return text.replaceAll(/^/gm, ' '.repeat(by));
}

/** `BODY` stands two deeper than its wrapper, or four in a `case`. */
function wrap(wrapper: string, body: string): string {
  return wrapper.replace('BODY', indent(body, wrapper.startsWith('match') ? 4 : 2));
}

/** One source per outer statement: a function for each inner statement and each way out. */
export function nestings(): ReadonlyMap<string, string> {
  const sources = new Map<string, string>();
  const all = { ...WRAPPERS, ...ASYNC_WRAPPERS };
  for (const [outer, outerText] of Object.entries(all)) {
    const functions: string[] = [];
    for (const [inner, innerText] of Object.entries(all)) {
      for (const exit of [...EXITS, ...LOOP_EXITS]) {
        const isAsync = outer.startsWith('async') || inner.startsWith('async');
        if (isAsync && exit.startsWith('return ')) {
          continue;
        }
        let body = wrap(outerText, wrap(innerText, exit));
        if (LOOP_EXITS.includes(exit)) {
          body = wrap('for k in c:\nBODY', body);
        }
        functions.push(`${isAsync ? 'async ' : ''}def f(a, b):\n${indent(body, 2)}\n  r()\n`);
      }
    }
    sources.set(outer, functions.join(''));
  }
  return sources;
}
