# statistics, and the order of a set of types.
import statistics
print(statistics.mean([1, 2, 3, 4.5]), list({int, float, str}), list({ValueError, KeyError, int, list, dict, type}), {tuple, bool}, sorted(t.__name__ for t in {object, set}), statistics.stdev([1, 2.5, 4]), statistics.median([3, 1, 2]), statistics.mode('aab'), statistics.variance([1, 2, 4]), statistics.quantiles([1, 2, 3, 4], n=4))
