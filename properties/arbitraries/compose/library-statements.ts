/**
 * Productions that use the library: each imports a module and does something with it that ends and prints the same every time.
 * @module
 */
import { build as b, type Expression, type Statement } from '../../../model/index.ts';
import type { Composer } from './composer.ts';
import type { Production } from './production.ts';

type P = Production<Statement | Statement[]>;
type Write = (g: Composer) => Statement[];

const shown = (...values: Expression[]): Statement => b.evaluate(b.call('print', values));
const from = (module: string, ...names: string[]): Statement =>
  b.importFrom(
    module,
    names.map((name) => b.alias(name)),
  );
const small = (g: Composer): Expression => b.int(g.draw.below(6));
const numbers = (g: Composer): Expression => (g.has('list') ? g.source('list') : b.tuple(small(g), small(g), small(g)));
const ints = (g: Composer): Expression =>
  b.list(small(g), small(g), small(g), ...(g.draw.chance(0.4) ? [small(g)] : []));
const listed = (value: Expression): Expression => b.call('list', [value]);
const fresh = (g: Composer, stem: string): string => `${stem}${g.count('library')}`;
const plus = b.lambda(b.parameters(['a', 'b']), b.binary('a', 'Add', 'b'));
const lessThan = (n: number): Expression => b.lambda(b.parameters(['a']), b.compare('a', 'Lt', n));

// ---- functools

const FUNCTOOLS: readonly Write[] = [
  (g) => {
    const id = fresh(g, 'cached');
    const bound = b.call('lru_cache', [], [b.keyword('maxsize', g.draw.pick([b.none(), b.int(1), b.int(2)]))]);
    const body = [shown(b.str('miss'), b.name('n')), b.returns(b.binary('n', 'Mult', 2))];
    const calls = [0, 1, 2, 3].map(() => b.call(id, [g.draw.below(3)]));
    const hits = b.attribute(b.method(id, 'cache_info'), g.draw.pick(['hits', 'misses', 'currsize']));
    return [
      from('functools', 'lru_cache'),
      b.def(id, b.parameters(['n']), body, { decorators: [bound] }),
      shown(...calls, hits),
    ];
  },
  (g) => [
    from('functools', 'reduce'),
    shown(b.call('reduce', [plus, ints(g), ...(g.draw.chance(0.5) ? [small(g)] : [])])),
  ],
  (g) => {
    const id = fresh(g, 'part');
    return [
      from('functools', 'partial'),
      b.assign(id, b.call('partial', [b.name(g.draw.pick(['max', 'min'])), small(g)])),
      shown(b.call(id, [g.expression('int')])),
    ];
  },
  (g) => {
    const deco = fresh(g, 'deco');
    const id = fresh(g, 'wrapped');
    const inner = b.def('inner', b.parameters([], { vararg: 'args' }), [b.returns(b.call('f', [b.starred('args')]))], {
      decorators: [b.call('wraps', ['f'])],
    });
    return [
      from('functools', 'wraps'),
      b.def(deco, b.parameters(['f']), [inner, b.returns('inner')]),
      b.def(id, b.parameters(['x']), [b.returns('x')], { decorators: [deco] }),
      shown(b.attribute(id, '__name__'), b.call(id, [g.expression('int')])),
    ];
  },
  (g) => {
    const id = fresh(g, 'shape');
    const register = (type: string, value: Expression): Statement =>
      b.def('_', b.parameters(['x']), [b.returns(value)], {
        decorators: [b.call(b.attribute(id, 'register'), [type])],
      });
    return [
      from('functools', 'singledispatch'),
      b.def(id, b.parameters(['x']), [b.returns(b.str('any'))], { decorators: ['singledispatch'] }),
      register('int', b.str('int')),
      ...(g.draw.chance(0.5) ? [register('list', b.call('len', ['x']))] : []),
      shown(b.call(id, [small(g)]), b.call(id, [ints(g)]), b.call(id, [b.none()])),
    ];
  },
  (g) => {
    const id = fresh(g, 'Ordered');
    const own = b.attribute('self', 'v');
    const other = b.attribute('other', 'v');
    const compared = (op: 'Eq' | 'Lt', name: string): Statement =>
      b.def(name, b.parameters(['self', 'other']), [b.returns(b.compare(own, op, other))]);
    const body = [
      b.def('__init__', b.parameters(['self', 'v']), [b.assign(own, 'v')]),
      compared('Eq', '__eq__'),
      compared('Lt', '__lt__'),
      b.def('twice', b.parameters(['self']), [shown(b.str('once')), b.returns(b.binary(own, 'Mult', 2))], {
        decorators: ['cached_property'],
      }),
    ];
    const [x, y] = [b.call(id, [small(g)]), b.call(id, [small(g)])];
    const op = g.draw.pick(['LtE', 'Gt', 'GtE'] as const);
    return [
      from('functools', 'cached_property', 'total_ordering'),
      b.classDef(id, [], body, { decorators: ['total_ordering'] }),
      shown(b.compare(x, op, y)),
      b.assign('twice', b.call(id, [small(g)])),
      shown(b.attribute('twice', 'twice'), b.attribute('twice', 'twice')),
    ];
  },
];

// ---- itertools

const ITERTOOLS: readonly ((g: Composer) => { readonly name: string; readonly made: Expression })[] = [
  (g) => ({ name: 'chain', made: b.call('chain', [numbers(g), ints(g)]) }),
  (g) => ({ name: 'accumulate', made: b.call('accumulate', [ints(g), ...(g.draw.chance(0.5) ? [plus] : [])]) }),
  (g) => ({ name: 'takewhile', made: b.call('takewhile', [lessThan(g.draw.below(5)), ints(g)]) }),
  (g) => ({ name: 'dropwhile', made: b.call('dropwhile', [lessThan(g.draw.below(5)), ints(g)]) }),
  (g) => ({ name: 'filterfalse', made: b.call('filterfalse', [lessThan(g.draw.below(5)), ints(g)]) }),
  (g) => ({
    name: 'starmap',
    made: b.call('starmap', [plus, b.list(b.tuple(small(g), small(g)), b.tuple(small(g), small(g)))]),
  }),
  (g) => ({ name: 'pairwise', made: b.call('pairwise', [numbers(g)]) }),
  (g) => ({
    name: 'zip_longest',
    made: b.call('zip_longest', [ints(g), b.str('ab')], g.draw.chance(0.5) ? [b.keyword('fillvalue', 0)] : []),
  }),
  (g) => ({ name: 'product', made: b.call('product', [b.call('range', [g.draw.between(1, 2)]), b.str('ab')]) }),
  () => ({ name: 'permutations', made: b.call('permutations', [b.str('abc'), 2]) }),
  () => ({ name: 'combinations', made: b.call('combinations', [b.str('abcd'), 2]) }),
  (g) => ({ name: 'compress', made: b.call('compress', [b.str('abc'), ints(g)]) }),
  (g) => ({ name: 'batched', made: b.call('batched', [numbers(g), g.draw.between(1, 3)]) }),
  (g) => ({ name: 'repeat', made: b.call('repeat', [g.expression('int'), g.draw.below(4)]) }),
];

function usesItertools(g: Composer): Statement[] {
  if (g.draw.chance(0.2)) {
    return [
      from('itertools', 'count', 'cycle', 'islice'),
      shown(
        listed(b.call('islice', [b.call('count', [small(g)]), g.draw.between(1, 4)])),
        listed(b.call('islice', [b.call('cycle', [b.str('ab')]), g.draw.between(1, 5)])),
      ),
    ];
  }
  if (g.draw.chance(0.2)) {
    const key = b.lambda(b.parameters(['a']), b.binary('a', 'Mod', 2));
    const target = b.tuple('key', 'group');
    return [
      from('itertools', 'groupby'),
      b.forIn(target, b.call('groupby', [ints(g), key]), [shown(b.name('key'), listed(b.name('group')))]),
    ];
  }
  const { name, made } = g.draw.pick(ITERTOOLS)(g);
  if (g.draw.chance(0.7)) return [from('itertools', name), shown(listed(made))];
  return [from('itertools', name), b.forIn('item', made, [shown(b.name('item'))])];
}

// ---- collections

const COLLECTIONS: readonly Write[] = [
  (g) => {
    const id = fresh(g, 'queue');
    const bound = g.draw.chance(0.4) ? [b.keyword('maxlen', 3)] : [];
    const step = g.draw.pick([
      b.method(id, 'appendleft', g.expression('int')),
      b.method(id, 'rotate', b.int(g.draw.between(-2, 2))),
      b.method(id, 'extend', ints(g)),
      b.method(id, 'pop'),
      b.method(id, 'popleft'),
    ]);
    return [
      from('collections', 'deque'),
      b.assign(id, b.call('deque', [ints(g)], bound)),
      b.evaluate(step),
      shown(b.name(id), b.call('len', [id])),
    ];
  },
  (g) => {
    const id = fresh(g, 'Point');
    const made = b.call(
      'namedtuple',
      [b.str(id), b.str('x y')],
      g.draw.chance(0.4) ? [b.keyword('defaults', b.list(b.int(7)))] : [],
    );
    return [
      from('collections', 'namedtuple'),
      b.assign(id, made),
      b.assign('point', b.call(id, [g.expression('int'), small(g)])),
      shown(b.name('point'), b.attribute('point', 'x'), b.method('point', '_asdict')),
      ...(g.draw.chance(0.5) ? [shown(b.call(b.attribute('point', '_replace'), [], [b.keyword('y', 9)]))] : []),
    ];
  },
  (g) => {
    const id = fresh(g, 'groups');
    return [
      from('collections', 'defaultdict'),
      b.assign(id, b.call('defaultdict', [g.draw.pick(['list', 'int'])])),
      shown(b.subscript(id, b.str('a')), b.compare(b.str('b'), 'In', b.name(id))),
      b.forIn('item', ints(g), [b.assign(b.subscript(id, b.binary('item', 'Mod', 2)), 'item')]),
      shown(b.call('sorted', [b.call('map', ['str', id])])),
    ];
  },
  (g) => {
    const id = fresh(g, 'counts');
    return [
      from('collections', 'Counter'),
      b.assign(id, b.call('Counter', [g.draw.chance(0.5) ? b.str('abcab') : ints(g)])),
      shown(b.method(id, 'most_common', b.int(2)), b.subscript(id, b.str('z'))),
    ];
  },
  (g) => {
    const id = fresh(g, 'order');
    return [
      from('collections', 'OrderedDict'),
      b.assign(id, b.call('OrderedDict', [], [b.keyword('a', g.expression('int')), b.keyword('b', 2)])),
      b.evaluate(b.method(id, 'move_to_end', b.str('a'))),
      shown(b.call('list', [id]), b.method(id, 'popitem')),
    ];
  },
  (g) => [
    from('collections', 'ChainMap'),
    shown(
      b.subscript(
        b.call('ChainMap', [b.dict([b.str('a'), small(g)]), b.dict([b.str('b'), 2])]),
        b.str(g.draw.pick(['a', 'b'])),
      ),
    ),
  ],
];

// ---- contextlib

/** A generator that is a context manager, with what it does about exceptions. */
function manager(g: Composer, id: string): Statement[] {
  const value = b.evaluate(b.yielded(g.expression('int')));
  const leaves = shown(b.str('leave'));
  const body =
    g.draw.below(3) === 0
      ? b.tryDo([value], [b.except(g.draw.pick(['ValueError', 'Exception']), null, [shown(b.str('kept'))])])
      : b.tryDo([value], [], [], [leaves]);
  return [
    from('contextlib', 'contextmanager'),
    b.def(id, b.parameters(), [shown(b.str('enter')), g.draw.chance(0.15) ? value : body], {
      decorators: ['contextmanager'],
    }),
  ];
}

const CONTEXTLIB: readonly Write[] = [
  (g) => {
    const id = fresh(g, 'managed');
    const made = manager(g, id);
    const raises = g.draw.chance(0.4) ? [b.raise(b.call(g.draw.pick(['ValueError', 'KeyError']), [1]))] : [];
    const used = b.withDo(
      [b.withItem(b.call(id), g.draw.chance(0.5) ? 'held' : null)],
      [...g.suite({ exits: 0, most: 1 }), ...raises],
    );
    const caught = b.tryDo([used], [b.except(b.tuple('ValueError', 'KeyError'), 'e', [shown(b.call('repr', ['e']))])]);
    return [...made, raises.length > 0 ? caught : used];
  },
  (g) => [
    from('contextlib', 'suppress'),
    b.withDo(
      [b.withItem(b.call('suppress', ['ValueError', ...(g.draw.chance(0.3) ? ['KeyError'] : [])]))],
      [shown(b.str('before')), b.raise(b.call('ValueError', [small(g)]))],
    ),
  ],
  (g) => {
    const step = b.evaluate(b.method('stack', 'callback', b.name('print'), b.str('called'), small(g)));
    return [
      from('contextlib', 'ExitStack'),
      b.withDo(
        [b.withItem(b.call('ExitStack'), 'stack')],
        [step, ...(g.draw.chance(0.5) ? [step] : []), shown(g.expression('int'))],
      ),
    ];
  },
  (g) => [
    from('contextlib', 'nullcontext'),
    b.withDo([b.withItem(b.call('nullcontext', [g.expression('int')]), 'held')], [shown(b.name('held'))]),
  ],
  (g) => {
    const id = fresh(g, 'Closed');
    return [
      from('contextlib', 'closing'),
      b.classDef(id, [], [b.def('close', b.parameters(['self']), [shown(b.str('close'))])]),
      b.withDo([b.withItem(b.call('closing', [b.call(id)]))], [shown(small(g))]),
    ];
  },
];

// ---- dataclasses

const DATACLASSES: readonly Write[] = [
  (g) => {
    const id = fresh(g, 'Record');
    const flags = (['order', 'frozen', 'slots', 'kw_only'] as const).filter(() => g.draw.chance(0.2));
    const options = flags.map((flag) => b.keyword(flag, b.constant(true)));
    const body = [
      b.annotate('x', 'int'),
      b.annotate('y', 'int', small(g)),
      ...(g.draw.chance(0.4)
        ? [b.annotate('tags', 'list', b.call('field', [], [b.keyword('default_factory', 'list')]))]
        : []),
    ];
    const made = (): Expression => b.call(id, [], [b.keyword('x', small(g))]);
    const extra = flags.includes('order') ? [shown(b.compare(made(), 'Lt', made()))] : [];
    return [
      from('dataclasses', 'dataclass', 'field', 'replace'),
      b.classDef(id, [], body, {
        decorators: [options.length === 0 ? b.name('dataclass') : b.call('dataclass', [], options)],
      }),
      shown(made(), b.compare(made(), 'Eq', made())),
      shown(b.call('replace', [made()], [b.keyword('y', g.expression('int'))])),
      ...extra,
    ];
  },
  (g) => {
    const id = fresh(g, 'Entry');
    const after = b.def('__post_init__', b.parameters(['self']), [
      b.assign(b.attribute('self', 'y'), b.binary(b.attribute('self', 'x'), 'Add', 1)),
    ]);
    return [
      from('dataclasses', 'dataclass', 'asdict'),
      b.classDef(id, [], [b.annotate('x', 'int'), b.annotate('y', 'int', 0), after], { decorators: ['dataclass'] }),
      shown(b.call('asdict', [b.call(id, [g.expression('int')])])),
    ];
  },
];

// ---- enum

const ENUM: readonly Write[] = [
  (g) => {
    const id = fresh(g, 'Colour');
    const base = g.draw.pick(['Enum', 'Enum', 'IntEnum']);
    const body = [
      b.assign('RED', 1),
      b.assign('GREEN', g.draw.chance(0.3) ? b.int(1) : b.call('auto')),
      b.assign('BLUE', b.call('auto')),
    ];
    const missing = b.tryDo(
      [shown(b.call(id, [g.draw.between(2, 5)]))],
      [b.except('ValueError', 'e', [shown(b.call('str', ['e']))])],
    );
    return [
      from('enum', base, 'auto'),
      b.classDef(id, [base], body),
      shown(b.attribute(id, 'BLUE'), b.call('repr', [b.call(id, [1])]), b.attribute(b.attribute(id, 'GREEN'), 'value')),
      ...(g.draw.chance(0.4) ? [missing] : []),
      ...(g.draw.chance(0.4) ? [b.forIn('member', id, [shown(b.attribute('member', 'name'))])] : []),
    ];
  },
  (g) => {
    const id = fresh(g, 'Mode');
    const both = b.binary(b.attribute(id, 'READ'), 'BitOr', b.attribute(id, 'WRITE'));
    return [
      from('enum', 'Flag', 'auto'),
      b.classDef(id, ['Flag'], [b.assign('READ', b.call('auto')), b.assign('WRITE', b.call('auto'))]),
      shown(both, b.compare(b.attribute(id, 'READ'), 'In', both), b.call(id, [g.draw.below(4)])),
    ];
  },
];

// ---- math

const MATH = (g: Composer): Statement[] => {
  const name = g.draw.pick(['gcd', 'lcm', 'comb', 'perm', 'fmod', 'copysign', 'pow']);
  const alone = g.draw.pick(['floor', 'ceil', 'trunc', 'fabs', 'sqrt', 'factorial', 'isqrt']);
  return [
    from('math', name, alone),
    shown(b.call(name, [small(g), b.int(g.draw.between(1, 5))]), b.call(alone, [small(g)])),
  ];
};

/** Where imports and definitions fit; their events are about those of `cost`. */
const using =
  (cost: number, write: Write) =>
  (g: Composer): Statement[] | null => {
    if (g.scope.owner.kind === 'class' || g.scope.kind === 'comprehension' || !g.affords(cost)) return null;
    g.spend(cost);
    return write(g);
  };
const oneOf =
  (ways: readonly Write[]): Write =>
  (g) =>
    g.draw.pick(ways)(g);

export const LIBRARY: readonly P[] = [
  { feature: 'library', weight: 0.055, make: using(45, oneOf(FUNCTOOLS)) },
  { feature: 'library', weight: 0.055, make: using(30, usesItertools) },
  { feature: 'library', weight: 0.055, make: using(35, oneOf(COLLECTIONS)) },
  { feature: 'library', weight: 0.055, make: using(40, oneOf(CONTEXTLIB)) },
  { feature: 'library', weight: 0.05, make: using(40, oneOf(DATACLASSES)) },
  { feature: 'library', weight: 0.05, make: using(40, oneOf(ENUM)) },
  { feature: 'library', weight: 0.05, make: using(14, MATH) },
];
