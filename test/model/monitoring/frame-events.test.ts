import { beforeAll, describe, expect, it } from 'vitest';
import { global, onFrame, openModel } from './scripted-tool.ts';

const RECURSION = 'def f(n):\n    if n:\n        f(n - 1)\n    a = n\n    return a\nf(2)\n';
const GENERATOR = 'def g():\n    x = 1\n    yield x\n    y = 2\n    yield y\n';

let model: Awaited<ReturnType<typeof openModel>>;
beforeAll(async () => {
  model = await openModel();
});

describe('set_frame_events', () => {
  it('asks of one frame only, and the other frames of its code pay a check and hear nothing', () => {
    let starts = 0;
    const { logs, checks } = model.run(RECURSION, {
      start: [global(0, 'PY_START')],
      on: (event, view) => {
        if (event.event !== 'PY_START' || event.code.name !== 'f') return undefined;
        return ++starts === 2 ? { calls: [onFrame(view, ['LINE'])] } : undefined;
      },
    });
    expect(logs[0]!.filter((e) => e.startsWith('LINE'))).toEqual(['LINE f:2', 'LINE f:3', 'LINE f:4', 'LINE f:5']);
    // The inner f has lines 2, 4 and 5; the outer f, entered before, comes back to lines 4 and 5 when the set is gone.
    expect(checks).toBe(3);
  });

  it('goes with a generator that ignored GeneratorExit and was cleared without an event', () => {
    const source = `def g():
    try:
        yield 1
    except GeneratorExit:
        yield 2
for i in range(2):
    next(g())
`;
    const left: (readonly string[])[] = [];
    let frame = -1;
    model.run(source, {
      start: [global(0, 'LINE')],
      on: (event, view) => {
        if (event.code.name === 'g') {
          frame = view.frame.id;
          return { calls: [onFrame(view, ['LINE'])] };
        }
        if (frame >= 0 && event.line === 6) left.push(view.getFrameEvents(0, frame).events);
        return undefined;
      },
    });
    expect(left).toEqual([[], []]);
  });

  it('joins the global and the local set: one callback a tool, whatever the source', () => {
    const code = model.load(RECURSION);
    const { logs } = model.run(code, {
      start: [global(0, 'PY_START', 'LINE')],
      on: (event, view) =>
        event.event === 'PY_START'
          ? {
              calls: [
                onFrame(view, ['LINE', 'PY_RETURN']),
                { call: 'set_local_events', tool: 0, code: event.code, events: ['LINE'] },
              ],
            }
          : undefined,
    });
    const lines = logs[0]!.filter((e) => e.startsWith('LINE f'));
    expect(lines).toEqual([
      'LINE f:2',
      'LINE f:3',
      'LINE f:2',
      'LINE f:3',
      'LINE f:2',
      'LINE f:4',
      'LINE f:5',
      'LINE f:4',
      'LINE f:5',
      'LINE f:4',
      'LINE f:5',
    ]);
    expect(logs[0]!.filter((e) => e.startsWith('PY_RETURN'))).toHaveLength(4);
  });

  it('replaces what was set, and get_frame_events gives it back', () => {
    const seen: unknown[] = [];
    model.run('x = 1\ny = 2\nz = 3\n', {
      start: [global(0, 'PY_START', 'LINE')],
      on: (event, view) => {
        seen.push(view.getFrameEvents(0, view.frame.id));
        if (event.event === 'PY_START') return { calls: [onFrame(view, ['LINE', 'RAISE'], ['PY_START'])] };
        return event.line === 2 ? { calls: [onFrame(view, ['PY_UNWIND'])] } : undefined;
      },
    });
    expect(seen).toEqual([
      { events: [], entered: [] },
      { events: ['LINE', 'RAISE'], entered: ['PY_START'] },
      { events: ['LINE', 'RAISE'], entered: ['PY_START'] },
      { events: ['PY_UNWIND'], entered: [] },
    ]);
  });

  it('takes effect stage by stage: INSTRUCTION from LINE’s callback at this instruction, its own event from INSTRUCTION’s at the next', () => {
    const { logs } = model.run('def f():\n    return 1\nf()\nf()\n', {
      start: [global(0, 'LINE')],
      shows: (event, view) => `${event.event} @${view.frame.lasti}`,
      on: (event, view) => {
        if (event.code.name !== 'f') return undefined;
        if (event.event === 'LINE') return { calls: [onFrame(view, ['INSTRUCTION'])] };
        return event.event === 'INSTRUCTION' && view.frame.lasti > 2
          ? { calls: [onFrame(view, ['PY_RETURN'])] }
          : undefined;
      },
    });
    // The return is the second instruction: PY_RETURN asked for there comes too late.
    expect(logs[0]!.filter((e) => e.startsWith('PY_RETURN'))).toEqual([]);
    expect(logs[0]!.filter((e) => e.startsWith('INSTRUCTION'))).toHaveLength(4);
  });

  it('refuses a frame that has exited with ValueError', () => {
    let frame = 0;
    const { exception } = model.run('def f():\n    pass\nf()\nx = 1\n', {
      start: [global(0, 'PY_START', 'LINE')],
      on: (event, view) => {
        if (event.event === 'PY_START') frame = view.frame.id;
        if (event.line !== 4) return undefined;
        return { calls: [{ call: 'set_frame_events', tool: 0, frame, events: ['LINE'], entered: [] }] };
      },
    });
    expect(exception).toMatchObject({ type: 'ValueError', message: 'frame has exited' });
  });

  it('refuses a tool that is not in use, and C_RETURN without CALL', () => {
    const refused = (tool: 0 | 3, ...events: ('LINE' | 'C_RETURN')[]) =>
      model.run('x = 1\n', {
        start: [global(0, 'LINE')],
        on: (_event, view) => ({ calls: [onFrame(view, events, [], tool)] }),
      }).exception?.message;
    expect(refused(3, 'LINE')).toBe('tool 3 is not in use');
    expect(refused(0, 'C_RETURN')).toBe('cannot set C_RETURN or C_RAISE events independently');
  });

  it('does not exist without the proposal', async () => {
    const plain = await openModel('3.14', []);
    const { exception } = plain.run('x = 1\n', {
      start: [global(0, 'LINE')],
      on: (_event, view) => ({ calls: [onFrame(view, ['LINE'])] }),
    });
    expect(exception?.type).toBe('AttributeError');
  });

  it.each(['3.12', '3.13', '3.14', '3.15'] as const)(
    'takes RAISE, EXCEPTION_HANDLED and PY_UNWIND on %s',
    async (version) => {
      const { run } = await openModel(version);
      const { logs } = run(
        'def f():\n    try:\n        1 / 0\n    except ZeroDivisionError:\n        raise KeyError\ntry:\n    f()\nexcept KeyError:\n    1 / 1\n',
        {
          start: [global(0, 'PY_START')],
          on: (event, view) =>
            event.event === 'PY_START' && event.code.name === 'f'
              ? { calls: [onFrame(view, ['RAISE', 'EXCEPTION_HANDLED', 'PY_UNWIND', 'RERAISE'])] }
              : undefined,
        },
      );
      expect(logs[0]!.filter((e) => !e.startsWith('PY_START'))).toEqual([
        'RAISE f:3',
        'EXCEPTION_HANDLED f:3',
        'RAISE f:5',
        'EXCEPTION_HANDLED f:5',
        'RERAISE f:5',
        'PY_UNWIND f:5',
      ]);
    },
  );
});

describe('entered', () => {
  it('reaches the frames that this one starts, before their PY_START is decided, and no further', () => {
    const source =
      'def h():\n    pass\ndef f():\n    h()\n    h()\ndef k(x):\n    f()\n    return x\nsorted([1], key=k)\nf()\n';
    const { logs } = model.run(source, {
      start: [global(0, 'LINE')],
      on: (event, view) =>
        event.event === 'LINE' && event.code.name === '<module>' && event.line === 9
          ? { calls: [onFrame(view, [], ['PY_START', 'LINE']), global(0)] }
          : undefined,
    });
    // h is entered from f: not from here.
    expect(logs[0]!.slice(4)).toEqual(['PY_START k:6', 'LINE k:7', 'LINE k:8', 'PY_START f:3', 'LINE f:4', 'LINE f:5']);
  });

  it('reaches a generator that is resumed and one that is thrown into', () => {
    const source = `${GENERATOR}i = g()\nnext(i)\nfor v in i:\n    break\ntry:\n    i.throw(KeyError)\nexcept KeyError:\n    pass\n`;
    const { logs } = model.run(source, {
      start: [global(0, 'LINE')],
      on: (event, view) =>
        event.line === 7 ? { calls: [onFrame(view, [], ['PY_RESUME', 'PY_THROW']), global(0)] } : undefined,
    });
    // next() starts the generator: no PY_START was asked for. Line 8's loop resumes it, line 11 throws into it.
    expect(logs[0]!.slice(3)).toEqual(['PY_RESUME g:3', 'PY_THROW g:5']);
  });

  it('ends with the frame that gave it, and what it gave stays with the frame that got it', () => {
    const source = `${GENERATOR}def once(i):\n    return next(i)\ni = g()\nonce(i)\nnext(i)\n`;
    const { logs } = model.run(source, {
      start: [global(0, 'PY_START')],
      on: (event, view) =>
        event.event === 'PY_START' && event.code.name === 'once'
          ? { calls: [onFrame(view, [], ['LINE']), global(0)] }
          : undefined,
    });
    expect(logs[0]!.filter((e) => e.startsWith('LINE'))).toEqual(['LINE g:2', 'LINE g:3', 'LINE g:4', 'LINE g:5']);
  });
});

describe('the set of a frame', () => {
  const atStartOf = (name: string, ...events: ('LINE' | 'PY_UNWIND' | 'PY_RESUME')[]) => ({
    start: [global(0, 'PY_START')],
    on: (event: { event: string; code: { name: string } }, view: Parameters<typeof onFrame>[0]) =>
      event.event === 'PY_START' && event.code.name === name
        ? { calls: [onFrame(view, events), global(0)] }
        : undefined,
  });

  it('survives suspension, in whichever frame the generator goes on', () => {
    const { logs } = model.run(
      `${GENERATOR}i = g()\nnext(i)\ndef other():\n    next(i)\nother()\n`,
      atStartOf('g', 'LINE'),
    );
    expect(logs[0]!.filter((e) => e.startsWith('LINE'))).toEqual(['LINE g:2', 'LINE g:3', 'LINE g:4', 'LINE g:5']);
  });

  it('is not another activation’s: a second generator of the same code has none', () => {
    const { logs } = model.run(`${GENERATOR}i = g()\nnext(i)\nj = g()\nnext(j)\n`, atStartOf('g', 'LINE'));
    expect(logs[0]!.filter((e) => e.startsWith('LINE'))).toEqual(['LINE g:2', 'LINE g:3']);
  });

  it('makes a generator be closed by throwing if PY_UNWIND is in it', () => {
    const source = `${GENERATOR}i = g()\nnext(i)\ni.close()\nj = g()\nnext(j)\nj.close()\n`;
    const { logs } = model.run(source, atStartOf('g', 'PY_UNWIND'));
    expect(logs[0]!.filter((e) => e.startsWith('PY_UNWIND'))).toEqual(['PY_UNWIND g:3']);
  });

  it('is gone after the exit callback', () => {
    const held: number[] = [];
    model.run(RECURSION, {
      start: [global(0, 'PY_START', 'PY_RETURN')],
      on: (event, view) => {
        if (event.event === 'PY_START') return { calls: [onFrame(view, ['LINE'])] };
        // At its own exit the frame has its set; the exited ones have none.
        if (event.event === 'PY_RETURN')
          held.push([...Array(9).keys()].filter((frame) => view.getFrameEvents(0, frame).events.length > 0).length);
        return undefined;
      },
    });
    expect(held).toEqual([4, 3, 2, 1]);
  });

  it('goes with the tool id', () => {
    const { logs } = model.run('x = 1\ny = 2\nz = 3\n', {
      start: [global(0, 'PY_START')],
      on: (event, view) => {
        if (event.event === 'PY_START') return { calls: [global(0), onFrame(view, ['LINE'])] };
        return event.line === 2
          ? {
              calls: [
                { call: 'clear_tool_id', tool: 0 },
                { call: 'register_callback', tool: 0, event: 'LINE', on: true },
              ],
            }
          : undefined;
      },
    });
    expect(logs[0]).toEqual(['PY_START <module>:0', 'LINE <module>:1', 'LINE <module>:2']);
  });
});

describe('DISABLE', () => {
  const TWICE = 'def f():\n    for i in range(3):\n        x = i\nf()\nf()\n';

  it('from an event that only the frame’s set asked for takes it from that set, and makes no disabled location', () => {
    const { logs } = model.run(TWICE, {
      start: [global(0, 'PY_START')],
      on: (event, view) => {
        if (event.event === 'PY_START')
          return event.code.name === 'f' ? { calls: [onFrame(view, ['LINE'])] } : undefined;
        return event.line === 3 ? { result: 'DISABLE' } : undefined;
      },
    });
    // The first time line 3 is told, the frame's set loses LINE; the second f has a set of its own.
    expect(logs[0]!.filter((e) => e.startsWith('LINE'))).toEqual(['LINE f:2', 'LINE f:3', 'LINE f:2', 'LINE f:3']);
  });

  it('at a location hides nothing that a frame’s set asks for', () => {
    let starts = 0;
    const { logs } = model.run(TWICE, {
      start: [global(0, 'PY_START', 'LINE')],
      on: (event, view) => {
        if (event.event === 'PY_START' && event.code.name === 'f' && ++starts === 2)
          return { calls: [onFrame(view, ['LINE'])] };
        return event.line === 3 && starts === 1 ? { result: 'DISABLE' } : undefined;
      },
    });
    expect(logs[0]!.filter((e) => e === 'LINE f:3')).toHaveLength(1 + 3);
  });

  it('of a frame’s event is not undone by restart_events', () => {
    const { logs } = model.run(TWICE, {
      start: [global(0, 'PY_START')],
      on: (event, view) => {
        if (event.event === 'PY_START')
          return event.code.name === 'f' ? { calls: [onFrame(view, ['LINE', 'JUMP'])] } : undefined;
        if (event.event === 'JUMP') return { calls: [{ call: 'restart_events' }] };
        return event.line === 3 ? { result: 'DISABLE' } : undefined;
      },
    });
    expect(logs[0]!.filter((e) => e === 'LINE f:3')).toHaveLength(2);
  });
});
