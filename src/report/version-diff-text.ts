/**
 * How a program's events changed between versions, as lines of text.
 * @module
 */

import type { TraceEvent } from '../../model/index.ts';
import type { Change, RowChange, VersionDiff } from '../differential/version-diff.ts';
import { ROW_TEXTS } from './row-texts.ts';

/** Events of one stretch that are shown. */
const SHOWN = 8;
const WIDTH = 60;

/** Equal changes are one entry. */
export function versionDiffText(
  diff: VersionDiff,
  names: readonly [string, string],
  lines: readonly string[],
): string[] {
  const { before, after, changes } = diff;
  const removed = changes.reduce((sum, c) => sum + c.removed.length, 0);
  const added = changes.reduce((sum, c) => sum + c.added.length, 0);
  const rows = [
    `CPython ${names[0]}: ${before.events.length} events; ${names[1]}: ${after.events.length} events; ${removed} gone, ${added} new`,
  ];
  for (const [change, times] of grouped(changes)) {
    rows.push('', `${place(before.events, change)}${times === 1 ? '' : `, and so ${times} times in all`}`);
    rows.push(...some(change.removed, '−', lines), ...some(change.added, '+', lines));
    if (change.rows.length === 0) rows.push('  because of rows that do not go one without the other (below)');
    const because = change.alone ? 'because of' : 'together with others, because of';
    for (const row of change.rows) rows.push(`  ${because} ${rowText(row)}`);
  }
  const tied = diff.inseparable.filter(({ row }) => ROW_TEXTS[row] !== undefined);
  if (changes.some((change) => change.rows.length === 0) && tied.length > 0)
    rows.push('', 'rows that do not go one without the other:', ...tied.map((row) => `  ${rowText(row)}`));
  return rows;
}

function grouped(changes: readonly Change[]): [Change, number][] {
  const found = new Map<string, [Change, number]>();
  for (const change of changes) {
    const key = JSON.stringify([change.removed.map(eventText), change.added.map(eventText), change.rows]);
    const known = found.get(key);
    if (known === undefined) found.set(key, [change, 1]);
    else known[1]++;
  }
  return [...found.values()];
}

function place(events: readonly TraceEvent[], { at }: Change): string {
  const last = events[at - 1];
  return last === undefined ? 'at the start' : `behind event ${at}, ${eventText(last)}`;
}

function some(events: readonly TraceEvent[], sign: string, lines: readonly string[]): string[] {
  const rows = events.slice(0, SHOWN).map((event) => {
    const text = lines[event.line - 1]?.trim() ?? '';
    return `  ${sign} ${eventText(event).padEnd(WIDTH)} ${text}`.trimEnd();
  });
  return events.length > SHOWN ? [...rows, `  ${sign} … ${events.length - SHOWN} more`] : rows;
}

function eventText({ event, code, line, direction }: TraceEvent): string {
  const name = event === 'BRANCH' ? `BRANCH ${direction}` : event;
  return `${name} of ${code}, line ${line}`;
}

function rowText({ table, row, before, after }: RowChange): string {
  const text = ROW_TEXTS[row];
  return `${row} (${table}${text === undefined ? '' : `: ${text}`}): ${valueText(before)} → ${valueText(after)}`;
}

function valueText(value: unknown): string {
  const text = JSON.stringify(value) ?? 'none';
  return text.length > 70 ? `${text.slice(0, 67)}…` : text;
}
