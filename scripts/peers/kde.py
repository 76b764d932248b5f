"""A kernel density of POINTS seeded points on a 1000 by 1000 grid by scikit-learn (no quartic there: Epanechnikov)."""
import sys
import numpy as np
from sklearn.neighbors import KernelDensity

random = np.random.default_rng(1998)
points = random.uniform(0, 50_000, (int(sys.argv[1]), 2))
axis = np.arange(1000) * 50.0 + 25
grid = np.stack(np.meshgrid(axis, axis), -1).reshape(-1, 2)
KernelDensity(bandwidth=300, kernel="epanechnikov", algorithm="kd_tree").fit(points).score_samples(grid)
