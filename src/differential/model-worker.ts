/**
 * The process that a user's program runs in, in the model: whatever it does to memory or time, the command that started it stays in charge.
 * Events go out as they come.
 * @module
 */
import { setImmediate } from 'node:timers/promises';
import {
  type CodeObject,
  type CompileText,
  type EventMoment,
  type FindModule,
  History,
  Missing,
  ModelError,
  type ModuleCode,
  type Need,
  type RunOptions,
  startRun,
  type Trace,
  type TraceEvent,
} from '../../model/index.ts';
import { buildFacts, type ModelOptions } from './model-engine.ts';
import { textKey } from './model-run.ts';

/** What it is told first. */
export interface ModelTask {
  readonly code: CodeObject;
  readonly build: string;
  readonly options: Omit<ModelOptions, 'findModule' | 'compileText'>;
  /** The event to look at: then no trace is told. */
  readonly at?: number;
}

/** What it sends: events, then the trace without them; or what it cannot go on without, after which it begins anew. */
export type ModelMessage =
  | { readonly events: readonly TraceEvent[] }
  | { readonly trace: Omit<Trace, 'events'> }
  /** So many events there were; and the one that was asked for, if they are enough. */
  | { readonly told: number; readonly moment?: EventMoment; readonly ended: boolean }
  | { readonly need: Need }
  | { readonly failure: string; readonly ofModel: boolean };

/** What it is told then: an answer to `need`, or to end the run where it stands. */
export type ModelOrder =
  | { readonly task: ModelTask }
  | { readonly interrupt: true }
  | { readonly module: string; readonly found: ModuleCode | null }
  | { readonly text: string; readonly compiled: ReturnType<CompileText> };

/** Instructions between two looks at what the command says; at first each, so that the events before a long operation are known. */
const SLICE = 20_000;
const ONE_BY_ONE = 2000;

const modules = new Map<string, ModuleCode | null>();
const texts = new Map<string, ReturnType<CompileText>>();
let task: ModelTask | undefined;
let interrupted = false;

const findModule: FindModule = (name) => {
  const found = modules.get(name);
  if (found === undefined) throw new Missing({ module: name });
  return found;
};

const compileText: CompileText = (text, filename, mode) => {
  const found = texts.get(textKey({ text, filename, mode }));
  if (found === undefined) throw new Missing({ text, filename, mode });
  return found;
};

function send(message: ModelMessage): void {
  process.send?.(message);
}

/** Runs as far as the event, and goes back to it. */
async function look(code: CodeObject, options: RunOptions, at: number): Promise<void> {
  const history = new History(code, options);
  while (history.events <= at && history.events < options.fuel && !interrupted && history.advance(SLICE)) {
    send({ told: history.events, ended: false });
    await setImmediate();
  }
  const moment = history.events > at ? { moment: history.atEvent(at) } : {};
  send({ told: history.events, ended: true, ...moment });
}

async function attempt({ code, build, options, at }: ModelTask): Promise<void> {
  const setting = { ...options, build: buildFacts(build), findModule, compileText };
  try {
    if (at !== undefined) return await look(code, setting, at);
    const started = startRun(code, setting);
    let sent = 0;
    for (let goesOn = true, slices = 0; goesOn && !interrupted; slices++) {
      goesOn = started.advance(slices < ONE_BY_ONE ? 1 : SLICE);
      if (sent < started.events.length) send({ events: started.events.slice(sent) });
      sent = started.events.length;
      await setImmediate();
    }
    const { events: _sent, ...trace } = started.finish();
    send({ trace });
  } catch (error) {
    if (error instanceof Missing) send({ need: error.need });
    else
      send({
        failure: error instanceof Error ? error.message : String(error),
        ofModel: error instanceof ModelError,
      });
  }
}

// Ctrl-C reaches every process of the terminal: what to do about it, the command says.
process.on('SIGINT', () => {});
process.on('disconnect', () => process.exit());
process.on('message', (order: ModelOrder) => {
  if ('interrupt' in order) interrupted = true;
  else if ('task' in order) task = order.task;
  else if ('module' in order) modules.set(order.module, order.found);
  else texts.set(order.text, order.compiled);
  if (task !== undefined && !('interrupt' in order)) void attempt(task);
});
