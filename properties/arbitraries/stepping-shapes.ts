/**
 * Programs put together from the shapes that laws of stepping speak of: recursion, mutual recursion, shared code, exceptions in a
 * frame and through frames, delegation and throws through it, awaits, comprehensions over several lines, lines of several code
 * objects. Each shape is a few definitions and the statements that use them; what varies is small.
 * @module
 */
import fc from 'fast-check';
import { build as b, type Module, type Statement } from '../../model/index.ts';
import { LEAVING_SHAPES } from './leaving-shapes.ts';
import { fn, minusOne, positive, type Shape, say, step, type Variant } from './shape-parts.ts';

/** A function that calls itself; with `flag` it goes on afterwards, with `other` twice on one line. */
function recursion({ n, flag, other }: Variant): Shape {
  const again = b.call('rec', [minusOne()]);
  const body = other ? b.assign('x', b.tuple(again, again)) : b.assign('x', again);
  return {
    definitions: [fn('rec', [positive(body), ...(flag ? [step('y')] : []), b.returns('n')])],
    use: [b.assign('r', b.call('rec', [other ? Math.min(n, 2) : n])), b.assign('s', 'r')],
  };
}

function mutual({ n, flag }: Variant): Shape {
  return {
    definitions: [
      fn('ping', [positive(b.assign('x', b.call('pong', [minusOne()]))), step('y')]),
      fn('pong', [...(flag ? [step('z')] : []), positive(say('ping', minusOne())), b.returns('n')]),
    ],
    use: [say('ping', n), b.assign('s', 1)],
  };
}

/** Two closures of one code object, one of which calls the other; with `other` a method that calls that of another object. */
function closures({ n, flag, other }: Variant): Shape {
  if (other) return methods(n, flag);
  const called = b.ifThen(b.call('callable', ['g']), [b.assign('x', b.call('g', ['n']))]);
  const inner = fn('inner', [b.assign('x', 0), called, step('y'), b.returns('x')]);
  return {
    definitions: [fn('make', [inner, b.returns('inner')], ['g'])],
    use: [
      b.assign('one', b.call('make', [0])),
      b.assign('two', b.call('make', ['one'])),
      b.assign('r', b.call('two', [n])),
      ...(flag ? [b.assign('r', b.call('one', [n]))] : []),
    ],
  };
}

/** Objects of one class in a row: the method of each calls that of the next. */
function methods(n: number, flag: boolean): Shape {
  const next = b.attribute('self', 'next');
  const walk = b.ifThen(next, [b.assign('x', b.method(next, 'walk', 'n'))]);
  const cls = b.classDef(
    'Link',
    [],
    [
      b.def('__init__', b.parameters(['self', 'next']), [b.assign(b.attribute('self', 'next'), 'next')]),
      b.def('walk', b.parameters(['self', 'n']), [
        b.assign('x', 'n'),
        walk,
        ...(flag ? [step('y')] : []),
        b.returns('x'),
      ]),
    ],
  );
  const row = n === 1 ? b.call('Link', [b.none()]) : b.call('Link', [b.call('Link', [b.none()])]);
  return {
    definitions: [cls],
    use: [b.assign('o', b.call('Link', [row])), b.assign('r', b.method('o', 'walk', n)), b.assign('s', 1)],
  };
}

/** Sibling calls, one after the other and on one line. */
function siblings({ n, flag, other }: Variant): Shape {
  const call = b.call('leaf', [n]);
  return {
    definitions: [fn('leaf', [step(), ...(flag ? [step('y')] : []), b.returns('x')])],
    use: other
      ? [b.assign('r', b.tuple(call, call)), say('leaf', 0)]
      : [say('leaf', n), say('leaf', 0), b.assign('s', 1)],
  };
}

/** An exception caught where it is raised, or one frame further out; with `other` it is raised again. */
function caught({ n, flag, other }: Variant): Shape {
  const raising = flag ? b.raise('ValueError') : b.evaluate(b.call('int', [b.str('x')]));
  const again = other ? [b.tryDo([raising], [b.except('ValueError', null, [step('y'), b.raise(null)])])] : [raising];
  return {
    definitions: [
      fn('boom', [step(), ...again]),
      fn('guard', [
        b.tryDo([say('boom', 'n')], [b.except('ValueError', null, [step('y')])], [], flag ? [step('z')] : []),
        b.returns('n'),
      ]),
    ],
    use: [
      say('guard', n),
      b.tryDo([say('boom', n)], [b.except('ValueError', null, [b.assign('s', 1)])]),
      b.assign('t', 1),
    ],
  };
}

/** A return in finally that takes the place of an exception. */
function overridden({ n, flag }: Variant): Shape {
  const body = b.tryDo([step(), b.raise('KeyError')], [], [], [...(flag ? [step('y')] : []), b.returns('n')]);
  return { definitions: [fn('calm', [body])], use: [b.assign('r', b.call('calm', [n])), b.assign('s', 1)] };
}

/** An exception through several frames, one with finally. */
function through({ n, flag }: Variant): Shape {
  return {
    definitions: [
      fn('deep', [positive(say('deep', minusOne())), b.raise('KeyError')]),
      fn('middle', [flag ? b.tryDo([say('deep', 'n')], [], [], [step('y')]) : say('deep', 'n'), step('z')]),
    ],
    use: [b.tryDo([say('middle', Math.min(n, 2))], [b.except('KeyError', null, [b.assign('s', 1)])]), b.assign('t', 1)],
  };
}

/** Two generators of one code, consumed in turn. */
function instances({ flag, other }: Variant): Shape {
  const use = [
    b.assign('a', b.call('gen', [1])),
    b.assign('c', b.call('gen', [2])),
    say('next', 'a'),
    say('next', 'c'),
    say('next', 'a', 0),
    ...(flag ? [b.assign('r', b.call('list', ['c']))] : []),
    ...(other ? [b.forIn('i', b.call('gen', [1]), [b.assign('s', 'i')])] : []),
  ];
  return { definitions: [fn('gen', [step(), b.evaluate(b.yielded('n')), step('y'), b.evaluate(b.yielded('x'))])], use };
}

/** A generator behind `yield from`: resumed, and thrown into, past its delegator. */
function delegated({ flag, other }: Variant): Shape {
  const inner = fn('inner', [
    b.tryDo(
      [b.evaluate(b.yielded(1)), step()],
      [b.except('KeyError', null, [step('y'), b.evaluate(b.yielded(2))])],
      [],
      [step('z')],
    ),
  ]);
  const outer = fn('outer', [b.evaluate(b.yieldFrom(b.call('inner', ['n']))), step()]);
  const throws = b.assign('r', b.method('d', 'throw', 'KeyError'));
  return {
    definitions: [
      inner,
      outer,
      fn('drive', [
        b.assign('d', b.call('outer', ['n'])),
        say('next', 'd'),
        flag ? throws : say('next', 'd', 0),
        ...(other ? [b.evaluate(b.method('d', 'close'))] : []),
        step(),
      ]),
    ],
    use: [say('drive', 1), b.assign('s', 1)],
  };
}

/** Delegation to what ends without a suspension: its StopIteration is all that the delegator sees. */
function exhausted({ flag, other }: Variant): Shape {
  const empty = fn('empty', [b.ifThen(b.compare('n', 'Gt', 5), [b.evaluate(b.yielded('n'))]), b.returns('n')]);
  const quick = fn('quick', [step(), b.returns('x')], ['n'], true);
  const wait = b.awaited(b.call('quick', ['n']));
  const outer = flag
    ? fn('outer', [b.assign('x', b.yieldFrom(b.call('empty', ['n']))), step('y')])
    : fn('outer', [b.assign('x', wait), ...(other ? [b.assign('x', wait)] : []), step('y')], ['n'], true);
  const coroutine = b.tryDo(
    [b.evaluate(b.method(b.call('outer', [1]), 'send', b.none()))],
    [b.except('StopIteration', null, [b.assign('s', 1)])],
  );
  return {
    definitions: flag ? [empty, outer] : [quick, outer],
    use: [flag ? b.assign('r', b.call('list', [b.call('outer', [1])])) : coroutine, b.assign('t', 1)],
  };
}

/** Coroutines that wait, driven in turn by hand. */
function awaits({ n, flag }: Variant): Shape {
  const waiter = b.classDef('Wait', [], [fn('__await__', [b.evaluate(b.yielded(1)), b.returns(5)], ['self'])]);
  const task = fn(
    'task',
    [
      step(),
      b.assign('x', b.awaited(b.call('Wait'))),
      step('y'),
      ...(flag ? [b.evaluate(b.awaited(b.call('Wait')))] : []),
    ],
    ['n'],
    true,
  );
  const drive = fn(
    'drive',
    [
      b.forIn('i', b.call('range', [4]), [
        b.forIn('t', 'tasks', [
          b.tryDo(
            [b.evaluate(b.method('t', 'send', b.none()))],
            [b.except(b.tuple('StopIteration', 'RuntimeError'), null, [b.pass()])],
          ),
        ]),
      ]),
    ],
    ['tasks'],
  );
  return {
    definitions: [waiter, task, drive],
    use: [say('drive', b.list(b.call('task', [n]), b.call('task', [0])))],
  };
}

/** A comprehension on one line or over several that calls a function; with `other` a generator expression, which is a frame. */
function comprehended({ n, flag, other }: Variant): Shape {
  const loop = b.comprehensionFor('i', b.tuple(1, 2));
  const made = b.comprehension(other ? 'GeneratorExp' : 'ListComp', b.call('leaf', ['i']), loop);
  const all = n === 1 ? made : b.laid(made, { lines: 'each' });
  return {
    definitions: [
      fn('leaf', [step(), b.returns('x')]),
      fn('many', [b.assign('x', b.call(flag ? 'list' : 'sum', [all])), step('y')]),
    ],
    use: [say('many', 1), b.assign('s', 1)],
  };
}

/** Lines that several code objects share: a lambda and its call, a function on one line. */
function shared({ n, flag }: Variant): Shape {
  const oneLine = b.laid(fn('tiny', [b.returns('n')]), { inline: true });
  const lambda = b.call(b.lambda(b.parameters(), b.call('tiny', [n])));
  return {
    definitions: [oneLine],
    use: [b.assign('r', lambda), ...(flag ? [b.assign('r', b.call('tiny', [0]))] : []), b.assign('s', 1)],
  };
}

/** C code that calls back: a key function, a property that raises, a finaliser. */
function callbacks({ flag, other }: Variant): Shape {
  const cls = b.classDef(
    'Odd',
    [],
    [
      b.def('p', b.parameters(['self']), [b.raise('AttributeError')], { decorators: ['property'] }),
      fn('__del__', [b.assign('w', 1)], ['self']),
    ],
  );
  return {
    definitions: [fn('key', [step(), b.returns('x')]), cls],
    use: [
      b.assign('r', b.call('sorted', [b.list(2, 1)], [b.keyword('key', 'key')])),
      ...(flag ? [b.assign('h', b.call('hasattr', [b.call('Odd'), b.str('p')]))] : []),
      ...(other ? [b.assign('o', b.call('Odd')), b.del('o')] : []),
      b.assign('s', 1),
    ],
  };
}

/** Ways into a frame that no call shows: attributes, operators, containers, the exit of a `with` that an exception leaves. */
function specials({ n, flag, other }: Variant): Shape {
  const method = (name: string, args: readonly string[], result: b.Operand) =>
    fn(name, [b.assign('w', 1), b.returns(result)], ['self', ...args]);
  const cls = b.classDef(
    'Own',
    [],
    [
      b.def('p', b.parameters(['self']), [b.returns(1)], { decorators: ['property'] }),
      ...(other ? [method('__len__', [], 2), method('__getitem__', ['n'], 3)] : []),
      ...(other ? [] : [method('__add__', ['n'], 4), method('__contains__', ['n'], b.constant(true))]),
      fn('__enter__', [b.returns('self')], ['self']),
      fn('__exit__', [b.returns(b.constant(true))], ['self', 'a', 'e', 'c']),
    ],
  );
  const used = other
    ? [b.assign('r', b.call('len', ['o'])), b.assign('r', b.subscript('o', n))]
    : [b.assign('r', b.binary('o', 'Add', n)), b.assign('r', b.compare(n, 'In', 'o'))];
  const left = b.withDo([b.withItem(b.name('o'))], [b.raise('ValueError')]);
  const read = b.assign('r', b.attribute('o', 'p'));
  const ways = flag ? [read, left, ...used] : [...used, left, read];
  return {
    definitions: [cls],
    use: [b.assign('o', b.call('Own')), ...ways.slice(n), ...ways.slice(0, n), b.assign('s', 1)],
  };
}

/** Loops: with a body, on one line, with an early exit. */
function loops({ n, flag, other }: Variant): Shape {
  const body = flag ? [say('leaf', 'i'), b.ifThen(b.compare('i', 'Eq', 1), [b.breakLoop()])] : [b.assign('s', 'i')];
  const loop = b.forIn('i', b.call('range', [n]), body);
  return {
    definitions: [fn('leaf', [step(), b.returns('x')])],
    use: [other && !flag ? b.laid(loop, { inline: true }) : loop, b.assign('t', 1)],
  };
}

const SHAPES = {
  recursion,
  mutual,
  closures,
  siblings,
  caught,
  overridden,
  through,
  instances,
  delegated,
  exhausted,
  awaits,
  comprehended,
  shared,
  callbacks,
  specials,
  loops,
  ...LEAVING_SHAPES,
};

/** A shape by its name. */
export type ShapeName = keyof typeof SHAPES;

/** Every shape. */
export const SHAPE_NAMES = Object.keys(SHAPES) as readonly ShapeName[];

/** What random programs are made of: these two are met in more ways than the others. */
const OFTEN: readonly ShapeName[] = [...SHAPE_NAMES, 'recursion', 'comprehended'];

/** A program of one to three shapes, of these if they are given; with two or more, one may be used inside a function of its own. */
export function steppingShapesArbitrary(among: readonly ShapeName[] = OFTEN): fc.Arbitrary<Module> {
  const variant = fc.record({ n: fc.integer({ min: 1, max: 3 }), flag: fc.boolean(), other: fc.boolean() });
  const shape = fc.tuple(fc.constantFrom(...among), variant).map(([name, v]) => SHAPES[name](v));
  return fc.tuple(fc.array(shape, { minLength: 1, maxLength: 3 }), fc.boolean()).map(([shapes, inside]) => {
    const definitions = shapes.flatMap((s) => s.definitions);
    const [first, ...rest] = shapes.map((s) => s.use);
    const later = rest.flat();
    const main =
      inside && later.length > 0 ? [...first!, fn('main', [step(), ...later]), say('main', 1)] : [...first!, ...later];
    return b.module(...unique(definitions), ...main);
  });
}

/** Two shapes may bring the same definition. */
function unique(definitions: readonly Statement[]): Statement[] {
  const texts = new Set<string>();
  return definitions.filter((d) => {
    const text = JSON.stringify(d);
    if (texts.has(text)) return false;
    texts.add(text);
    return true;
  });
}
