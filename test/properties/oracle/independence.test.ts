import { describe, expect, it } from 'vitest';
import { type Module, readModules } from '../../house/import-graph.ts';

const modules = new Map(readModules(process.cwd()).map((m) => [m.path, m]));

/** What a module needs when it runs: imports of types are erased. */
function needs(path: string, seen = new Set<string>()): ReadonlySet<string> {
  const module: Module | undefined = modules.get(path);
  for (const { to, typeOnly } of module?.imports ?? []) {
    if (typeOnly || seen.has(to) || !modules.has(to)) continue;
    seen.add(to);
    needs(to, seen);
  }
  return seen;
}

describe('the two writings of the oracle', () => {
  const trace = needs('properties/oracle/by-trace.ts');
  const machine = needs('properties/oracle/by-machine.ts');

  it('need nothing of each other', () => {
    expect(trace.has('properties/oracle/by-machine.ts')).toBe(false);
    expect([...machine].filter((m) => m.startsWith('properties/oracle/'))).toEqual([]);
  });

  it('share no helper: the function needs no machine at all, and nothing of the properties that the machine needs', () => {
    expect([...trace].filter((m) => m.startsWith('machines/'))).toEqual([]);
    expect([...trace].filter((m) => machine.has(m) && !m.startsWith('model/'))).toEqual([]);
  });
});
