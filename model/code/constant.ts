/**
 * Constants as they stand in a syntax tree and in `co_consts`: plain JSON, so that a code object can cross a process border.
 * @module
 */

/**
 * A constant. `None`, `True`, `False`, small ints and strings are themselves; the rest is tagged.
 * An int beyond ±(2⁵³−1) is `{ int: decimal digits }`; a float is `{ float: repr }` (`'nan'`, `'inf'`, `'-0.0'` included).
 */
export type Constant =
  | null
  | boolean
  | number
  | string
  | { readonly int: string }
  | { readonly float: string }
  | { readonly complex: readonly [real: string, imag: string] }
  | { readonly bytes: readonly number[] }
  | { readonly tuple: readonly Constant[] }
  | { readonly frozenset: readonly Constant[] }
  | { readonly slice: readonly [Constant, Constant, Constant] }
  | { readonly ellipsis: true };
