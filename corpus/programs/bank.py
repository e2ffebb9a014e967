"""Accounts: a class hierarchy with properties, transactions as context managers, exceptions of one's own."""


class BankError(Exception):
    """What a bank refuses."""


class InsufficientFunds(BankError):
    def __init__(self, account, amount):
        super().__init__(account, amount)
        self.account = account
        self.amount = amount

    def __str__(self):
        return f"{self.account.owner} lacks {self.amount - self.account.balance:.2f}"


class Positive:
    """A descriptor that keeps numbers positive."""

    def __set_name__(self, owner, name):
        self.name = "_" + name

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        return getattr(instance, self.name)

    def __set__(self, instance, value):
        if value < 0:
            raise ValueError(f"{self.name[1:]} must not be negative: {value}")
        setattr(instance, self.name, value)


class Account:
    rate = Positive()
    registry = {}

    def __init_subclass__(cls, /, kind, **kwargs):
        super().__init_subclass__(**kwargs)
        cls.kind = kind
        Account.registry[kind] = cls

    def __new__(cls, *args, **kwargs):
        self = super().__new__(cls)
        self.log = []
        return self

    def __init__(self, owner, balance=0.0, *, rate=0.0):
        self.owner = owner
        self._balance = balance
        self.rate = rate

    @property
    def balance(self):
        return self._balance

    @balance.setter
    def balance(self, value):
        self.log.append(value - self._balance)
        self._balance = value

    @balance.deleter
    def balance(self):
        self._balance = 0.0
        self.log.clear()

    def deposit(self, amount):
        if amount <= 0:
            raise ValueError("deposit what?")
        self.balance += amount
        return self

    def withdraw(self, amount):
        if amount > self.limit():
            raise InsufficientFunds(self, amount)
        self.balance -= amount
        return self

    def limit(self):
        return self.balance

    def __lt__(self, other):
        return self.balance < other.balance

    def __iadd__(self, amount):
        return self.deposit(amount)

    def __bool__(self):
        return self._balance > 0

    def __format__(self, spec):
        return f"{self.owner}: {self.balance:{spec or '.2f'}}"


class Savings(Account, kind="savings"):
    def month(self):
        earned = round(self.balance * self.rate / 12, 2)
        if earned:
            self.deposit(earned)
        return earned


class Checking(Account, kind="checking"):
    def __init__(self, *args, overdraft=100, **kwargs):
        super().__init__(*args, **kwargs)
        self.overdraft = overdraft

    def limit(self):
        return super().limit() + self.overdraft


class Transaction:
    depth = 0

    def __init__(self, *accounts):
        self.accounts = accounts

    def __enter__(self):
        Transaction.depth += 1
        self.saved = [(a, a.balance, list(a.log)) for a in self.accounts]
        return self

    def __exit__(self, kind, error, traceback):
        Transaction.depth -= 1
        if kind is None:
            return False
        for account, balance, log in self.saved:
            account._balance = balance
            account.log[:] = log
        print("rolled back:", kind.__name__)
        return issubclass(kind, BankError)


def transfer(source, target, amount):
    with Transaction(source, target) as t:
        target.deposit(amount)
        source.withdraw(amount)
        return True
    return False


ann = Savings("Ann", 1000.0, rate=0.03)
bob = Checking("Bob", 50.0, overdraft=25)
print(transfer(ann, bob, 300), transfer(bob, ann, 600), transfer(bob, ann, 360))
print(f"{ann} {bob:>8.1f}", Transaction.depth)
try:
    transfer(ann, bob, -5)
except ValueError as error:
    print("no:", error)
try:
    ann.rate = -1
except ValueError as error:
    print("no:", error)
for month in range(1, 7):
    ann.month()
    if month % 3:
        continue
    ann += 10
    print(month, format(ann), len(ann.log))
accounts = sorted([ann, bob, Savings("Cid", 3)])
print([a.owner for a in accounts], [a.kind for a in accounts], max(accounts).owner)
del bob.balance
print(bool(bob), bob.log, Account.registry["checking"].__name__, type(Account.rate).__name__)
try:
    with Transaction(ann):
        with Transaction(bob):
            bob.withdraw(1000)
        print("goes on")
        ann.withdraw(1e6)
    print("goes on too")
finally:
    print(round(ann.balance, 2))
