/**
 * Random sessions: scripts against a program whose lines and functions are known. They shrink to fewer and simpler commands.
 * @module
 */
import fc from 'fast-check';
import { type BreakpointPlace, type DebuggerCommand, printCommand, type Script } from '../../machines/index.ts';

/** What a script may speak of. */
export interface ScriptSubjects {
  /** Lines to speak of, from 1; most of them with a location. */
  readonly lines: readonly number[];
  readonly functions: readonly string[];
  /** Where positions of instructions begin, as line and column; the default is any column up to 12 of the lines. */
  readonly positions?: readonly (readonly [line: number, column: number])[];
  readonly conditions: readonly string[];
  /** Offsets in bytes for `break @` and `until @`; the default is every even one up to 80. */
  readonly offsets?: readonly number[];
  /** Started threads that `thread` may name. */
  readonly threads?: number;
  /** Leave out session commands: breakpoints and their changes. */
  readonly stepsOnly?: boolean;
}

function resuming(subjects: ScriptSubjects): fc.Arbitrary<DebuggerCommand> {
  const line = fc.constantFrom(...subjects.lines);
  const offset = subjects.offsets ? fc.constantFrom(...subjects.offsets) : fc.nat(40).map((n) => 2 * n);
  const simple = (kind: 'into' | 'over' | 'out' | 'continue' | 'stepi') => fc.constant<DebuggerCommand>({ kind });
  return fc.oneof(
    { weight: 6, arbitrary: simple('over') },
    { weight: 6, arbitrary: simple('into') },
    { weight: 4, arbitrary: simple('out') },
    { weight: 2, arbitrary: simple('stepi') },
    { weight: 1, arbitrary: fc.constant<DebuggerCommand>({ kind: 'until' }) },
    { weight: 1, arbitrary: line.map((l): DebuggerCommand => ({ kind: 'until', line: l })) },
    { weight: 1, arbitrary: offset.map((o): DebuggerCommand => ({ kind: 'until', offset: o })) },
    { weight: 2, arbitrary: simple('continue') },
    ...turning(subjects),
  );
}

/** To the next line of another thread, where there are threads. */
function turning({
  threads = 0,
}: ScriptSubjects): { readonly weight: number; readonly arbitrary: fc.Arbitrary<DebuggerCommand> }[] {
  if (threads === 0) return [];
  return [{ weight: 3, arbitrary: fc.nat(threads).map((thread): DebuggerCommand => ({ kind: 'thread', thread })) }];
}

/** A place by line and column, most often one that an instruction has. */
function column({ lines, positions = [] }: ScriptSubjects): fc.Arbitrary<BreakpointPlace> {
  const placed = (l: number, c: number): BreakpointPlace => ({ kind: 'column', line: l, column: c });
  const any = fc.tuple(fc.constantFrom(...lines), fc.nat(12)).map(([l, c]) => placed(l, c));
  if (positions.length === 0) return any;
  const known = fc.constantFrom(...positions).map(([l, c]) => placed(l, c));
  return fc.oneof({ weight: 3, arbitrary: known }, { weight: 1, arbitrary: any });
}

function changing(subjects: ScriptSubjects): fc.Arbitrary<DebuggerCommand> {
  const line = fc.constantFrom(...subjects.lines);
  const offset = subjects.offsets ? fc.constantFrom(...subjects.offsets) : fc.nat(40).map((n) => 2 * n);
  const id = fc.integer({ min: 1, max: 3 });
  const condition = subjects.conditions.length === 0 ? undefined : fc.constantFrom(...subjects.conditions);
  const place = fc.oneof(
    { weight: 6, arbitrary: line.map((l) => ({ kind: 'line', line: l }) as const) },
    { weight: 1, arbitrary: offset.map((o) => ({ kind: 'offset', offset: o }) as const) },
    { weight: 1, arbitrary: column(subjects) },
    ...(subjects.functions.length === 0
      ? []
      : [
          {
            weight: 2,
            arbitrary: fc.constantFrom(...subjects.functions).map((name) => ({ kind: 'function', name }) as const),
          },
        ]),
  );
  const breaks = fc
    .record({
      place,
      temporary: fc.boolean(),
      ignore: fc.constantFrom(0, 0, 0, 1, 2),
      condition: condition === undefined ? fc.constant(undefined) : fc.option(condition, { nil: undefined }),
    })
    .map(
      (b): DebuggerCommand => ({
        kind: 'break',
        place: b.place,
        temporary: b.temporary,
        ignore: b.ignore,
        ...(b.condition === undefined ? {} : { condition: b.condition }),
      }),
    );
  return fc.oneof(
    { weight: 6, arbitrary: breaks },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom('enable' as const, 'disable' as const, 'clear' as const), id)
        .map(([kind, i]): DebuggerCommand => ({ kind, id: i })),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(id, fc.nat(2)).map(([i, count]): DebuggerCommand => ({ kind: 'ignore', id: i, count })),
    },
    {
      weight: 1,
      arbitrary:
        condition === undefined
          ? id.map((i): DebuggerCommand => ({ kind: 'condition', id: i }))
          : fc.tuple(id, condition).map(([i, c]): DebuggerCommand => ({ kind: 'condition', id: i, condition: c })),
    },
  );
}

/** Half of the sessions go to a place of interest first. */
function beginning(subjects: ScriptSubjects): fc.Arbitrary<readonly DebuggerCommand[]> {
  const line = fc.constantFrom(...subjects.lines).map((l) => ({ kind: 'line', line: l }) as const);
  const place =
    subjects.functions.length === 0
      ? line
      : fc.oneof(
          line,
          fc.constantFrom(...subjects.functions).map((name) => ({ kind: 'function', name }) as const),
        );
  const go = fc
    .tuple(place, fc.boolean(), fc.integer({ min: 1, max: 6 }))
    .map(([p, temporary, twice]): readonly DebuggerCommand[] => [
      { kind: 'break', place: p, temporary, ignore: 0 },
      // One in six sets the same breakpoint again.
      ...(twice === 6 ? [{ kind: 'break', place: p, temporary: false, ignore: 0 } as const] : []),
      { kind: 'continue' },
    ]);
  return fc.oneof({ weight: 1, arbitrary: fc.constant([]) }, { weight: 2, arbitrary: go });
}

/**
 * A script that leads straight to what laws speak of: into functions by breakpoints, then one or two commands over and over; to a breakpoint that is set
 * where frames are on the stack already; or from the first line with no breakpoint at all.
 */
export function directedScript(subjects: ScriptSubjects): fc.Arbitrary<Script> {
  const { functions, conditions } = subjects;
  const step = fc.oneof(
    { weight: 5, arbitrary: fc.constant<DebuggerCommand>({ kind: 'over' }) },
    { weight: 3, arbitrary: fc.constant<DebuggerCommand>({ kind: 'out' }) },
    { weight: 2, arbitrary: fc.constant<DebuggerCommand>({ kind: 'into' }) },
    { weight: 2, arbitrary: fc.constant<DebuggerCommand>({ kind: 'until' }) },
  );
  const steps = fc.tuple(fc.array(step, { maxLength: 2 }), step);
  const whole = fc
    .tuple(fc.integer({ min: 0, max: 4 }), fc.constantFrom('over' as const, 'over' as const, 'into' as const))
    .map(([n, kind]) =>
      scriptFrom(
        Array.from({ length: n }, () => ({ kind: 'into' })),
        { kind },
      ),
    );
  if (functions.length === 0) return whole;
  const condition =
    conditions.length === 0
      ? fc.constant(undefined)
      : fc.option(fc.constantFrom(...conditions), { freq: 3, nil: undefined });
  const place = fc.record({
    name: fc.constantFrom(...functions),
    temporary: fc.integer({ min: 0, max: 4 }).map((n) => n >= 3),
    ignore: fc.constantFrom(0, 0, 0, 1),
    condition,
  });
  const inside = fc.tuple(fc.array(place, { minLength: 1, maxLength: 2 }), steps).map(([places, [first, last]]) => {
    const breaks = places.map(
      ({ name, temporary, ignore, condition: c }): DebuggerCommand => ({
        kind: 'break',
        place: { kind: 'function', name },
        temporary,
        ignore,
        ...(c === undefined ? {} : { condition: c }),
      }),
    );
    return scriptFrom([...breaks, { kind: 'continue' }, ...first], last);
  });
  return fc.oneof(
    { weight: 1, arbitrary: whole },
    { weight: 5, arbitrary: inside },
    { weight: 2, arbitrary: later(subjects) },
    { weight: 2, arbitrary: changed(subjects) },
    { weight: 1, arbitrary: together(subjects) },
  );
}

/** Breakpoints that stand on the same instruction, each in its own way; one of them may go. */
function together(subjects: ScriptSubjects): fc.Arbitrary<Script> {
  const { functions, lines, positions = [] } = subjects;
  const bare = (place: BreakpointPlace): DebuggerCommand => ({ kind: 'break', place, temporary: false, ignore: 0 });
  const onLine = (line: number): DebuggerCommand => bare({ kind: 'line', line });
  const column = positions.length === 0 ? fc.constant(undefined) : fc.constantFrom(...positions);
  const pair = fc.oneof(
    fc.constantFrom(...lines).map((line) => [onLine(line), onLine(line)]),
    fc.constantFrom(...functions).map((name) => [bare({ kind: 'function', name }), bare({ kind: 'function', name })]),
    column.map((at) => (at === undefined ? [] : [onLine(at[0]), bare({ kind: 'column', line: at[0], column: at[1] })])),
  );
  const go: DebuggerCommand = { kind: 'continue' };
  const away = fc.constantFrom<DebuggerCommand>(
    { kind: 'clear', id: 1 },
    { kind: 'disable', id: 2 },
    { kind: 'enable', id: 1 },
  );
  const last = fc.constantFrom<DebuggerCommand>(go, go, { kind: 'over' }, { kind: 'stepi' });
  return fc
    .tuple(pair, fc.boolean(), away, last)
    .map(([breaks, turned, change, command]) =>
      scriptFrom([...(turned ? breaks.toReversed() : breaks), go, change], command),
    );
}

/** Two breakpoints; the first is disabled, cleared, ignored, or given a condition while the program comes to the second, then enabled again. */
function changed({ functions, lines, conditions }: ScriptSubjects): fc.Arbitrary<Script> {
  const place = fc.oneof(
    fc.constantFrom(...functions).map((name): BreakpointPlace => ({ kind: 'function', name })),
    fc.constantFrom(...lines).map((line): BreakpointPlace => ({ kind: 'line', line })),
  );
  const condition = conditions.length === 0 ? undefined : fc.constantFrom(...conditions);
  const first = fc
    .record({
      place,
      temporary: fc.nat(3).map((n) => n === 0),
      ignore: fc.constantFrom(0, 1, 1, 2),
      condition: condition === undefined ? fc.constant(undefined) : fc.option(condition, { freq: 2, nil: undefined }),
    })
    .map(
      ({ condition: c, ...b }): DebuggerCommand => ({
        kind: 'break',
        ...b,
        ...(c === undefined ? {} : { condition: c }),
      }),
    );
  const away = fc.oneof(
    { weight: 4, arbitrary: fc.constant<DebuggerCommand>({ kind: 'disable', id: 1 }) },
    { weight: 1, arbitrary: fc.constant<DebuggerCommand>({ kind: 'clear', id: 1 }) },
    { weight: 1, arbitrary: fc.nat(2).map((count): DebuggerCommand => ({ kind: 'ignore', id: 1, count })) },
    {
      weight: condition === undefined ? 0 : 1,
      arbitrary: (condition ?? fc.constant('True')).map(
        (c): DebuggerCommand => ({ kind: 'condition', id: 1, condition: c }),
      ),
    },
  );
  const onwards = fc.constantFrom<DebuggerCommand>({ kind: 'continue' }, { kind: 'over' });
  return fc
    .tuple(first, place, away, fc.array(onwards, { minLength: 1, maxLength: 4 }), onwards)
    .map(([breakpoint, second, change, meanwhile, last]) =>
      scriptFrom(
        [
          breakpoint,
          { kind: 'break', place: second, temporary: false, ignore: 0 },
          change,
          ...meanwhile,
          { kind: 'enable', id: 1 },
        ],
        last,
      ),
    );
}

/** A breakpoint at a line, a column or an offset, set at the first line, or in a function that is running. */
function later(subjects: ScriptSubjects): fc.Arbitrary<Script> {
  const { functions, lines, offsets = [] } = subjects;
  const inFunction = fc
    .constantFrom(...functions)
    .map((name): DebuggerCommand[] => [
      { kind: 'break', place: { kind: 'function', name }, temporary: true, ignore: 0 },
      { kind: 'continue' },
    ]);
  const onTheWay = fc
    .integer({ min: 0, max: 4 })
    .map((n) => Array.from({ length: n }, (): DebuggerCommand => ({ kind: 'into' })));
  const line = fc.constantFrom(...lines).map((l): BreakpointPlace => ({ kind: 'line', line: l }));
  const offset = fc.constantFrom(0, ...offsets).map((o): BreakpointPlace => ({ kind: 'offset', offset: o }));
  const place = fc.oneof(
    { weight: 3, arbitrary: line },
    { weight: 1, arbitrary: offset },
    { weight: 2, arbitrary: column(subjects) },
  );
  const onwards = fc.constantFrom<DebuggerCommand>({ kind: 'continue' }, { kind: 'over' }, { kind: 'out' });
  return fc
    .tuple(fc.oneof({ weight: 2, arbitrary: inFunction }, { weight: 1, arbitrary: onTheWay }), place, onwards)
    .map(([before, p, last]) =>
      scriptFrom([...before, { kind: 'break', place: p, temporary: false, ignore: 0 }], last),
    );
}

function scriptFrom(commands: readonly DebuggerCommand[], last: DebuggerCommand): Script {
  const once = commands.map((command) => ({ command, repeat: false, text: printCommand(command) }));
  return [...once, { command: last, repeat: true, text: printCommand(last) }];
}

/** A script of up to twelve commands; half of them repeat their last command to the end. */
export function arbitraryScript(subjects: ScriptSubjects): fc.Arbitrary<Script> {
  const steps = resuming(subjects);
  const any = subjects.stepsOnly
    ? steps
    : fc.oneof({ weight: 4, arbitrary: steps }, { weight: 1, arbitrary: changing(subjects) });
  return fc
    .tuple(
      subjects.stepsOnly ? fc.constant([]) : beginning(subjects),
      fc.array(any, { maxLength: 10 }),
      fc.option(steps, { nil: undefined }),
    )
    .map(([first, commands, last]) => [
      ...[...first, ...commands].map((command) => ({ command, repeat: false, text: printCommand(command) })),
      ...(last === undefined ? [] : [{ command: last, repeat: true, text: printCommand(last) }]),
    ]);
}
