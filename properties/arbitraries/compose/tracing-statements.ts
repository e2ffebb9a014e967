/**
 * Productions of programs that trace or profile themselves: a function that shows what it is told, and may end its frame's tracing, raise, or have its
 * frame jump.
 * @module
 */
import { build as b, type Expression, type Statement } from '../../../model/index.ts';
import type { Composer } from './composer.ts';
import type { Production } from './production.ts';

/** How many events are shown, at most. */
const SHOWN = 40;
/** A line that a frame may be told to jump to; few programs have more. */
const MOST_LINES = 90;

const member = (name: string): Expression => b.attribute('frame', name);
const seen = (): Expression => b.call('len', ['traced']);
const onLine = (g: Composer): Expression =>
  b.and(b.compare('event', 'Eq', b.str('line')), b.compare(seen(), 'Eq', g.draw.between(1, SHOWN)));

/** Sets `f_lineno` once: where the frame cannot jump, the reason is shown. */
function jump(g: Composer): Statement {
  const to = b.assign(member('f_lineno'), g.draw.between(1, MOST_LINES));
  const refused = b.except('ValueError', 'e', [b.evaluate(b.call('print', ['e']))]);
  return b.ifThen(onLine(g), [b.tryDo([to, b.evaluate(b.call('print', [member('f_lineno')]))], [refused])]);
}

function acts(g: Composer): Statement[] {
  const roll = g.draw.below(12);
  if (roll < 4) return [];
  if (roll < 8) return [jump(g)];
  if (roll === 8) return [b.assign(member('f_trace_lines'), b.compare(b.binary(seen(), 'Mod', 5), 'NotEq', 0))];
  if (roll === 9) return [b.ifThen(onLine(g), [b.evaluate(b.call('print', [b.call('sorted', [member('f_locals')])]))])];
  if (roll === 10 && g.toleratesRaise(true))
    return [b.ifThen(onLine(g), [b.raise(b.call(g.draw.pick(['KeyError', 'StopIteration']), [b.str('traced')]))])];
  return [b.ifThen(b.compare(b.binary(seen(), 'Mod', 3), 'Eq', 0), [b.returns(b.none())])];
}

/** The function, and the call that sets it; once a program. */
export function tracing(g: Composer): Statement[] | null {
  if (g.scope.kind !== 'module' || g.count('tracer') > 0) return null;
  g.spend(80);
  const elsewhere = b.compare(b.attribute(member('f_code'), 'co_filename'), 'NotEq', b.name('__file__'));
  const shown = [b.name('event'), b.attribute(member('f_code'), 'co_name'), member('f_lineno'), member('f_lasti')];
  const tracer = b.def('tracer', b.parameters(['frame', 'event', 'arg']), [
    b.ifThen(elsewhere, [b.returns(b.none())]),
    b.evaluate(b.method('traced', 'append', b.name('event'))),
    b.ifThen(b.compare(seen(), 'Lt', SHOWN), [b.evaluate(b.call('print', shown))]),
    ...acts(g),
    b.returns('tracer'),
  ]);
  const setting = g.draw.pick(['settrace', 'settrace', 'settrace', 'setprofile']);
  const set = b.evaluate(b.method('sys', setting, b.name('tracer')));
  const own = b.assign(b.attribute(b.method('sys', '_getframe'), 'f_trace'), 'tracer');
  return [b.imports(b.alias('sys')), b.assign('traced', b.list()), tracer, set, ...(g.draw.chance(0.5) ? [own] : [])];
}

export const TRACING: readonly Production<Statement | Statement[]>[] = [
  { feature: 'trace-function', weight: 0.1, leaf: true, make: tracing },
];
