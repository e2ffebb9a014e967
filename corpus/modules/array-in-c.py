# array: items are converted by type code as they come, slices are arrays, what does not fit is told as each version tells it.
from array import array

numbers = array('i', [3, 1, 2])
numbers.append(5)
numbers.extend(n * 10 for n in range(3))
print(numbers, len(numbers), numbers[1:3], numbers[::-2], numbers.index(10), numbers.count(3), 20 in numbers)
numbers[1:2] = array('i', [7, 8])
del numbers[-1]
print(numbers, numbers.pop(), numbers.tolist(), sum(numbers), numbers * 2 == numbers + numbers)
print(array('H', [1, 256]).tobytes(), array('h', b'\x01\x00\xff\xff'), array('f', [0.1]), array('d', [1]), array('u', 'ab'))
print(array('b', [1, 2]) < array('b', [1, 3]), array('b', [1]) == array('d', [1.0]), list(reversed(array('B', b'xyz'))))


class Index:
    def __index__(self):
        print('index')
        return 9


print(array('q', [Index()]), array('i'), repr(array('Q', [2**64 - 1])))
for attempt in (
    lambda: array('z'),
    lambda: array('b', [200]),
    lambda: array('i', [1.5]),
    lambda: array('d', ['x']),
    lambda: numbers[99],
    lambda: numbers.remove(1000),
    lambda: numbers + [1],
    lambda: array('i', b'abc'),
    lambda: array('u', ['no']),
    lambda: hash(numbers),
):
    try:
        print(attempt())
    except (ValueError, TypeError, OverflowError, IndexError) as e:
        print(type(e).__name__, e)
