import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { momentSchema, runSchema } from '../../../src/report/schemas.ts';
import { runCli } from './run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'steplaw-'));
afterAll(() => rmSync(folder, { recursive: true }));

const program = join(folder, 'program.py');
writeFileSync(program, 'def f(n):\n    m = [n]\n    return len(m) + n\nprint("go")\nprint(f(1))\n');

describe('steplaw run --at', () => {
  it('shows the event, its frames with locals and value stacks, the masks and the output', async () => {
    const { code, stdout } = await runCli('run', program, '--at', '9');
    expect(code).toBe(0);
    expect(stdout.split('\n').map((row) => row.trim())).toEqual([
      expect.stringMatching(/^event 9: LINE in f, line 3, after \d+ instructions$/),
      '',
      'f, line 3: return len(m) + n',
      expect.stringMatching(/^at {6}@\d+ LOAD_GLOBAL$/),
      'locals  n = 1',
      'm = [1]',
      '',
      '<module>, line 5: print(f(1))',
      expect.stringMatching(/^at {6}@\d+ CALL$/),
      'locals  f = <function object>',
      'stack   <builtin_function_or_method object>  NULL',
      '',
      expect.stringMatching(/^global events {2}tool 4: PY_START .*LINE/),
      'output until then:',
      'go',
      '',
    ]);
  });

  it('prints JSON that its schema accepts, with the event that the trace has there', async () => {
    const all = runSchema.parse(JSON.parse((await runCli('run', program, '--level', 'exact', '--json')).stdout));
    const { code, stdout } = await runCli('run', program, '--level', 'exact', '--at', '40', '--json');
    expect(code).toBe(0);
    const document = momentSchema.parse(JSON.parse(stdout));
    expect(document.event).toEqual(all.events[40]);
    expect(document.frames.at(-1)?.code).toBe('<module>');
  });

  it('says how many events there are where the asked one is not among them', async () => {
    const { code, stderr } = await runCli('run', program, '--at', '999');
    expect(code).toBe(2);
    expect(stderr).toMatch(/--at 999: .* tells \d+ events; name one of 0 to \d+/);
  });
});
