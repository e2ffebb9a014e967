/**
 * What `asyncio`'s loops take from `select`, `socket` and `signal`: nothing comes from outside, so that a loop waits on the run's clock, and is woken by what another thread
 * of the program writes into its self-pipe. No signal comes either.
 * @module
 */
import type { Machine } from '../machine.ts';
import { newBytes } from '../objects/codecs.ts';
import { raise } from '../objects/exceptions.ts';
import { newList } from '../objects/list.ts';
import { asFloat, asInt, asKind } from '../objects/payload.ts';
import { newTuple } from '../objects/tuple.ts';
import { TYPES } from '../objects/types.ts';
import type { Builtin, BuiltinTable, NativeTable, Operations } from '../operations.ts';
import { wait } from '../protocol/loop.ts';
import { ModelError, type Ref, type Slot, type Value } from '../value.ts';
import { moduleState, newOf, recordData } from './extension.ts';
import type { NativeModule } from './native-module.ts';

const SOCKET = '_socket.socket';
/** Numbers of a socket; its slot is the one at the other end. */
const UNREAD = 0;
const NUMBER = 1;
/** Below are the streams that a process begins with. */
const FIRST_NUMBER = 3;

const numbersOf = (vm: Operations, socket: Slot): readonly number[] => recordData(vm, socket).numbers;

/** The sockets that are open, by number. */
function openSockets(vm: Operations): readonly Slot[] {
  return moduleState(vm, 'socket').state;
}

function newSocket(vm: Operations): Ref {
  const { module, state } = moduleState(vm, 'socket');
  const free = state.indexOf(undefined);
  const at = free < 0 ? state.length : free;
  const made = newOf(vm, SOCKET, [undefined], [0, at + FIRST_NUMBER]);
  if (free < 0) vm.splice(module, 'state', at, 0, [made]);
  else vm.setAt(module, 'state', at, made);
  return made;
}

const socketPair: Builtin = (vm) => {
  const [a, b] = [newSocket(vm), newSocket(vm)];
  vm.setAt(b, 'slots', 0, a);
  return newTuple(vm, [a, b]);
};

const send: Builtin = (vm, [self, data = null]) => {
  const peer = recordData(vm, self).slots[0];
  const length = asKind(vm, data, 'bytes')?.bytes.length ?? 0;
  if (peer === undefined) throw new ModelError('sending to the self-pipe from its other end is not modelled');
  vm.setNumberAt(peer as Ref, 'numbers', UNREAD, (numbersOf(vm, peer)[UNREAD] as number) + length);
  return length;
};

const receive: Builtin = (vm, [self, most = 0]) => {
  const unread = numbersOf(vm, self)[UNREAD] as number;
  if (unread === 0) throw raise(vm, 'BlockingIOError', [11, 'Resource temporarily unavailable']);
  const count = Math.min(unread, Number(most));
  vm.setNumberAt(self as Ref, 'numbers', UNREAD, unread - count);
  return newBytes(vm, new Array<number>(count).fill(0));
};

const close: Builtin = (vm, [self]) => {
  const { module, state } = moduleState(vm, 'socket');
  const at = state.indexOf(self as Ref);
  if (at >= 0) vm.setAt(module, 'state', at, undefined);
  return null;
};

/** Milliseconds, of which `epoll_wait` takes whole ones and never too few. */
const MILLISECONDS = 1000;

/** `select.select` of a loop's selector: which of the numbers can be read. */
const select: Builtin = (vm, [readers = null, , , timeout = null]) => {
  const numbers = (asKind(vm, readers, 'set')?.slots ?? []).filter((v) => v !== undefined);
  const watched = openSockets(vm).filter(
    (socket) => socket !== undefined && numbers.includes(numbersOf(vm, socket)[NUMBER] as number),
  );
  const readable = watched.filter((socket) => (numbersOf(vm, socket)[UNREAD] as number) > 0);
  const seconds = timeout === null ? null : Number(asFloat(vm, timeout) ?? asInt(vm, timeout));
  if (readable.length > 0 || seconds === 0) return ready(vm, readable);
  if (watched.length > 1) throw new ModelError('select() of several sockets is not modelled');
  const { clock } = (vm as Machine).registers;
  const until = seconds === null ? null : clock + Math.ceil(seconds * MILLISECONDS) / MILLISECONDS;
  return vm.native('select.wait', [watched[0] ?? null], { until });
};

function ready(vm: Operations, sockets: readonly Slot[]): Value {
  const numbers = sockets.map((socket) => numbersOf(vm, socket)[NUMBER] as number);
  return newTuple(vm, [newList(vm, numbers), newList(vm, []), newList(vm, [])]);
}

export const SELECT_MODULE: NativeModule = {
  functions: { select },
  values: () => ({ error: TYPES.OSError }),
  standsIn: true,
  whole: true,
};

/** What the library reads of `socket` when it is imported. */
const CONSTANTS: Readonly<Record<string, number>> = {
  AF_UNSPEC: 0,
  AF_UNIX: 1,
  AF_INET: 2,
  AF_INET6: 10,
  AI_PASSIVE: 1,
  SOCK_STREAM: 1,
  SOCK_DGRAM: 2,
  IPPROTO_TCP: 6,
  TCP_NODELAY: 1,
};

export const SOCKET_MODULE: NativeModule = {
  functions: { socketpair: socketPair },
  values: () => ({ socket: TYPES[SOCKET], ...CONSTANTS }),
  standsIn: true,
};

export const SIGNAL_MODULE: NativeModule = {
  functions: { getsignal: () => null, set_wakeup_fd: () => -1 },
  unmodelled: ['signal', 'default_int_handler', 'siginterrupt', 'valid_signals', 'raise_signal'],
  values: () => ({ SIGINT: 2, SIG_DFL: 0, SIG_IGN: 1 }),
  standsIn: true,
};

export const EVENT_LOOP_BUILTINS: BuiltinTable = {
  [`${SOCKET}.fileno`]: (vm, [self]) => numbersOf(vm, self)[NUMBER] as number,
  [`${SOCKET}.setblocking`]: () => null,
  [`${SOCKET}.send`]: send,
  [`${SOCKET}.recv`]: receive,
  [`${SOCKET}.close`]: close,
};

export const EVENT_LOOP_NATIVES: NativeTable = {
  /** Slots: the socket that is watched. */
  'select.wait': {
    start: (vm, self) =>
      wait(
        vm.native('thread.wait', [self.slots[0]], {
          for: self.slots[0] === null ? 'time' : 'readable',
          until: self.vars['until'] ?? null,
        }),
        'woken',
      ),
    phases: {
      woken: (vm, self) => {
        const socket = self.slots[0] ?? null;
        const readable = socket !== null && (numbersOf(vm, socket)[UNREAD] as number) > 0;
        return { done: ready(vm, readable ? [socket] : []) };
      },
    },
  },
};
