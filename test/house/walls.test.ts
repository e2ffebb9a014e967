import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/package-root.ts';
import { type Import, ROOMS, readModules } from './import-graph.ts';
import { WALLS } from './walls.ts';

const FIXTURES = join(packageRoot, 'test/fixtures/walls');
const modules = readModules(packageRoot);
const planted = readdirSync(FIXTURES);

describe('the import graph', () => {
  it('has every source file that is under version control', () => {
    const tracked = execFileSync('git', ['ls-files', '--', ...ROOMS.map((room) => `${room}/**/*.ts`)], {
      cwd: packageRoot,
      encoding: 'utf8',
    })
      .split('\n')
      .filter((path) => path !== '' && !path.startsWith('test/fixtures/'));
    const read = new Set(modules.map((m) => m.path));
    expect(tracked.length).toBeGreaterThan(0);
    expect(tracked.filter((path) => !read.has(path))).toEqual([]);
  });

  it('has an import for every line that names a module', () => {
    for (const { path, text, imports } of modules) {
      const lines = text.split('\n').filter((line) => /^(?:import|export|\}).*\bfrom '[^']+';$/.test(line));
      expect([path, imports.length]).toEqual([path, Math.max(imports.length, lines.length)]);
    }
  });

  it('leads only to files that there are', () => {
    const read = new Set(modules.map((m) => m.path));
    const lost = modules.flatMap((m) => m.imports).filter((i: Import) => i.to.endsWith('.ts') && !read.has(i.to));
    expect(lost.filter((i) => i.to !== 'vitest.config.ts')).toEqual([]);
  });
});

describe.each(WALLS)('the wall $name', (wall) => {
  it(`stands: ${wall.why}`, () => {
    expect(wall.breaches(modules)).toEqual([]);
  });

  it('is the one that its planted fault breaks', () => {
    const faulty = readModules(join(FIXTURES, wall.name));
    expect(WALLS.filter((w) => w.breaches(faulty).length > 0).map((w) => w.name)).toEqual([wall.name]);
  });
});

it('no planted fault is without a wall', () => {
  expect([...planted].sort()).toEqual(WALLS.map((w) => w.name).sort());
});
