/**
 * The constructs that generated programs are made of, each switchable by name, so that a model can be widened one at a time.
 * @module
 */

/** What the smallest model runs: enough for programs with control flow, functions and output. */
export const START_FEATURES = ['assign', 'arithmetic', 'if', 'while', 'for-range', 'function', 'print'] as const;

/** The rest of the core language. */
const REST_OF_CORE = [
  // expressions
  'float',
  'str',
  'none',
  'bool-operator',
  'comparison-chain',
  'conditional-expression',
  'list',
  'tuple',
  'dict',
  'set',
  'subscript',
  'lambda',
  'comprehension',
  'nested-comprehension',
  'generator-expression',
  'builtin',
  'callback',
  'star-call',
  // simple statements
  'unpacking',
  'star-unpacking',
  'augmented-assignment',
  'del',
  'assert',
  'pass',
  'raise',
  'raise-from',
  'reraise',
  // control flow
  'for-iterable',
  'loop-else',
  'break',
  'continue',
  'try-except',
  'try-else',
  'try-finally',
  'error',
  'with',
  'with-several',
  'with-suppress',
  'with-raise',
  // functions
  'default',
  'keyword-argument',
  'keyword-only',
  'positional-only',
  'var-args',
  'wrong-call',
  'closure',
  'nonlocal',
  'global',
  'recursion',
  'mutual-recursion',
  'decorator',
  'nested-function',
  'nested-class',
  // generators
  'generator',
  'yield-from',
  'send',
  'throw',
  'close',
  'abandon',
  // classes
  'class',
  'method',
  'iterator-protocol',
  'context-manager',
  'operator-method',
  'comparison-method',
  'container-method',
  'call-method',
  'getattr-method',
  'del-method',
  // text
  'layout',
] as const;

/** What users' files hold beyond the core. */
const BEYOND_CORE = [
  'slice',
  'fstring',
  'format-spec',
  'walrus',
  'star-expression',
  'inheritance',
  'super',
  'property',
  'static-method',
  'str-method',
  'list-method',
  'dict-method',
  'set-method',
  'match',
  'except-star',
  'async',
  'annotation',
  'type-parameter',
  'type-alias',
  'import',
  'library',
  'trace-function',
] as const;

export const CORE_FEATURES = [...START_FEATURES, ...REST_OF_CORE] as const;
export const FEATURES = [...CORE_FEATURES, ...BEYOND_CORE] as const;

export type Feature = (typeof FEATURES)[number];
