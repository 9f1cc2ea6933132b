#!/usr/bin/env python3
"""Articles, labels and answers of any number, to see what a large run takes.

  docs/benchmarks/scale.py 20000 large
  claimbench score --answers large/answers.jsonl --seeds large/seeds --gold large/eval --task verify --all --out large/run
  CLAIMBENCH_JAVA_OPTS=-Xmx200m claimbench score large/run

growth.sh measures with it.
"""
import json
import pathlib
import random
import sys

ARTICLES_A_STORY = 5
WORDS = "bridge council harbour road school budget storm clinic museum railway factory ferry".split()

verdicts, out = int(sys.argv[1]), pathlib.Path(sys.argv[2])
chance = random.Random(1)
(out / "eval/verify").mkdir(parents=True)
with open(out / "answers.jsonl", "w", encoding="utf-8") as answers:
    for story in range(verdicts // ARTICLES_A_STORY):
        folder = out / "seeds" / f"s{story}"
        folder.mkdir(parents=True)
        labels = [f"version: 1\nstory: s{story}\nclaims:\n"]
        for k in range(ARTICLES_A_STORY):
            word = WORDS[(story + k) % len(WORDS)]
            claim = f"The {word} number {k} of town {story} cost {100 + k} million crowns in 2025."
            more = f"The mayor of town {story} said that the {word} would open in spring."
            article = f"a{story}-{k}"
            (folder / f"{article}.md").write_text(f"{claim}\n{more}\n", encoding="utf-8")
            labels.append(f'  - id: v{k}\n    text: "{claim}"\n    family: f{k}\n    verdicts:\n')
            labels.append(f'      {article}: {{label: SUPPORTED, evidence: ["{claim}"]}}\n')
            verdict = "SUPPORTED" if chance.random() < 0.8 else "REFUTED"
            answer = {"evidence": claim, "verdict": verdict}
            item = f"s{story}/v{k}@{article}"
            answers.write(json.dumps({"task": "verify", "item": item, "answer": answer}) + "\n")
        (out / "eval/verify" / f"s{story}.yaml").write_text("".join(labels), encoding="utf-8")
