# float.fromhex, with exponents of any size.
for t in '0x1p-99999999999', '0x1p99999999999', '-0x1p-99999999999', '0x0p99999999999', '0x1p-1074', '0x1p-1075', '0x1.8p-1075', '0x1.00001p-1075', '0x1p1023', '0x1p1024', '0xfffffffffffff8p969', ' 0x.8p1 ', '1p5', '0x', 'nan', '-inf', '0x1_0':
    try: print(float.fromhex(t))
    except (ValueError, OverflowError) as e: print(type(e).__name__, e)
