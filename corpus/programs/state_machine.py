"""A turnstile and a traffic light as tables of transitions, with hooks and a history."""


class Transition:
    __slots__ = ("source", "event", "target", "guard", "action")

    def __init__(self, source, event, target, guard=None, action=None):
        self.source = source
        self.event = event
        self.target = target
        self.guard = guard
        self.action = action

    def __repr__(self):
        return f"<{self.source} --{self.event}--> {self.target}>"


class NoTransition(LookupError):
    pass


class Machine:
    count = 0

    def __init__(self, name, start, transitions, /, *, strict=True, **context):
        type(self).count += 1
        self.name = name
        self.state = start
        self.strict = strict
        self.context = context
        self.history = [start]
        self.table = {}
        for t in transitions:
            self.table.setdefault((t.source, t.event), []).append(t)

    def send(self, event, **data):
        candidates = self.table.get((self.state, event), ())
        for t in candidates:
            if t.guard is not None and not t.guard(self.context, data):
                continue
            break
        else:
            if self.strict:
                raise NoTransition(f"{self.name}: no {event!r} in {self.state!r}")
            return False
        if t.action is not None:
            t.action(self.context, data)
        self.state = t.target
        self.history.append(t.target)
        return True

    def __len__(self):
        return len(self.history)

    def __contains__(self, state):
        return state in self.history

    @property
    def path(self):
        return " > ".join(self.history)

    @classmethod
    def how_many(cls):
        return cls.count

    @staticmethod
    def describe(transitions):
        return "; ".join(map(repr, transitions))


def add_coin(context, data):
    context["coins"] += data.get("amount", 1)


def spend(context, data):
    context["coins"] -= context["price"]


enough = lambda context, data: context["coins"] + data.get("amount", 1) >= context["price"]
turnstile = Machine(
    "turnstile",
    "locked",
    [
        Transition("locked", "coin", "unlocked", guard=enough, action=add_coin),
        Transition("locked", "coin", "locked", action=add_coin),
        Transition("unlocked", "push", "locked", action=spend),
        Transition("unlocked", "coin", "unlocked", action=add_coin),
    ],
    coins=0,
    price=3,
)
for event, data in [("coin", {}), ("coin", {"amount": 1}), ("push", {}), ("coin", {}), ("push", {}), ("push", {})]:
    before = turnstile.state
    try:
        turnstile.send(event, **data)
    except NoTransition as error:
        print("error:", error)
    else:
        print(f"{event:>6}: {before:<8} -> {turnstile.state:<8} coins={turnstile.context['coins']:02d}")
    finally:
        assert turnstile.context["coins"] >= 0

print(turnstile.path, len(turnstile), "unlocked" in turnstile)


class Light(Machine):
    DURATIONS = {"red": 3, "green": 2, "yellow": 1}

    def __init__(self):
        cycle = ["red", "green", "yellow"]
        steps = [Transition(a, "tick", b) for a, b in zip(cycle, cycle[1:] + cycle[:1])]
        super().__init__("light", "red", steps, strict=False, left=self.DURATIONS["red"])

    def send(self, event, **data):
        if event == "tick":
            self.context["left"] -= 1
            if self.context["left"]:
                return False
        changed = super().send(event, **data)
        if changed:
            self.context["left"] = self.DURATIONS[self.state]
        return changed


light = Light()
ticks = 0
while light.history.count("red") < 3:
    light.send("tick")
    ticks += 1
    if ticks > 50:
        break
else:
    print("three reds after", ticks, "ticks")
print(light.send("unknown"), Machine.how_many(), Light.count, light.path)
print(Machine.describe(t for ts in light.table.values() for t in ts))
try:
    Transition("a", "b", "c").extra = 1
except AttributeError as error:
    print(type(error).__name__)
