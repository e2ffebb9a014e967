# The order of a constant set.
tags = {82 + 1, 1 - -2, 0}
print({0, 71, 95}, tags)
