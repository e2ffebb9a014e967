import { type Policy, parseScript, type Script } from '../../../machines/index.ts';
import {
  POLICIES,
  type Recording,
  recording,
  type SessionSpec,
  stopsByMachine,
  stopsByTrace,
  type Transcript,
} from '../../../properties/index.ts';
import type { PyodideLane } from '../../../src/lanes/pyodide-lane.ts';
import { embedded } from '../../lanes.ts';

export function script(text: string): Script {
  const parsed = parseScript(text);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return parsed.script;
}

const lanes = new Map<string, PyodideLane>();

/** Records a program on a real CPython. */
export async function record(
  source: string,
  conditions: readonly string[] = [],
  release = '3.14.2',
): Promise<Recording> {
  const lane = lanes.get(release) ?? (await embedded(release));
  lanes.set(release, lane);
  const done = lane.recordStepping([{ source }], { fuel: 5000, conditions })[0]!;
  return recording(done.events, done.module, done.exception?.type, source);
}

/** Both writings of the oracle, which must say the same. */
export function oracle(
  run: Recording,
  text: string,
  rows: Partial<Policy> = {},
  filter: readonly string[] = [],
): Transcript {
  const spec: SessionSpec = { script: script(text), policy: { ...POLICIES.strict, ...rows }, filter };
  const transcript = stopsByTrace(run.trace, spec);
  const again = stopsByMachine(run.trace, spec);
  if (JSON.stringify(again) !== JSON.stringify(transcript))
    throw new Error(`the machine says ${stops(again)}, the function ${stops(transcript)}`);
  return transcript;
}

/** Stops as `function:line`, with `+` where nothing of that line fires (the middle of a line), `=value`, `!exception`, and reasons other than a step. */
export function stops(transcript: Transcript): string {
  return transcript.stops
    .map((s) => {
      const place = `${s.code === '<module>' ? 'M' : s.code}:${s.line}`;
      const value = s.value === undefined ? '' : `=${s.value}`;
      const exception = s.exception === undefined ? '' : `!${s.exception}`;
      const reasons = s.reasons
        .filter((r) => r !== 'step' && r !== 'entry')
        .map((r) => `[${r}${s.breakpoints.join(',')}]`);
      return place + value + exception + reasons.join('');
    })
    .join(' ');
}
