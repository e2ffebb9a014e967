# Displays, fromkeys and keywords take keys of dicts and sets over with their hashes.
class Key:
    def __init__(self, name): self.name = name
    def __hash__(self): return self.name
    def __eq__(self, other): return self.name == other.name
d = {Key(1): 1, Key(2): 2}
def f(**keywords): return keywords
for copy in {**d}, {**d, **d}, {0: 0, **d}, dict.fromkeys(d), dict.fromkeys({*d}, 1), dict.fromkeys([*d]), f(**{'a': 1}):
    print(len(copy))
