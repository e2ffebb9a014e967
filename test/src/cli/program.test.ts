import { describe, expect, it } from 'vitest';
import { targetsSchema } from '../../../src/report/schemas.ts';
import { runCli } from './run-cli.ts';

describe('steplaw', () => {
  it('tells its version', async () => {
    const { code, stdout } = await runCli('--version');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('helps with an example for every command', async () => {
    const { stdout } = await runCli('--help');
    const commands = [...stdout.matchAll(/^ {2}([a-z]+) (?:\[| {2,})/gm)]
      .map((m) => m[1]!)
      .filter((name) => name !== 'help' && name !== 'steplaw');
    expect(commands.length).toBeGreaterThan(3);
    for (const command of commands) {
      const { code, stdout: help } = await runCli(command, '--help');
      expect([command, code]).toEqual([command, 0]);
      expect(help).toMatch(new RegExp(`Examples?:\\n +steplaw ${command}`));
    }
  });
});

describe('steplaw targets', () => {
  it('lists the embedded CPythons, the default of each version marked', async () => {
    const { code, stdout } = await runCli('targets', '--json');
    expect(code).toBe(0);
    const { targets } = targetsSchema.parse(JSON.parse(stdout));
    const embedded = targets.filter((t) => t.runtime === 'embedded');
    expect(embedded.map((t) => [t.python.build, t.available, t.default])).toEqual([
      ['3.12.1 pyodide 0.26.4', true, true],
      ['3.12.7 pyodide 0.27.7', true, false],
      ['3.13.2 pyodide 0.29.4', true, true],
      ['3.14.2 pyodide 314.0.7', true, true],
      ['3.15.0rc1 pyodide 315.0.0-alpha.2', true, true],
    ]);
  });

  it('says what is wrong with a named interpreter', async () => {
    const { code, stdout } = await runCli('targets', '--native', '/nowhere/python');
    expect(code).toBe(0);
    expect(stdout).toContain('✗ /nowhere/python: it does not run');
  });
});
