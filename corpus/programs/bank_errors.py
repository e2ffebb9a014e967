"""Errors as programs handle them: chains, groups, notes, retries, cleanup order, finally that returns."""
import contextlib
import sys


class BankError(Exception):
    """Base of all."""

    code = 1

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        cls.code = BankError.code = BankError.code + 1


class NoFunds(BankError):
    def __init__(self, needed, have):
        super().__init__(f"needs {needed}, has {have}")
        self.needed, self.have = needed, have


class Closed(BankError):
    pass


class Account:
    def __init__(self, owner, balance=0):
        self.owner, self.balance, self.closed = owner, balance, False
        self.history = []

    def withdraw(self, amount):
        if self.closed:
            raise Closed(self.owner)
        if amount <= 0:
            raise ValueError(f"bad amount {amount}")
        if amount > self.balance:
            raise NoFunds(amount, self.balance)
        self.balance -= amount
        self.history.append(-amount)

    def deposit(self, amount):
        self.balance += amount
        self.history.append(amount)


def transfer(source, target, amount):
    try:
        source.withdraw(amount)
    except BankError as error:
        error.add_note(f"while paying {target.owner}")
        raise
    except ValueError as error:
        raise BankError("transfer refused") from error
    else:
        target.deposit(amount)
    finally:
        source.history.append("seen")


def batch(orders):
    errors = []
    for order in orders:
        try:
            transfer(*order)
        except Exception as error:
            errors.append(error)
    if errors:
        raise ExceptionGroup("batch", errors)


def answer(n):
    for i in range(n):
        try:
            if i == 1:
                continue
            if i == 2:
                return "early"
            1 / i
        except ZeroDivisionError:
            print("  zero", sys.exception().__class__.__name__)
        finally:
            print("  step", i)
    else:
        return "complete"


def chain(error):
    while error is not None:
        yield f"{type(error).__name__}({error})"
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def main():
    ann, bob = Account("ann", 100), Account("bob")
    transfer(ann, bob, 30)
    print(ann.balance, bob.balance)
    for amount in (500, -3):
        try:
            transfer(ann, bob, amount)
        except BankError as error:
            print(error.code, " <- ".join(chain(error)), getattr(error, "__notes__", []))
    bob.closed = True
    try:
        batch([(bob, ann, 1), (ann, bob, 1000), (ann, bob, 0), (ann, bob, 20)])
    except* NoFunds as group:
        print("funds:", [e.needed - e.have for e in group.exceptions])
    except* BankError as group:
        print("bank:", [type(e).__name__ for e in group.exceptions], group.message)
    print(answer(1), answer(3), answer(0))
    try:
        try:
            {}["x"]
        except KeyError:
            raise RuntimeError("hidden") from None
    except RuntimeError as error:
        print(list(chain(error)), error.__context__)
    with contextlib.suppress(Closed):
        with contextlib.ExitStack() as stack:
            for name in "ab":
                stack.callback(print, "  closing", name)
            bob.withdraw(1)
    try:
        raise ExceptionGroup("outer", [ValueError(1), ExceptionGroup("inner", [TypeError(2), ValueError(3)])])
    except ExceptionGroup as group:
        mine, rest = group.split(ValueError)
        print(mine, [type(e).__name__ for e in rest.exceptions])
    print(ann.history, BankError.code, NoFunds.__doc__, BankError.__doc__)


main()
