# classmethod and staticmethod take over the attributes of what they hold; str of a mapping proxy is that of the mapping.
from types import MappingProxyType


def f(x: int) -> str:
    "doc"


print(classmethod(f).__name__, staticmethod(f).__doc__, classmethod(f).__annotations__, staticmethod(len).__qualname__)
print(sorted(vars(staticmethod(f))), MappingProxyType({'a': 1}))
