/**
 * Values of options, checked.
 * @module
 */
import { InvalidArgumentError } from 'commander';
import { EVENT_NAMES, type EventName, VERSIONS } from '../../model/index.ts';
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
