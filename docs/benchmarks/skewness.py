#!/usr/bin/env python3
"""Why Student's t accepts too many losses as large as the margin, with plain numbers; needs numpy and scipy (those of gates.sh will do).

  skewness.py [SWAPS]             prints the table of docs/STATISTICS.md
  skewness.py --tried [SWAPS]     the one of what was tried to bring the rest to 5%

The swaps are those of gates.py, drawn all at once and with a true loss of the margin. Then the same with what may be the cause taken away: stories of
equal size; and the story's deviation from the true loss turned around by a coin, which leaves its spread and takes the skewness.
"""
import sys

import numpy as np
from scipy import stats

from gates import ACCURACY, DIFFICULTY, MARGIN, beta

FLIPS = 0.15


def draw(rng, swaps, stories, correlation, equal, symmetric, loss=MARGIN, flips=FLIPS):
    """Of each story: right answers of the candidate less those of the baseline, and claims."""
    shape = (swaps, stories)
    n = np.full(shape, 66) if equal else 20 + rng.integers(0, 93, shape)
    anew = min(1.0, flips / (2 * ACCURACY * (1 - ACCURACY) * (1 - DIFFICULTY)))
    kept = 1 - loss / ACCURACY
    p = beta(rng, np.full(shape, ACCURACY), DIFFICULTY)
    q = p if correlation == 0 else beta(rng, p, correlation)
    before = rng.binomial(n, p)
    still = rng.binomial(before, (1 - anew + anew * q) * kept)
    won = rng.binomial(n - before, anew * q * kept)
    d = still + won - before.astype(float)
    if symmetric:
        d = -MARGIN * n + (d + MARGIN * n) * np.where(rng.random(shape) < 0.5, 1, -1)
    # The truth is what was meant.
    assert abs(d.sum() / n.sum() + loss) < 0.003
    if loss == 0:
        d *= np.where(rng.random((swaps, 1)) < 0.5, 1, -1)
    return d, n.astype(float)


def evidence(rng, d, n):
    """How many standard errors each swap is above the margin, and its skewness towards losses as in Estimate."""
    stories = d.shape[1]
    value = d.sum(1) / n.sum(1)
    drawn = rng.multinomial(stories, np.full(stories, 1 / stories), 300).astype(float)
    error = np.sqrt((d @ drawn.T / (n @ drawn.T)).var(1, ddof=1) * stories / (stories - 1))
    without = (d.sum(1, keepdims=True) - d) / (n.sum(1, keepdims=True) - n)
    u = without.mean(1, keepdims=True) - without
    longer = np.maximum(0, -(u**3).sum(1) / (u**2).sum(1) ** 1.5 / 6)
    return (np.arctanh(value) + np.arctanh(MARGIN)) * (1 - value**2) / error, longer


def accepted(rng, d, n):
    """Shares of swaps whose lower bound is above the margin: by Student's t, and as Estimate has it."""
    far, longer = evidence(rng, d, n)
    t = stats.t.ppf(0.95, d.shape[1] - 1)
    return (far > t).mean(), (far > t + longer * (1 + 2 * t * t)).mean()


def freedom(n):
    """Degrees of freedom of Bell and McCaffrey (2002) for the CR2 variance of a share, if the claims of a story say all the same."""
    h = n / n.sum(1, keepdims=True)
    v, w = n * n, 1 / (1 - h)
    c = w * h
    q = (c * h).sum(1)
    v0, v1, v2 = v.sum(1), (v * c).sum(1), (v * c * c).sum(1)
    trace = (v * (w - 2 * c)).sum(1) + q * v0
    squares = (v * v * (w * w + 2 * w * (q[:, None] - 2 * c))).sum(1) + q * q * v0 * v0 + 2 * v0 * v2 - 4 * q * v0 * v1 + 2 * v1 * v1
    return trace * trace / squares


def tried(swaps):
    """Of each candidate: losses of the margin accepted / equal models accepted, in percent."""
    names = ["as it is", "skewness unbiased", "Bell and McCaffrey", "both", "alpha 0.04", "alpha 0.03", "alpha 0.025"]
    print("| stories, correlation, flips | " + " | ".join(names) + " |\n|" + "---|" * (len(names) + 1))
    for flips in (0.15, 0.36):
        for stories in (10, 23, 60, 120):
            for correlation in (0, 0.1, 0.3):
                rows = []
                for loss in (MARGIN, 0):
                    rng = np.random.default_rng([8128, stories, int(correlation * 10), int(100 * flips), int(100 * loss)])
                    d, n = draw(rng, swaps, stories, correlation, False, False, loss, flips)
                    far, longer = evidence(rng, d, n)
                    over = lambda t, more: 100 * (far > t + more * (1 + 2 * t * t)).mean()
                    t = lambda alpha, freedom=stories - 1: stats.t.ppf(1 - alpha, freedom)
                    # Joanes and Gill (1998).
                    unbiased = longer * np.sqrt(stories * (stories - 1)) / (stories - 2)
                    fewer = t(0.05, freedom(n))
                    shares = [over(t(0.05), longer), over(t(0.05), unbiased), over(fewer, longer), over(fewer, unbiased)]
                    rows.append(shares + [over(t(alpha), longer) for alpha in (0.04, 0.03, 0.025)])
                cells = " | ".join(f"{a:.1f} / {b:.1f}" for a, b in zip(*rows))
                print(f"| {stories}, {correlation}, {100 * flips:.0f}% | {cells} |", flush=True)


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
    only, *rest = (tried, *sys.argv[2:]) if sys.argv[1:2] == ["--tried"] else (main, *sys.argv[1:])
    only(int(rest[0]) if rest else 10_000)
