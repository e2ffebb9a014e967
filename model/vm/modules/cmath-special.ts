/**
 * What the functions of `cmath` make of infinities, NaNs and zeros (the tables of special values of Modules/cmathmodule.c).
 * @module
 */
import type { Parts } from '../protocol/complex-parts.ts';

/** Rows by the real part, columns by the imaginary one: −inf, negative, −0, +0, positive, inf, NaN. */
type Table = readonly (readonly Parts[])[];

/** Letters for what the tables hold. */
const VALUES: Readonly<Record<string, number>> = {
  I: Number.POSITIVE_INFINITY,
  N: Number.NaN,
  P: Math.PI,
  '¾': 0.75 * Math.PI,
  '½': 0.5 * Math.PI,
  '¼': 0.25 * Math.PI,
  '0': 0,
  '1': 1,
};

function valueNamed(letter: string): number {
  const value = VALUES[letter.at(-1) as string] ?? Number.NaN;
  return letter.startsWith('-') ? -value : value;
}

/** One row a line; a dot is what no special value leads to. */
function tableOf(text: string): Table {
  return text
    .trim()
    .split('\n')
    .map((row) =>
      row
        .trim()
        .split(/\s+/)
        .map((cell): Parts => {
          const [re = '', im = ''] = cell.split(',');
          return [valueNamed(re), valueNamed(im)];
        }),
    );
}

export const SPECIAL = {
  acos: tableOf(`
    ¾,I P,I P,I P,-I P,-I ¾,-I N,I
    ½,I . . . . ½,-I N,N
    ½,I . ½,0 ½,-0 . ½,-I ½,N
    ½,I . ½,0 ½,-0 . ½,-I ½,N
    ½,I . . . . ½,-I N,N
    ¼,I 0,I 0,I 0,-I 0,-I ¼,-I N,I
    N,I N,N N,N N,N N,N N,-I N,N
  `),
  acosh: tableOf(`
    I,-¾ I,-P I,-P I,P I,P I,¾ I,N
    I,-½ . . . . I,½ N,N
    I,-½ . 0,-½ 0,½ . I,½ N,N
    I,-½ . 0,-½ 0,½ . I,½ N,N
    I,-½ . . . . I,½ N,N
    I,-¼ I,-0 I,-0 I,0 I,0 I,¼ I,N
    I,N N,N N,N N,N N,N I,N N,N
  `),
  asinh: tableOf(`
    -I,-¼ -I,-0 -I,-0 -I,0 -I,0 -I,¼ -I,N
    -I,-½ . . . . -I,½ N,N
    -I,-½ . -0,-0 -0,0 . -I,½ N,N
    I,-½ . 0,-0 0,0 . I,½ N,N
    I,-½ . . . . I,½ N,N
    I,-¼ I,-0 I,-0 I,0 I,0 I,¼ I,N
    I,N N,N N,-0 N,0 N,N I,N N,N
  `),
  atanh: tableOf(`
    -0,-½ -0,-½ -0,-½ -0,½ -0,½ -0,½ -0,N
    -0,-½ . . . . -0,½ N,N
    -0,-½ . -0,-0 -0,0 . -0,½ -0,N
    0,-½ . 0,-0 0,0 . 0,½ 0,N
    0,-½ . . . . 0,½ N,N
    0,-½ 0,-½ 0,-½ 0,½ 0,½ 0,½ 0,N
    0,-½ N,N N,N N,N N,N 0,½ N,N
  `),
  cosh: tableOf(`
    I,N . I,0 I,-0 . I,N I,N
    N,N . . . . N,N N,N
    N,0 . 1,0 1,-0 . N,0 N,0
    N,0 . 1,-0 1,0 . N,0 N,0
    N,N . . . . N,N N,N
    I,N . I,-0 I,0 . I,N I,N
    N,N N,N N,0 N,0 N,N N,N N,N
  `),
  exp: tableOf(`
    0,0 . 0,-0 0,0 . 0,0 0,0
    N,N . . . . N,N N,N
    N,N . 1,-0 1,0 . N,N N,N
    N,N . 1,-0 1,0 . N,N N,N
    N,N . . . . N,N N,N
    I,N . I,-0 I,0 . I,N I,N
    N,N N,N N,-0 N,0 N,N N,N N,N
  `),
  log: tableOf(`
    I,-¾ I,-P I,-P I,P I,P I,¾ I,N
    I,-½ . . . . I,½ N,N
    I,-½ . -I,-P -I,P . I,½ N,N
    I,-½ . -I,-0 -I,0 . I,½ N,N
    I,-½ . . . . I,½ N,N
    I,-¼ I,-0 I,-0 I,0 I,0 I,¼ I,N
    I,N N,N N,N N,N N,N I,N N,N
  `),
  sinh: tableOf(`
    I,N . -I,-0 -I,0 . I,N I,N
    N,N . . . . N,N N,N
    0,N . -0,-0 -0,0 . 0,N 0,N
    0,N . 0,-0 0,0 . 0,N 0,N
    N,N . . . . N,N N,N
    I,N . I,-0 I,0 . I,N I,N
    N,N N,N N,-0 N,0 N,N N,N N,N
  `),
  sqrt: tableOf(`
    I,-I 0,-I 0,-I 0,I 0,I I,I N,I
    I,-I . . . . I,I N,N
    I,-I . 0,-0 0,0 . I,I N,N
    I,-I . 0,-0 0,0 . I,I N,N
    I,-I . . . . I,I N,N
    I,-I I,-0 I,-0 I,0 I,0 I,I I,N
    I,-I N,N N,N N,N N,N I,I N,N
  `),
  tanh: tableOf(`
    -1,0 . -1,-0 -1,0 . -1,0 -1,0
    N,N . . . . N,N N,N
    N,N . -0,-0 -0,0 . N,N N,N
    N,N . 0,-0 0,0 . N,N N,N
    N,N . . . . N,N N,N
    1,0 . 1,-0 1,0 . 1,0 1,0
    N,N N,N N,-0 N,0 N,N N,N N,N
  `),
  rect: tableOf(`
    I,N . -I,0 -I,-0 . I,N I,N
    N,N . . . . N,N N,N
    0,0 . -0,0 -0,-0 . 0,0 0,0
    0,0 . 0,-0 0,0 . 0,0 0,0
    N,N . . . . N,N N,N
    I,N . I,-0 I,0 . I,N I,N
    N,N N,N N,0 N,0 N,N N,N N,N
  `),
};

function kindOf(x: number): number {
  if (Number.isNaN(x)) return 6;
  if (x === 0) return Object.is(x, -0) ? 2 : 3;
  if (!Number.isFinite(x)) return x < 0 ? 0 : 5;
  return x < 0 ? 1 : 4;
}

export function specialValue(table: Table, [re, im]: Parts): Parts {
  return table[kindOf(re)]![kindOf(im)]!;
}
