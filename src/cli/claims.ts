/**
 * `steplaw claims`: what was said about PEP 669, each claim settled by running.
 * @module
 */
import { type Command, Option } from 'commander';
import { openLaboratory } from '../claims/laboratory.ts';
import { claimsOf, type SettledClaim, settleClaim } from '../claims/settle.ts';
import type { EmbeddedBuild } from '../lanes/builds.ts';
import { claimsHtml } from '../report/claims-html.ts';
import { claimsDocument } from '../report/claims-json.ts';
import { claimDetails, claimSummary, claimsMarkdown } from '../report/claims-text.ts';
import { openConsole } from './console.ts';
import { EXIT, type ExitCode, Failure } from './failure.ts';
import { pythons } from './options.ts';

interface ClaimsOptions {
  readonly python: readonly EmbeddedBuild[];
  readonly json?: true;
  readonly out?: string;
}

/** Registers the command. */
export function claimsCommand(
  program: Command,
  defaults: readonly EmbeddedBuild[],
  finish: (code: ExitCode) => void,
): void {
  program
    .command('claims')
    .description('what was said about PEP 669, settled by running; with ids, their evidence too')
    .argument('[ids...]', 'claims: C1 to C16')
    .addOption(
      new Option('--python <versions>', 'versions to run on, separated by commas')
        .argParser(pythons)
        .default(defaults, defaults.map((b) => b.version).join(',')),
    )
    .option('--json', 'one JSON document')
    .option('--out <file>', 'write there: .md a document, .html one page with pictures, otherwise text')
    .addHelpText(
      'after',
      '\nExamples:\n  steplaw claims\n  steplaw claims C12 --python 3.14\n  steplaw claims --out claims.html',
    )
    .action(async (ids: string[], options: ClaimsOptions) => finish(await claims(ids, options)));
}

async function claims(ids: readonly string[], options: ClaimsOptions): Promise<ExitCode> {
  const { claims: asked, unknown } = claimsOf(ids);
  if (unknown.length > 0) throw new Failure(`no claim ${unknown.join(', ')}; there are C1 to C16`);
  const console = openConsole(options.out);
  let interrupted = false;
  const interrupt = (): void => {
    if (interrupted) process.exit(EXIT.interrupted);
    interrupted = true;
  };
  process.on('SIGINT', interrupt);
  try {
    console.progress(`loading CPython ${options.python.map((b) => b.release).join(', ')} …`);
    const laboratory = await openLaboratory(options.python);
    const names = laboratory.benches.map((b) => b.build);
    const kind = /\.(md|html?)$/.exec(options.out ?? '')?.[1];
    const text = options.json !== true && kind === undefined;
    const settled: SettledClaim[] = [];
    for (const claim of asked) {
      console.progress(`${claim.id}: ${claim.claim}`);
      const one = settleClaim(claim, laboratory);
      console.settle();
      settled.push(one);
      if (text) console.print((ids.length === 0 ? claimSummary(one) : claimDetails(one)).join('\n'));
      // Between claims, so that an interrupt is heard.
      await new Promise((resume) => setImmediate(resume));
      if (interrupted) break;
    }
    if (options.json) console.print(JSON.stringify(claimsDocument(settled, laboratory), null, 1));
    else if (kind === 'md') console.print(claimsMarkdown(settled, names));
    else if (kind !== undefined) console.print(claimsHtml(settled, names));
    laboratory.close();
    return interrupted ? EXIT.interrupted : EXIT.held;
  } finally {
    process.off('SIGINT', interrupt);
    console.settle();
  }
}
