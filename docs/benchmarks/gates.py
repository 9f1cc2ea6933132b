#!/usr/bin/env python3
"""The same simulated swaps through several tools' gates; called by gates.sh.

  gates.py CLASSPATH OUT [SWAPS [STORIES,…]]
  gates.py --ours CLASSPATH OUT                       decides the swaps of OUT's cells again with our gate; the other tools' rows stay
  gates.py --table RATES.csv STORIES FLIPS FIGURES   a table of docs/GATE.md
  gates.py --plot RATES.csv PLOT.svg                  its plot

A cell is written as soon as it is done; cells that OUT has already are not done again.

A swap is two models on the same claims. A story has a difficulty, p ~ Beta with mean 0.75; how the candidate takes to the story is q ~ Beta
around p with the cell's correlation (0: q is p). Per claim the candidate answers as the baseline did, or, with the probability that gives the
cell's share of flips, anew with q: so both are equally good on average. A true loss turns right answers into wrong ones; a gain is a loss with
the roles exchanged. Stories have 20 to 112 claims. Of three deciding figures, each has its own claims in the same stories; the first has the true
difference, and the other two are equal.
"""
import csv
import importlib.util
import json
import logging
import math
import pathlib
import subprocess
import sys
import tempfile

import numpy as np
from scipy import stats

import paired_eval
from importlib.metadata import distribution, version
from nemo_evaluator.config.gate_policy import GatePolicy
from nemo_evaluator.engine import gate as nel_gate
from nemo_evaluator.engine.comparison import compare_results

logging.disable(logging.WARNING)
MARGIN, ALPHA, ACCURACY, DIFFICULTY = 0.05, 0.05, 0.75, 0.05
DIFFERENCES = [0, -0.02, -0.05, -0.10, 0.05]
CORRELATIONS = (0, 0.1, 0.3)
CELLS = [(s, c, d, 0.15, f) for f in (1, 3) for s in (23, 10, 60) for c in CORRELATIONS for d in DIFFERENCES]
CELLS += [(23, c, d, 0.36, 1) for c in CORRELATIONS for d in (0, -0.05, -0.10)]
HEAD = (
    "stories correlation difference flips figures tool swaps reject accept cannot-tell reject-low reject-high accept-low accept-high"
).split()


def beta(rng, mean, correlation):
    size = (1 - correlation) / correlation
    mean = np.clip(mean, 0.001, 0.999)
    return rng.beta(mean * size, (1 - mean) * size)


def swap(rng, stories, correlation, difference, flips, figures):
    """The figures; of each, by story: both right, only the baseline, only the candidate, neither."""
    anew = min(1.0, flips / (2 * ACCURACY * (1 - ACCURACY) * (1 - DIFFICULTY)))
    exchanged = difference > 0 or (difference == 0 and rng.random() < 0.5)
    drawn = []
    for figure in range(figures):
        turn = abs(difference) / ACCURACY if figure == 0 else 0
        rows = []
        for _ in range(stories):
            n = 20 + rng.integers(0, 93)
            p = beta(rng, ACCURACY, DIFFICULTY)
            q = p if correlation == 0 else beta(rng, p, correlation)
            first = rng.random(n) < p
            second = np.where(rng.random(n) < anew, rng.random(n) < q, first)
            second = second & ~(rng.random(n) < turn)
            rows.append([int((first & second).sum()), int((first & ~second).sum()), int((~first & second).sum()), n])
        rows = np.array(rows)
        rows[:, 3] -= rows[:, :3].sum(axis=1)
        drawn.append(rows[:, [0, 2, 1, 3]] if exchanged else rows)
    return drawn


def by_significance(tests):
    """What tests of "no difference" can say, each a p and whether the candidate loses: worse in one, better in one and worse in none, or neither."""
    found = [loses for p, loses in tests if p < ALPHA]
    return "reject" if any(found) else "accept" if found else "cannot-tell"


def by_margin(words):
    """Of several figures with a margin, as `nel gate` takes its benchmarks together: one that is rejected is enough, all must be accepted."""
    return "reject" if "reject" in words else "cannot-tell" if "cannot-tell" in words else "accept"


def mcnemar(figures, mlflow):
    """No correction for several figures, as its documentation says."""
    tests = []
    for rows in figures:
        deltas = np.repeat([-1.0, 1.0], [rows[:, 1].sum(), rows[:, 2].sum()])
        tests.append((mlflow._mcnemar(deltas)[1], deltas.sum() < 0))
    return by_significance(tests)


def paired(figures):
    """With its own correction for several figures, Holm's."""
    counts = [(int(rows[:, 1].sum()), int(rows[:, 2].sum())) for rows in figures]
    adjusted = paired_eval.holm_adjust([paired_eval.mcnemar_exact(lost, won) for lost, won in counts])
    return by_significance([(p, lost > won) for p, (lost, won) in zip(adjusted, counts)])


def t_test(figures):
    deltas = [np.repeat([0.0, -1.0, 1.0, 0.0], rows.sum(axis=0)) for rows in figures]
    return by_significance([(stats.ttest_1samp(d, 0).pvalue, d.mean() < 0) for d in deltas])


VERDICTS = {"PASS": "accept", "BREACH": "reject", "INSUFFICIENT_EVIDENCE": "cannot-tell"}
POLICY = GatePolicy(defaults={"max_drop": MARGIN, "metric": "mean_reward"})


def nel(rows, clustered):
    """The steps of gate_runs once its files are read; check() holds it against gate_runs itself."""
    deltas, clusters = [], []
    for story, counts in enumerate(rows):
        deltas += [0.0] * counts[0] + [-1.0] * counts[1] + [1.0] * counts[2] + [0.0] * counts[3]
        clusters += [str(story)] * int(counts.sum())
    n = len(deltas)
    before = (rows[:, 0].sum() + rows[:, 1].sum()) / n
    low, high = nel_gate._paired_delta_ci(deltas, clusters=clusters if clustered else None)
    result = nel_gate.BenchmarkGateResult(
        baseline_score=round(before, 6), delta=round(float(np.mean(deltas)), 6), delta_ci_lower=low, delta_ci_upper=high
    )
    nel_gate._apply_thresholds(result, POLICY.resolve("claims"), allow_point_estimate=False)
    return VERDICTS[result.status]


def records(rows, categories):
    base, cand = [], []
    for story, (both, lost, won, neither) in enumerate(rows):
        for b, c in [(1, 1)] * both + [(1, 0)] * lost + [(0, 1)] * won + [(0, 0)] * neither:
            more = {"metadata": {"category": str(story)}} if categories else {}
            base.append({"problem_idx": len(base), "repeat": 0, "reward": float(b), **more})
            cand.append({"problem_idx": len(cand), "repeat": 0, "reward": float(c), **more})
    return base, cand


def nel_compare(rows):
    base, cand = ({(r["problem_idx"], 0): r for r in side} for side in records(rows, False))
    verdict = compare_results(base, cand)["verdict"]
    return {"BLOCK": "reject", "PASS": "accept", "WARN": "accept", "INCONCLUSIVE": "cannot-tell"}[verdict]


def check(figures, clustered):
    """gate_runs on files, as `nel gate` calls it; a figure is a benchmark."""
    with tempfile.TemporaryDirectory() as folder:
        for i, rows in enumerate(figures):
            for name, side in zip(("base", "cand"), records(rows, clustered)):
                run = pathlib.Path(folder) / name / f"claims{i}"
                run.mkdir(parents=True)
                score = {"mean_reward": {"value": float(np.mean([r["reward"] for r in side]))}}
                bundle = {"run_id": name, "benchmark": {"name": f"claims{i}", "scores": score}}
                (run / "eval-1.json").write_text(json.dumps(bundle))
                (run / "results.jsonl").write_text("\n".join(map(json.dumps, side)))
        benchmarks = {f"claims{i}": {"metric": "mean_reward"} for i in range(len(figures))}
        policy = GatePolicy(defaults={"max_drop": MARGIN}, benchmarks=benchmarks)
        report = nel_gate.gate_runs(pathlib.Path(folder) / "base", pathlib.Path(folder) / "cand", policy)
    whole = {"GO": "accept", "NO-GO": "reject", "INCONCLUSIVE": "cannot-tell"}[report.verdict]
    assert whole == by_margin([nel(rows, clustered) for rows in figures]), (whole, report)


def mlflow_tests():
    # The module alone: all of MLflow is not needed for its tests.
    file = distribution("mlflow").locate_file("mlflow/genai/evaluation/comparison/significance_tests.py")
    spec = importlib.util.spec_from_file_location("significance_tests", file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def command(classpath):
    return ["java", "-XX:+UseSerialGC", "-cp", classpath, str(pathlib.Path(__file__).with_name("GateDecisions.java"))]


def line(figures):
    counts = [";".join(f"{r[0] + r[1]},{r[0] + r[2]},{r.sum()}" for r in rows) for rows in figures]
    return f"{MARGIN} {' '.join(counts)}\n"


class Ours:
    """Our gate in one process for all cells: a line in, a word out."""

    def __init__(self, classpath):
        self.java = subprocess.Popen(command(classpath), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.java.stdin.close()
        self.java.wait()

    def decide(self, swaps):
        self.java.stdin.writelines(map(line, swaps))
        self.java.stdin.flush()
        return [self.java.stdout.readline().strip() for _ in swaps]


def wilson(hits, n):
    z = 1.96
    middle = (hits + z * z / 2) / (n + z * z)
    half = z / (n + z * z) * math.sqrt(hits * (n - hits) / n + z * z / 4)
    return max(0.0, middle - half), min(1.0, middle + half)


def done(out, number):
    """What an earlier start has written, whole cells only, by cell."""
    cells = {}
    if pathlib.Path(out).exists():
        with open(out, encoding="utf-8") as file:
            for row in csv.DictReader(file):
                cell = tuple(float(row[name]) for name in HEAD[:5])
                cells.setdefault(cell, []).append([row[name] for name in HEAD])
    return {cell: rows for cell, rows in cells.items() if len(rows) == 7 and int(rows[0][6]) == number}


def write(out, cells):
    with open(f"{out}.part", "w", newline="", encoding="utf-8") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(HEAD)
        for cell in sorted(filter(cells.__contains__, CELLS), key=lambda c: (c[4], c[3], c[0], c[1], c[2])):
            table.writerows(cells[cell])
    pathlib.Path(f"{out}.part").replace(out)


def swaps_of(cell, number):
    # A seed of its own: a cell is the same whichever others are done.
    rng = np.random.default_rng([20261129, CELLS.index(cell)])
    return [swap(rng, *cell) for _ in range(number)]


def turn(cell):
    """The order of the cells: one that is stopped has what matters most."""
    stories, correlation, difference, _, figures = cell
    return figures, [23, 10, 60].index(stories), [0, -0.05, 0.05, -0.10, -0.02].index(difference), correlation


def row(cell, name, said):
    n = len(said)
    counts = [said.count(w) for w in ("reject", "accept", "cannot-tell")]
    assert sum(counts) == n, (name, said)
    limits = [f"{x:.4f}" for k in counts[:2] for x in wilson(k, n)]
    return [*cell, name, n, *(f"{k / n:.4f}" for k in counts), *limits]


def ours_again(classpath, out, number=500):
    cells = done(out, number)
    with Ours(classpath) as ours:
        for cell in sorted(filter(cells.__contains__, CELLS), key=turn):
            cells[cell][0] = cells[cell][0][:5] + row(cell, "claimbench", ours.decide(swaps_of(cell, number)))[5:]
            write(out, cells)
            print(*cells[cell][0][:10], flush=True)


def main(classpath, out, number, sizes):
    mlflow = mlflow_tests()
    nemo = f"nemo-evaluator {version('nemo-evaluator')}"
    tools = {
        "claimbench": None,
        f"{nemo}, nel gate with categories": lambda figures: by_margin([nel(rows, True) for rows in figures]),
        f"{nemo}, nel gate": lambda figures: by_margin([nel(rows, False) for rows in figures]),
        f"{nemo}, nel compare": lambda figures: by_margin([nel_compare(rows) for rows in figures]),
        f"mlflow {version('mlflow')}": lambda figures: mcnemar(figures, mlflow),
        f"paired-eval {version('paired-eval')}": paired,
        "paired t over rows": t_test,
    }
    cells = done(out, number)
    with Ours(classpath) as ours:
        for cell in sorted((c for c in CELLS if c[0] in sizes and c not in cells), key=turn):
            swaps = swaps_of(cell, number)
            check(swaps[0], True)
            check(swaps[0], False)
            rows = []
            for name, tool in tools.items():
                # It builds dictionaries of every row: a part is enough.
                some = swaps[:100] if name.endswith("nel compare") else swaps
                rows.append(row(cell, name, [tool(figures) for figures in some] if tool else ours.decide(some)))
            cells[cell] = rows
            write(out, cells)


SHOWN = [(d, word) for d, words in (("0.0", 2), ("0.05", 1), ("-0.02", 2), ("-0.05", 1), ("-0.1", 2)) for word in ("accept", "reject")[:words]]


def show(rates, stories, flips, figures):
    """A row a tool; in a cell the shares at each correlation."""
    with open(rates, encoding="utf-8") as file:
        rows = [r for r in csv.DictReader(file) if (r["stories"], r["flips"], r["figures"]) == (stories, flips, figures)]
    print("| tool | " + " | ".join(f"{float(d) * 100:+.0f}".replace("-", "−") + f": {word}" for d, word in SHOWN) + " |")
    print("|---|" + "---|" * len(SHOWN))
    for tool in dict.fromkeys(r["tool"] for r in rows):
        cells = []
        for difference, word in SHOWN:
            some = [r for r in rows if r["tool"] == tool and float(r["difference"]) == float(difference)]
            some.sort(key=lambda r: float(r["correlation"]))
            cells.append(" / ".join(str(int(float(r[word]) * 100 + 0.5)) for r in some) or "–")
        print(f"| {tool} | " + " | ".join(cells) + " |")


COLORS = ["#0b6e4f", "#3454d1", "#8d99e8", "#b08ea2", "#d1495b", "#edae49", "#7a6c5d"]
WIDE, HIGH, LEFT, TOP, GAP = 190, 150, 60, 110, 34


def plot(rates, out):
    """False rejections above, false acceptances below; a column for a number of stories and of figures, the correlation from left to right."""
    with open(rates, encoding="utf-8") as file:
        rows = [r for r in csv.DictReader(file) if r["flips"] == "0.15"]
    tools = list(dict.fromkeys(r["tool"] for r in rows))
    columns = []
    for column in sorted({(int(r["figures"]), int(r["stories"])) for r in rows}):
        own = [r for r in rows if (int(r["figures"]), int(r["stories"])) == column]
        # Only whole ones.
        if len({(r["difference"], r["correlation"]) for r in own}) == len(DIFFERENCES) * len(CORRELATIONS):
            columns.append((column, own))
    width, height = LEFT + len(columns) * (WIDE + GAP), TOP + 2 * (HIGH + 60)
    svg = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="11" role="img">',
        "<title>False rejections and false acceptances of seven gates</title>",
        f'<rect width="{width}" height="{height}" fill="white"/>',
    ]
    for i, tool in enumerate(tools):
        x, y = LEFT + (i % 2) * 330, 18 + (i // 2) * 18
        svg.append(f'<path d="M{x} {y - 4}h22" stroke="{COLORS[i]}" stroke-width="3"/><text x="{x + 28}" y="{y}">{tool}</text>')
    panels = [("0.0", "reject", "equal models rejected", 30), ("-0.05", "accept", "a loss of the margin accepted", 30)]
    for row, (difference, word, title, most) in enumerate(panels):
        for at, ((figures, stories), own) in enumerate(columns):
            x, y = LEFT + at * (WIDE + GAP), TOP + row * (HIGH + 60)
            place = lambda c, share: (x + 10 + c / 0.3 * (WIDE - 20), y + HIGH - min(share, most) / most * HIGH)
            head = f"{stories} stories, {figures} figure{'s' if figures > 1 else ''}"
            svg.append(f'<text x="{x}" y="{y - 8}" font-weight="bold">{head}</text>')
            svg.append(f'<rect x="{x}" y="{y}" width="{WIDE}" height="{HIGH}" fill="none" stroke="#999"/>')
            for share in range(0, most + 1, 10):
                svg.append(f'<text x="{x - 5}" y="{place(0, share)[1] + 4:.0f}" text-anchor="end" fill="#555">{share}%</text>')
            for c in CORRELATIONS:
                svg.append(f'<text x="{place(c, 0)[0]:.0f}" y="{y + HIGH + 14}" text-anchor="middle" fill="#555">{c:g}</text>')
            svg.append(f'<path d="M{x} {place(0, 5)[1]:.1f}h{WIDE}" stroke="#555" stroke-dasharray="4 3"/>')
            for i, tool in enumerate(tools):
                line = sorted(
                    (float(r["correlation"]), 100 * float(r[word]))
                    for r in own
                    if r["tool"] == tool and float(r["difference"]) == float(difference)
                )
                points = [place(*point) for point in line]
                path = "M" + "L".join(f"{a:.1f} {b:.1f}" for a, b in points)
                svg.append(f'<path d="{path}" fill="none" stroke="{COLORS[i]}" stroke-width="{3 if i == 0 else 1.8}"/>')
                svg += [f'<circle cx="{a:.1f}" cy="{b:.1f}" r="3" fill="{COLORS[i]}"/>' for a, b in points]
        caption = f"{title}, by the correlation within a story; more than {most}% at the edge; dashed: 5%"
        svg.append(f'<text x="{LEFT}" y="{TOP + row * (HIGH + 60) + HIGH + 30}" fill="#333">{caption}</text>')
    svg.append("</svg>")
    pathlib.Path(out).write_text("\n".join(svg) + "\n", encoding="utf-8")


if __name__ == "__main__" and sys.argv[1] == "--table":
    show(*sys.argv[2:])
elif __name__ == "__main__" and sys.argv[1] == "--plot":
    plot(*sys.argv[2:])
elif __name__ == "__main__" and sys.argv[1] == "--ours":
    ours_again(*sys.argv[2:])
elif __name__ == "__main__":
    main(
        sys.argv[1],
        sys.argv[2],
        int(sys.argv[3]) if len(sys.argv) > 3 else 500,
        [int(x) for x in sys.argv[4].split(",")] if len(sys.argv) > 4 else [10, 23, 60],
    )
