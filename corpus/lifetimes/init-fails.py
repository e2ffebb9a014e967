# An instance whose __init__ fails dies before the call has failed.
class C:
    def __init__():
        pass
    def __del__(self):
        pass
node = C()
