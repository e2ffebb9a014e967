# A key that is no string fails inside the call: CALL, then C_RAISE.
try:
    print(**{1: 1})
except TypeError as error:
    print(error)
