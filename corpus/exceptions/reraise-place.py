# RERAISE keeps the line of the first raise through nested handlers.
try:
    f1
except Exception:
    try:
        try:
            a = (0).missing
        except 0:
            pass
    except TypeError:
        pass
