# csv: the reader asks its lines one by one, the writer quotes what it must; a dialect's attributes are looked up, its names registered.
import csv
import io


def lines():
    for line in 'name,note\n', 'ann,"two\n', 'lines"\n', 'bob,"say ""hi"""\n':
        print('line', repr(line))
        yield line


for row in csv.DictReader(lines()):
    print(row)


class Field:
    def __str__(self):
        print('str')
        return 'a,b'


out = io.StringIO()
writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator='\n')
print(writer.writerow(['x', 1, 2.5, None, Field()]))
writer.writerows([[1], ['"']])
print(out.getvalue())

csv.register_dialect('pipes', delimiter='|', skipinitialspace=True)
print(list(csv.reader(['a| "b|c"|'], 'pipes')), csv.get_dialect('pipes').quotechar)
csv.unregister_dialect('pipes')
for attempt in (
    lambda: csv.get_dialect('pipes'),
    lambda: csv.writer(out, delimiter='ab'),
    lambda: list(csv.reader([b'bytes'])),
    lambda: list(csv.reader(['"a"b'], strict=True)),
    lambda: csv.writer(out, quoting=csv.QUOTE_NONE).writerow(['a,b']),
):
    try:
        attempt()
    except (csv.Error, TypeError) as e:
        print(type(e).__name__, e)
print(csv.Sniffer().sniff('a;b\nc;d\n').delimiter)
