#!/usr/bin/env node
/**
 * The process of the command `steplaw`.
 * @module
 */
import { EXIT } from './failure.ts';
import { runProgram } from './program.ts';

// A reader that has seen enough (`| head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(EXIT.held);
});

process.exitCode = await runProgram(process.argv.slice(2));
