#!/usr/bin/env python3
"""Would another order of the label sheet, or a judge's exam, save labels? Needs numpy.

  label-order.py [SHEETS]     prints the table of docs/GATE.md

The sheets are those of LabellingTimeTest: 1,200 verdicts, margin 0.05, a look after every 15 labels, each error 5%. A judge is right with a
probability of its own on each row, and says which (its confidence); what is wrong is one of the other two.

  today     random order; how often each prediction is right is learned from the labels (PredictionPoweredTest)
  exam      the same, but what is known at first is the judge's share of right verdicts in an exam, as much as 20 or 50 labels
  sure      random order; a row's expected gain comes from the judge's confidence, with five degrees of trust in it
  doubt     the same, and rows are drawn without replacement with weights by the judge's doubt: unsure ones come first. Each label counts
            by the inverse of its probability (Shekhar et al. 2023; Zrnic and Candes 2024). Weights are the standard deviation of what the
            label may say, plus half of the mean of these; with "some doubt" plus twice the mean
"""
import sys

import numpy as np

VERDICTS, MARGIN, ALPHA, LOOK, MOST = 1200, 0.05, 0.05, 15, 0.95
CELLS = [(0.1, 0), (0.2, 0), (0.2, -0.0525), (0.35, 0), (0.35, -0.0525)]
# Confidence between a guess and 1: shape of a Beta distribution, and how overconfident it is said.
JUDGES = {
    "85%, knows what it does not know": (1.2, 0.35, 1),
    "85%, equally sure of all": (15.5, 4.5, 1),
    "85%, claims a quarter of its errors": (1.2, 0.35, 4),
    "70%, knows what it does not know": (0.8, 0.65, 1),
    "33%, claims to be sure": (None, None, 1),
}


def draw(rng, sheets, differing, difference, judge):
    """In random order: gains, predictions, and how sure the judge says it is."""
    n = round(VERDICTS * differing)
    neither = n // 10
    won = round((n - neither + difference * VERDICTS) / 2)
    gains = np.repeat([1, -1, 0], [won, n - neither - won, neither])
    gains = rng.permuted(np.tile(gains, (sheets, 1)), axis=1)
    a, b, over = JUDGES[judge]
    right = np.full(gains.shape, 1 / 3) if a is None else 1 / 3 + 2 / 3 * rng.beta(a, b, gains.shape)
    said = np.full(gains.shape, 0.9) if a is None else 1 - (1 - right) / over
    wrong = (gains + 2 + rng.integers(0, 2, gains.shape)) % 3 - 1
    return gains, np.where(rng.random(gains.shape) < right, gains, wrong), said


def decide(above, below, truth, n):
    """Labels until one side is shown, rounded up to a look; and whether that is wrong. All labelled decides exactly."""
    bound = 1 / ALPHA
    first = lambda c: np.where((c >= bound).any(1), (c >= bound).argmax(1) + 1, n + 1)
    up, down = (np.minimum(np.ceil(first(c) / LOOK) * LOOK, n + LOOK) for c in (above, below))
    rows = np.minimum(np.minimum(up, down), n)
    # Above is asked first.
    swapped = np.where(np.minimum(up, down) >= n, truth >= -MARGIN - 1e-9, up <= down)
    wrong = np.where(swapped, truth < -MARGIN - 1e-9, truth >= 0)
    return rows, wrong


def fastest(chances, gains, room):
    low, high = np.zeros(len(room)), MOST / room
    for _ in range(10):
        middle = (low + high) / 2
        up = (chances * gains / (1 + middle[:, None] * gains)).sum(1) > 0
        low, high = np.where(up, middle, low), np.where(up, high, middle)
    return low


def learned(values, predictions, limit, right, strength):
    """Capital against "the mean is the limit or less" after each label: PredictionPoweredTest, with a prior as strong as so many labels."""
    sheets, n = values.shape
    seen = np.full((sheets, 3, 3), strength * (1 - right) / 2)
    seen[:, 0, 0] = seen[:, 2, 2] = strength * right
    seen[:, 1, :] = strength / 3
    left = np.stack([(predictions == k - 1).sum(1) for k in range(3)], 1).astype(float)
    own, spread, total = np.ones(sheets), np.ones((sheets, 32)), np.zeros(sheets)
    share = (np.arange(32) + 0.5) / 32
    out, every = np.empty((sheets, n)), np.arange(sheets)
    for t in range(n):
        rest = n - t
        kind = predictions[:, t] + 1
        chance = seen / seen.sum(2, keepdims=True)
        expected = chance[:, :, 2] - chance[:, :, 0]
        mean = (left / rest * expected).sum(1)
        fair = (limit * n - total) / rest
        gains = mean[:, None, None] + np.array([-1, 0, 1]) - expected[:, :, None] - fair[:, None, None]
        least = np.where(left > 0, mean[:, None] - 1 - expected, np.inf).min(1)
        room = np.maximum(fair - least, 1e-9)
        bet = fastest((left / rest)[:, :, None].repeat(3, 2).reshape(sheets, 9) * chance.reshape(sheets, 9), gains.reshape(sheets, 9), room)
        bet = np.where(fair > least, bet, 0)
        own = np.minimum(own * (1 + bet * (mean + values[:, t] - expected[every, kind] - fair)), 1e200)
        odds = (values[:, t] + 1) / np.clip(fair + 1, 1e-9, 2)
        spread = np.minimum(spread * (1 - share + share * odds[:, None]), 1e200)
        out[:, t] = np.where(fair < -1, np.inf, (own + spread.mean(1)) / 2)
        total += values[:, t]
        seen[every, kind, values[:, t] + 1] += 1
        left[every, kind] -= 1
        if t % LOOK == LOOK - 1 and (out[:, : t + 1].max(1) >= 1e4).all():
            out[:, t + 1 :] = 1e4
            break
    return np.maximum.accumulate(out, axis=1)


TRUST = np.array([0, 0.25, 0.5, 0.75, 1])


def by_confidence(values, predictions, said, limit, weights):
    """The same with expected gains from the judge's confidence, and rows that were drawn with these weights, in their order."""
    sheets, n = values.shape
    sure = predictions * (said - (1 - said) / 2)
    sure = np.where(predictions == 0, 0.0, sure)
    squares = np.where(predictions == 0, 1 - said, (1 + said) / 2)
    after = lambda x: np.flip(np.cumsum(np.flip(x, 1), 1), 1)
    W, E = after(weights), after(sure)
    V, C = after(squares / weights), after(sure**2 / weights)
    farthest = [np.flip(np.maximum.accumulate(np.flip((1 + k * sure) / weights, 1), 1), 1) for k in TRUST]
    own, total, off = np.ones((sheets, len(TRUST))), np.zeros(sheets), np.zeros((sheets, len(TRUST)))
    out = np.empty((sheets, n))
    for t in range(n):
        rest = n - t
        fair = ((limit * n - total) / rest)[:, None]
        base = TRUST * E[:, [t]] / rest
        scale = (W[:, t] / rest / weights[:, t])[:, None]
        estimate = base + scale * (values[:, [t]] - TRUST * sure[:, [t]])
        least = base - np.stack([f[:, t] for f in farthest], 1) * (W[:, t] / rest)[:, None]
        room = np.maximum(fair - least, 1e-9)
        edge = base + off / (t + 5) - fair
        spread = (W[:, t] / rest**2)[:, None] * (V[:, [t]] - (2 * TRUST - TRUST**2) * C[:, [t]])
        bet = np.where(fair > least, np.clip(edge / (np.maximum(spread, 1e-9) + edge**2), 0, MOST / room), 0)
        own = np.minimum(own * (1 + bet * (estimate - fair)), 1e200)
        off += estimate - base
        out[:, t] = np.where(fair[:, 0] < -1, np.inf, own.mean(1))
        total += values[:, t]
    return np.maximum.accumulate(out, axis=1)


def rules(rng, gains, predictions, said):
    """Capital above the margin and below 0, of each rule."""
    n = gains.shape[1]
    margin = (-MARGIN * VERDICTS - 1e-9) / n
    both = lambda f, v, p, *more: (f(v, p, *more[:-1], margin, *more[-1]), f(-v, -p, *more[:-1], 0, *more[-1]))
    yield "today", both(learned, gains, predictions, (0.6, 5))
    for strength in (20, 50):
        yield f"exam of {strength}", both(learned, gains, predictions, (0.85, strength))
    yield "sure", both(by_confidence, gains, predictions, said, (np.ones(gains.shape),))
    doubt = np.where(predictions == 0, 1 - said, (1 + said) / 2 - (1.5 * said - 0.5) ** 2)
    deviation = np.sqrt(np.maximum(doubt, 0))
    # Something is added, so that no label counts without bounds.
    for name, more in (("doubt", 0.5), ("some doubt", 2)):
        weights = deviation + more * deviation.mean(1, keepdims=True)
        order = np.argsort(rng.exponential(size=gains.shape) / weights, axis=1)
        v, p, s, w = (np.take_along_axis(x, order, 1) for x in (gains, predictions, said, weights))
        yield name, both(by_confidence, v, p, s, (w,))


def main(sheets):
    head = None
    for judge in JUDGES:
        for differing, difference in CELLS:
            rng = np.random.default_rng([31415, round(1000 * differing), round(10000 * (1 + difference))])
            gains, predictions, said = draw(rng, sheets, differing, difference, judge)
            n = gains.shape[1]
            truth = gains[0].sum() / VERDICTS
            cells = {}
            for name, (above, below) in rules(rng, gains, predictions, said):
                rows, wrong = decide(above, below, truth, n)
                cells[name] = f"{rows.mean():.0f}, {100 * wrong.mean():.1f}"
            if head is None:
                head = True
                print("| judge | differ | difference | " + " | ".join(cells) + " |\n|" + "---|" * (3 + len(cells)))
            print(f"| {judge} | {100 * differing:.0f}% ({n}) | {difference:+.4f} | " + " | ".join(cells.values()) + " |", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500)
