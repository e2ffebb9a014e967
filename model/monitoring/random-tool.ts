/**
 * Tools at random: event sets and DISABLE answers that are pure functions of a seed, so that a real CPython and the model
 * can be given the same ones. `src/lanes/python/steplaw_lane/random_tool.py` mirrors this file.
 * @module
 */
import type { EventName } from './event.ts';
import type { EventSet, ToolId } from './tool.ts';

/** What one tool monitors and answers. */
export interface RandomTool {
  readonly id: ToolId;
  /** Set by `set_events` before the program starts. */
  readonly events: EventSet;
  /**
   * Set by `set_local_events` before the program starts, in this order, each on every code object of the program's module
   * with that qualified name (the module's own code is `<module>`; code objects in pre-order of `co_consts`).
   */
  readonly local: readonly { readonly code: string; readonly events: EventSet }[];
  /** How many of 256 answers to the events in `disableOn` are DISABLE. */
  readonly disable: number;
  readonly disableOn: EventSet;
}

/** Several tools, and the seed of their answers. A callback is registered for every event of the version. */
export interface RandomTools {
  readonly seed: number;
  readonly tools: readonly RandomTool[];
}

/** Events whose answer DISABLE is not an error on any version. */
export const DISABLE_IS_LAWFUL: readonly EventName[] = [
  'PY_START',
  'PY_RESUME',
  'PY_RETURN',
  'PY_YIELD',
  'CALL',
  'LINE',
  'INSTRUCTION',
  'JUMP',
  'BRANCH',
  'BRANCH_LEFT',
  'BRANCH_RIGHT',
  'STOP_ITERATION',
];

/**
 * Whether the `ordinal`-th event (from 0) that `tool` receives from the program's code is answered with DISABLE, if it is one
 * of `disableOn`: the lowest 8 bits of a 32-bit mix of seed, tool and ordinal are below `disable`.
 */
export function answersDisable(seed: number, tool: ToolId, ordinal: number, disable: number): boolean {
  return (mix(seed, tool, ordinal) & 0xff) < disable;
}

/** A 32-bit integer hash; unsigned. */
function mix(seed: number, tool: number, ordinal: number): number {
  let h = (seed ^ Math.imul(tool + 1, 0x9e3779b1) ^ Math.imul(ordinal + 1, 0x85ebca77)) >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x7feb352d) >>> 0;
  h = Math.imul(h ^ (h >>> 15), 0x846ca68b) >>> 0;
  return (h ^ (h >>> 16)) >>> 0;
}
