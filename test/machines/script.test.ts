import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DebuggerCommand } from '../../machines/debugger-command.ts';
import { COMMAND_NAMES, parseScript, printScript, scriptOf } from '../../machines/script.ts';

const kinds = (text: string) => {
  const parsed = parseScript(text);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return parsed.script.map((e) => e.command);
};

const nat = fc.integer({ min: 1, max: 99 });
const condition = fc.constantFrom('n == 2', 'x', '1/0', "s == ';'", 's == "a;b"');
const command: fc.Arbitrary<DebuggerCommand> = fc.oneof(
  fc
    .constantFrom('into', 'over', 'out', 'continue', 'stepi', 'detach', 'quit', 'rinto', 'rover', 'rout', 'rcontinue')
    .map((kind) => ({ kind }) as DebuggerCommand),
  nat.map((line) => ({ kind: 'until', line }) as const),
  nat.map((offset) => ({ kind: 'until', offset }) as const),
  fc.record({
    kind: fc.constant('break' as const),
    temporary: fc.boolean(),
    ignore: fc.nat(3),
    place: fc.oneof(
      nat.map((line) => ({ kind: 'line', line }) as const),
      nat.map((line) => ({ kind: 'line', line, file: 'a b.py'.replace(' ', '_') }) as const),
      fc
        .constantFrom('f', 'C.m', 'outer.<locals>.inner', '<lambda>')
        .map((name) => ({ kind: 'function', name }) as const),
      nat.map((offset) => ({ kind: 'offset', offset }) as const),
      fc.tuple(nat, nat).map(([line, column]) => ({ kind: 'column', line, column }) as const),
      fc
        .tuple(nat, nat, nat, nat)
        .map(([line, column, endLine, endColumn]) => ({ kind: 'span', line, column, endLine, endColumn }) as const),
    ),
  }),
  fc
    .tuple(nat, condition)
    .map(
      ([line, c]) =>
        ({ kind: 'break', place: { kind: 'line', line }, temporary: false, condition: c, ignore: 0 }) as const,
    ),
  fc.tuple(fc.constantFrom('enable', 'disable', 'clear'), nat).map(([kind, id]) => ({ kind, id }) as DebuggerCommand),
  fc.tuple(nat, condition).map(([id, c]) => ({ kind: 'condition', id, condition: c }) as const),
  nat.map((id) => ({ kind: 'condition', id }) as const),
  fc.tuple(nat, nat).map(([id, count]) => ({ kind: 'ignore', id, count }) as const),
  nat.map((thread) => ({ kind: 'thread', thread }) as const),
);

describe('parseScript', () => {
  it('reads every form of the grammar', () => {
    expect(
      kinds(
        'into; over\nout;until 14; until @34; until; continue; stepi; break 12; break 12 if n == 2; break 12 ignore 3; tbreak 12; break f; break @34; break 12:5; break 12:5-12:9; break a.py:12; enable 1; disable 1; condition 1 x > 2; ignore 1 4; clear 1; thread 2; detach; quit; rinto; rover; rout; rcontinue',
      ),
    ).toMatchInlineSnapshot(`
      [
        {
          "kind": "into",
        },
        {
          "kind": "over",
        },
        {
          "kind": "out",
        },
        {
          "kind": "until",
          "line": 14,
        },
        {
          "kind": "until",
          "offset": 34,
        },
        {
          "kind": "until",
        },
        {
          "kind": "continue",
        },
        {
          "kind": "stepi",
        },
        {
          "ignore": 0,
          "kind": "break",
          "place": {
            "kind": "line",
            "line": 12,
          },
          "temporary": false,
        },
        {
          "condition": "n == 2",
          "ignore": 0,
          "kind": "break",
          "place": {
            "kind": "line",
            "line": 12,
          },
          "temporary": false,
        },
        {
          "ignore": 3,
          "kind": "break",
          "place": {
            "kind": "line",
            "line": 12,
          },
          "temporary": false,
        },
        {
          "ignore": 0,
          "kind": "break",
          "place": {
            "kind": "line",
            "line": 12,
          },
          "temporary": true,
        },
        {
          "ignore": 0,
          "kind": "break",
          "place": {
            "kind": "function",
            "name": "f",
          },
          "temporary": false,
        },
        {
          "ignore": 0,
          "kind": "break",
          "place": {
            "kind": "offset",
            "offset": 34,
          },
          "temporary": false,
        },
        {
          "ignore": 0,
          "kind": "break",
          "place": {
            "column": 5,
            "kind": "column",
            "line": 12,
          },
          "temporary": false,
        },
        {
          "ignore": 0,
          "kind": "break",
          "place": {
            "column": 5,
            "endColumn": 9,
            "endLine": 12,
            "kind": "span",
            "line": 12,
          },
          "temporary": false,
        },
        {
          "ignore": 0,
          "kind": "break",
          "place": {
            "file": "a.py",
            "kind": "line",
            "line": 12,
          },
          "temporary": false,
        },
        {
          "id": 1,
          "kind": "enable",
        },
        {
          "id": 1,
          "kind": "disable",
        },
        {
          "condition": "x > 2",
          "id": 1,
          "kind": "condition",
        },
        {
          "count": 4,
          "id": 1,
          "kind": "ignore",
        },
        {
          "id": 1,
          "kind": "clear",
        },
        {
          "kind": "thread",
          "thread": 2,
        },
        {
          "kind": "detach",
        },
        {
          "kind": "quit",
        },
        {
          "kind": "rinto",
        },
        {
          "kind": "rover",
        },
        {
          "kind": "rout",
        },
        {
          "kind": "rcontinue",
        },
      ]
    `);
  });

  it('takes the names of pdb and gdb', () => {
    expect(kinds('step; next; return; finish; s; n; r; c; b 3; tb 4; si; q').map((c) => c.kind)).toEqual([
      'into',
      'over',
      'out',
      'out',
      'into',
      'over',
      'out',
      'continue',
      'break',
      'break',
      'stepi',
      'quit',
    ]);
  });

  it('repeats a command marked with a star, and only that', () => {
    const parsed = parseScript('into; over *; continue');
    expect(parsed.ok && parsed.script.map((e) => e.repeat)).toEqual([false, true, false]);
  });

  it('keeps separators inside string literals', () => {
    expect(kinds(`break 3 if s == 'a;b'; over`)).toMatchObject([{ condition: "s == 'a;b'" }, { kind: 'over' }]);
  });

  it.each([
    ['into; fly', 1, 7, 'unknown command `fly`'],
    ['over\n  break 1 when x', 2, 3, 'cannot read'],
    ['break', 1, 1, 'break needs a place'],
    ['break 0', 1, 1, 'lines count from 1'],
    ['until x', 1, 1, 'until takes'],
    ['over; *', 1, 7, '`*` follows a command'],
    ['break 3 *', 1, 1, '`*` needs'],
    ['over 3', 1, 1, 'over takes no argument'],
    ['ignore 1', 1, 1, 'ignore needs'],
  ])('refuses %j with the place of the error', (text, line, column, message) => {
    const parsed = parseScript(text);
    expect(parsed.ok).toBe(false);
    if (!parsed.ok) {
      expect([parsed.error.line, parsed.error.column]).toEqual([line, column]);
      expect(parsed.error.message).toContain(message);
    }
  });

  it('gives back what printScript wrote (seed 1)', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 6 }), (commands) => {
        const parsed = parseScript(printScript(scriptOf(commands)));
        expect(parsed.ok && parsed.script.map((e) => e.command)).toEqual(commands);
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it('names each command once', () => {
    expect(new Set(COMMAND_NAMES).size).toBe(COMMAND_NAMES.length);
  });
});
