# Arguments of a call that fails outlive C_RAISE.
class C:
    def __init__(self, o):
        pass
    def __del__(self):
        pass
try:
    item = C(0, o=C(0))
except TypeError:
    pass
