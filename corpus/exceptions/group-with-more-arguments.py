# The repr of a group shows a list of parts only while two arguments are what it was made of.
class G(ExceptionGroup):
    def __new__(cls, message, parts, code):
        return super().__new__(cls, message, parts)
print(repr(G('g', [ValueError()], 3)))
e = ExceptionGroup('e', [ValueError()])
print(repr(e))
e.args = ('e', [], 3)
print(repr(e))
