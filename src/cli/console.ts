/**
 * What commands write: results to standard output or a file, progress to standard error.
 * @module
 */
import { writeFileSync } from 'node:fs';
import { Failure } from './failure.ts';

/** Where a command writes. */
export interface Console {
  /** A result, with a newline after it; to the file of `--out` if one was given. */
  print(text: string): void;
  /** What is going on: one line that is written over on a terminal, lines of their own elsewhere. */
  progress(text: string): void;
  /** Ends the progress line. */
  settle(): void;
}

/** How often progress is written where it cannot be written over. */
const PLAIN_EVERY = 5000;

/** The console of a run. Progress is left out of a pipe unless `verbose` and then written now and then. */
export function openConsole(out: string | undefined): Console {
  const terminal = process.stderr.isTTY === true;
  let shown = false;
  let last = 0;
  if (out !== undefined) writeOrFail(out, '', 'w');
  return {
    print(text) {
      if (shown && terminal) process.stderr.write('\r\x1b[K');
      shown = false;
      if (out === undefined) process.stdout.write(`${text}\n`);
      else writeOrFail(out, `${text}\n`, 'a');
    },
    progress(text) {
      if (terminal) {
        const width = (process.stderr.columns ?? 80) - 1;
        process.stderr.write(`\r\x1b[K${text.slice(0, width)}`);
        shown = true;
      } else if (Date.now() - last >= PLAIN_EVERY) {
        last = Date.now();
        process.stderr.write(`${text}\n`);
      }
    },
    settle() {
      if (shown) process.stderr.write('\r\x1b[K');
      shown = false;
    },
  };
}

function writeOrFail(path: string, text: string, flag: 'w' | 'a'): void {
  try {
    writeFileSync(path, text, { flag });
  } catch (error) {
    throw new Failure(`cannot write ${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
