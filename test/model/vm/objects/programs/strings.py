s = 'Hello, World'
print(s.upper(), s.lower(), s.swapcase(), s.title(), s.capitalize(), s.casefold())
print(s.split(), s.split(','), s.rsplit('o', 1), s.partition(', '), s.rpartition('o'), 'a\nb\r\nc'.splitlines())
print(s.find('o'), s.rfind('o'), s.index('W'), s.count('l'), s.replace('l', 'L', 2), s.startswith('He'), s.endswith(('d', 'x')))
print(s.center(20, '*'), s.ljust(15) + '|', s.rjust(15), '42'.zfill(5), '\t1'.expandtabs(4), ' x '.strip(), 'xxa'.lstrip('x'), 'abb'.rstrip('b'))
print('-'.join(['a', 'b']), ','.join(c for c in 'xyz'), s.isalpha(), 'a1'.isalnum(), '12'.isdigit(), 'Ab'.istitle(), ' '.isspace())
print('ab'.removeprefix('a'), 'ab'.removesuffix('b'), 'ß'.upper(), 'ǆ'.title(), 'ß'.casefold(), '²'.isdigit(), '½'.isnumeric())
try:
    s.index('zz')
except ValueError as e:
    print(e)
try:
    ','.join([1])
except TypeError as e:
    print(e)
try:
    s.upper(1)
except TypeError as e:
    print(e)
try:
    s.split('')
except ValueError as e:
    print(e)
