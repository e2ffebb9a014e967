/**
 * Values of options, checked.
 * @module
 */
import { readFileSync } from 'node:fs';
import { InvalidArgumentError } from 'commander';
import * as z from 'zod';
import {
  EVENT_NAMES,
  type EventName,
  GRANULARITIES,
  parseSchedule,
  type RandomSchedule,
  type Schedule,
  VERSIONS,
} from '../../model/index.ts';
import { EMBEDDED_BUILDS, type EmbeddedBuild, embeddedBuild } from '../lanes/builds.ts';

/** A whole number of at least `least`. */
export function integer(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!Number.isInteger(value) || value < least)
      throw new InvalidArgumentError(`It is a whole number of at least ${least}.`);
    return value;
  };
}

/** A schedule of threads: `seed:7`, `seed:7/line`, or a file with one. */
export function schedule(text: string): Schedule | RandomSchedule {
  const random = /^seed:(-?\d+|0x[0-9a-fA-F]+)(?:\/([a-z-]+))?$/.exec(text);
  if (random !== null) {
    const granularity = GRANULARITIES.find((known) => known === (random[2] ?? 'instruction'));
    if (granularity === undefined) throw new InvalidArgumentError(`Granularities are ${GRANULARITIES.join(', ')}.`);
    return { granularity, seed: Number(random[1]) | 0 };
  }
  if (text.startsWith('seed:')) throw new InvalidArgumentError('A seed is a whole number: seed:7, or seed:7/line.');
  return parseSchedule(text) ?? readSchedule(text);
}

const CHOICE = z.strictObject({ at: z.int().min(0), thread: z.int().min(0) });
const SCHEDULE = z.object({ granularity: z.enum(GRANULARITIES), choices: z.array(CHOICE) });

/** A file with a schedule, or with a case that has one. */
function readSchedule(file: string): Schedule {
  let document: unknown;
  try {
    document = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new InvalidArgumentError(`It is seed:N or a file with a schedule; ${file}: ${why}`);
  }
  const given =
    typeof document === 'object' && document !== null && 'schedule' in document ? document.schedule : document;
  const parsed = SCHEDULE.safeParse(given);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const place = issue === undefined ? '' : ` at ${issue.path.join('.') || 'the top'}: ${issue.message}`;
  throw new InvalidArgumentError(
    `${file} holds no schedule${place}. One is {"granularity": "line", "choices": [{"at": 3, "thread": 1}]}.`,
  );
}

/** A seed: decimal, or hexadecimal after `0x`; 32 bits of it are used. */
export function seed(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value)) throw new InvalidArgumentError('It is a whole number, decimal or 0x….');
  return value | 0;
}

/** A list of CPythons: minor versions (`3.14`) or releases (`3.12.7`), separated by commas. */
export function pythons(text: string): EmbeddedBuild[] {
  return text.split(',').map(python);
}

/** One CPython. */
export function python(text: string): EmbeddedBuild {
  const build = embeddedBuild(text.trim());
  if (build !== undefined) return build;
  const known = [...new Set(EMBEDDED_BUILDS.flatMap((b) => [b.version, b.release]))].join(', ');
  throw new InvalidArgumentError(`Known are ${known}.`);
}

/** A list of CPythons by name, wherever they run: minor versions or releases of one, separated by commas. */
export function pythonNames(text: string): string[] {
  return text.split(',').map((word) => {
    const name = word.trim();
    if (VERSIONS.some((version) => name === version || name.startsWith(`${version}.`))) return name;
    throw new InvalidArgumentError(`Known are ${VERSIONS.join(', ')} and their releases.`);
  });
}

/** A list of event names. */
export function events(text: string): EventName[] {
  return text.split(',').map((word) => {
    const name = EVENT_NAMES.find((e) => e === word.trim().toUpperCase());
    if (name === undefined)
      throw new InvalidArgumentError(`${word} is no event. Events are ${EVENT_NAMES.join(', ')}.`);
    return name;
  });
}

/** A duration in milliseconds: `500ms`, `30s`, `10m`, `8h`. */
export function duration(text: string): number {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text);
  const unit = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }[match?.[2] ?? ''];
  if (match === null || unit === undefined) throw new InvalidArgumentError('It is a number with ms, s, m or h: 30s.');
  return Number(match[1]) * unit;
}
