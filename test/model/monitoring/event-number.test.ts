import { describe, expect, it } from 'vitest';
import { eventNumbers, eventSetNumber } from '../../../model/monitoring/event-number.ts';

describe('event numbers', () => {
  // Read off `sys.monitoring.events` of 3.12.1, 3.12.7, 3.13.2, 3.14.2 and 3.15.0rc1.
  it.each([
    ['3.12', { PY_START: 1, LINE: 32, JUMP: 128, BRANCH: 256, STOP_ITERATION: 512, RERAISE: 16384, C_RAISE: 65536 }],
    ['3.13', { PY_START: 1, CALL: 16, BRANCH: 256, RAISE: 1024, PY_UNWIND: 4096, PY_THROW: 8192, C_RETURN: 32768 }],
    ['3.14', { LINE: 32, BRANCH_LEFT: 256, BRANCH_RIGHT: 512, BRANCH: 1 << 18, RAISE: 2048, C_RAISE: 131072 }],
    ['3.15', { INSTRUCTION: 64, STOP_ITERATION: 1024, EXCEPTION_HANDLED: 4096, PY_UNWIND: 8192, RERAISE: 32768 }],
  ] as const)('of %s are CPython’s', (version, numbers) => {
    expect(Object.fromEntries(eventNumbers(version))).toMatchObject(numbers);
  });

  it('make a set by addition; an event that the version does not have adds nothing', () => {
    expect(eventSetNumber('3.12', ['LINE', 'CALL', 'BRANCH_LEFT'])).toBe(48);
  });
});
