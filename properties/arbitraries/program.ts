/**
 * Whole programs as a fast-check arbitrary: well-formed and ending by construction; same seed, same program; shrinking to programs that are
 * strictly smaller and as well-behaved.
 * @module
 */
import { Arbitrary, type Random, Stream, toStringMethod, Value } from 'fast-check';
import { type Module, print } from '../../model/index.ts';
import { Draw } from './compose/draw.ts';
import type { Prepared } from './compose/production.ts';
import { composeProgram, prepareFeatures } from './compose/program.ts';
import { CORE_FEATURES, type Feature } from './features.ts';
import { shrinkModule } from './shrink/shrink.ts';

/** A program: a tree without positions, with layout hints. Print it to have both its source and its positions. */
export interface Program {
  readonly module: Module;
}

export interface ProgramOptions {
  /** The constructs to write programs with; the core language if not given. */
  readonly features?: readonly Feature[];
  /** How long programs are: 1 is the default mixture. */
  readonly size?: number;
  /** The share of programs that run long in spite of few lines, in loops of many rounds; none if not given. */
  readonly enduring?: number;
}

/**
 * The most events that a program of size 1 may have, INSTRUCTION and JUMP left out: what composing aims below and a run may take for a fault
 * above.
 */
export const EVENT_BUDGET = 5000;

/** A program that reports print as its source. */
function program(module: Module): Program {
  const made: Program = { module };
  return Object.defineProperty(made, toStringMethod, { value: () => print(module).source, enumerable: false });
}

class ProgramArbitrary extends Arbitrary<Program> {
  private readonly prepared: Prepared;
  private readonly size: number;
  private readonly enduring: number;

  constructor({ features = CORE_FEATURES, size = 1, enduring = 0 }: ProgramOptions) {
    super();
    this.prepared = prepareFeatures(new Set(features));
    this.size = size;
    this.enduring = enduring;
  }

  override generate(random: Random): Value<Program> {
    const draw = new Draw(random.nextInt(-0x8000_0000, 0x7fff_ffff));
    return new Value(program(composeProgram(draw, this.prepared, this.size, this.enduring)), undefined);
  }

  override canShrinkWithoutContext(value: unknown): value is Program {
    return typeof value === 'object' && value !== null && 'module' in value;
  }

  override shrink({ module }: Program): Stream<Value<Program>> {
    return new Stream(shrinkModule(module)).map((smaller) => new Value(program(smaller), undefined));
  }
}

/** Programs made of the given constructs. */
export const programArbitrary = (options: ProgramOptions = {}): Arbitrary<Program> => new ProgramArbitrary(options);
