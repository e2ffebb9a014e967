import { describe, expect, it } from 'vitest';
import { findPythons, NATIVE_REMEDY } from '../../../src/lanes/find-pythons.ts';
import { NativeLane } from '../../../src/lanes/native-lane.ts';

// A daemon that swallows whatever would end it.
const STUBBORN = `
import _thread
def f():
    while True:
        try:
            lock.acquire()
        except BaseException:
            pass
lock = _thread.allocate_lock()
lock.acquire()
_thread.start_new_thread(f, ())
import time
time.sleep(1)
`;
const OPTIONS = { level: 'semantic', fuel: 2000 } as const;
const [python] = findPythons();

describe('a native CPython whose threads would not end', () => {
  it.skipIf(python === undefined)(`is started again, and what comes next is answered (${NATIVE_REMEDY})`, async () => {
    const lane = new NativeLane(python!);
    const schedule = { granularity: 'line', choices: [] } as const;
    for (let i = 0; i < 2; i++) {
      const [run] = await lane.recordScheduled([{ source: STUBBORN, schedule }], OPTIONS);
      expect(run?.trace.events.length).toBeGreaterThan(0);
      expect((await lane.parse('x = 1\n')).error).toBeUndefined();
    }
    await lane.close();
  });
});
