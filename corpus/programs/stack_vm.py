"""A stack machine: an assembler with labels, a dispatch table by decorator, calls, traps, a disassembler."""
from collections import ChainMap, namedtuple
from types import MappingProxyType, SimpleNamespace

Instruction = namedtuple("Instruction", "op arg", defaults=[None])
PROGRAM = """
    push 6
    call fact
    print
    push 3
loop:
    dup
    print
    push -1
    add
    dup
    jnz loop
    drop
    push 1
    push 0
    div
    print
    halt
fact:
    store n
    load n
    jz one
    load n
    load n
    push -1
    add
    call fact
    mul
    ret
one:
    push 1
    ret
"""


class Trap(Exception):
    pass


class Halt(Exception):
    pass


def assemble(text):
    labels, code = {}, []
    for line in text.splitlines():
        line = line.strip()
        if not line:
            continue
        if line.endswith(":"):
            labels[line[:-1]] = len(code)
            continue
        op, _, arg = line.partition(" ")
        code.append(Instruction(op, arg or None))
    for at, (op, arg) in enumerate(code):
        if arg is None:
            continue
        try:
            code[at] = code[at]._replace(arg=int(arg))
        except ValueError:
            if arg in labels:
                code[at] = Instruction(op, labels[arg])
            elif op not in ("store", "load"):
                raise SyntaxError(f"no label {arg}") from None
    return tuple(code), MappingProxyType(labels)


OPS = {}


def op(function):
    OPS[function.__name__.strip("_")] = function
    return function


def binary(name, action):
    def run(vm, _arg):
        right, left = vm.stack.pop(), vm.stack.pop()
        try:
            vm.stack.append(action(left, right))
        except ZeroDivisionError as error:
            raise Trap("division") from error

    OPS[name] = run


for name, action in {"add": lambda a, b: a + b, "mul": lambda a, b: a * b, "div": lambda a, b: a // b}.items():
    binary(name, action)


@op
def push(vm, arg):
    vm.stack.append(arg)


@op
def dup(vm, _):
    vm.stack.append(vm.stack[-1])


@op
def drop(vm, _):
    vm.stack.pop()


@op
def _print(vm, _):
    vm.out.append(vm.stack.pop())


@op
def store(vm, name):
    vm.frames.maps[0][name] = vm.stack.pop()


@op
def load(vm, name):
    vm.stack.append(vm.frames[name])


@op
def jnz(vm, target):
    if vm.stack.pop():
        vm.pc = target


@op
def jz(vm, target):
    if not vm.stack.pop():
        vm.pc = target


@op
def call(vm, target):
    vm.returns.append(vm.pc)
    vm.frames = vm.frames.new_child()
    vm.pc = target


@op
def ret(vm, _):
    vm.pc = vm.returns.pop()
    vm.frames = vm.frames.parents


@op
def halt(vm, _):
    raise Halt


def execute(code, limit=500):
    vm = SimpleNamespace(pc=0, stack=[], out=[], returns=[], frames=ChainMap({"depth": 0}), steps=0)
    while vm.steps < limit:
        vm.steps += 1
        name, arg = code[vm.pc]
        vm.pc += 1
        try:
            OPS[name](vm, arg)
        except Halt:
            break
        except Trap as trap:
            vm.out.append(f"trap {trap} at {vm.pc - 1}")
            vm.stack.append(None)
        except (KeyError, IndexError) as error:
            raise RuntimeError(f"{name} failed after {vm.steps} steps") from error
    else:
        vm.out.append("limit")
    return vm


code, labels = assemble(PROGRAM)
print(dict(labels), len(code), code[0], Instruction("halt"))
vm = execute(code)
print(vm.out, vm.steps, vm.stack, len(vm.frames.maps))
print(execute(code, limit=9).out)
for bad in ("push 1\nadd", "jump x", "load y"):
    try:
        execute(assemble(bad)[0])
    except (RuntimeError, SyntaxError, KeyError) as error:
        print(type(error).__name__, error, type(error.__cause__).__name__)
try:
    labels["new"] = 1
except TypeError as error:
    print(error)
