/**
 * How a command ends other than well.
 * @module
 */

/** Exit codes; of several, 2 wins over 1, 1 over 3, 3 over 0. */
export const EXIT = { held: 0, found: 1, badInput: 2, notJudged: 3, interrupted: 130 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

const WEIGHT: readonly ExitCode[] = [EXIT.held, EXIT.notJudged, EXIT.found, EXIT.badInput, EXIT.interrupted];

/** The exit code of several outcomes together. */
export function worst(codes: readonly ExitCode[]): ExitCode {
  return codes.reduce<ExitCode>((a, b) => (WEIGHT.indexOf(b) > WEIGHT.indexOf(a) ? b : a), EXIT.held);
}

/** Bad input, a target that cannot be judged, or a failure of the tool: the message names it and the remedy. */
export class Failure extends Error {
  readonly exitCode: ExitCode;

  constructor(message: string, exitCode: ExitCode = EXIT.badInput) {
    super(message);
    this.name = 'Failure';
    this.exitCode = exitCode;
  }
}
