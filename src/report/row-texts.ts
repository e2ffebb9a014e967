/**
 * What the rows of the tables of versions say, in words: those that change which events a program tells.
 * @module
 */

/** By name of the row. A row that is missing here is shown by its name and values alone. */
export const ROW_TEXTS: Readonly<Record<string, string>> = {
  lazyAnnotations: 'annotations are code of their own, run when asked for (PEP 649)',
  whileTestsAtEnd: 'a `while` loop tests again at its end, not at its head',
  lambdaReturnsAtBody: 'the return of a lambda stands at its body, not at its first line',
  withAtItem: 'the code of a `with` item stands at its context expression',
  iterAtIterable: 'what iterates in a comprehension stands at the iterable',
  forAtIterable: 'FOR_ITER and GET_ITER of a loop stand at the iterable',
  generatorIter: 'where the iterator of a generator expression is made',
  comprehensionIter: 'where the iterator of a comprehension is made',
  consumers: 'builtins whose call on a generator expression runs in place',
  classFacts: 'classes get `__firstlineno__` and `__static_attributes__`',
  loadSpecial: '`with` looks its methods up by LOAD_SPECIAL and calls them',
  specialMethods: 'the methods of a `with` statement are called, and told, as others are',
  matchPopsAtNext: 'the subject of a matching case is dropped at the place of what follows',
  asyncForAtIterable: 'GET_AITER of `async for` stands at the iterable',
  raisesAtAssertTest: 'the raise of an `assert` stands at its test',
  boundAtExpression: 'the function of a type parameter’s bound stands at the bound',
  labelsFunctionBody: 'a label stands before the body of a function',
  docstringIsFirstConstant: 'functions keep their docstring as first constant',
  cleansDocstrings: 'docstrings are cleaned by the compiler',
  nullAtCallable: 'PUSH_NULL stands at the callable',
  afterEndFor: 'what follows END_FOR',
  splitBranches: 'each way of a branch is an event of its own',
  opcodeEvents: 'which instruction tells which event',
  neverLineStart: 'instructions at which no line starts',
  resumeHidesLine: 'a RESUME that nobody watches hides a LINE on its own line',
  returnsToCache: 'a call returns to its caches, so the next LINE is told',
  jumpMovesFirst: 'in the callback of a jump or branch the frame stands at its destination',
  hiddenCallers: 'a generator expression asks for its iterator in its own frame',
  unbindsBeforeCall: 'a bound method is taken apart before its call is told',
  throwAtResume: 'an exception is thrown into a generator at the RESUME behind the yield',
};
