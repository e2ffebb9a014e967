/**
 * The JSON that commands print, as zod schemas; `schema/*.json` is made from them.
 * @module
 */
import { z } from 'zod';
import { EVENT_NAMES, VERSIONS } from '../../model/index.ts';

/** Version of these schemas. */
export const SCHEMA_VERSION = 1;

const count = z.int().min(0);
const steplaw = z.literal(SCHEMA_VERSION);
const level = z.enum(['semantic', 'exact']);
const release = z.string().describe('Release and build: `3.12.1 pyodide 0.26.4`, `3.13.18 native`.');
const python = z.strictObject({ version: z.enum(VERSIONS), build: release });

/** One monitoring event of a trace. */
export const eventSchema = z.strictObject({
  event: z.enum(EVENT_NAMES),
  code: z.string().describe('Qualified name of the code object.'),
  line: count.describe("LINE's own argument, otherwise f_lineno in the callback; 0 where there is none."),
  depth: z.int().min(1).describe("1 for a thread's bottom program frame."),
  thread: count,
  frame: z.int().min(1).describe('Frames are numbered by their first event.'),
  offset: z.int().optional().describe('Instruction offset in bytes.'),
  direction: z.enum(['left', 'right']).optional().describe('Of branches; left is the fall-through.'),
  dest: z.int().optional().describe('Destination offset in bytes.'),
  callable: z.string().optional(),
  arg0: z.string().optional().describe('Type name of the first argument, or MISSING.'),
  exception: z.string().optional().describe('Type name.'),
  tool: z.int().min(0).max(5).optional(),
});

/** An exception that ended a program. */
export const exceptionSchema = z.strictObject({
  type: z.string(),
  message: z.string(),
  traceback: z.array(z.tuple([z.string(), count])).describe('(function, line) pairs, outermost first.'),
  get cause() {
    return exceptionSchema.optional();
  },
  get context() {
    return exceptionSchema.optional();
  },
});

/** The first difference of two traces. */
const differenceSchema = z.union([
  z.strictObject({
    in: z.literal('events'),
    index: count,
    expected: eventSchema.optional().describe("CPython's."),
    observed: eventSchema.optional().describe("The model's."),
  }),
  z.strictObject({ in: z.enum(['stdout', 'globals', 'exception']), expected: z.string(), observed: z.string() }),
]);

/** `run` */
export const runSchema = z.strictObject({
  steplaw,
  command: z.literal('run'),
  python,
  engine: z.enum(['model', 'cpython']),
  level,
  complete: z.boolean().describe('False if a limit cut the run off.'),
  stdout: z.string(),
  exception: exceptionSchema.optional(),
  events: z.array(eventSchema),
  differences: z.array(differenceSchema).optional().describe('With --diff: the first difference, or none.'),
});

const eventSetsSchema = z.array(z.strictObject({ tool: z.int().min(0).max(5), events: z.array(z.enum(EVENT_NAMES)) }));

/** `run --at` */
export const momentSchema = z.strictObject({
  steplaw,
  command: z.literal('run'),
  python,
  engine: z.literal('model'),
  level,
  at: count.describe('The place of the event in the trace, from 0.'),
  event: eventSchema,
  steps: count.describe('Instructions executed, the one that told the event included.'),
  frames: z
    .array(
      z.strictObject({
        code: z.string().describe('The qualified name.'),
        line: count,
        offset: z.int().min(-1).describe('f_lasti in bytes; −1 before the first instruction.'),
        op: z.string(),
        locals: z
          .array(z.tuple([z.string(), z.string()]))
          .describe('(name, value) pairs: the repr of plain data, `<C object>` for others.'),
        stack: z
          .array(z.string())
          .describe('The value stack, bottom first; of the innermost frame, as the running instruction found it.'),
        events: eventSetsSchema.describe('Local events of its code object.'),
      }),
    )
    .describe('Innermost first.'),
  events: eventSetsSchema.describe('Global events.'),
  stdout: z.string().describe('What was printed until then.'),
});

const rowValue = z.unknown().describe('As the table has it; sets are arrays.');

const rowChange = z.strictObject({
  table: z.enum(['compiler', 'interpreter']),
  row: z.string(),
  before: rowValue,
  after: rowValue,
});

/** `diff` */
export const diffSchema = z.strictObject({
  steplaw,
  command: z.literal('diff'),
  from: z.strictObject({ python, events: count, complete: z.boolean() }),
  to: z.strictObject({ python, events: count, complete: z.boolean() }),
  changes: z.array(
    z.strictObject({
      at: count.describe('The place in the events of `from`.'),
      removed: z.array(eventSchema),
      added: z.array(eventSchema),
      alone: z.boolean().describe('Each of the rows brings it about by itself; else they take part, with others.'),
      rows: z.array(rowChange),
    }),
  ),
  inseparable: z.array(rowChange).describe('Rows that go with others only.'),
});

const offset = count.describe('In bytes from the start of the code, caches counted.');

/** `dis` */
export const disSchema = z.strictObject({
  steplaw,
  command: z.literal('dis'),
  python,
  codes: z
    .array(
      z.strictObject({
        code: z.string().describe('The qualified name.'),
        firstlineno: count,
        flags: count,
        stacksize: count,
        instructions: z.array(
          z.strictObject({
            offset,
            op: z.string().describe('As `dis` names it without specialisation.'),
            arg: count.describe('With its EXTENDED_ARG prefixes; 0 where it takes none.'),
            size: count.describe('In bytes, inline caches included.'),
            argument: z.string().optional().describe('What the argument stands for.'),
            target: offset.optional(),
            line: count.nullable(),
            endLine: count.nullable(),
            column: count.nullable(),
            endColumn: count.nullable(),
            events: z
              .array(
                z.strictObject({
                  event: z.enum(EVENT_NAMES),
                  offsets: z.array(z.int()).describe('What a callback may be told as offset.'),
                  dests: z.array(offset).optional(),
                }),
              )
              .describe('What it can tell on this version, in order.'),
            mask: count.optional().describe('With --masks: the set of these events as set_events takes it.'),
          }),
        ),
        handlers: z
          .array(z.strictObject({ start: offset, end: offset, target: offset, depth: count, lasti: z.boolean() }))
          .describe('The exception table in search order; `end` is exclusive.'),
      }),
    )
    .describe("The module's code and those nested in it, in pre-order."),
});

/** `targets` */
export const targetsSchema = z.strictObject({
  steplaw,
  command: z.literal('targets'),
  targets: z.array(
    z.strictObject({
      python,
      runtime: z.enum(['embedded', 'native']),
      available: z.boolean(),
      default: z.boolean().describe('Whether the minor version alone means this one.'),
      path: z.string().optional(),
      remedy: z.string().optional().describe('What installs it, where it is not available.'),
    }),
  ),
  refused: z.array(z.strictObject({ path: z.string(), problem: z.string() })),
});

const share = z.number().min(0).max(1);

const conformTargetsSchema = z.array(
  z.strictObject({
    python,
    runtime: z.enum(['embedded', 'native']),
    level,
    complete: z.boolean(),
    runs: count.describe('Distinct programs judged.'),
    agreed: count,
    disagreed: count,
    known: count,
    unsupported: count,
    inconclusive: count.describe(
      'Programs of which no verdict can be given: CPython reads memory that means nothing, or did not follow a schedule.',
    ),
    threads: z
      .strictObject({
        runs: count,
        switches: count,
        sharing: count.describe('Runs in which two threads were in one code object at the same time.'),
        deadlocks: count,
        threads: z.record(z.string(), count).describe('Runs by the number of threads that had events.'),
      })
      .optional()
      .describe('With --threads.'),
    crashed: count.describe('Programs that the interpreter did not survive.'),
    quirks: z.array(z.strictObject({ id: z.string(), needed: count })),
    events: count,
    programsPerSecond: z.number().min(0).optional().describe('Left out with --stable.'),
    coverage: z.strictObject({
      programs: count,
      medianEvents: count,
      over400Events: share,
      threeFunctions: share,
      leftByException: share,
      abandonedGenerator: share,
      executed: z.record(z.string(), share).describe('Share of programs that executed a construct, by its name.'),
      missingPairs: z.array(z.string()).describe('Nestings of statements that no program had.'),
      missed: z.array(z.string()).describe('Bars of an honest run that were missed.'),
    }),
  }),
);

const casesSchema = z.array(z.unknown()).describe('Findings, each a document of the schema `case`.');

const libraryOutcome = z.enum(['equal', 'unequal', 'unsupported']);

const librarySchema = z.array(
  z.strictObject({
    python,
    runtime: z.enum(['embedded', 'native']),
    calls: count,
    equal: count,
    unequal: count,
    unsupported: count,
    causes: z
      .array(z.strictObject({ cause: z.string(), count }))
      .describe('What the model lacks, by how many calls it stops.'),
    outcomes: z.array(
      z.strictObject({
        module: z.string(),
        name: z.string(),
        outcome: libraryOutcome,
        events: count.describe('Events that CPython told, in every library file.'),
        cause: z.string().optional(),
        difference: differenceSchema.optional(),
      }),
    ),
  }),
);

/** `conform --library` */
export const conformLibrarySchema = z.strictObject({ steplaw, command: z.literal('conform'), library: librarySchema });

/** `conform` */
export const conformSchema = z.strictObject({
  steplaw,
  command: z.literal('conform'),
  seed: z.int(),
  targets: conformTargetsSchema,
  cases: casesSchema,
});

const perStop = z.number().min(0);
const costSchema = z.strictObject({
  eventsPerStop: perStop,
  checksPerStop: perStop,
  maskWritesPerStop: perStop,
  reinstrumentedPerStop: perStop,
  frameLookupsPerStop: perStop,
});

/** `check` */
export const checkSchema = z.strictObject({
  steplaw,
  command: z.literal('check'),
  seed: z.int(),
  complete: z.boolean(),
  conform: z.strictObject({ targets: conformTargetsSchema, cases: casesSchema }),
  strategies: z.array(
    z.strictObject({
      id: z.string(),
      profile: z.string().describe('The interface of CPython that it needs.'),
      laws: z.array(
        z.strictObject({
          id: z.string(),
          verdict: z.enum(['holds', 'broken', 'not-exercised', 'inconclusive']),
          reason: z.string().optional().describe('What an inconclusive one needs.'),
          runs: count,
          premiseMet: count,
          exercised: count,
          case: z
            .strictObject({ program: z.string(), script: z.string(), explanation: z.string() })
            .optional()
            .describe('The smallest session met that breaks it; its script or program may be empty.'),
        }),
      ),
      cost: costSchema,
      costs: z.array(z.strictObject({ kind: z.string(), cost: costSchema })).describe('By kind of program.'),
    }),
  ),
  mutants: z.array(z.strictObject({ id: z.string(), killedBy: z.array(z.string()) })),
});

/** `bench` */
export const benchSchema = z.strictObject({
  steplaw,
  command: z.literal('bench'),
  python: python.describe('The CPython that the engines are compared with.'),
  samples: z.int().min(1).describe('Timed runs of each side, at least.'),
  complete: z.boolean(),
  results: z.array(
    z.strictObject({
      id: z.string(),
      what: z.string(),
      value: z.number().describe('Median of the samples.'),
      unit: z.enum(['ms', 'programs/s', 'instructions/s']),
      samples: z.array(z.number()),
      peer: z.strictObject({ name: z.string(), value: z.number(), samples: z.array(z.number()) }).optional(),
      ratio: z.number().optional().describe('How many times as fast as the peer.'),
      atLeast: z.number().describe('Of the ratio or, without a peer, of the value.'),
      held: z.boolean(),
      note: z.string().optional(),
      profile: z
        .array(z.strictObject({ where: z.string(), share }))
        .optional()
        .describe('Functions by their own share of the time, where a row falls short.'),
    }),
  ),
});
