/**
 * Productions of strings: literals, methods, formatting. A string grows by a literal or a number at a time.
 * @module
 */
import { build as b, type Expression } from '../../../model/index.ts';
import { callReturning } from './call.ts';
import type { Composer } from './composer.ts';
import { builtin, type Production, reads } from './production.ts';

type P = Production<Expression>;

const WORDS = ['a', 'b', 'ab', 'abc', 'x y', '', 'A', '1', 'ok', 'é'] as const;

const method = (receiver: 'str' | 'list' | 'dict' | 'set', names: readonly string[], ...args: (() => Expression)[]) =>
  builtin((g) => b.method(g.expression(receiver), g.draw.pick(names), ...args.map((make) => make())));

/** A slice of a sequence, by short constants or ints. */
export const sliced = (wanted: 'list' | 'str' | 'tuple') => (g: Composer) => {
  const bound = (): Expression | null =>
    g.draw.chance(0.35) ? null : g.draw.chance(0.7) ? b.int(g.draw.between(-3, 4)) : g.expression('int');
  const step = g.draw.chance(0.25) ? b.int(g.draw.pick([1, 2, -1, -2])) : null;
  return b.subscript(g.expression(wanted), b.slice(bound(), bound(), step));
};

function fstring(g: Composer): Expression {
  const parts: (Expression | string)[] = [];
  let text = false;
  for (let i = g.draw.between(1, 4); i > 0; i -= 1) {
    if (!text && g.draw.chance(0.4)) parts.push(g.draw.pick(['n=', ' ', 'a{b}', "it's", '; ']));
    else parts.push(field(g));
    text = typeof parts[parts.length - 1] === 'string';
  }
  g.spend(1);
  return b.fstring(...parts);
}

const INT_SPECS = ['d', '3', '>4', '<4', '^5', '05', '+', 'x', '#x', 'b', ',', '_'] as const;
const STR_SPECS = ['5', '>5', '<4', '^6', '*^7', '.2', 's'] as const;

function field(g: Composer): Expression {
  // What is written is used: it may bind a name that later code counts on.
  if (g.sometimes('format-spec', 0.11)) return b.formatted(g.expression('str'), -1, b.fstring(g.draw.pick(STR_SPECS)));
  const ints = g.draw.chance(0.6);
  const value = g.expression(ints ? 'int' : 'any');
  if (ints && g.sometimes('format-spec', 0.4)) {
    if (g.draw.chance(0.2)) {
      return b.formatted(value, -1, b.fstring('>', b.formatted(b.int(g.draw.between(1, 6)))));
    }
    return b.formatted(value, -1, b.fstring(g.draw.pick(INT_SPECS)));
  }
  return b.formatted(value, g.draw.pick([-1, -1, 114, 115, 97]));
}

export const STR: readonly P[] = [
  { feature: null, weight: 4, leaf: true, make: (g) => b.str(g.draw.pick(WORDS)) },
  { feature: null, weight: 4, leaf: true, make: reads('str') },
  { feature: null, weight: 1.5, make: (g) => b.binary(g.expression('str'), 'Add', b.str(g.draw.pick(WORDS))) },
  { feature: 'builtin', weight: 1.5, make: builtin((g) => b.call('str', [g.expression('int')])) },
  { feature: 'builtin', weight: 0.5, make: builtin((g) => b.call('repr', [g.expression('any')])) },
  {
    feature: 'subscript',
    weight: 0.6,
    risky: true,
    make: (g) => b.subscript(g.expression('str'), g.draw.pick([0, 1, -1])),
  },
  {
    feature: 'arithmetic',
    weight: 0.4,
    make: (g) => b.binary(b.str(g.draw.pick(['%d', '%s', '<%r>', '%3d'])), 'Mod', g.expression('int')),
  },
  {
    feature: 'arithmetic',
    weight: 0.3,
    make: (g) => b.binary(b.str(g.draw.pick(['a', '-', 'ab'])), 'Mult', g.draw.below(4)),
  },
  {
    feature: 'conditional-expression',
    weight: 0.6,
    make: (g) => b.conditional(g.expression('truth'), g.expression('str'), g.expression('str')),
  },
  { feature: 'fstring', weight: 3, make: fstring },
  { feature: 'slice', weight: 1, make: sliced('str') },
  {
    feature: 'str-method',
    weight: 2,
    make: method('str', ['upper', 'lower', 'strip', 'title', 'capitalize', 'swapcase', 'lstrip', 'rstrip', 'casefold']),
  },
  {
    feature: 'str-method',
    weight: 0.7,
    make: builtin((g) =>
      b.method(
        g.expression('str'),
        'replace',
        b.str(g.draw.pick(['a', 'b', 'ab', ' '])),
        b.str(g.draw.pick(['', 'x', 'yy'])),
      ),
    ),
  },
  {
    feature: 'str-method',
    weight: 0.6,
    make: builtin((g) =>
      b.method(g.expression('str'), g.draw.pick(['center', 'ljust', 'rjust', 'zfill']), b.int(g.draw.below(8))),
    ),
  },
  {
    feature: 'str-method',
    weight: 0.8,
    make: builtin((g) =>
      b.method(b.str(g.draw.pick([',', '', '-'])), 'join', b.call('map', ['str', g.expression('list')])),
    ),
  },
  {
    feature: 'str-method',
    weight: 0.5,
    make: builtin((g) =>
      b.method(b.str(g.draw.pick(['{}', '{0}-{0}', '<{:>3}>', '{!r}'])), 'format', g.expression('int')),
    ),
  },
  { feature: 'function', weight: 1, make: (g) => callReturning(g, 'str') },
];
