/**
 * Reads a program that a user named.
 * @module
 */
import { readFileSync, statSync } from 'node:fs';
import type { SourceError } from '../lanes/lane.ts';
import { Failure } from './failure.ts';

/** Larger files are refused: an embedded CPython compiles no faster than about 1 MB a second. */
const MAX_BYTES = 4 * 1024 * 1024;

/**
 * The bytes of a program.
 * @throws Failure where it is no file, cannot be read, or is too large.
 */
export function readProgram(path: string): Uint8Array {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) throw new Failure(`${path}: no such file`);
  if (stat.isDirectory()) throw new Failure(`${path}: is a folder; name a Python file`);
  if (stat.size > MAX_BYTES) {
    const size = (stat.size / 1024 / 1024).toFixed(1);
    throw new Failure(`${path}: ${size} MB is more than the ${MAX_BYTES / 1024 / 1024} MB that a program may have`);
  }
  try {
    return new Uint8Array(readFileSync(path));
  } catch (error) {
    throw new Failure(`${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/**
 * The text that a program reads as its standard input.
 * @throws Failure as for a program.
 */
export function readInput(path: string): string {
  return new TextDecoder('utf-8').decode(readProgram(path));
}

/** A declaration of a source's encoding, in its first two lines (PEP 263). */
const DECLARED = /^(?:[ \t\f]*(?:#.*)?\r?\n)?[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/;

/** The text of a source in the encoding that it declares, or in UTF-8. What is in no encoding known here is shown as UTF-8 too. */
export function sourceText(bytes: Uint8Array): string {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 500));
  const name =
    DECLARED.exec(head)?.[1]
      ?.toLowerCase()
      .replaceAll('_', '-')
      .replace(/^latin-/, 'latin') ?? 'utf-8';
  try {
    return new TextDecoder(name).decode(bytes);
  } catch {
    return new TextDecoder('utf-8').decode(bytes);
  }
}

/** The lines of a source as they are shown. */
export function sourceLines(bytes: Uint8Array): string[] {
  return sourceText(bytes).split(/\r\n|\r|\n/);
}

/** A source that does not compile, as compilers say it: place, reason, the line with a caret. */
export function sourceFailure(path: string, error: SourceError, bytes: Uint8Array): Failure {
  const place = error.line > 0 ? `${path}:${error.line}:${Math.max(1, error.column)}` : path;
  const text = `${place}: ${error.type}: ${error.message}`;
  const line = error.line > 0 ? sourceLines(bytes)[error.line - 1] : undefined;
  // A line of a binary file or of a generated one helps nobody.
  if (line === undefined || line.length > 160 || /\p{Cc}/u.test(line.replaceAll('\t', ''))) return new Failure(text);
  const caret = `${line.slice(0, Math.max(0, error.column - 1)).replace(/[^\t]/g, ' ')}^`;
  return new Failure(`${text}\n    ${line}\n    ${caret}`);
}
