/**
 * Verdicts, everywhere the same four.
 * @module
 */

export type Verdict =
  | { readonly verdict: 'holds' }
  | { readonly verdict: 'broken'; readonly message: string }
  | { readonly verdict: 'not-exercised' }
  | { readonly verdict: 'inconclusive'; readonly reason: string };
