/**
 * The register of claims; nothing else lists them.
 * @module
 */
import { BREAKPOINT, STEP_OUT } from './breakpoints.ts';
import type { Claim } from './claim.ts';
import { BRANCHES } from './coverage.ts';
import { ENTRIES } from './entries.ts';
import { UNWIND_POINT, WRAPPING } from './exits.ts';
import { RECURSION, TABLE, THREADS } from './frames-of-one-function.ts';
import { FRAMES, STEPPING } from './laws-kept.ts';
import { RESIDUE, UNWINDING } from './leaving.ts';
import { PLACES } from './precision.ts';
import { STALE } from './stale-frames.ts';
import { TRANSPARENCY } from './transparency.ts';

/** C1 to C16. */
export const CLAIMS: readonly Claim[] = [
  WRAPPING,
  UNWIND_POINT,
  BRANCHES,
  PLACES,
  TRANSPARENCY,
  STEPPING,
  FRAMES,
  ENTRIES,
  RESIDUE,
  UNWINDING,
  THREADS,
  RECURSION,
  TABLE,
  BREAKPOINT,
  STEP_OUT,
  STALE,
];
