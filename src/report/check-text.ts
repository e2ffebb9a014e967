/**
 * What `check` found, as text: one function a section.
 * @module
 */
import { LAWS, UNJUDGED_LAWS } from '../../properties/index.ts';
import { type LawsJudged, verdictOf } from '../judging/judge-laws.ts';
import type { KindCost } from '../judging/kind-costs.ts';
import type { ShrunkLaw } from '../judging/shrink-broken.ts';
import { costPerStop, type StopCost } from '../judging/stop-cost.ts';
import { JUDGED, JUDGED_MUTANTS } from '../judging/subjects-under-law.ts';

/** Longer programs explain nothing. */
const LINES_SHOWN = 16;

const MARKS = { holds: '✓', broken: '✗', 'not-exercised': '·' } as const;

/** Section 2: laws against strategies. */
export function matrixRows(laws: LawsJudged): string[] {
  const columns = JUDGED.filter((j) => laws.strategies.has(j.id));
  const checks = columns.map((c) => laws.strategies.get(c.id)?.checks ?? 0);
  const all = checks.reduce((sum, n) => sum + n, 0);
  const rate = Math.round(all / Math.max(laws.seconds, 0.001)).toLocaleString('en');
  const line = (name: string, cells: readonly string[]): string =>
    `   ${name.padEnd(34)}${cells.map((c, i) => c.padEnd(Math.max(6, columns[i]?.id.length ?? 0) + 1)).join('')}`.trimEnd();
  const rows = [
    `   ${laws.programs} programs, ${laws.sessions} sessions, each strategy judged in at least ${Math.min(...checks)} of them, ${rate} checks/s`,
    line(
      'law',
      columns.map((c) => c.id),
    ),
  ];
  for (const law of LAWS) {
    const verdicts = columns.map((c) => {
      const tally = laws.strategies.get(c.id)?.tallies.get(law.id);
      return tally === undefined ? '' : MARKS[verdictOf(tally)];
    });
    if (verdicts.some((v) => v !== '')) rows.push(line(law.id, verdicts));
  }
  for (const law of UNJUDGED_LAWS) rows.push(line(law.id, [...columns.map(() => '?'), law.reason]));
  return [...rows, '   ✓ holds  ✗ broken  · not exercised  ? inconclusive'];
}

/** Width of the names of strategies in section 3. */
const COST_NAME = Math.max(...JUDGED.map(({ id }) => id.length)) + 1;

/** Section 3: what a stop costs, over generated sessions and over kinds of programs. */
export function costRows(laws: LawsJudged, kinds: readonly KindCost[]): string[] {
  const head = ['events', 'checks', 'set writes', 're-instrumented', 'frame look-ups'];
  const row = (name: string, cost: StopCost): string =>
    `   ${name.padEnd(COST_NAME)}${Object.values(cost)
      .map((n: number) => n.toFixed(1).padStart(16))
      .join('')}`;
  const rows = [`   ${''.padEnd(COST_NAME)}${head.map((h) => h.padStart(16)).join('')}`, '   generated sessions'];
  for (const { id, onlyStops } of JUDGED) {
    const judged = laws.strategies.get(id);
    if (judged !== undefined && !onlyStops) rows.push(row(id, costPerStop(judged.cost.stops, judged.cost)));
  }
  for (const kind of new Set(kinds.map((k) => k.kind))) {
    rows.push(`   ${kind}`);
    for (const k of kinds) if (k.kind === kind) rows.push(row(k.strategy, k.cost));
  }
  return rows;
}

/** Section 4: the smallest session for each broken law; laws that one session breaks stand together. */
export function minimalRows(laws: LawsJudged, minimal: ReadonlyMap<string, readonly ShrunkLaw[]>): string[] {
  const rows: string[] = [];
  for (const { id, sound } of JUDGED) {
    const broken = laws.strategies.get(id)?.broken;
    if (broken === undefined || broken.size === 0) continue;
    const shrunk =
      minimal.get(id) ?? [...broken.values()].map((b) => ({ ...b, smallest: false, shared: false, story: [] }));
    const sessions = new Map<string, ShrunkLaw[]>();
    for (const one of shrunk) {
      const key = `${one.source}\n${one.script}`;
      sessions.set(key, [...(sessions.get(key) ?? []), one]);
    }
    for (const together of sessions.values()) {
      const [first] = together;
      const names = together.map((t) => t.law).join(', ');
      const found = sound ? ' (a finding: this strategy ought to keep it)' : '';
      rows.push(`   ${id} breaks ${names}${found}: ${first!.message}`);
      const lines = first!.source.trimEnd().split('\n');
      if (!first!.smallest) rows.push('     (the time did not suffice to make it smaller)');
      if (lines.length <= LINES_SHOWN)
        rows.push(...lines.map((text, i) => `     ${String(i + 1).padStart(3)}  ${text}`.trimEnd()));
      else rows.push(`     ${lines.length} lines; --json has them`);
      rows.push(`     script: ${first!.script || '(no command)'}`);
      if (first!.filter !== undefined) rows.push(`     steps skip: ${first!.filter.join(', ')}`);
      if (first!.setting === 'exceptions') rows.push('     policy: pdb');
      if (first!.smallest) rows.push(...first!.story.map((text) => `     | ${text}`));
      rows.push('');
    }
  }
  if (rows.length === 0) rows.push('   none');
  return rows;
}

/** Known-wrong steppers that no law noticed. */
export function survivors(laws: LawsJudged): string[] {
  return JUDGED_MUTANTS.filter((m) => !laws.killed.has(m.id)).map((m) => m.id);
}

/** Section 5: known-wrong steppers. */
export function mutantRows(laws: LawsJudged): string[] {
  const alive = survivors(laws);
  const killed = JUDGED_MUTANTS.length - alive.length;
  const rows = [`5. Known-wrong steppers: ${killed} of ${JUDGED_MUTANTS.length} killed`];
  if (alive.length > 0) rows.push(`   alive: ${alive.join(', ')}`);
  rows.push(
    ...laws.crashes.map(({ place, reason }) => `   program ${place} crashed CPython and was left out: ${reason}`),
  );
  return [...rows, ...laws.failures.map((failure) => `   a judging thread failed: ${failure}`)];
}
