# 3.12 takes whatever the class of a cause makes.
class E(Exception):
    def __new__(cls):
        return 5
try:
    raise ValueError from E
except Exception as e:
    print(repr(e), repr(e.__cause__))
