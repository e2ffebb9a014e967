import sys


def told(f, *args):
    try:
        return len(f(*args))
    except (ValueError, TypeError) as error:
        return str(error)


print(sys.get_int_max_str_digits(), sys.flags.int_max_str_digits)
print(told(str, 10**4299), told(repr, 10**4300), told(format, -(10**4300), ","), told("%d".__mod__, 10**4300))
print(told(hex, 10**4300), told(lambda: f"{10**4300:x}"), told(lambda text: [int(text, 11)], "1" * 4301))
for digits in (639, -1, "700"):
    print(told(sys.set_int_max_str_digits, digits))
sys.set_int_max_str_digits(640)
print(sys.get_int_max_str_digits(), sys.flags.int_max_str_digits)
print(told(str, 10**640), told(lambda text: [int(text)], "-" + "1" * 641), told(str, -(10**639)))
sys.set_int_max_str_digits(maxdigits=0)
print(told(str, 10**5000))
sys.set_int_max_str_digits(4300)
