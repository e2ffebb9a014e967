"""A state machine as generator and as table: a vending machine with enums, flags and errors."""
from enum import Enum, Flag, IntEnum, auto


class State(Enum):
    IDLE = "idle"
    PAID = "paid"
    BROKEN = "broken"

    @property
    def open(self):
        return self is not State.BROKEN


class Coin(IntEnum):
    NICKEL = 5
    DIME = 10
    QUARTER = 25


class Options(Flag):
    NONE = 0
    SUGAR = auto()
    MILK = auto()
    BOTH = SUGAR | MILK


class Jam(Exception):
    pass


class Machine:
    prices = {"tea": 30, "coffee": 45}
    table = {}

    def __init__(self):
        self.state = State.IDLE
        self.credit = 0
        self.served = []

    def on(state, table=table):
        def register(method):
            table[state, method.__name__] = method
            return method

        return register

    @on(State.IDLE)
    @on(State.PAID)
    def insert(self, coin):
        self.credit += Coin(coin)
        return State.PAID

    @on(State.PAID)
    def choose(self, drink, options=Options.NONE):
        price = self.prices[drink] + 5 * bin(options.value).count("1")
        if price > self.credit:
            raise ValueError(f"{drink} costs {price}, paid {self.credit}")
        if len(self.served) == 2:
            raise Jam(drink)
        self.credit -= price
        self.served.append((drink, options))
        return State.PAID if self.credit else State.IDLE

    @on(State.PAID)
    def cancel(self):
        change = []
        for coin in sorted(Coin, reverse=True):
            while self.credit >= coin:
                self.credit -= coin
                change.append(coin.name)
        print("  change", *change)
        return State.IDLE

    @on(State.BROKEN)
    def repair(self):
        self.served.clear()
        return State.IDLE

    del on

    def send(self, action, *args, **kwargs):
        handler = self.table.get((self.state, action))
        if handler is None:
            raise LookupError(f"cannot {action} while {self.state.value}")
        try:
            self.state = handler(self, *args, **kwargs)
        except Jam:
            self.state = State.BROKEN
            raise


def session(machine):
    total = 0
    while True:
        try:
            command = yield total, machine.state.name
            action, *args = command
            machine.send(action, *args)
        except (LookupError, ValueError, Jam) as error:
            print(f"  {type(error).__name__}: {error}")
        else:
            total += 1


def main():
    machine = Machine()
    user = session(machine)
    print(next(user))
    for command in [
        ("choose", "tea"),
        ("insert", 25),
        ("insert", 7),
        ("choose", "coffee"),
        ("insert", Coin.DIME),
        ("choose", "tea", Options.SUGAR),
        *[("insert", coin) for coin in Coin for _ in range(3)],
        ("choose", "coffee", Options.BOTH),
        ("cancel",),
        ("insert", 25),
        ("insert", 25),
        ("choose", "coffee"),
        ("insert", 5),
        ("repair",),
        ("repair",),
    ]:
        print(command[0], user.send(command))
    user.close()
    print(machine.served, State("idle").open, State.BROKEN.open, Options.BOTH & Options.MILK, Coin.DIME + 1)
    print([state.name for state in State], Options.SUGAR in Options.BOTH, repr(Coin(25)))


main()
