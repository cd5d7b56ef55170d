"""The same scores of the same purchases, by pandas. Prints the median of three in milliseconds, then the counts."""
import sys
import time

import numpy as np
import pandas as pd

PURCHASES, CUSTOMERS = 10_000_000, 1_000_000


def splitmix64(i):
    z = (i + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


i = np.arange(PURCHASES, dtype=np.uint64)
frame = pd.DataFrame({
    "customer": (splitmix64(i) % np.uint64(CUSTOMERS)).astype(np.int32),
    "day": (splitmix64(i + np.uint64(1 << 40)) % np.uint64(730)).astype(np.int32),
    "amount": (100 + splitmix64(i + np.uint64(2 << 40)) % np.uint64(50_000)).astype(np.int64)})


def scored():
    by = frame.groupby("customer", sort=True).agg(day=("day", "max"), count=("day", "size"), amount=("amount", "sum"))
    n = len(by)
    r, f, m = (1 + (by[column].rank(method="first").astype(np.int64) - 1) * 5 // n for column in ("day", "count", "amount"))
    segment = np.select(
        [(r >= 4) & (f >= 4) & (m >= 4), (r >= 4) & (f <= 1), (r <= 2) & (f >= 3), (r <= 1) & (f <= 2)],
        [0, 1, 2, 3], 4)
    largest = by["amount"].sort_values(ascending=False, kind="stable")
    share = largest.cumsum() / largest.sum()
    classes = [int((share <= 0.8).sum()), int(((share > 0.8) & (share <= 0.95)).sum()), int((share > 0.95).sum())]
    return [n, int(largest.sum())] + classes + [int(it) for it in np.bincount(segment, minlength=5)]


times = []
for _ in range(3):
    begun = time.perf_counter()
    counts = scored()
    times.append((time.perf_counter() - begun) * 1000)
print("%.1f" % sorted(times)[1], *counts)
print("pandas", pd.__version__, "numpy", np.__version__, "python", sys.version.split()[0], file=sys.stderr)
