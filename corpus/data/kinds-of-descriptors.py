# Fields of C structs are member descriptors, what is computed are getset descriptors.
import types


def f():
    yield


for owner, names in (
    (types.FunctionType, ('__closure__', '__globals__', '__code__', '__name__')),
    (property, ('fget', '__doc__', '__isabstractmethod__')),
    (complex, ('real', 'imag')),
    (float, ('real',)),
    (slice, ('start',)),
    (types.CodeType, ('co_name', 'co_code', 'co_varnames')),
    (types.GeneratorType, ('gi_frame',)),
    (BaseException, ('args', '__suppress_context__')),
    (OSError, ('errno',)),
    (type([].__add__), ('__self__', '__objclass__')),
    (type, ('__base__', '__mro__', '__bases__')),
):
    for name in names:
        print(owner.__name__, name, type(owner.__dict__[name]).__name__)
print(complex.real, float.real, [].__add__.__objclass__)
for descriptor, owner in ((types.FunctionType.__closure__, f), (types.CodeType.co_code, f.__code__), (complex.real, 1j), (float.real, 1.0)):
    try:
        descriptor.__set__(owner, 1)
    except AttributeError as e:
        print(e)
print(types.MemberDescriptorType is type(types.FunctionType.__globals__))
