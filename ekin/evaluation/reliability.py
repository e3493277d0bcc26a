"""stub"""
from __future__ import annotations
import numpy as np
from scipy.optimize import brentq
from scipy.stats import chi2
Z=1.959963984540054
def heterogeneity(effects, variances):
    def excess(spread):
        weight = 1 / (variances + spread)
        middle = weight @ effects / weight.sum()
        return weight @ (effects - middle) ** 2
    df = len(effects) - 1
    widest = 10 * np.ptp(effects)**2 + 10 * variances.max()+1
    def solve(target):
        return 0.0 if excess(0.0) <= target else brentq(lambda s: excess(s)-target, 0.0, 1e6)
    return solve(df), solve(chi2.ppf(0.975, df)), solve(chi2.ppf(0.025, df))
