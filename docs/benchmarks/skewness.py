#!/usr/bin/env python3
"""Why Student's t accepts too many losses as large as the margin, with plain numbers; needs numpy and scipy (those of gates.sh will do).

  skewness.py [SWAPS]     prints the table of docs/STATISTICS.md

The swaps are those of gates.py, drawn all at once and with a true loss of the margin. Then the same with what may be the cause taken away: stories of
equal size; and the story's deviation from the true loss turned around by a coin, which leaves its spread and takes the skewness.
"""
import sys

import numpy as np
from scipy import stats

from gates import ACCURACY, DIFFICULTY, MARGIN, beta

FLIPS = 0.15


def draw(rng, swaps, stories, correlation, equal, symmetric):
    """Of each story: right answers of the candidate less those of the baseline, and claims."""
    shape = (swaps, stories)
    n = np.full(shape, 66) if equal else 20 + rng.integers(0, 93, shape)
    anew = FLIPS / (2 * ACCURACY * (1 - ACCURACY) * (1 - DIFFICULTY))
    kept = 1 - MARGIN / ACCURACY
    p = beta(rng, np.full(shape, ACCURACY), DIFFICULTY)
    q = p if correlation == 0 else beta(rng, p, correlation)
    before = rng.binomial(n, p)
    still = rng.binomial(before, (1 - anew + anew * q) * kept)
    won = rng.binomial(n - before, anew * q * kept)
    d = still + won - before.astype(float)
    if symmetric:
        d = -MARGIN * n + (d + MARGIN * n) * np.where(rng.random(shape) < 0.5, 1, -1)
    # The truth is what was meant.
    assert abs(d.sum() / n.sum() + MARGIN) < 0.003
    return d, n.astype(float)


def accepted(rng, d, n):
    """Shares of swaps whose lower bound is above the margin: by Student's t, and as Estimate has it."""
    stories = d.shape[1]
    value = d.sum(1) / n.sum(1)
    drawn = rng.multinomial(stories, np.full(stories, 1 / stories), 300).astype(float)
    error = np.sqrt((d @ drawn.T / (n @ drawn.T)).var(1, ddof=1) * stories / (stories - 1))
    without = (d.sum(1, keepdims=True) - d) / (n.sum(1, keepdims=True) - n)
    u = without.mean(1, keepdims=True) - without
    longer = np.maximum(0, -(u**3).sum(1) / (u**2).sum(1) ** 1.5 / 6)
    far = (np.arctanh(value) + np.arctanh(MARGIN)) * (1 - value**2) / error
    t = stats.t.ppf(0.95, stories - 1)
    return (far > t).mean(), (far > t + longer * (1 + 2 * t * t)).mean()


def main(swaps):
    print("| stories, correlation | symmetric, equal sizes | symmetric, unequal | skewed, equal | skewed, unequal | the last, corrected |")
    print("|---|---|---|---|---|---|")
    for stories in (10, 23, 60):
        for correlation in (0, 0.1, 0.3):
            cells = []
            for symmetric in (True, False):
                for equal in (True, False):
                    rng = np.random.default_rng([4711, stories, int(10 * correlation), symmetric, equal])
                    cells.append(accepted(rng, *draw(rng, swaps, stories, correlation, equal, symmetric)))
            shares = [cell[0] for cell in cells] + [cells[-1][1]]
            print(f"| {stories}, {correlation} | " + " | ".join(f"{100 * s:.1f}" for s in shares) + " |", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
