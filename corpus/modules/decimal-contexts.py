import asyncio
import copy
from decimal import *

class Money(Decimal):
    def __add__(self, other):
        return Money(Decimal.__add__(self, other))

print(type(Money(1) + 2).__name__, type(Money(1) * 2).__name__, copy.copy(Money('1.5')))
context = Context(prec=3, rounding=ROUND_UP, traps=[Inexact])
print(context, context.traps[Inexact], list(context.flags)[0].__name__)
try:
    context.divide(1, 3)
except Inexact as error:
    print(error, context.flags[Rounded])
context.clear_traps()
context.clear_flags()
print(context.power(2, 10), context.create_decimal('1.23456'), context.fma(2, 3, 4), context.Etiny())
try:
    context.prec = 0
except ValueError as error:
    print(error)

getcontext().prec = 6

async def task(prec):
    setcontext(Context(prec=prec))
    await asyncio.sleep(0)
    return Decimal(1) / 3

async def main():
    print(await asyncio.gather(task(2), task(5)), getcontext().prec)

asyncio.run(main())
