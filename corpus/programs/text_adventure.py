"""A text adventure: rooms and things, commands by reflection, a recorded game."""

import sys


class Thing:
    def __init__(self, name, text, weight=1):
        self.name, self.text, self.weight = name, text, weight

    def __str__(self):
        return self.name


class Lamp(Thing):
    lit = False

    def use(self, game):
        self.lit = not self.lit
        return f"The {self} is {'on' if self.lit else 'off'}."


class Key(Thing):
    def use(self, game):
        here = game.room
        for direction, door in here.doors.items():
            if isinstance(door, Door) and door.locked:
                door.locked = False
                return f"The door {direction} opens."
        return "Nothing to open here."


class Door:
    def __init__(self, room, locked=False):
        self.room = room
        self.locked = locked


class Room:
    all = {}

    def __init__(self, name, text, dark=False):
        self.name, self.text, self.dark = name, text, dark
        self.doors = {}
        self.things = []
        Room.all[name] = self

    def connect(self, direction, other, back=None, locked=False):
        self.doors[direction] = Door(other, locked)
        if back:
            other.doors[back] = Door(self)
        return other


class GameOver(Exception):
    pass


class Game:
    limit = 5

    def __init__(self, room):
        self.room = room
        self.bag = []
        self.moves = 0

    def light(self):
        return not self.room.dark or any(isinstance(t, Lamp) and t.lit for t in self.bag)

    def play(self, script):
        for line in script:
            verb, _, rest = line.strip().lower().partition(" ")
            if not verb or verb.startswith("#"):
                continue
            method = getattr(self, f"do_{verb}", None)
            self.moves += 1
            try:
                answer = method(*rest.split()) if method else f"What is {verb}?"
            except TypeError:
                answer = f"How does one {verb}?"
            except LookupError as error:
                answer = f"There is no {error.args[0]}."
            yield line, answer

    def find(self, name, where):
        for thing in where:
            if thing.name == name:
                return thing
        raise LookupError(name)

    def do_look(self):
        if not self.light():
            return "It is dark."
        things = ", ".join(map(str, self.room.things)) or "nothing"
        return f"{self.room.name}: {self.room.text} You see {things}. Exits: {' '.join(sorted(self.room.doors))}"

    def do_go(self, direction):
        door = self.room.doors.get(direction)
        if door is None:
            return "A wall."
        if door.locked:
            return "Locked."
        self.room = door.room
        if self.room.name == "Garden":
            raise GameOver("You are free.")
        return self.do_look()

    def do_take(self, name):
        if not self.light():
            return "You grope in vain."
        thing = self.find(name, self.room.things)
        if sum(t.weight for t in self.bag) + thing.weight > self.limit:
            return "Too heavy."
        self.room.things.remove(thing)
        self.bag.append(thing)
        return f"Taken: {thing}."

    def do_drop(self, name):
        thing = self.find(name, self.bag)
        self.bag.remove(thing)
        self.room.things.append(thing)
        return f"Dropped: {thing}."

    def do_use(self, name):
        thing = self.find(name, self.bag)
        use = getattr(thing, "use", None)
        return use(self) if callable(use) else "That does nothing."

    def do_bag(self):
        return ", ".join(f"{t.name} ({t.weight})" for t in sorted(self.bag, key=str)) or "empty"


hall = Room("Hall", "A hall of stone.")
cellar = hall.connect("down", Room("Cellar", "Damp.", dark=True), back="up")
garden = hall.connect("north", Room("Garden", "Green."), locked=True)
hall.things += [Thing("stone", "grey", 4), Lamp("lamp", "brass", 2)]
cellar.things.append(Key("key", "rusty"))

SCRIPT = """look
go north
take stone
take lamp
drop stone
take lamp
go down
take key
use lamp
look
take key
dance
take
use stone
bag
go west
go up
use key
use key
go north
never reached"""

game = Game(hall)
transcript = []
try:
    for line, answer in game.play(SCRIPT.split("\n")):
        transcript.append((line, answer))
        print(f"> {line}\n{answer}")
except GameOver as over:
    print(over, "after", game.moves, "moves")
finally:
    print(len(transcript), "answers,", sorted({line.split()[0] for line, _ in transcript}))
if __name__ == "__main__":
    print(len(sys.argv), hasattr(sys, "argv"), game.room is garden)
