# A key that Python code makes hash like a str or a tuple is compared with it, wherever the str comes from.
class Alike:
    def __init__(self, value):
        self.value = value

    def __hash__(self):
        return hash(self.value)

    def __eq__(self, other):
        print('compared')
        return self.value == other


table = {Alike('a'): 1, Alike((1, 2)): 2, Alike(int | str): 3}
print(table['a'], table[1, 2], table[int | str], 'b' in table)
table['a'] = 4
table.update(a=5)
table.setdefault('a', 6)
print(len(table), table.pop('a'), table.get('a'))
