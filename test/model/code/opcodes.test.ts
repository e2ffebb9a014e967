import { beforeAll, describe, expect, it } from 'vitest';
import { jumpTarget, OPCODES, opcode, stackEffect, valuesPopped, valuesPushed } from '../../../model/code/opcodes.ts';
import { EMBEDDED_BUILDS } from '../../../src/lanes/builds.ts';
import { loadEmbedded } from '../../../src/lanes/load-pyodide.ts';

/** Numbers, inline caches, flags and stack effects of every opcode, as the interpreter's own modules tell. */
const ASK = `
import json, dis, opcode, _opcode
def _flags(number):
    if hasattr(_opcode, "has_arg"):
        return [f(number) for f in (_opcode.has_arg, _opcode.has_const, _opcode.has_name, _opcode.has_local, _opcode.has_free, _opcode.has_jump, _opcode.has_exc)]
    return [number in s for s in (dis.hasarg, dis.hasconst, dis.hasname, dis.haslocal, dis.hasfree, dis.hasjrel, dis.hasexc)]
def _effects(number, takes, jump):
    arguments = ARGUMENTS if takes else [None]
    return [_opcode.stack_effect(number, a, jump=jump) for a in arguments]
def ask():
    caches = opcode._inline_cache_entries
    rows = {}
    for name, number in opcode.opmap.items():
        if name.startswith("INSTRUMENTED_") or name in ("ENTER_EXECUTOR", "TRACE_RECORD"):
            continue
        flags = _flags(number)
        takes = flags[0]
        size = caches.get(name, 0) if hasattr(caches, "get") else caches[number] if number < 256 else 0
        rows[name] = [number, size, *map(bool, flags), _effects(number, takes, False), _effects(number, takes, True)]
    have = getattr(opcode, "HAVE_ARGUMENT", None)
    if have is None:
        import _opcode_metadata
        have = _opcode_metadata.HAVE_ARGUMENT
    return json.dumps({"have": have, "rows": rows}).encode()
`;

const ARGUMENTS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 258];

interface Told {
  readonly have: number;
  readonly rows: Readonly<Record<string, readonly unknown[]>>;
}

describe.each(EMBEDDED_BUILDS)('OPCODES, CPython $build', ({ release, version }) => {
  let told: Told;

  beforeAll(async () => {
    const { pyodide } = await loadEmbedded(EMBEDDED_BUILDS.find((b) => b.release === release)!);
    pyodide.runPython(ASK.replace('ARGUMENTS if', `${JSON.stringify(ARGUMENTS)} if`));
    const ask = pyodide.globals.get('ask') as () => { toJs(): Uint8Array };
    told = JSON.parse(new TextDecoder().decode(ask().toJs())) as Told;
  });

  it('has the interpreter’s opcodes, with their numbers, inline caches, flags and stack effects', () => {
    const ours = Object.fromEntries(
      [...OPCODES[version].byName.values()].map((o) => {
        const args = o.hasArg ? ARGUMENTS : [0];
        const effects = (jump: boolean): number[] => args.map((a) => stackEffect(o, a, jump));
        const flags = [o.hasArg, o.hasConst, o.hasName, o.hasLocal, o.hasFree, o.isJump, o.isBlockPush];
        return [o.name, [o.number, o.caches, ...flags, effects(false), effects(true)]];
      }),
    );
    expect(ours).toEqual(told.rows);
  });

  it('has the first opcode with an argument', () => {
    expect(OPCODES[version].haveArgument).toBe(told.have);
  });

  it('finds by number what it finds by name', () => {
    for (const o of OPCODES[version].byName.values()) expect(OPCODES[version].byNumber.get(o.number)).toBe(o);
  });
});

describe('valuesPopped and valuesPushed', () => {
  it.each(['3.14', '3.15'] as const)('never push a negative number of values in %s', (python) => {
    for (const o of OPCODES[python].byName.values()) {
      for (const arg of [2, 3, 4, 5]) expect([o.name, valuesPushed(o, arg) >= 0]).toEqual([o.name, true]);
    }
  });

  it('differ by the stack effect', () => {
    const call = opcode('3.14', 'CALL');
    expect([valuesPopped(call, 3), valuesPushed(call, 3), stackEffect(call, 3, false)]).toEqual([5, 1, -4]);
  });
});

describe('opcode', () => {
  it('throws for an opcode that the version has not', () => {
    expect(() => opcode('3.14', 'BEFORE_WITH')).toThrow('CPython 3.14 has no opcode BEFORE_WITH');
  });
});

describe('jumpTarget', () => {
  it('counts forward from the end of the instruction and its caches', () => {
    expect(jumpTarget(opcode('3.14', 'POP_JUMP_IF_FALSE'), 3, 20)).toBe(26);
  });

  it('counts backward for JUMP_BACKWARD and for END_ASYNC_FOR', () => {
    expect(jumpTarget(opcode('3.14', 'JUMP_BACKWARD'), 3, 20)).toBe(14);
    expect(jumpTarget(opcode('3.14', 'END_ASYNC_FOR'), 3, 20)).toBe(14);
  });

  it('is −1 where nothing jumps', () => {
    expect(jumpTarget(opcode('3.13', 'LOAD_CONST'), 3, 20)).toBe(-1);
    expect(jumpTarget(opcode('3.13', 'END_ASYNC_FOR'), 0, 20)).toBe(-1);
  });
});
