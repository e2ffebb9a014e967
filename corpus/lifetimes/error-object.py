# AttributeError holds the object that lacked the attribute.
class C:
    def __del__(self):
        pass
box = C()
try:
    box.v
except Exception:
    pass
box.v = 0
