# contextvars: variables, tokens and contexts.
from contextvars import Context, ContextVar, Token, copy_context
level = ContextVar('level')
user = ContextVar('user', default='nobody')
print(level.name, user.get(), level.get(0), level)
token = level.set(1)
print(level.get(), token.old_value, token.var is level)
inner = level.set(2)
print(inner.old_value, level.get())
level.reset(inner)
context = copy_context()
def work(n, *, by):
    level.set(n)
    user.set(by)
    return level.get(), user.get(), len(copy_context())
print(context.run(work, 5, by='me'), level.get(), user.get())
print(context[level], context.get(user), level in context, len(context))
fresh = Context()
fresh.run(user.set, 'x')
for variable, value in fresh.items(): print(variable.name, value)
print(fresh == fresh.copy(), fresh == Context(), list(Context()))
def wrong():
    yield lambda: level.reset(inner)
    yield lambda: user.reset(token)
    yield lambda: fresh.run(level.reset, token)
    yield lambda: fresh.run(fresh.run, print)
    yield lambda: fresh[level]
    yield lambda: fresh.run(level.get)
    yield lambda: ContextVar(1)
    yield lambda: Token()
    yield lambda: level.set()
for call in wrong():
    try: call()
    except Exception as error: print(type(error).__name__, error)
try:
    with level.set(7) as held: print(level.get(), type(held) is Token)
except TypeError as error: print(error)
print(level.get() == 1 or level.get())
