# yield from: the frame of the generator while a delegate's throw runs, a delegate whose attributes raise, a coroutine where none may be.
def t(f):
    try: print(f())
    except BaseException as e: print(type(e).__name__, e)


class It:
    def __iter__(self): return self
    def __next__(self): return 1
    def throw(self, *a): print('throw', len(a)); return 'thrown'


class Bad(It):
    @property
    def throw(self): raise KeyError('throw')
    @property
    def close(self): raise KeyError('close')


def d(it): r = yield from it; return r


async def co(): pass


for it in It(), Bad():
    x = d(it); next(x); t(lambda: x.throw(ValueError('v'))); t(lambda: x.close())
t(lambda: list(d(co()))); t(lambda: x.close(1)); t(lambda: x.throw(ValueError, ValueError('y'), 5))
