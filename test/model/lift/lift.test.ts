import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { codeFacts } from '../../../machines/code-facts.ts';
import { type CodeObject, isCode } from '../../../model/code/code-object.ts';
import { lift } from '../../../model/lift/lift.ts';
import type { RawCode } from '../../../model/lift/raw-code.ts';
import { locationsOf } from '../../../model/locations.ts';
import { EMBEDDED_BUILDS } from '../../../src/lanes/builds.ts';
import { loadEmbedded } from '../../../src/lanes/load-pyodide.ts';

/** One code object as `dis` sees it. */
interface Seen {
  readonly instructions: readonly (readonly unknown[])[];
  readonly exceptionTable: readonly (readonly unknown[])[];
}

interface Judged {
  readonly raw: RawCode;
  readonly dis: readonly Seen[];
}

const JUDGE = readFileSync(new URL('./dis_judge.py', import.meta.url), 'utf8');

// All of the standard library takes ten seconds a version; STEPLAW_ALL=1 asks for it.
const all = process.env['STEPLAW_ALL'] === '1';
const SAMPLE = [
  'argparse.py',
  'asyncio/base_events.py',
  'bdb.py',
  'collections/__init__.py',
  'contextlib.py',
  'dataclasses.py',
];
const SAMPLE_MORE = [
  'enum.py',
  'functools.py',
  'inspect.py',
  'statistics.py',
  'typing.py',
  'tarfile.py',
  'zipfile/__init__.py',
];

function* allCodes(code: CodeObject): Generator<CodeObject> {
  yield code;
  for (const c of code.consts) if (isCode(c)) yield* allCodes(c);
}

/** A lifted code object in the judge's words; `size` is held to the next offset. */
function inTheJudgesWords(code: CodeObject): Seen {
  return {
    instructions: code.instructions.map((i) => [
      i.offset,
      i.op,
      i.arg,
      i.target,
      i.line,
      i.endLine,
      i.column,
      i.endColumn,
    ]),
    exceptionTable: code.exceptionTable.map((e) => [e.start, e.end, e.target, e.depth, e.lasti]),
  };
}

describe.each(EMBEDDED_BUILDS)('lift, CPython $build', ({ release, version }) => {
  let modules: string[];
  let judge: (name: string) => Judged | null;

  beforeAll(async () => {
    const build = EMBEDDED_BUILDS.find((b) => b.release === release)!;
    const { pyodide } = await loadEmbedded(build);
    pyodide.runPython(JUDGE);
    const bytes = (name: string): ((...args: string[]) => unknown) => {
      const call = pyodide.globals.get(name) as (...args: string[]) => { toJs(): Uint8Array; destroy(): void };
      return (...args) => {
        const result = call(...args);
        const value: unknown = JSON.parse(new TextDecoder().decode(result.toJs()));
        result.destroy();
        return value;
      };
    };
    modules = bytes('modules')() as string[];
    judge = bytes('judge') as typeof judge;
  });

  it('reads every code object as dis does', () => {
    let codes = 0;
    for (const name of all ? modules : [...SAMPLE, ...SAMPLE_MORE]) {
      const judged = judge(name);
      if (judged === null) continue;
      const lifted = [...allCodes(lift(judged.raw, version))];
      expect(lifted.length).toBe(judged.dis.length);
      lifted.forEach((code, i) => {
        // A plain comparison first: an assertion on each of thousands would take most of the time.
        const ours = inTheJudgesWords(code);
        if (JSON.stringify(ours) !== JSON.stringify(judged.dis[i])) {
          expect({ in: `${name} ${code.qualname}`, ...ours }).toEqual({
            in: `${name} ${code.qualname}`,
            ...judged.dis[i],
          });
        }
        codes++;
      });
    }
    expect(codes).toBeGreaterThan(all ? 5000 : 1000);
    if (all) console.log(`${release}: ${codes} code objects`);
  });

  it('lets a debugger find the lines that start where the model does', () => {
    for (const name of SAMPLE)
      for (const code of allCodes(lift(judge(name)!.raw, version))) {
        const { first, starts } = locationsOf(code);
        const places = codeFacts(code);
        const found = { in: code.qualname, first, starts: starts.map(({ offset }) => offset) };
        expect({ in: code.qualname, first: places.firstTraceable, starts: places.lineStarts }).toEqual(found);
      }
  });

  it('gives each instruction the size that reaches the next one', () => {
    const judged = judge('argparse.py')!;
    for (const code of allCodes(lift(judged.raw, version))) {
      code.instructions.forEach((instruction, i) => {
        const next = code.instructions[i + 1]?.offset ?? code.instructions.at(-1)!.offset + instruction.size;
        expect(instruction.offset + instruction.size).toBe(next);
      });
    }
  });
});
