/**
 * What a failing system call raises: OSError with its number, its text and the files that were named.
 * @module
 */
import type { Machine } from '../machine.ts';
import { errnoOf } from '../modules/errno.ts';
import { newOSError } from '../objects/exception-init.ts';
import { chainContext } from '../objects/exceptions.ts';
import { TYPES } from '../objects/types.ts';
import type { Operations } from '../operations.ts';
import { PyRaise, type Value } from '../value.ts';
import { FileFault } from './file-tree.ts';

/** `strerror`, of musl and of glibc where they agree. */
const TEXTS: Readonly<Record<string, string>> = {
  EPERM: 'Operation not permitted',
  ENOENT: 'No such file or directory',
  EBADF: 'Bad file descriptor',
  EACCES: 'Permission denied',
  EBUSY: 'Resource busy',
  EEXIST: 'File exists',
  ENOTDIR: 'Not a directory',
  EISDIR: 'Is a directory',
  EINVAL: 'Invalid argument',
  ENAMETOOLONG: 'File name too long',
  ENOTEMPTY: 'Directory not empty',
  ENOSYS: 'Function not implemented',
};

/** The same where the two say other things: musl's, glibc's. */
const TEXTS_OF_TWO: Readonly<Record<string, readonly [string, string]>> = {
  ELOOP: ['Symbolic link loop', 'Too many levels of symbolic links'],
  ENOTTY: ['Not a tty', 'Inappropriate ioctl for device'],
  ESPIPE: ['Invalid seek', 'Illegal seek'],
};

export function errorText(vm: Operations, code: string): string {
  return TEXTS[code] ?? TEXTS_OF_TWO[code]?.[vm.build.bits === 32 ? 0 : 1] ?? code;
}

/** The exception of an error by its name in `errno`. */
export function osError(vm: Operations, code: string, filename: Value = null, filename2: Value = null): PyRaise {
  const args: Value[] = [errnoOf(vm as Machine, code), errorText(vm, code)];
  if (filename !== null) args.push(filename);
  if (filename !== null && filename2 !== null) args.push(null, filename2);
  const exception = newOSError(vm, TYPES.OSError, args, null);
  chainContext(vm, exception);
  return new PyRaise(exception);
}

/** Runs a system call; its fault becomes an exception. */
export function systemCall<T>(vm: Operations, run: () => T, filename: Value = null, filename2: Value = null): T {
  try {
    return run();
  } catch (e) {
    if (e instanceof FileFault) throw osError(vm, e.code, filename, filename2);
    throw e;
  }
}
