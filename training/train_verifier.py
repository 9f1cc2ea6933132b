#!/usr/bin/env python3
"""Trains a small cross-encoder that judges a claim by a part of an article. `claimbench train verifier` calls it.

Rows are JSON lines: {"id", "group", "article", "claim", "verdict", "evidence": [...]}. An article is cut into windows of whole
sentences, as `djl-nli/` reads it; the one with the evidence has the row's verdict, and one without is NOT_ENOUGH_INFO, above
all the one that shares most words with the claim. From SUPPORTED claims more are made that differ in one thing: a number, a month, a denial, a
direction. The embedding table stays as it is. What is written is an ONNX graph with weights in 8 bits.

Prints a JSON object a line, and ends as train.py does.
"""
import argparse
import json
import math
import random
import re
import shutil
import sys
import time
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from transformers import AutoModel, AutoTokenizer

from train import GONE, Gone, Refused, checkpoint, ended, memory, require_memory, resumed_state, say, sha256

LABELS = ["SUPPORTED", "REFUTED", "NOT_ENOUGH_INFO"]
NEUTRAL = LABELS.index("NOT_ENOUGH_INFO")
# What djl-nli/ calls them.
RELATIONS = ["entailment", "contradiction", "neutral"]
MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
NUMBERS = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
OPPOSITES = dict(p for a, b in [
    ("rose", "fell"), ("more", "fewer"), ("increased", "decreased"), ("before", "after"), ("higher", "lower"), ("first", "last"),
    ("opened", "closed"), ("won", "lost"), ("all", "none"), ("always", "never"), ("larger", "smaller"), ("longer", "shorter"),
    ("up", "down"), ("accepted", "rejected"), ("inside", "outside"), ("young", "old"), ("man", "woman"), ("boy", "girl"),
    ("approved", "rejected"), ("older", "younger"), ("everyone", "nobody"), ("earlier", "later"), ("least", "most"),
    ("without", "with"), ("cheaper", "dearer"), ("faster", "slower"), ("below", "above"), ("guilty", "innocent")]
    for p in ((a, b), (b, a)))
VERBS = "is|are|was|were|has|have|had|will|can|could|may|must|should|would"


def changes(claim, generator):
    """Claims that differ from one in one thing, and contradict what says it."""
    made = []
    for found in re.finditer(r"\b\d[\d,]*(?:\.\d+)?\b", claim):
        digits = found[0].replace(",", "")
        value = float(digits)
        year = re.fullmatch(r"(19|20)\d\d", digits)
        other = value + generator.choice([-3, -2, -1, 1, 2, 3]) if year else value * generator.choice([0.5, 1.5, 2, 3]) + generator.choice([0, 1, 2])
        text = str(int(other)) if "." not in digits else f"{other:.1f}"
        if text != digits and other > 0:
            made.append(claim[: found.start()] + text + claim[found.end():])
    words = {**OPPOSITES, **{m: generator.choice([o for o in MONTHS if o != m]) for m in MONTHS},
             **{n: generator.choice([o for o in NUMBERS if o != n]) for n in NUMBERS}}
    for found in re.finditer(r"\b[A-Za-z]+\b", claim):
        other = words.get(found[0]) or words.get(found[0].lower())
        if other and found[0] != "May":
            made.append(claim[: found.start()] + (other.capitalize() if found[0][0].isupper() else other) + claim[found.end():])
    denied = re.search(rf"\b({VERBS}) not\b|\b({VERBS})\b(?! n[o']t)", claim)
    if denied:
        made.append(claim[: denied.start()] + (denied[1] or denied[2] + " not") + claim[denied.end():])
    return made


def sentences(text):
    """Offsets of the sentences; a line break ends one."""
    found = []
    for line in re.finditer(r"[^\n]+", text):
        start = line.start()
        for stop in [m.end() for m in re.finditer(r"[.!?][\"'”’)]*\s+(?=[\"'“‘(]?[A-Z0-9])", line[0])] + [len(line[0])]:
            a, b = start, line.start() + stop
            piece = text[a:b]
            if piece.strip():
                a += len(piece) - len(piece.lstrip())
                found.append((a, a + len(piece.strip())))
            start = line.start() + stop
    return found


def windows(tokens, most):
    """Runs of sentences [from, to), as djl-nli/ cuts them: what fits, then on from the last quarter."""
    made, start, to = [], 0, 0
    while to < len(tokens):
        first = start
        while first < to and sum(tokens[first: to + 1]) > most:
            first += 1
        end = to + 1
        while end < len(tokens) and sum(tokens[first: end + 1]) <= most:
            end += 1
        made.append((first, end))
        to, start = end, max(first + 1, end - 1)
        while start - 1 > first and sum(tokens[start - 1: end]) <= most / 4:
            start -= 1
    return made


class Reader:
    """Articles as sentences with their tokens, each once."""

    def __init__(self, tokenizer, length):
        self.tokenizer, self.length, self.known = tokenizer, length, {}

    def ids(self, text):
        return self.tokenizer(text, add_special_tokens=False)["input_ids"]

    def article(self, text):
        if text not in self.known:
            places = sentences(text) or [(0, len(text))]
            self.known[text] = (places, [self.ids(text[a:b])[: self.length // 2] for a, b in places])
        return self.known[text]

    def cut(self, row):
        """The claim's tokens, and each window's tokens with whether it holds all of the evidence, some or none."""
        claim = self.ids(row["claim"])[: self.length // 2]
        places, parts = self.article(row["article"])
        marks = []
        for quote in row.get("evidence") or []:
            at = row["article"].find(quote)
            marks.append({i for i, (a, b) in enumerate(places) if at >= 0 and a < at + len(quote) and b > at})
        cut = []
        for a, b in windows([len(p) for p in parts], self.length - 3 - len(claim)):
            held = [bool(m) and m <= set(range(a, b)) for m in marks]
            some = any(m & set(range(a, b)) for m in marks)
            cut.append(([t for p in parts[a:b] for t in p], "all" if held and all(held) else "some" if some else "none"))
        return claim, cut

    def pair(self, premise, claim):
        cls, sep = self.tokenizer.cls_token_id, self.tokenizer.sep_token_id
        return [cls, *premise, sep, *claim, sep], len(premise) + 2


def examples(rows, reader, generator, made):
    """(tokens, where the claim begins, label): an epoch's, other windows each time."""
    found = []
    for row in rows:
        label = LABELS.index(row["verdict"])
        claim, cut = reader.cut(row)
        words = set(claim)
        silent = sorted((w for w, has in cut if has == "none"), key=lambda w: -len(words & set(w)))
        if len(cut) == 1:
            found.append((*reader.pair(cut[0][0], claim), label))
        elif label == NEUTRAL:
            found += [(*reader.pair(w, claim), NEUTRAL) for w in silent[:1] + generator.sample(silent[1:], min(1, len(silent) - 1))]
        else:
            telling = [w for w, has in cut if has == "all"]
            if telling:
                found.append((*reader.pair(generator.choice(telling), claim), label))
            if silent and generator.random() < 0.5:
                found.append((*reader.pair(silent[0], claim), NEUTRAL))
        if label == 0 and generator.random() < made:
            other = changes(row["claim"], generator)
            telling = [w for w, has in cut if has == "all" or len(cut) == 1]
            if other and telling:
                found.append((*reader.pair(generator.choice(telling), reader.ids(generator.choice(other))[: reader.length // 2]), 1))
    return found


class Verifier(torch.nn.Module):
    """The encoder's mean state, and a score a label."""

    def __init__(self, base):
        super().__init__()
        self.encoder = AutoModel.from_pretrained(base, dtype=torch.float32, add_pooling_layer=False)
        if self.encoder.config.model_type != "bert":
            raise Refused(f"{base}: expected an encoder of the type bert, got {self.encoder.config.model_type}")
        self.head = torch.nn.Linear(self.encoder.config.hidden_size, len(LABELS))
        torch.nn.init.normal_(self.head.weight, std=0.02)
        torch.nn.init.zeros_(self.head.bias)
        self.encoder.embeddings.word_embeddings.weight.requires_grad_(False)

    def forward(self, ids, mask, types):
        out = self.encoder(input_ids=ids, attention_mask=mask, token_type_ids=types).last_hidden_state
        seen = mask.unsqueeze(-1).to(out.dtype)
        return self.head(((out * seen).sum(1) / seen.sum(1)).float())


def memory_needed(base, batch, length):
    """Bytes. Measured for all-MiniLM-L6-v2 with 128 tokens: 2.4 to 3.0 GB with 32 pairs a step, 5.9 GB with 128 and few rows."""
    config = json.loads((base / "config.json").read_text(encoding="utf-8"))
    # Libraries, rows and the export; weights, gradients and two moments, all in 32 bits as the file; what each token leaves for the way back.
    return (1_000_000_000 + 4 * (base / "model.safetensors").stat().st_size
            + 150 * batch * length * config["hidden_size"] * config["num_hidden_layers"])


def tensors(batch):
    longest = max(len(e[0]) for e in batch)
    ids = torch.tensor([e[0] + [0] * (longest - len(e[0])) for e in batch])
    mask = torch.tensor([[1] * len(e[0]) + [0] * (longest - len(e[0])) for e in batch])
    types = torch.tensor([[0] * e[1] + [1] * (len(e[0]) - e[1]) + [0] * (longest - len(e[0])) for e in batch])
    return ids, mask, types


@torch.no_grad()
def scores(model, rows, reader, half):
    """A row's window that is surest of entailment or contradiction, as logits; bias comes later, so all windows are kept."""
    model.eval()
    asked = [(i, *reader.pair(w, claim)) for i, row in enumerate(rows) for claim, cut in [reader.cut(row)] for w, _ in cut]
    asked.sort(key=lambda a: len(a[1]))
    out = [[] for _ in rows]
    for k in range(0, len(asked), 32):
        part = asked[k: k + 32]
        with torch.autocast("cpu", torch.bfloat16, enabled=half):
            logits = model(*tensors([a[1:] for a in part]))
        for a, row in zip(part, logits.tolist()):
            out[a[0]].append(row)
    model.train()
    return out


def decide(windows_of_row, bias):
    best, said = -1.0, NEUTRAL
    for logits in windows_of_row:
        shares = torch.softmax(torch.tensor(logits) + torch.tensor([0.0, 0.0, bias]), 0).tolist()
        if max(shares[:2]) > best:
            best, said = max(shares[:2]), shares.index(max(shares))
    return said


def judged(rows, scored, bias):
    """Right answers, macro-F1 and how often each label was given to each."""
    said = [decide(s, bias) for s in scored]
    gold = [LABELS.index(r["verdict"]) for r in rows]
    table = {f"{LABELS[g]}>{LABELS[s]}": sum(1 for x, y in zip(gold, said) if (x, y) == (g, s)) for g in range(3) for s in range(3)}
    f1 = []
    for k in range(3):
        both, a, b = sum(g == s == k for g, s in zip(gold, said)), gold.count(k), said.count(k)
        f1.append(2 * both / (a + b) if a + b else 0.0)
    return sum(g == s for g, s in zip(gold, said)), sum(f1) / 3, table


def best_bias(rows, scored):
    """The neutral label's bias with the highest macro-F1; of equal ones the one nearest to 0."""
    return max((b / 4 for b in range(-12, 13)), key=lambda b: (judged(rows, scored, b)[1], -abs(b)))


def read(paths):
    rows = []
    for path in paths:
        for number, line in enumerate(Path(path).read_text(encoding="utf-8").splitlines(), 1):
            try:
                row = json.loads(line)
                row["id"], row["group"], row["article"], row["claim"]
                if row["verdict"] not in LABELS:
                    raise KeyError(row["verdict"])
            except (ValueError, KeyError, TypeError) as e:
                raise Refused(f"{path}:{number}: expected a row with id, group, article, claim and verdict, got {e!r}") from e
            rows.append(row)
    return rows


def save_weights(model, file):
    save_file({n: p.detach().contiguous() for n, p in model.named_parameters() if p.requires_grad}, file)


def load_weights(model, file):
    own = {n: p for n, p in model.named_parameters() if p.requires_grad}
    state = load_file(file)
    if {n: p.shape for n, p in own.items()} != {n: t.shape for n, t in state.items()}:
        raise Refused(f"{file}: expected the weights of a verifier of the same base")
    with torch.no_grad():
        for name, value in state.items():
            own[name].copy_(value)


def train(given):
    if given.threads:
        torch.set_num_threads(given.threads)
    torch.manual_seed(given.seed)
    out = Path(given.out)
    out.mkdir(parents=True, exist_ok=True)
    base = Path(given.base)
    require_memory(base.name, memory_needed(base, given.batch, given.length), given.batch)
    tokenizer = AutoTokenizer.from_pretrained(given.base)
    model, reader = Verifier(given.base), Reader(tokenizer, given.length)
    if given.init:
        load_weights(model, Path(given.init) / "verifier.safetensors")
    rows, held = read(given.rows), read(given.held_out)
    trained = [p for p in model.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(trained, lr=given.rate, weight_decay=0.01)
    half = given.precision == "bfloat16"
    settings = {k: v for k, v in sorted(vars(given).items()) if k not in ("out", "threads", "checkpoint_seconds", "base_name")}
    for name in ("rows", "held_out"):
        settings[name] = [sha256(p) for p in getattr(given, name)]
    settings["base"] = digest = sha256(base / "model.safetensors")
    settings["init"] = sha256(Path(given.init) / "verifier.safetensors") if given.init else ""
    epochs = []
    for epoch in range(given.epochs):
        generator = random.Random(given.seed * 1_000 + epoch)
        found = examples(rows, reader, generator, given.made)
        # Alike in length within some batches, so that little is padding.
        generator.shuffle(found)
        parts = []
        for k in range(0, len(found), given.batch * 50):
            near = sorted(found[k: k + given.batch * 50], key=lambda e: len(e[0]))
            parts += [near[i: i + given.batch] for i in range(0, len(near), given.batch)]
        generator.shuffle(parts)
        epochs.append(parts)
    steps = sum(map(len, epochs))
    count = sum(len(p) for parts in epochs for p in parts)
    parameters = sum(p.numel() for p in model.parameters())
    tokens = sum(len(e[0]) for parts in epochs for p in parts for e in p)
    say(event="plan", steps=steps, questions=len(rows), groups=len({r["group"] for r in rows}),
        tokens=tokens, device="cpu", examples=count, parameters=parameters, trained=sum(p.numel() for p in trained))
    saved = out / "checkpoint"
    state = {"done": 0, "seconds": 0.0, "losses": [], "judged": [], "settings": settings}
    state = resumed_state(saved, state)
    if saved.exists():
        load_weights(model, saved / "model.safetensors")
        optimizer.load_state_dict(torch.load(saved / "optimizer.pt", weights_only=True)["optimizer"])
        say(event="resumed", step=state["done"])
    begun, before, last, done = time.monotonic(), state["seconds"], time.monotonic(), 0
    first_done = state["done"]
    model.train()
    for module in model.modules():
        if isinstance(module, torch.nn.Dropout):
            # A resumed training would draw other numbers.
            module.p = 0.0
    for epoch, parts in enumerate(epochs):
        for part in parts:
            done += 1
            if done <= first_done:
                continue
            rate = given.rate * min(1.0, done / max(1, steps // 20)) * (1 - 0.95 * done / steps)
            for g in optimizer.param_groups:
                g["lr"] = rate
            with torch.autocast("cpu", torch.bfloat16, enabled=half):
                logits = model(*tensors(part))
            value = torch.nn.functional.cross_entropy(logits, torch.tensor([e[2] for e in part]))
            optimizer.zero_grad(set_to_none=True)
            value.backward()
            norm = torch.nn.utils.clip_grad_norm_(trained, 1.0).item()
            # A gradient that is no number would spoil the weights, and with them the next checkpoint.
            if not math.isfinite(value.item()) or not math.isfinite(norm):
                say(event="nan", step=done, kept=str(saved) if saved.exists() else "")
                return 4
            optimizer.step()
            state["losses"].append(round(value.item(), 4))
            now = time.monotonic()
            state["done"], state["seconds"] = done, before + now - begun
            if done % given.report == 0 or done == steps:
                recent = state["losses"][-given.report:]
                say(event="step", step=done, of=steps, loss=round(sum(recent) / len(recent), 4), seconds=round(before + now - begun, 1),
                    left=round((now - begun) / (done - first_done) * (steps - done), 1))
            if GONE.is_set() or now - last >= given.checkpoint_seconds:
                checkpoint(saved, state, optimizer, lambda folder: save_weights(model, folder / "model.safetensors"))
                last = time.monotonic()
            if GONE.is_set():
                raise Gone
        # One that was stopped while it judged has a checkpoint of that step.
        if held and done >= first_done and all(j["step"] != done for j in state["judged"]):
            scored = scores(model, held, reader, half)
            right, f1, table = judged(held, scored, 0.0)
            bias = best_bias(held, scored)
            state["judged"].append({"step": done, "right": right, "asked": len(held), "macroF1": round(f1, 4), "said": table,
                                    "bias": bias, "at_bias": [judged(held, scored, bias)[0], round(judged(held, scored, bias)[1], 4)]})
            say(event="judged", **state["judged"][-1])
    with torch.no_grad():
        model.head.bias[NEUTRAL] += given.bias
    save_weights(model, out / "verifier.safetensors")
    if given.scores and held:
        Path(given.scores).write_text(json.dumps({r["id"]: s for r, s in zip(held, scores(model, held, reader, half))}))
    if given.export:
        from verifier_graph import export
        export(model, tokenizer, given.base, given.length, RELATIONS, out)
    say(event="done", steps=steps, seconds=round(state["seconds"], 1), memory=memory(), losses=state["losses"][:: max(1, steps // 200)],
        judged=state["judged"], base_sha256=digest, rows_sha256=settings["rows"], weights_sha256=sha256(out / "verifier.safetensors"),
        graph_sha256=sha256(out / "model.onnx") if given.export else "", device="cpu", torch=torch.__version__, questions=len(rows),
        examples=count, parameters=parameters, trained=sum(p.numel() for p in trained), tokens=tokens, settings={k: v for k, v in settings.items() if k not in ("rows", "held_out", "base")})
    if GONE.is_set():
        raise Gone
    shutil.rmtree(saved, ignore_errors=True)
    return 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", required=True, help="a folder in Hugging Face's format with an encoder of the type bert")
    parser.add_argument("--base-name", default="", help="what the card calls it")
    parser.add_argument("--rows", required=True, action="append")
    parser.add_argument("--held-out", action="append", default=[])
    parser.add_argument("--out", required=True)
    parser.add_argument("--init", default="", help="a folder of this program, to begin with its weights")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--length", type=int, default=128, help="tokens of window and claim together")
    parser.add_argument("--made", type=float, default=0.5, help="share of SUPPORTED claims that one more is made of")
    parser.add_argument("--bias", type=float, default=0.0, help="added to the score of NOT_ENOUGH_INFO in the end")
    parser.add_argument("--precision", choices=["float32", "bfloat16"], default="float32")
    parser.add_argument("--scores", default="", help="a file for the scores of the held-out rows' windows")
    parser.add_argument("--export", action="store_true", help="also writes the ONNX graph")
    parser.add_argument("--checkpoint-seconds", type=float, default=180)
    parser.add_argument("--report", type=int, default=20)
    parser.add_argument("--threads", type=int, default=0)
    return ended(train, parser)


if __name__ == "__main__":
    sys.exit(main())
