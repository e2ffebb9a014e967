# A subclass of a C module's iterator steps by the type that C knows, also through `super()`.
import io
import itertools


class Text(io.StringIO):
    pass


class Bytes(io.BytesIO):
    pass


class Twice(itertools.chain):
    def __next__(self):
        return super().__next__() * 2


class Marked(io.StringIO):
    def __next__(self):
        return '<' + super().__next__()


class Numbers(itertools.count):
    pass


class Some(itertools.islice):
    pass


def gen():
    yield 1
    yield 2


found = [list(Text('a\nb')), list(Bytes(b'a\nb')), list(Marked('a\nb')), list(Twice([1, 2], 'a'))]
found.append([n for n, _ in zip(Numbers(3), 'ab')])
found.append((next(Numbers(5)), Numbers(6).__next__(), next(Text('x')), Bytes(b'y').__next__()))
some = Some(gen(), 5)
found.append((next(some), next(some), iter(some) is some))
try:
    next(some)
except StopIteration as end:
    found.append(end.args)
