/**
 * Where a `decimal.Context` keeps what it has: its slots and its numbers.
 * @module
 */

export const PREC = 0;
export const EMIN = 1;
export const EMAX = 2;
export const TRAPS = 3;
export const FLAGS = 4;

/** What stands in its numbers. */
export const ROUNDING = 0;
export const CLAMP = 1;
export const CAPITALS = 2;

/** The SignalDicts, which `context_getattr` knows by name: no descriptor tells of them. */
export const SIGNAL_DICTS: Readonly<Record<string, typeof TRAPS | typeof FLAGS>> = { traps: TRAPS, flags: FLAGS };
