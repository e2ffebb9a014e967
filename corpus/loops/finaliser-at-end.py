# Until 3.13 the exhausted iterator dies before the branch is told.
class Once:
    at = 0
    def __iter__(self):
        return self
    def __next__(self):
        if self.at >= 1:
            raise StopIteration
        self.at += 1
    def __del__(self):
        pass
o = Once()
for y in o:
    o = 0
