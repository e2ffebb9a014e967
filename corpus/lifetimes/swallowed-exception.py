# An exception that the sequence protocol swallows does not keep its frames.
class C:
    def __getitem__(self, index):
        raise IndexError()
    def __del__(self):
        pass
node = C()
for total in node:
    pass
node = 0
x = 1
