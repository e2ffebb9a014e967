/**
 * Shapes in which frames are entered and left where nobody looks: generators that C code consumes or closes, callers that fail before they execute
 * anything more, `with` and `finally` on every way out, decorators and class bodies, calls over several lines, asynchronous iteration.
 * @module
 */
import { build as b } from '../../model/index.ts';
import { fn, type Shape, say, step, type Variant } from './shape-parts.ts';

/** A generator that C code resumes: nothing of its caller runs between two values. */
function consumed({ n, flag, other }: Variant): Shape {
  const gen = fn('flow', [
    step(),
    b.evaluate(b.yielded('x')),
    step('y'),
    ...(other ? [b.tryDo([b.evaluate(b.yielded('y'))], [], [], [step('w')])] : [b.evaluate(b.yielded('y'))]),
    step('z'),
  ]);
  const by = ['list', 'sum', 'tuple'][n - 1]!;
  return {
    definitions: [gen, fn('eat', [b.assign('x', b.call(by, [b.call('flow', ['n'])])), step('y'), b.returns('x')])],
    use: [
      b.assign('r', b.call('eat', [n])),
      ...(flag ? [b.assign('a', b.call('flow', [1])), say('next', 'a'), b.assign('r', b.call('list', ['a']))] : []),
      b.assign('s', b.compare(9, 'In', b.call('flow', [n]))),
      b.assign('t', 1),
    ],
  };
}

/** A callee returns and its caller fails before it executes anything more: the end of a generator, a truth value that is none. */
function drained({ n, flag, other }: Variant): Shape {
  const odd = b.classDef('Unsure', [], [fn('__bool__', [b.assign('w', 1), b.returns(5)], ['self'])]);
  const none = fn('none', [step(), b.ifThen(b.compare('n', 'Gt', 5), [b.evaluate(b.yielded('n'))])]);
  const fails = flag ? b.assign('x', b.call('next', [b.call('none', ['n'])])) : b.ifThen(b.call('Unsure'), [step()]);
  const take = fn('take', [fails, step('y')]);
  const middle = fn('middling', [
    other ? b.tryDo([say('take', 'n')], [], [], [step('z')]) : say('take', 'n'),
    step('y'),
  ]);
  return {
    definitions: [flag ? none : odd, take, middle],
    use: [
      b.tryDo(
        [say(n === 1 ? 'take' : 'middling', n)],
        [b.except(flag ? 'StopIteration' : 'TypeError', null, [b.assign('s', 1)])],
      ),
      b.assign('t', 1),
    ],
  };
}

/** Ways out of `with` and `finally`: the end, an exception, `return`, `continue`, `break`. */
function managed({ n, flag, other }: Variant): Shape {
  const held = b.classDef(
    'Held',
    [],
    [
      fn('__enter__', [b.assign('w', 1), b.returns('self')], ['self']),
      fn('__exit__', [b.assign('w', 2), b.returns(b.constant(false))], ['self', 'a', 'e', 'c']),
    ],
  );
  const two = other ? [b.withItem(b.call('Held')), b.withItem(b.call('Held'))] : [b.withItem(b.call('Held'))];
  const out = [b.returns('i'), b.breakLoop(), b.continueLoop()][n - 1]!;
  return {
    definitions: [
      held,
      fn('within', [b.withDo(two, [step(), ...(flag ? [b.raise('KeyError')] : [])]), step('y')]),
      fn('around', [
        b.forIn('i', b.tuple(1, 2), [
          b.tryDo([step(), b.ifThen(b.compare('i', 'Eq', 1), [out]), step('y')], [], [], [step('z')]),
        ]),
        step('w'),
      ]),
    ],
    use: [
      b.tryDo([say('within', n)], [b.except('KeyError', null, [b.assign('s', 1)])]),
      say('around', n),
      b.assign('t', 1),
    ],
  };
}

/** Decorators, a class body with a method, a base that is told of its subclass, defaults that call. */
function defined({ n, flag, other }: Variant): Shape {
  const deco = fn('deco', [b.assign('x', 1), b.returns('f')], ['f']);
  const made = b.def('made', b.parameters(['n']), [b.returns('n')], {
    decorators: flag ? ['deco', 'deco'] : ['deco'],
  });
  const base = b.classDef('Base', [], [fn('__init_subclass__', [b.assign('w', 1)], ['cls'])]);
  const sub = b.classDef(
    'Sub',
    ['Base'],
    [b.assign('y', b.call('made', [n])), fn('m', [b.assign('x', 1), b.returns('x')], ['self']), b.assign('z', 1)],
  );
  return {
    definitions: [deco, made, ...(other ? [base, sub] : [])],
    use: [
      b.assign('r', b.call('made', [n])),
      ...(other
        ? [b.assign('r', b.method(b.call('Sub'), 'm'))]
        : [b.assign('r', b.call('made', [b.call('made', [n])]))]),
      b.assign('t', 1),
    ],
  };
}

/** Statements over several lines, with calls on each of them. */
function spread({ n, flag, other }: Variant): Shape {
  const one = b.call('bit', [1]);
  const two = b.call('bit', [n]);
  const many = flag ? b.call('pair', [one, two]) : b.list(one, two);
  const value = b.laid(many, { lines: 'each' });
  return {
    definitions: [
      fn('bit', [step(), b.returns('x')]),
      fn('pair', [b.returns('n')], ['n', 'm']),
      fn('wide', [b.assign('x', value), ...(other ? [b.assign('x', value)] : []), step('y'), b.returns('x')]),
    ],
    use: [b.assign('r', b.call('wide', [n])), b.assign('t', 1)],
  };
}

/** An asynchronous generator that waits and yields, consumed by `async for` or by an asynchronous comprehension. */
function streamed({ n, flag, other }: Variant): Shape {
  const pause = b.classDef('Pause', [], [fn('__await__', [b.evaluate(b.yielded(1)), b.returns(5)], ['self'])]);
  const wait = b.assign('w', b.awaited(b.call('Pause')));
  const source = fn(
    'source',
    [step(), b.evaluate(b.yielded('x')), ...(n === 1 ? [] : [wait]), step('y'), b.evaluate(b.yielded('y')), step('z')],
    ['n'],
    true,
  );
  const loop = b.forIn('i', b.call('source', ['n']), [b.assign('y', 'i')], [], 'AsyncFor');
  const comprehension = b.comprehension('ListComp', 'i', b.comprehensionFor('i', b.call('source', ['n']), [], true));
  const eat = fn('sip', [flag ? b.assign('y', comprehension) : loop, step('z')], ['n'], true);
  const sent = b.evaluate(b.method('c', 'send', b.none()));
  const ended = [b.except('StopIteration', null, [b.assign('s', 1)])];
  return {
    definitions: [pause, source, eat],
    use: [
      b.assign('c', b.call('sip', [n])),
      b.tryDo([sent, ...(n === 1 ? [] : [sent])], ended),
      ...(other ? [b.evaluate(b.method('c', 'close'))] : []),
      b.assign('t', 1),
    ],
  };
}

/** Generators that are given up while they are suspended, outside any `try` and inside one. */
function abandoned({ flag, other }: Variant): Shape {
  const suspends = b.evaluate(b.yielded('x'));
  const gen = fn('idle', [step(), other ? b.tryDo([suspends], [], [], [step('z')]) : suspends, step('y')]);
  return {
    definitions: [gen],
    use: [
      b.assign('a', b.call('idle', [1])),
      say('next', 'a'),
      flag ? b.evaluate(b.method('a', 'close')) : b.del('a'),
      b.assign('s', 1),
    ],
  };
}

export const LEAVING_SHAPES = { consumed, drained, managed, defined, spread, streamed, abandoned };
