/**
 * Tools at random: event sets and DISABLE answers that are pure functions of a seed, so that a real CPython and the model
 * can be given the same ones. `src/lanes/python/steplaw_lane/random_tool.py` mirrors this file.
 * @module
 */
import type { EventName } from './event.ts';
import type { EventSet, ToolId } from './tool.ts';

/** What a tool does in some of its callbacks beside answering. */
export interface RandomActs {
  /** How many of 256 callbacks act. */
  readonly share: number;
  /** What `set_events` and `set_local_events` choose from. */
  readonly sets: readonly EventSet[];
  readonly localSets: readonly EventSet[];
  /** The most exceptions that are raised on purpose. */
  readonly raises: number;
}

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
  /** Absent: it only answers. */
  readonly acts?: RandomActs;
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

/** One thing that a callback does; indexes are to be taken modulo what there is. */
export interface RandomAct {
  readonly act:
    | 'set_events'
    | 'set_local_events'
    | 'restart_events'
    | 'register_callback'
    | 'free_and_use'
    | 'clear_tool_id'
    | 'free_tool_id'
    | 'use_tool_id'
    | 'raise';
  /** Which of the tools, by place. */
  readonly target: number;
  /** Which set, event or exception. */
  readonly which: number;
  /** Which code object of the program, in pre-order; odd: a callback is registered, even: removed. */
  readonly place: number;
}

const ACTS: readonly RandomAct['act'][] = [
  'set_events',
  'set_events',
  'set_events',
  'set_events',
  'set_local_events',
  'set_local_events',
  'set_local_events',
  'restart_events',
  'register_callback',
  'register_callback',
  'free_and_use',
  'clear_tool_id',
  'free_tool_id',
  'use_tool_id',
  'raise',
  'raise',
];

/** What a callback may raise. */
export const RAISED = ['ValueError', 'StopIteration', 'KeyError', 'StopAsyncIteration'] as const;

const ACT_SALT = 0x51ed270b;
const KIND_SALT = 0x2545f491;

/** What the `ordinal`-th callback of a tool does, in order: nothing, one thing or two. */
export function actsOf(seed: number, tool: ToolId, ordinal: number, share: number): readonly RandomAct[] {
  const chosen = mix(seed ^ ACT_SALT, tool, ordinal);
  if ((chosen & 0xff) >= share) return [];
  return [0, 1].slice(0, 1 + ((chosen >>> 8) & 1)).map((k) => {
    const h = mix((seed ^ KIND_SALT) + k, tool, ordinal);
    return {
      act: ACTS[h & 15] as RandomAct['act'],
      target: (h >>> 4) & 0xff,
      which: (h >>> 12) & 0xff,
      place: (h >>> 20) & 0xff,
    };
  });
}

/** A 32-bit integer hash; unsigned. */
function mix(seed: number, tool: number, ordinal: number): number {
  let h = (seed ^ Math.imul(tool + 1, 0x9e3779b1) ^ Math.imul(ordinal + 1, 0x85ebca77)) >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x7feb352d) >>> 0;
  h = Math.imul(h ^ (h >>> 15), 0x846ca68b) >>> 0;
  return (h ^ (h >>> 16)) >>> 0;
}
