/**
 * The module `errno` (Modules/errnomodule.c): what the platform calls its errors. The order is that of the C source, so the last name of a number is the one
 * that `errorcode` tells.
 * @module
 */
import type { Machine } from '../machine.ts';
import { dictSet, newDict } from '../protocol/dict-table.ts';
import { ROWS } from '../protocol/rows.ts';
import type { Value } from '../value.ts';
import type { NativeModule } from './native-module.ts';

const NAMES =
  'ENODEV ENOCSI EHOSTUNREACH ENOMSG EUCLEAN EL2NSYNC EL2HLT ENODATA ENOTBLK ENOSYS EPIPE EINVAL EOVERFLOW EADV EINTR EUSERS ENOTEMPTY ENOBUFS ' +
  'EPROTO EREMOTE ENAVAIL ECHILD ELOOP EXDEV E2BIG ESRCH EMSGSIZE EAFNOSUPPORT EBADR EHOSTDOWN EPFNOSUPPORT ENOPROTOOPT EBUSY EWOULDBLOCK ' +
  'EBADFD EDOTDOT EISCONN ENOANO ESHUTDOWN ECHRNG ELIBBAD ENONET EBADE EBADF EMULTIHOP EIO EUNATCH EPROTOTYPE ENOSPC ENOEXEC EALREADY ENETDOWN ' +
  'ENOTNAM EACCES ELNRNG EILSEQ ENOTDIR ENOTUNIQ EPERM EDOM EXFULL ECONNREFUSED EISDIR EPROTONOSUPPORT EROFS EADDRNOTAVAIL EIDRM ECOMM ESRMNT ' +
  'EREMOTEIO EL3RST EBADMSG ENFILE ELIBMAX ESPIPE ENOLINK ENETRESET ETIMEDOUT ENOENT EEXIST EDQUOT ENOSTR EBADSLT EBADRQC ELIBACC EFAULT EFBIG ' +
  'EDEADLK ENOTCONN EDESTADDRREQ ELIBSCN ENOLCK EISNAM ECONNABORTED ENETUNREACH ESTALE ENOSR ENOMEM ENOTSOCK ESTRPIPE EMLINK ERANGE ELIBEXEC ' +
  'EL3HLT ECONNRESET EADDRINUSE EOPNOTSUPP EREMCHG EAGAIN ENAMETOOLONG ENOTTY ERESTART ESOCKTNOSUPPORT ETIME EBFONT EDEADLOCK ETOOMANYREFS ' +
  'EMFILE ETXTBSY EINPROGRESS ENXIO ENOPKG ENOMEDIUM EMEDIUMTYPE ECANCELED ENOKEY EHWPOISON EKEYEXPIRED EKEYREVOKED EKEYREJECTED EOWNERDEAD ' +
  'ENOTRECOVERABLE ERFKILL ENOTSUP';

/** Numbers in the order of the names, by pointer width of the build: musl under Emscripten, and Linux. */
const NUMBERS: Readonly<Record<32 | 64, string>> = {
  32:
    '43 111 23 49 143 156 112 116 105 52 64 28 61 122 27 136 55 42 65 121 145 12 32 75 1 71 35 5 114 142 139 50 10 6 127 125 30 104 140 106 130 ' +
    '119 113 8 36 29 110 67 51 45 7 38 144 2 109 25 54 126 63 18 115 14 31 66 69 4 24 124 123 147 108 9 41 132 70 47 39 73 44 20 19 100 102 103 ' +
    '129 21 22 16 53 17 131 46 146 13 40 72 118 48 57 135 34 68 133 107 15 3 138 128 6 37 59 134 137 117 101 16 141 33 74 26 60 120 148 149 11 ' +
    '150 155 151 152 153 62 56 154 138',
  64:
    '19 50 113 42 117 45 51 61 15 38 32 22 75 68 4 87 39 105 71 66 119 10 40 18 7 3 90 97 53 112 96 92 16 11 77 73 106 55 108 44 80 64 52 9 72 5 ' +
    '49 91 28 8 114 100 118 13 48 84 20 76 1 33 54 111 21 93 30 99 43 70 69 121 47 74 23 82 29 67 102 110 2 17 122 60 57 56 79 14 27 35 107 89 ' +
    '81 37 120 103 101 116 63 12 88 86 31 34 83 46 104 98 95 78 11 36 25 85 94 62 59 35 109 24 26 115 6 65 123 124 125 126 133 127 128 129 130 ' +
    '131 132 95',
};

function constants(vm: Machine): readonly (readonly [string, number])[] {
  const numbers = NUMBERS[vm.build.bits].split(' ').map(Number);
  const all = NAMES.split(' ').map((name, i) => [name, numbers[i] as number] as const);
  return ROWS[vm.version].hardwarePoison ? all : all.filter(([name]) => name !== 'EHWPOISON');
}

/** The number of an error of the platform. */
export function errnoOf(vm: Machine, name: string): number {
  return new Map(constants(vm)).get(name) ?? 0;
}

export const ERRNO_MODULE: NativeModule = {
  functions: {},
  values: (vm): Record<string, Value> => {
    const errorcode = newDict(vm);
    const all = constants(vm);
    for (const [name, number] of all) dictSet(vm, errorcode, number, name);
    return { errorcode, ...Object.fromEntries(all) };
  },
  whole: true,
};
