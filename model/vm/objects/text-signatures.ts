/**
 * `__text_signature__` of slot wrappers: what `slotdefs` of Objects/typeobject.c says of each special method, whatever the type.
 * @module
 */

const BY_SIGNATURE: Readonly<Record<string, string>> = {
  '($self, /)':
    '__repr__ __hash__ __str__ __iter__ __next__ __len__ __neg__ __pos__ __abs__ __bool__ __invert__ __int__ __float__ __index__ __await__ __aiter__ __anext__ __del__',
  '($self, /, *args, **kwargs)': '__call__ __init__',
  '($self, name, /)': '__getattribute__ __delattr__',
  '($self, name, value, /)': '__setattr__',
  '($self, value, /)':
    '__lt__ __le__ __eq__ __ne__ __gt__ __ge__ __add__ __radd__ __sub__ __rsub__ __mul__ __rmul__ __mod__ __rmod__ __divmod__ __rdivmod__ __lshift__ __rlshift__ __rshift__ __rrshift__ __and__ __rand__ __xor__ __rxor__ __or__ __ror__ __floordiv__ __rfloordiv__ __truediv__ __rtruediv__ __matmul__ __rmatmul__ __iadd__ __isub__ __imul__ __imod__ __ipow__ __ilshift__ __irshift__ __iand__ __ixor__ __ior__ __ifloordiv__ __itruediv__ __imatmul__',
  '($self, value, mod=None, /)': '__pow__ __rpow__',
  '($self, key, /)': '__getitem__ __delitem__ __contains__',
  '($self, key, value, /)': '__setitem__',
  '($self, instance, owner=None, /)': '__get__',
  '($self, instance, value, /)': '__set__',
  '($self, instance, /)': '__delete__',
  '($self, flags, /)': '__buffer__',
  '($self, buffer, /)': '__release_buffer__',
};

/** By the method's name. */
export const SLOT_SIGNATURES: ReadonlyMap<string, string> = new Map(
  Object.entries(BY_SIGNATURE).flatMap(([signature, names]) =>
    names.split(' ').map((name): [string, string] => [name, signature]),
  ),
);
