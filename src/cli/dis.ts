/**
 * `steplaw dis`: a program's code as a CPython compiles it, with the events that each instruction can tell.
 * @module
 */
import { basename } from 'node:path';
import { type Command, Option } from 'commander';
import type { EmbeddedBuild } from '../lanes/builds.ts';
import { disassembly, disassemblyText } from '../report/dis.ts';
import { SCHEMA_VERSION } from '../report/schemas.ts';
import { openConsole } from './console.ts';
import { EXIT, type ExitCode } from './failure.ts';
import { python } from './options.ts';
import { readProgram } from './read-program.ts';
import { liftFile, openSourceLane } from './source-lane.ts';

interface DisOptions {
  readonly python: EmbeddedBuild;
  readonly native?: string;
  readonly masks?: true;
  readonly json?: true;
  readonly out?: string;
}

/** Registers the command. */
export function disCommand(program: Command, defaultPython: EmbeddedBuild, finish: (code: ExitCode) => void): void {
  program
    .command('dis')
    .description('the code of a program: lines, positions, handlers, and the events that each instruction can tell')
    .argument('<file>', 'a Python file')
    .addOption(
      new Option('--python <version>', 'a minor version or a release')
        .argParser(python)
        .default(defaultPython, defaultPython.version),
    )
    .option('--native <path>', 'a CPython of this machine in place of the embedded one')
    .option('--masks', 'the events of each instruction as a number too, as set_events of that version takes it')
    .option('--json', 'one JSON document')
    .option('--out <file>', 'write there instead of standard output')
    .addHelpText('after', '\nExample:\n  steplaw dis program.py --python 3.12 --masks')
    .action(async (file: string, options: DisOptions) => finish(await dis(file, options)));
}

async function dis(file: string, options: DisOptions): Promise<ExitCode> {
  const console = openConsole(options.out);
  const bytes = readProgram(file);
  const lane = openSourceLane(file, options.python, options.native);
  try {
    console.progress(`loading CPython ${lane.build} …`);
    const module = await liftFile(lane, file, basename(file), bytes);
    console.settle();
    const codes = disassembly(module, options.masks === true);
    if (options.json === true) {
      const of = { version: lane.version, build: lane.build };
      console.print(JSON.stringify({ steplaw: SCHEMA_VERSION, command: 'dis', python: of, codes }));
    } else console.print(disassemblyText(codes).join('\n'));
    return EXIT.held;
  } finally {
    console.settle();
    await lane.close();
  }
}
