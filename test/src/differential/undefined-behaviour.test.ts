import { describe, expect, it } from 'vitest';
import { lift, type Module, type RandomTools } from '../../../model/index.ts';
import { Judge, type Outcome } from '../../../src/differential/judge.ts';
import { embedded } from '../../lanes.ts';

const EVENTS = ['RAISE', 'EXCEPTION_HANDLED'] as const;
const ACTS = { share: 160, sets: [EVENTS], localSets: [[]], raises: 3 } as const;
const TOOLS: RandomTools = {
  seed: 0,
  tools: ([4, 2] as const).map((id) => ({ id, events: EVENTS, local: [], disable: 0, disableOn: [], acts: ACTS })),
};
// A callback raises where the first exception is handled: the handler of `with` takes over, with a stack cut for the other one.
const SOURCE = 'try:\n    7()\nexcept ():\n    pass\nwith 0:\n    raise 0\n';

describe('a handler that calls what lies beneath the value stack', () => {
  /** What CPython makes of `source`, judged by what the model makes of SOURCE. */
  async function judged(source: string): Promise<Outcome | undefined> {
    const lane = await embedded('3.14');
    const code = lift(lane.compile(SOURCE).code!, lane.version);
    const module: Module = { kind: 'Module', body: [] };
    const [outcome] = await new Judge(lane, 'exact', 200).judge([{ source, module, code, tools: TOOLS }]);
    return outcome;
  }

  it('is neither agreement nor disagreement, and says where', async () => {
    const outcome = await judged(SOURCE);
    expect(outcome).toMatchObject({ kind: 'inconclusive' });
    expect((outcome as { readonly reason: string }).reason).toMatch(
      /^WITH_EXCEPT_START finds no exit .* line 5, offset 72/,
    );
  });

  it('does not hide what was told differently before', async () => {
    expect(await judged(`\n${SOURCE}`)).toMatchObject({ kind: 'disagreed', divergence: { in: 'events', index: 0 } });
  });
});

describe('a program that CPython did not survive', () => {
  const JUMPS = [
    'import sys',
    'def tracer(frame, event, arg):',
    '    if frame.f_code.co_name == "g" and event == "line":',
    '        frame.f_lineno = 5',
    'def g():',
    '    yield 1',
  ].join('\n');

  it.each(['semantic', 'exact'] as const)('is inconclusive where the model calls it undefined, %s', async (level) => {
    const lane = await embedded('3.14');
    const judge = new Judge(lane, level, 200);
    const said = (source: string): Promise<Outcome> =>
      judge.afterCrash({ module: lane.parse(source).tree! }, 'out of bounds');
    const traced = `${JUMPS}\nsys.settrace(lambda *_: tracer)\nlist(g())`;
    expect(await said(traced)).toEqual({
      kind: 'inconclusive',
      reason: expect.stringMatching(/^a generator that jumps .* CPython crashed \(out of bounds\)$/),
    });
    expect(await said(`${JUMPS}\nlist(g())`)).toEqual({ kind: 'crashed', reason: 'out of bounds' });
  });
});
