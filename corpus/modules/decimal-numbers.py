from decimal import Decimal as D, localcontext, getcontext, DecimalException

def tried(run):
    try:
        return run()
    except (DecimalException, ArithmeticError, TypeError, ValueError) as error:
        return type(error).__name__, str(error)

print(D('1_000.50'), D(' -0E+3 '), D(2.5), D((1, (1, 2), -1)), D('NaN12'), D('١٢'))
print(D(1) / 7, D(10) // 3, D(-7) % 3, divmod(D(7), 2), D(2) ** 0, D(2) ** D('0.5'), pow(7, D(5), 6))
print(D(2).sqrt(), D(2).exp(), D(2).ln(), D(2).log10(), D('1.25').quantize(D('0.1')))
print(D('1.5') == 1.5, hash(D('0.25')) == hash(0.25), D('1.0') in {1})
print(f"{D('1234567.891'):,.2f} {D('0.00012'):e} {D('12.5'):>8} {D('0.25'):.0%}", repr(D('1E+5')))
print(D('12.50').as_tuple(), D('0.75').as_integer_ratio(), round(D('2.5')), round(D('2.675'), 2), int(D('-3.9')))
for run in (lambda: D(1) / 0, lambda: D(0) / 0, lambda: D('x'), lambda: D('1E999999') * 10, lambda: D(1) + 1.0,
            lambda: D('sNaN') + 1, lambda: D(None), lambda: D(1) < '1', lambda: hash(D('sNaN'))):
    print(tried(run))
with localcontext(prec=5) as context:
    print(D(1) / 3, context.prec, [s.__name__ for s in context.flags if context.flags[s]])
print(getcontext().prec)
