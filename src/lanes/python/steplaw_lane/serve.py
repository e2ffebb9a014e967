"""A native CPython's side of its lane: length-prefixed requests on standard input, answers likewise on standard output."""

import os
import sys

from .answer import answer


# Past the numbers that a program's files get.
_REQUESTS, _ANSWERS = 200, 201


def serve():
    """Answers until the input ends. Programs cannot reach the two pipes by their usual numbers."""
    requests = os.fdopen(os.dup2(0, _REQUESTS, False), "rb")
    answers = os.fdopen(os.dup2(1, _ANSWERS, False), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    os.close(nothing)
    while len(size := requests.read(4)) == 4:
        reply = answer(requests.read(int.from_bytes(size, "little")))
        answers.write(len(reply).to_bytes(4, "little"))
        answers.write(reply)
        answers.flush()


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    serve()
