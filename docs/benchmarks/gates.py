#!/usr/bin/env python3
"""The same simulated swaps through several tools' gates; called by gates.sh.

  gates.py CLASSPATH OUT [SWAPS [STORIES,…]]
  gates.py --table RATES.csv STORIES FLIPS       the table of docs/GATE.md

A swap is two models on the same claims. A story has a difficulty, p ~ Beta with mean 0.75; how the candidate takes to the story is q ~ Beta
around p with the cell's correlation (0: q is p). Per claim the candidate answers as the baseline did, or, with the probability that gives the
cell's share of flips, anew with q: so both are equally good on average. A true loss turns right answers into wrong ones; a gain is a loss with
the roles exchanged. Stories have 20 to 112 claims.
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
CELLS = [(s, c, d, 0.15) for s in (10, 23, 60) for c in (0, 0.1, 0.3) for d in DIFFERENCES]
CELLS += [(23, c, d, 0.36) for c in (0, 0.1, 0.3) for d in (0, -0.05, -0.10)]


def beta(rng, mean, correlation):
    size = (1 - correlation) / correlation
    mean = np.clip(mean, 0.001, 0.999)
    return rng.beta(mean * size, (1 - mean) * size)


def swap(rng, stories, correlation, difference, flips):
    """By story: both right, only the baseline, only the candidate, neither."""
    anew = min(1.0, flips / (2 * ACCURACY * (1 - ACCURACY) * (1 - DIFFICULTY)))
    turn = abs(difference) / ACCURACY
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
    exchanged = difference > 0 or (difference == 0 and rng.random() < 0.5)
    return rows[:, [0, 2, 1, 3]] if exchanged else rows


def by_significance(p, loses):
    """What a test of "no difference" can say: worse, better, or neither."""
    return "cannot-tell" if p >= ALPHA else "reject" if loses else "accept"


def mcnemar(rows, mlflow):
    deltas = np.repeat([-1.0, 1.0], [rows[:, 1].sum(), rows[:, 2].sum()])
    return by_significance(mlflow._mcnemar(deltas)[1], deltas.sum() < 0)


def paired(rows):
    lost, won = int(rows[:, 1].sum()), int(rows[:, 2].sum())
    return by_significance(paired_eval.mcnemar_exact(lost, won), lost > won)


def t_test(rows):
    deltas = np.repeat([0.0, -1.0, 1.0, 0.0], rows.sum(axis=0))
    return by_significance(stats.ttest_1samp(deltas, 0).pvalue, deltas.mean() < 0)


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


def check(rows, clustered):
    """gate_runs on files, as `nel gate` calls it."""
    with tempfile.TemporaryDirectory() as folder:
        for name, side in zip(("base", "cand"), records(rows, clustered)):
            run = pathlib.Path(folder) / name / "claims"
            run.mkdir(parents=True)
            score = {"mean_reward": {"value": float(np.mean([r["reward"] for r in side]))}}
            (run / "eval-1.json").write_text(json.dumps({"run_id": name, "benchmark": {"name": "claims", "scores": score}}))
            (run / "results.jsonl").write_text("\n".join(map(json.dumps, side)))
        policy = GatePolicy(defaults={"max_drop": MARGIN}, benchmarks={"claims": {"metric": "mean_reward"}})
        report = nel_gate.gate_runs(pathlib.Path(folder) / "base", pathlib.Path(folder) / "cand", policy)
    whole = {"GO": "accept", "NO-GO": "reject", "INCONCLUSIVE": "cannot-tell"}[report.verdict]
    assert whole == nel(rows, clustered), (whole, report)


def mlflow_tests():
    # The module alone: all of MLflow is not needed for its tests.
    file = distribution("mlflow").locate_file("mlflow/genai/evaluation/comparison/significance_tests.py")
    spec = importlib.util.spec_from_file_location("significance_tests", file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def ours(swaps, classpath):
    lines = []
    for rows in swaps:
        counts = ";".join(f"{r[0] + r[1]},{r[0] + r[2]},{r.sum()}" for r in rows)
        lines.append(f"{MARGIN} {counts}\n")
    source = pathlib.Path(__file__).with_name("GateDecisions.java")
    command = ["java", "-XX:+UseSerialGC", "-cp", classpath, str(source)]
    return subprocess.run(command, input="".join(lines), capture_output=True, text=True, check=True).stdout.split()


def wilson(hits, n):
    z = 1.96
    middle = (hits + z * z / 2) / (n + z * z)
    half = z / (n + z * z) * math.sqrt(hits * (n - hits) / n + z * z / 4)
    return max(0.0, middle - half), min(1.0, middle + half)


def main(classpath, out, number, sizes):
    mlflow = mlflow_tests()
    nemo = f"nemo-evaluator {version('nemo-evaluator')}"
    tools = {
        "claimbench": None,
        f"{nemo}, nel gate with categories": lambda rows: nel(rows, True),
        f"{nemo}, nel gate": lambda rows: nel(rows, False),
        f"{nemo}, nel compare": nel_compare,
        f"mlflow {version('mlflow')}": lambda rows: mcnemar(rows, mlflow),
        f"paired-eval {version('paired-eval')}": paired,
        "paired t over rows": t_test,
    }
    rng = np.random.default_rng(20261129)
    cells = {cell: [swap(rng, *cell) for _ in range(number)] for cell in CELLS if cell[0] in sizes}
    words = iter(ours([rows for swaps in cells.values() for rows in swaps], classpath))
    with open(out, "w", newline="", encoding="utf-8") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(
            "stories correlation difference flips tool swaps reject accept cannot-tell"
            " reject-low reject-high accept-low accept-high".split()
        )
        for cell, swaps in cells.items():
            check(swaps[0], True)
            check(swaps[0], False)
            for name, tool in tools.items():
                # It builds dictionaries of every row: a part is enough.
                some = swaps[:100] if tool is nel_compare else swaps
                said = [next(words) for _ in some] if tool is None else [tool(rows) for rows in some]
                n = len(said)
                counts = [said.count(w) for w in ("reject", "accept", "cannot-tell")]
                limits = [f"{x:.4f}" for k in counts[:2] for x in wilson(k, n)]
                table.writerow([*cell, name, n, *(f"{k / n:.4f}" for k in counts), *limits])
            file.flush()


SHOWN = [("0.0", "reject"), ("0.0", "accept"), ("0.05", "accept"), ("-0.05", "accept"), ("-0.1", "accept"), ("-0.1", "reject")]


def show(rates, stories, flips):
    """A row a tool; in a cell the shares at each correlation."""
    with open(rates, encoding="utf-8") as file:
        rows = [r for r in csv.DictReader(file) if r["stories"] == stories and r["flips"] == flips]
    print("| tool | " + " | ".join(f"{float(d) * 100:+.0f}".replace("-", "−") + f": {word}" for d, word in SHOWN) + " |")
    print("|---|" + "---|" * len(SHOWN))
    for tool in dict.fromkeys(r["tool"] for r in rows):
        cells = []
        for difference, word in SHOWN:
            some = [r for r in rows if r["tool"] == tool and float(r["difference"]) == float(difference)]
            some.sort(key=lambda r: float(r["correlation"]))
            cells.append(" / ".join(str(int(float(r[word]) * 100 + 0.5)) for r in some) or "–")
        print(f"| {tool} | " + " | ".join(cells) + " |")


if __name__ == "__main__" and sys.argv[1] == "--table":
    show(*sys.argv[2:])
elif __name__ == "__main__":
    main(
        sys.argv[1],
        sys.argv[2],
        int(sys.argv[3]) if len(sys.argv) > 3 else 500,
        [int(x) for x in sys.argv[4].split(",")] if len(sys.argv) > 4 else [10, 23, 60],
    )
