import type {
  CallbackResult,
  CodeObject,
  EventName,
  Module,
  MonitoringCall,
  Proposal,
  Tool,
  ToolEvent,
  ToolEventName,
  ToolId,
  ToolRun,
  ToolView,
} from '../../../model/index.ts';
import { compile, EVENT_NAMES, runTools, type Version } from '../../../model/index.ts';
import type { PyodideLane } from '../../../src/lanes/pyodide-lane.ts';
import { embedded } from '../../lanes.ts';

/** What a scripted tool does at an event. */
export interface Reaction {
  readonly calls?: readonly MonitoringCall[];
  readonly result?: CallbackResult;
}

interface ScriptedState {
  readonly log: readonly string[];
}

/** A tool whose reactions are functions of the event and of what it heard before. */
export interface Scripted {
  readonly id?: ToolId;
  readonly start?: readonly MonitoringCall[];
  readonly on?: (event: ToolEvent, view: ToolView, log: readonly string[]) => Reaction | undefined;
  /** How an event is written down. */
  readonly shows?: (event: ToolEvent, view: ToolView) => string;
}

export function scripted({ id = 0, start = [], on, shows = show }: Scripted): Tool<ScriptedState> {
  return {
    name: `scripted ${id}`,
    id,
    callbacks: [...EVENT_NAMES, 'BREAKPOINT'] as readonly ToolEventName[],
    start: () => ({ state: { log: [] }, calls: start }),
    callback(state, event, view) {
      const log = [...state.log, shows(event, view)];
      return { state: { log }, ...on?.(event, view, log) };
    },
  };
}

function show(event: ToolEvent, view: ToolView): string {
  return `${event.event} ${event.code.name}:${event.event === 'LINE' ? event.line : view.frame.lineno}`;
}

export const global = (tool: ToolId, ...events: EventName[]): MonitoringCall => ({ call: 'set_events', tool, events });
export const onFrame = (
  view: ToolView,
  events: readonly EventName[],
  entered: readonly EventName[] = [],
  tool: ToolId = 0,
): MonitoringCall => ({ call: 'set_frame_events', tool, frame: view.frame.id, events, entered });

export type Run = Pick<ToolRun, 'stdout' | 'exception' | 'checks'> & { readonly logs: readonly (readonly string[])[] };

let parser: PyodideLane | undefined;

/** The model of a version without quirks, with both proposals unless others are named; sources are parsed by a real CPython. */
export async function openModel(
  version: Version = '3.14',
  proposals: readonly Proposal[] = ['frame-events', 'breakpoint-opcode'],
) {
  parser ??= await embedded('3.14.2');
  const lane = parser;
  const load = (source: string): CodeObject => {
    const parsed = lane.parse(source);
    if (parsed.error !== undefined) throw new Error(JSON.stringify(parsed.error));
    return compile(parsed.tree as Module, { filename: 'program.py', python: version });
  };
  const run = (code: CodeObject | string, ...tools: readonly Scripted[]): Run => {
    const made = tools.map(scripted);
    const done = runTools(typeof code === 'string' ? load(code) : code, {
      build: { name: 'none', bits: 32, hashModulus: 2n ** 31n - 1n, stringHash: 'fnv', maxsize: 2 ** 31 - 1 },
      tools: made as readonly Tool<unknown>[],
      fuel: 20_000,
      proposals,
    });
    return {
      stdout: done.stdout,
      checks: done.checks,
      logs: made.map((tool) => done.state(tool).log),
      ...(done.exception === undefined ? {} : { exception: done.exception }),
    };
  };
  return { load, run };
}
