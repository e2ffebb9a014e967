"""Drives CPython's own bdb through a session and writes its stops down."""

import bdb
import json
import linecache

FILENAME = "program.py"


class Driven(bdb.Bdb):
    def __init__(self, commands, repeats):
        super().__init__(backend="monitoring")
        self.commands = commands
        self.repeats = repeats
        self.stops = []

    def do_clear(self, arg):
        self.clear_bpbynumber(arg)

    def stop(self, kind, frame):
        if frame.f_code.co_filename != FILENAME:
            return
        self.stops.append([kind, frame.f_code.co_qualname, frame.f_lineno or 0])
        if not self.commands:
            self.clear_all_breaks()
            self.set_continue()
            return
        command, *argument = self.commands[0]
        if len(self.commands) > 1 or not self.repeats:
            self.commands.pop(0)
        if command == "into":
            self.set_step()
        elif command == "over":
            self.set_next(frame)
        elif command == "out":
            self.set_return(frame)
        elif command == "until":
            self.set_until(frame, *argument)
        elif command == "stepi":
            self.set_stepinstr()
        else:
            self.set_continue()

    def user_line(self, frame):
        self.stop("l", frame)

    def user_return(self, frame, value):
        self.stop("r", frame)

    def user_exception(self, frame, info):
        self.stop("e", frame)

    def user_opcode(self, frame):
        self.stop("l", frame)


def session(text):
    given = json.loads(text)
    bdb.Breakpoint.clearBreakpoints()
    source = given["source"]
    linecache.cache[FILENAME] = (len(source), None, source.splitlines(True), FILENAME)
    driven = Driven(given["commands"], given["repeats"])
    driven.canonic = lambda filename: filename
    for line, condition, temporary, ignore in given["breaks"]:
        driven.set_break(FILENAME, line, temporary, condition)
        bdb.Breakpoint.bpbynumber[-1].ignore = ignore
    try:
        driven.run(compile(source, FILENAME, "exec"), {"__name__": "__main__"})
    except BaseException:
        pass
    return json.dumps(driven.stops)
