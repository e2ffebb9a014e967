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
  ModelError,
  type ModuleCode,
  type Need,
  type RunOptions,
  startRun,
  type Trace,
  type TraceEvent,
} from '../../model/index.ts';
import { buildFacts, type ModelOptions } from './model-engine.ts';
import { ask } from './question-channel.ts';

/** What it is told first. */
export interface ModelTask {
  readonly code: CodeObject;
  readonly build: string;
  readonly options: Omit<ModelOptions, 'findModule' | 'compileText'>;
  /** The event to look at: then no trace is told. */
  readonly at?: number;
}

/** What it sends: events, then the trace without them. */
export type ModelMessage =
  | { readonly events: readonly TraceEvent[] }
  | { readonly trace: Omit<Trace, 'events'> }
  /** So many events there were; and the one that was asked for, if they are enough. */
  | { readonly told: number; readonly moment?: EventMoment; readonly ended: boolean }
  | { readonly failure: string; readonly ofModel: boolean };

/** What it is told then: to end the run where it stands. */
export type ModelOrder = { readonly task: ModelTask } | { readonly interrupt: true };

/** The pipe through which it asks for a {@link Need}: a module, or a compiled text. */
const QUESTIONS = 4;

/** Instructions between two looks at what the command says; at first each, so that the events before a long operation are known, then twice as many each time. */
const SLICE = 20_000;
const ONE_BY_ONE = 250;

let interrupted = false;

function askFor(need: Need): unknown {
  const found = ask(QUESTIONS, need);
  // The command is gone.
  if (found === undefined) process.exit();
  return found;
}

const modules = new Map<string, ModuleCode | null>();
const findModule: FindModule = (name) => {
  let found = modules.get(name);
  if (found === undefined) {
    found = askFor({ module: name }) as ModuleCode | null;
    modules.set(name, found);
  }
  return found;
};

const compileText: CompileText = (text, filename, mode) => askFor({ text, filename, mode }) as ReturnType<CompileText>;

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
    for (let goesOn = true, slices = 0, slice = 1; goesOn && !interrupted; slices++) {
      if (slices >= ONE_BY_ONE) slice = Math.min(2 * slice, SLICE);
      goesOn = started.advance(slice);
      if (sent < started.events.length) send({ events: started.events.slice(sent) });
      sent = started.events.length;
      await setImmediate();
    }
    const { events: _sent, ...trace } = started.finish();
    send({ trace });
  } catch (error) {
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
  else void attempt(order.task);
});
