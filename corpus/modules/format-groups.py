# Format specs with groups behind the point (3.14), and digits of floats near a power of ten.
for spec in ['.,f', '._f', '.3,f', '.6_f', ',.6_f', '_.10,f', '.,', '._e', '.,%', '.3,d', '.,d', '._x', '.,s', '.3_', '._g', '020.6_f', '*>30,.7,f','.10_g', '._', '.2_', '._,f', '.3,,f', ',._f', 'z.,f','.8_e']:
    for v in [1234567.891234567, 65, 0.5, 'abcdef']:
        try: print(repr(spec), v, repr(format(v, spec)))
        except Exception as e: print(repr(spec), v, type(e).__name__, e)
print(format(1e-07, '.20'), '%.19e' % 1e-07, 1.05 ** 7, 0.1 ** 0.3)
