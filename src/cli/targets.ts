/**
 * `steplaw targets`: the CPythons that can be judged here, and what installs the others.
 * @module
 */
import type { Command } from 'commander';
import { EMBEDDED_BUILDS, embeddedBuild } from '../lanes/builds.ts';
import { findPythons, inspectPython, NATIVE_REMEDY } from '../lanes/find-pythons.ts';
import { installedBuild } from '../lanes/load-pyodide.ts';
import { SCHEMA_VERSION } from '../report/schemas.ts';
import { openConsole } from './console.ts';
import { EXIT, type ExitCode } from './failure.ts';

interface TargetsOptions {
  readonly json?: true;
  readonly out?: string;
  readonly native?: readonly string[];
}

interface Target {
  readonly python: { readonly version: string; readonly build: string };
  readonly runtime: 'embedded' | 'native';
  readonly available: boolean;
  readonly default: boolean;
  readonly path?: string;
  readonly remedy?: string;
}

export function targetsCommand(program: Command, finish: (code: ExitCode) => void): void {
  program
    .command('targets')
    .description('the CPythons that can be judged here, and what installs the others')
    .option('--native <path>', 'a CPython to look at besides (repeatable)', (path: string, before: string[] = []) => [
      ...before,
      path,
    ])
    .option('--json', 'one JSON document')
    .option('--out <file>', 'write there instead of standard output')
    .addHelpText('after', '\nExample:\n  steplaw targets --native /usr/local/bin/python3.14')
    .action((options: TargetsOptions) => finish(targets(options)));
}

function targets(options: TargetsOptions): ExitCode {
  const console = openConsole(options.out);
  const named = (options.native ?? []).map(inspectPython);
  const natives = [...named.flatMap((p) => ('release' in p ? [p] : [])), ...findPythons()];
  const refused = named.flatMap((p) => ('problem' in p ? [{ path: p.path, problem: p.problem }] : []));
  const found: Target[] = [
    ...EMBEDDED_BUILDS.map((build): Target => {
      const available = installedBuild(build) !== undefined;
      return {
        python: { version: build.version, build: build.build },
        runtime: 'embedded',
        available,
        default: embeddedBuild(build.version) === build,
        ...(available ? {} : { remedy: 'npm install' }),
      };
    }),
    ...natives.map(
      (p): Target => ({
        python: { version: p.version, build: `${p.release} native` },
        runtime: 'native',
        available: true,
        default: false,
        path: p.path,
      }),
    ),
  ];
  if (options.json) {
    console.print(JSON.stringify({ steplaw: SCHEMA_VERSION, command: 'targets', targets: found, refused }, null, 2));
    return EXIT.held;
  }
  console.print('embedded CPythons');
  for (const target of found) {
    if (target.runtime === 'embedded') {
      const note = target.available
        ? target.default
          ? `  --python ${target.python.version}`
          : ''
        : `  missing: ${target.remedy}`;
      console.print(`  ${target.available ? '✓' : '✗'} ${target.python.build.padEnd(38)}${note}`.trimEnd());
    }
  }
  console.print('native CPythons');
  for (const native of natives) console.print(`  ✓ ${`${native.release} native`.padEnd(38)}  --native ${native.path}`);
  for (const { path, problem } of refused) console.print(`  ✗ ${path}: ${problem}`);
  if (natives.length === 0) console.print(`  none found; ${NATIVE_REMEDY}`);
  return EXIT.held;
}
