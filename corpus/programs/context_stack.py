"""Context managers of every make: classes, generators, ExitStack, suppress; a transaction over a dict."""
import contextlib
from contextlib import ExitStack, closing, contextmanager, suppress

LOG = []


class Transaction:
    def __init__(self, store):
        self.store = store

    def __enter__(self):
        self.saved = dict(self.store)
        LOG.append("begin")
        return self

    def __exit__(self, kind, value, trace):
        if kind is None:
            LOG.append("commit")
            return False
        self.store.clear()
        self.store.update(self.saved)
        LOG.append(f"rollback {kind.__name__}")
        return issubclass(kind, ValueError)

    def set(self, key, value):
        if value < 0:
            raise ValueError(key)
        self.store[key] = value


@contextmanager
def section(name, depth=[0]):
    depth[0] += 1
    LOG.append(f"{'>' * depth[0]} {name}")
    try:
        yield depth[0]
    except KeyError as error:
        LOG.append(f"section {name} saw {error!r}")
        raise
    finally:
        LOG.append(f"{'<' * depth[0]} {name}")
        depth[0] -= 1


class Resource:
    count = 0

    def __init__(self, name, fail=False):
        self.name, self.fail = name, fail
        Resource.count += 1

    def close(self):
        Resource.count -= 1
        LOG.append(f"close {self.name}")
        if self.fail:
            raise OSError(self.name)


class Retry(contextlib.ContextDecorator):
    def __enter__(self):
        LOG.append("try")
        return self

    def __exit__(self, *error):
        LOG.append("end" if error[0] is None else "failed")
        return True


@Retry()
def risky(n):
    return 10 // n


def nested(store):
    with section("outer") as level, section("inner"), Transaction(store) as t:
        t.set("a", level)
        for i in range(3):
            with suppress(IndexError, KeyError), section(f"loop{i}"):
                if i == 1:
                    {}[i]
                t.set(f"k{i}", i)
        t.set("bad", -1)
    return len(store)


def many():
    with ExitStack() as stack:
        names = [stack.enter_context(closing(Resource(n))).name for n in "xyz"]
        stack.callback(LOG.append, "callback")
        stack.push(lambda *error: LOG.append(error[0]) or True)
        keep = stack.pop_all() if Resource.count > 3 else None
        if keep is None:
            raise RuntimeError("inside")
    return names


store = {"a": 0}
print(nested(store), store)
print(many(), Resource.count)
print(risky(5), risky(0))
try:
    with closing(Resource("w", fail=True)), section("last"):
        raise TypeError("first")
except OSError as error:
    print(repr(error), repr(error.__context__))
with contextlib.nullcontext(7) as seven:
    LOG.append(seven)
for i, line in enumerate(LOG):
    print(i, line)
