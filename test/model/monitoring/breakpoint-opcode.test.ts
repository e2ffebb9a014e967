import { beforeAll, describe, expect, it } from 'vitest';
import { isCode } from '../../../model/code/code-object.ts';
import type { CodeObject, EventName, MonitoringCall, ToolId } from '../../../model/index.ts';
import { global, openModel } from './scripted-tool.ts';

const LOOP = 'def f(n):\n    for i in range(n):\n        x = i\n    return n\nprint(f(2), f(1))\n';

let model: Awaited<ReturnType<typeof openModel>>;
beforeAll(async () => {
  model = await openModel();
});

const inner = (code: CodeObject): CodeObject => code.consts.find(isCode)!;
const at = (code: CodeObject, offset: number, line = false, tool: ToolId = 0): MonitoringCall => ({
  call: 'set_breakpoint',
  tool,
  code,
  offset,
  line,
});
/** Offset of the first instruction of a line, behind RESUME. */
const lineStart = (code: CodeObject, line: number): number =>
  code.instructions.find((i) => i.line === line && i.op !== 'RESUME')!.offset;
const offsetOf = (code: CodeObject, op: string): number => code.instructions.find((i) => i.op === op)!.offset;

describe('set_breakpoint', () => {
  it('stops at each execution of its instruction, in every frame, and nothing else is told', () => {
    const code = model.load(LOOP);
    const { logs, stdout } = model.run(code, { start: [at(inner(code), lineStart(inner(code), 3))] });
    expect(logs[0]).toEqual(['BREAKPOINT f:3', 'BREAKPOINT f:3', 'BREAKPOINT f:3']);
    expect(stdout).toBe('2 1\n');
  });

  it('comes after LINE and INSTRUCTION, tool 5 before tool 0, and the base instruction runs once with its own event', () => {
    const code = model.load('def f():\n    return 7\nprint(f())\n');
    const f = inner(code);
    const ret = offsetOf(f, 'RETURN_VALUE');
    const heard: string[] = [];
    const tool = (id: ToolId) => ({
      id,
      start: [
        {
          call: 'set_local_events',
          tool: id,
          code: f,
          events: (id === 5 ? ['LINE', 'INSTRUCTION', 'PY_RETURN'] : ['LINE', 'PY_RETURN']) satisfies EventName[],
        } as const,
        at(f, ret, false, id),
      ],
      on: (event: { event: string }, view: { frame: { lasti: number } }) => {
        if (view.frame.lasti === ret) heard.push(`${event.event} ${id}`);
        return undefined;
      },
    });
    const { stdout } = model.run(code, tool(0), tool(5));
    expect(heard).toEqual(['INSTRUCTION 5', 'BREAKPOINT 5', 'BREAKPOINT 0', 'PY_RETURN 5', 'PY_RETURN 0']);
    expect(stdout).toBe('7\n');
  });

  it('with line stops only where LINE would fire: not when a loop comes back to its own line', () => {
    const code = model.load('def f():\n    for i in range(3): x = i\nf()\n');
    const f = inner(code);
    const store = lineStart(f, 2);
    const iter = offsetOf(f, 'FOR_ITER');
    const { logs } = model.run(code, { start: [at(f, store, true), at(f, iter, true), at(code, 2, true)] });
    const all = model.run(code, { start: [at(f, iter)] });
    expect(logs[0]!.filter((e) => e.includes('f:2'))).toEqual(['BREAKPOINT f:2']);
    expect(all.logs[0]).toHaveLength(4);
  });

  it('with line does not depend on PY_START: behind a RESUME on the same line it stops, specialised or not', () => {
    const code = model.load('f = lambda: 1\nfor i in range(5): f()\n');
    const f = inner(code);
    const { logs } = model.run(code, { start: [at(f, lineStart(f, 1), true)] });
    expect(logs[0]).toHaveLength(5);
  });

  it('takes effect at the next execution, in frames on the stack and suspended ones too', () => {
    const source = 'def g():\n    while True:\n        x = 1\n        yield x\ni = g()\nnext(i)\nnext(i)\nnext(i)\n';
    const code = model.load(source);
    const g = inner(code);
    const { logs } = model.run(code, {
      start: [global(0, 'LINE')],
      on: (event) => {
        if (event.line === 6) return { calls: [at(g, lineStart(g, 3))] };
        // Set while the instruction is on its way: from the next time on.
        return event.line === 7 ? { calls: [global(0), at(code, lineStart(code, 7))] } : undefined;
      },
    });
    expect(logs[0]!.filter((e) => e.startsWith('BREAKPOINT'))).toEqual([
      'BREAKPOINT g:3',
      'BREAKPOINT g:3',
      'BREAKPOINT g:3',
    ]);
  });

  it('is not told of restart_events, event sets or DISABLE of other events', () => {
    const code = model.load(LOOP);
    const f = inner(code);
    const { logs } = model.run(code, {
      start: [global(0, 'LINE'), at(f, lineStart(f, 3))],
      on: (event) => {
        if (event.event === 'LINE') return { result: 'DISABLE' };
        return { calls: [{ call: 'restart_events' }, global(0)] };
      },
    });
    expect(logs[0]!.filter((e) => e === 'BREAKPOINT f:3')).toHaveLength(3);
  });

  it('is cleared by DISABLE for the tool that answers, and stays for the other', () => {
    const code = model.load(LOOP);
    const f = inner(code);
    const offset = lineStart(f, 3);
    const { logs } = model.run(
      code,
      { id: 0, start: [at(f, offset, false, 0)], on: () => ({ result: 'DISABLE' }) },
      { id: 1, start: [at(f, offset, false, 1)] },
    );
    expect(logs.map((l) => l.length)).toEqual([1, 3]);
  });

  it('keeps the instruction from running if a callback raises', () => {
    const code = model.load('x = 1\ntry:\n    x = 2\nexcept KeyError:\n    print(x)\n');
    const { stdout } = model.run(code, {
      start: [at(code, code.instructions.filter((i) => i.op === 'STORE_NAME')[1]!.offset)],
      on: () => ({ result: { raise: 'KeyError', message: 'stop' } }),
    });
    expect(stdout).toBe('1\n');
  });

  it('holds its instruction unspecialised: a warm loop over a generator stops each time', () => {
    const code = model.load('def g():\n    for i in range(200):\n        yield i\nfor v in g():\n    pass\n');
    const { logs } = model.run(code, { start: [at(code, offsetOf(code, 'FOR_ITER'))] });
    expect(logs[0]).toHaveLength(201);
  });

  it('refuses what is no instruction from the first RESUME on, and names the nearest', () => {
    const code = model.load('x = 1\n');
    const refused = (offset: number) =>
      model.run(code, { start: [global(0, 'LINE')], on: () => ({ calls: [at(code, offset)] }) }).exception?.message;
    expect(refused(3)).toMatch(/^no instruction starts at 3; nearest: 2, 4, \d+$/);
    expect(refused(0)).toMatch(/nearest: 2, 4/);
    expect(refused(4000)).toMatch(/nearest/);
  });

  it('is given back by get_breakpoints, and clear_breakpoint takes it away', () => {
    const code = model.load('x = 1\ny = 2\n');
    const second = lineStart(code, 2);
    const seen: unknown[] = [];
    const { logs } = model.run(code, {
      start: [global(0, 'LINE'), at(code, lineStart(code, 1)), at(code, second, true)],
      on: (event, view) => {
        seen.push(view.getBreakpoints(0, code));
        return event.event === 'BREAKPOINT'
          ? { calls: [{ call: 'clear_breakpoint', tool: 0, code, offset: second }] }
          : undefined;
      },
    });
    expect(seen[0]).toEqual([
      { offset: lineStart(code, 1), line: false },
      { offset: second, line: true },
    ]);
    expect(logs[0]).toEqual(['LINE <module>:1', 'BREAKPOINT <module>:1', 'LINE <module>:2']);
  });

  it('lets a callback ask for the base instruction’s own event in time', () => {
    const code = model.load('def f():\n    return 7\nf()\n');
    const f = inner(code);
    const { logs } = model.run(code, {
      start: [at(f, offsetOf(f, 'RETURN_VALUE'))],
      on: (event) =>
        event.event === 'BREAKPOINT'
          ? { calls: [{ call: 'set_local_events', tool: 0, code: f, events: ['PY_RETURN'] }] }
          : undefined,
    });
    expect(logs[0]).toEqual(['BREAKPOINT f:2', 'PY_RETURN f:2']);
  });
});
