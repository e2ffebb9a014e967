# throw() into a generator that delegates to an iterator without a `throw`: from then on the generator alone holds the iterator, and it
# dies with what it iterates when the value stack is cut.
def delegate(make):
    yield from make(item for item in range(1, 3))


for make in (lambda items: filter(None, items)), (lambda items: map(str, items)), zip:
    outer = delegate(make)
    print(next(outer))
    try:
        outer.throw(KeyError)
    except KeyError as error:
        print("left", error.__traceback__.tb_next.tb_lasti > 0)
