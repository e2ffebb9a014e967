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
/** True once, at an event of that kind. */
const once = (g: Composer, event: string): Expression =>
  b.and(b.compare('event', 'Eq', b.str(event)), b.compare(seen(), 'Eq', g.draw.between(1, SHOWN)));

/** Sets `f_lineno` once: where the frame cannot jump, the reason is shown. */
function jump(g: Composer, event: string): Statement {
  const to = b.assign(member('f_lineno'), g.draw.between(1, MOST_LINES));
  const refused = b.except('ValueError', 'e', [b.evaluate(b.call('print', ['e']))]);
  return b.ifThen(once(g, event), [b.tryDo([to, b.evaluate(b.call('print', [member('f_lineno')]))], [refused])]);
}

/** What the function does beside showing; a profile function hears of no lines. */
function acts(g: Composer, traces: boolean): Statement[] {
  const event = traces ? 'line' : g.draw.pick(['call', 'return', 'c_call', 'c_return']);
  const roll = g.draw.below(14);
  if (roll < 4) return [];
  if (roll < 8) return [jump(g, event)];
  if (roll < 10) {
    const asked = g.draw.pick(['call', 'line', 'return', 'exception']);
    const on = b.assign(member('f_trace_opcodes'), b.compare(b.binary(seen(), 'Mod', 4), 'NotEq', 3));
    // 3.12 keeps what one program asked for over all that follow in its process.
    const later = b.compare(b.attribute('sys', 'version_info'), 'GtE', b.tuple(3, 13));
    return [b.ifThen(b.and(b.compare('event', 'Eq', b.str(asked)), later), [on])];
  }
  if (roll === 10) return [b.assign(member('f_trace_lines'), b.compare(b.binary(seen(), 'Mod', 5), 'NotEq', 0))];
  if (roll === 11)
    return [b.ifThen(once(g, event), [b.evaluate(b.call('print', [b.call('sorted', [member('f_locals')])]))])];
  if (roll === 12 && g.toleratesRaise(true))
    return [b.ifThen(once(g, event), [b.raise(b.call(g.draw.pick(['KeyError', 'StopIteration']), [b.str('traced')]))])];
  return [b.ifThen(b.compare(b.binary(seen(), 'Mod', 3), 'Eq', 0), [b.returns(b.none())])];
}

/** The function, and the call that sets it; once a program. */
export function tracing(g: Composer): Statement[] | null {
  if (g.scope.kind !== 'module' || g.count('tracer') > 0) return null;
  g.spend(80);
  const traces = g.draw.chance(0.75);
  const elsewhere = b.compare(b.attribute(member('f_code'), 'co_filename'), 'NotEq', b.name('__file__'));
  const shown = [b.name('event'), b.attribute(member('f_code'), 'co_name'), member('f_lineno'), member('f_lasti')];
  const tracer = b.def('tracer', b.parameters(['frame', 'event', 'arg']), [
    b.ifThen(elsewhere, [b.returns(b.none())]),
    b.evaluate(b.method('traced', 'append', b.name('event'))),
    b.ifThen(b.compare(seen(), 'Lt', SHOWN), [b.evaluate(b.call('print', shown))]),
    ...acts(g, traces),
    b.returns('tracer'),
  ]);
  const set = b.evaluate(b.method('sys', traces ? 'settrace' : 'setprofile', b.name('tracer')));
  const own = b.assign(b.attribute(b.method('sys', '_getframe'), 'f_trace'), 'tracer');
  return [
    b.imports(b.alias('sys')),
    // A jump may run this again: what was seen must stay, or it would jump again.
    b.assign('traced', b.method(b.call('globals'), 'setdefault', b.str('traced'), b.list())),
    tracer,
    set,
    ...(traces && g.draw.chance(0.5) ? [own] : []),
  ];
}

export const TRACING: readonly Production<Statement | Statement[]>[] = [
  { feature: 'trace-function', weight: 0.1, leaf: true, make: tracing },
];
