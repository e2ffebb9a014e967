/**
 * `steplaw machines`: the charts as Mermaid, JSON or SCXML.
 * @module
 */
import { writeFileSync } from 'node:fs';
import { type Command, Option } from 'commander';
import { CHART_FORMATS, CHARTS, type ChartFormat, renderChart } from '../../machines/index.ts';
import { EXIT, type ExitCode, Failure } from './failure.ts';

interface MachinesOptions {
  readonly format: ChartFormat;
  readonly out?: string;
}

/** Registers the command. */
export function machinesCommand(program: Command, finish: (code: ExitCode) => void): void {
  program
    .command('machines')
    .description('the machines as Mermaid, JSON or SCXML')
    .argument('[name]', `one of ${CHARTS.map((c) => c.name).join(', ')}; all of them without`)
    .addOption(new Option('--format <format>', 'how to draw them').choices([...CHART_FORMATS]).default('mermaid'))
    .addOption(new Option('--out <file>', 'write there'))
    .addHelpText('after', '\nExample:\n  steplaw machines stepping --format scxml --out stepping.scxml')
    .action((name: string | undefined, options: MachinesOptions) => {
      const charts = name === undefined ? CHARTS : CHARTS.filter((c) => c.name === name);
      if (charts.length === 0)
        throw new Failure(`no machine ${name}; there are ${CHARTS.map((c) => c.name).join(', ')}`);
      if (options.format === 'scxml' && charts.length > 1)
        throw new Failure('an SCXML document holds one machine: name it');
      const drawn = charts.map((c) => renderChart(c, options.format));
      const text = options.format === 'json' && drawn.length > 1 ? `[${drawn.join(',')}]\n` : drawn.join('\n');
      if (options.out === undefined) process.stdout.write(text);
      else writeFileSync(options.out, text);
      finish(EXIT.held);
    });
}
