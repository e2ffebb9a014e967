# Until 3.13 what cannot be entered outlives its RAISE.
class C:
    def __del__(self):
        pass


with C() as box:
    pass
