/**
 * The shape of the opcode tables, and the formulas their columns name.
 * @module
 */

/** A number, or the name of a formula over the oparg `n`. */
export type Formula = number | keyof typeof FORMULAS;

/**
 * One opcode: name, number, inline cache entries (code units), flags, net stack effect, values popped.
 *
 * Flags: `a` has an argument, `c` a constant, `n` a name, `l` a local, `f` a cell or free variable, `j` is a jump,
 * `x` pushes an exception handler (its stack effect holds at the handler, not on fall through).
 * The last column, 0 where it is left out, is kept for 3.14 and later only, where the compiler looks at it.
 */
export type OpcodeRow = readonly [
  name: string,
  number: number,
  caches: number,
  flags: string,
  effect: Formula,
  popped?: Formula,
];

/** `n` is the oparg. */
const FORMULAS = {
  n: (n: number) => n,
  '2n': (n: number) => 2 * n,
  '1+n': (n: number) => 1 + n,
  '2+n': (n: number) => 2 + n,
  '3+n': (n: number) => 3 + n,
  '4+n': (n: number) => 4 + n,
  'n-1': (n: number) => n - 1,
  '-n': (n: number) => 0 - n,
  '1-n': (n: number) => 1 - n,
  '-1-n': (n: number) => -1 - n,
  '-2-n': (n: number) => -2 - n,
  '1-2n': (n: number) => 1 - 2 * n,
  'n&1': (n: number) => n & 1,
  '1+(n&1)': (n: number) => 1 + (n & 1),
  '2+(n&1)': (n: number) => 2 + (n & 1),
  '-2+(n&1)': (n: number) => -2 + (n & 1),
  '-1-(n&1)': (n: number) => -1 - (n & 1),
  '-2-(n&1)': (n: number) => -2 - (n & 1),
  unpack_ex: (n: number) => (n & 0xff) + (n >> 8),
  build_slice: (n: number) => (n === 3 ? -2 : -1),
  format_value: (n: number) => ((n & 4) === 0 ? 0 : -1),
  make_function: (n: number) => 0 - ((n & 1) + ((n >> 1) & 1) + ((n >> 2) & 1) + ((n >> 3) & 1)),
} as const satisfies Readonly<Record<string, (n: number) => number>>;

/** The value of a formula at oparg `n`. */
export function evaluate(formula: Formula, n: number): number {
  return typeof formula === 'number' ? formula : FORMULAS[formula](n);
}
