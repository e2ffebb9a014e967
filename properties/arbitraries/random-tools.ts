/**
 * Tools at random for a program: event sets, global and local, on random tool ids, and DISABLE answers.
 * @module
 */
import fc from 'fast-check';
import type { EventName, RandomActs, RandomTool, RandomTools, Version } from '../../model/index.ts';
import { DISABLE_IS_LAWFUL, EVENT_NAMES } from '../../model/index.ts';

/** Tools whose local sets name code by place: {@link toolsFor} puts a program's own code objects there. */
export interface ToolsShape {
  readonly seed: number;
  readonly tools: readonly (Omit<RandomTool, 'local' | 'acts'> & {
    readonly acts: Omit<RandomActs, 'localSets'>;
    readonly local: readonly { readonly place: number; readonly events: readonly EventName[] }[];
  })[];
}

const TOOL_IDS = [0, 1, 2, 3, 4, 5] as const;
const CALLS: readonly EventName[] = ['CALL', 'C_RETURN', 'C_RAISE'];
const NOT_LOCAL_BEFORE_315: ReadonlySet<EventName> = new Set([
  'RAISE',
  'EXCEPTION_HANDLED',
  'PY_UNWIND',
  'PY_THROW',
  'RERAISE',
]);

/** One to three tools. It shrinks to fewer tools, smaller sets, no DISABLE, and callbacks that do nothing else. */
export function toolsShapeArbitrary(): fc.Arbitrary<ToolsShape> {
  const events = fc.subarray([...EVENT_NAMES]);
  const local = fc.array(fc.record({ place: fc.nat(20), events }), { maxLength: 3 });
  const disable = fc.constantFrom(0, 32, 128, 255);
  const tool = fc.record({
    id: fc.constantFrom(...TOOL_IDS),
    events,
    local,
    disable,
    disableOn: fc.subarray([...DISABLE_IS_LAWFUL]),
    acts: fc.record({
      share: fc.constantFrom(0, 0, 4, 24, 80),
      sets: fc.array(events, { minLength: 1, maxLength: 3 }),
      raises: fc.nat(3),
    }),
  });
  return fc.record({
    seed: fc.integer(),
    tools: fc.uniqueArray(tool, { minLength: 1, maxLength: 3, selector: (t) => t.id }),
  });
}

/** The tools for one program on one version: event sets that it accepts, on code objects that the program has. */
export function toolsFor(shape: ToolsShape, version: Version, qualnames: readonly string[]): RandomTools {
  return {
    seed: shape.seed,
    tools: shape.tools.map(({ acts, ...tool }) => ({
      ...tool,
      ...(acts.share === 0 ? {} : { acts: actsFor(acts, version) }),
      events: accepted(tool.events, version),
      disableOn: known(tool.disableOn, version),
      local: tool.local.map(({ place, events }) => ({
        code: qualnames[place % qualnames.length] ?? '<module>',
        events: local(events, version),
      })),
    })),
  };
}

function actsFor(acts: Omit<RandomActs, 'localSets'>, version: Version): RandomActs {
  return {
    ...acts,
    sets: acts.sets.map((set) => accepted(set, version)),
    localSets: acts.sets.map((set) => local(set, version)),
  };
}

/** A set that `set_local_events` takes. */
function local(events: readonly EventName[], version: Version): EventName[] {
  return accepted(events, version).filter((e) => version === '3.15' || !NOT_LOCAL_BEFORE_315.has(e));
}

/** A set with the version's own branch events, and all three of CALL, C_RETURN and C_RAISE or none. */
function accepted(events: readonly EventName[], version: Version): EventName[] {
  const others = known(events, version).filter((e) => !CALLS.includes(e));
  return events.includes('CALL') ? [...others, ...CALLS] : others;
}

/** Without the branch events of other versions. */
function known(events: readonly EventName[], version: Version): EventName[] {
  const split = version === '3.14' || version === '3.15';
  return events.filter((e) => (e === 'BRANCH' ? !split : e === 'BRANCH_LEFT' || e === 'BRANCH_RIGHT' ? split : true));
}
