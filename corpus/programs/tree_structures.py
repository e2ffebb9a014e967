"""Trees: a binary search tree, a trie, an expression tree printed and folded, iteration in several orders."""
from __future__ import annotations

import bisect
import copy
from collections import deque


class Node:
    __slots__ = ("key", "left", "right")

    def __init__(self, key, left=None, right=None):
        self.key, self.left, self.right = key, left, right

    def __iter__(self):
        if self.left:
            yield from self.left
        yield self.key
        if self.right:
            yield from self.right


class Tree:
    def __init__(self, keys=()):
        self.root = None
        self.size = 0
        for key in keys:
            self.add(key)

    def add(self, key):
        if self.root is None:
            self.root = Node(key)
        else:
            node = self.root
            while True:
                if key == node.key:
                    return False
                side = "left" if key < node.key else "right"
                if (child := getattr(node, side)) is None:
                    setattr(node, side, Node(key))
                    break
                node = child
        self.size += 1
        return True

    def __contains__(self, key):
        node = self.root
        while node and node.key != key:
            node = node.left if key < node.key else node.right
        return node is not None

    def __iter__(self):
        return iter(self.root or ())

    def __len__(self):
        return self.size

    def __reversed__(self):
        def walk(node):
            if node:
                yield from walk(node.right)
                yield node.key
                yield from walk(node.left)

        return walk(self.root)

    def levels(self):
        queue = deque([self.root] if self.root else [])
        while queue:
            yield [node.key for node in queue]
            queue = deque(child for node in queue for child in (node.left, node.right) if child)

    @property
    def height(self):
        def measure(node):
            return 0 if node is None else 1 + max(measure(node.left), measure(node.right))

        return measure(self.root)


class Trie(dict):
    def __missing__(self, letter):
        self[letter] = made = Trie()
        return made

    def insert(self, word):
        node = self
        for letter in word:
            node = node[letter]
        node["$"] = word

    def find(self, prefix):
        node = self
        for letter in prefix:
            if letter not in node:
                return []
            node = node[letter]
        return sorted(node.words())

    def words(self):
        for letter, node in self.items():
            if letter == "$":
                yield node
            else:
                yield from node.words()


class Expr:
    def __init__(self, op, *args):
        self.op, self.args = op, args

    def __repr__(self):
        match self:
            case Expr(op="num", args=(n,)):
                return str(n)
            case Expr(op="neg", args=(inner,)):
                return f"-{inner!r}"
            case Expr(op=op, args=(left, right)):
                return f"({left!r} {op} {right!r})"

    def fold(self):
        if self.op == "num":
            return self
        args = [a.fold() for a in self.args]
        values = [a.args[0] for a in args if a.op == "num"]
        if len(values) < len(args):
            return Expr(self.op, *args)
        try:
            return Expr("num", {"+": lambda a, b: a + b, "*": lambda a, b: a * b, "/": lambda a, b: a // b, "neg": lambda a: -a}[self.op](*values))
        except ArithmeticError as error:
            return Expr(self.op, *args) if error.args else self


tree = Tree([50, 30, 70, 20, 40, 60, 80, 30])
print(list(tree), len(tree), 60 in tree, 65 in tree, tree.height, list(reversed(tree))[:3])
for level in tree.levels():
    print("  ".join(map(str, level)).center(24).rstrip())
twin = copy.deepcopy(tree)
twin.add(65)
print(len(twin), len(tree), twin.root is not tree.root, 65 in tree, sum(twin) - sum(tree))
trie = Trie()
for word in "tea ten to inn in i test".split():
    trie.insert(word)
print(trie.find("te"), trie.find("x"), len(trie), trie.find("in"))
num = lambda n: Expr("num", n)
expr = Expr("+", num(2), Expr("*", num(3), Expr("neg", num(4))))
print(expr, "=", expr.fold(), "|", Expr("/", num(1), num(0)).fold())
keys = []
for n in (5, 1, 4, 1, 3):
    bisect.insort(keys, n)
print(keys, bisect.bisect_left(keys, 1), bisect.bisect(keys, 1), bool(Tree()), list(Tree()))
