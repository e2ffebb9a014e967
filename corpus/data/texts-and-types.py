# What eval, exec, compile, __import__ and type() say of arguments of a wrong kind, and what they take beside text.

def t(expression, **names):
    try:
        print(repr(eval(expression, names)))
    except Exception as e:
        print(type(e).__name__, e)


for expression in (
    "eval(b'1+1'), eval(bytearray(b'2')), eval('\\t 3\\n')",
    "exec(b'x = 1')",
    "eval('x', {}, 3)",
    "eval('x', 3)",
    "eval('1', [])",
    "exec('1', [])",
    "exec('1', {}, 3)",
    "eval(3)",
    "compile(b'1', 'f', 'eval').co_filename",
    "compile(3, 'f', 'exec')",
    "compile('1', 3, 'exec')",
    "__import__('')",
    "__import__(3)",
    "__import__('math', level=-1)",
    "type('A', (), {1: 2}).__dict__[1]",
    "type('A\\0', (), {})",
    "type('A', (), {'__slots__': ('a', 'a')}).a.__name__",
    "type('A', (), {'__slots__': {'b', 'a'}}).b.__name__",
    "type('A', (), {'__slots__': iter('ab')}).b.__name__",
):
    t(expression)


class Drops(type):
    def __new__(metaclass, name, bases, namespace):
        namespace.pop("__classcell__", None)
        return super().__new__(metaclass, name, bases, namespace)


try:

    class Dropped(metaclass=Drops):
        def f(self):
            return __class__
except RuntimeError as e:
    print(e)
