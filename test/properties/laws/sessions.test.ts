import { describe, expect, it } from 'vitest';
import { parseScript } from '../../../machines/index.ts';
import type { Granularity, Schedule } from '../../../model/index.ts';
import {
  judgedSession,
  judgeSession,
  type Recording,
  recording,
  sameTranscript,
  stopsByMachine,
  stopsByTrace,
} from '../../../properties/index.ts';
import { ThreadRecorder } from '../../../src/judging/record-threads.ts';
import { asked, SETTINGS } from '../../../src/judging/settings.ts';
import { JUDGED } from '../../../src/judging/subjects-under-law.ts';
import type { SteppingRecording } from '../../../src/lanes/stepping-recording.ts';
import { embedded } from '../../lanes.ts';

const COMPREHENSION = `\
def leaf(n):
    return n
def many(n):
    return sum([
        leaf(i)
        for i in (1, 2)
    ])
many(1)
`;

const JUMP_IN_A_LINE = `\
def f():
    return 1
x = 6
y = [5 - (1 if x is None else f())]
if y:
    z = 1
`;

const TWO_THREADS = `\
import _thread
import time
def f(n):
    x = n
    return n
_thread.start_new_thread(lambda: f(1), ())
_thread.start_new_thread(lambda: f(2), ())
for i in range(9):
    y = i
time.sleep(1)
`;

/** Sessions that once lost a stop, or broke a law that was written wrongly. */
const SESSIONS: readonly (readonly [what: string, source: string, script: string, schedule?: Schedule])[] = [
  ['a breakpoint that is cleared twice is gone', COMPREHENSION, 'break leaf; clear 1; clear 1; continue *'],
  ['a refused command is not taken for its equal', COMPREHENSION, 'clear 1; break leaf; clear 1; out *'],
  [
    'BREAKPOINT by line is no later stage of a stop by instruction',
    COMPREHENSION,
    'break 6; continue; into; into; stepi; out *',
  ],
  ['a line breakpoint stands where a jump within the line leads', JUMP_IN_A_LINE, 'break 4; continue *'],
  [
    'a step by instruction may end with the script',
    TWO_THREADS,
    'break 4; continue; stepi',
    switching('instruction', [29, 1], [34, 0], [48, 2], [55, 0], [60, 1], [71, 2]),
  ],
  [
    'a step by instruction outlives the oldest frame',
    TWO_THREADS,
    'break 4; continue; out; out; stepi; into *',
    switching('line', [5, 2], [7, 0], [10, 2], [11, 1], [15, 2]),
  ],
];

const soundOn = (version: string) => JUDGED.filter((j) => j.sound && (j.profile !== '3.15' || version === '3.15'));

function switching(granularity: Granularity, ...choices: readonly (readonly [at: number, thread: number])[]): Schedule {
  return { granularity, choices: choices.map(([at, thread]) => ({ at, thread })) };
}

async function record(version: string, source: string, how: Schedule | undefined): Promise<Recording> {
  const lane = await embedded(version);
  if (how !== undefined) return new ThreadRecorder(lane).recordSource(source, how, 4000)!.run;
  const [{ events, module, exception }] = lane.recordStepping([{ source }], { fuel: 4000, conditions: [] }) as [
    SteppingRecording,
  ];
  return recording(events, module, exception?.type, source);
}

describe.each(['3.12', '3.14', '3.15'])('on CPython %s', (version) => {
  it.each(SESSIONS.map(([what, ...session]) => ({ what, session })))(
    '$what',
    async ({ session: [source, script, how] }) => {
      const run = await record(version, source, how);
      const parsed = parseScript(script);
      const { spec } = asked(SETTINGS.strict, parsed.ok ? parsed.script : []);
      const broken = soundOn(version).flatMap(({ id, runner, onlyStops }) =>
        judgeSession(
          judgedSession(run, spec, runner),
          SETTINGS.strict.laws.filter((law) => law.stopLaw || !onlyStops),
        ).map(({ law, message }) => `${id} breaks ${law.id}: ${message}`),
      );
      expect(broken).toEqual([]);
      expect(sameTranscript(stopsByTrace(run.trace, spec), stopsByMachine(run.trace, spec))).toBe(true);
    },
  );
});
