#!/usr/bin/env python3
"""Trains a LoRA adapter on questions that share an article. `claimbench train` calls it; its options are in --help.

Rows are JSON lines: {"id", "group", "messages": [system, user, assistant]}. Rows of a group share the beginning of their
prompt, which is read once for all of them: its keys and values are computed, with gradients, and each question goes on
from a copy. The layers below --from-layer are frozen and have no adapter, so that what they make of each token is
computed once and kept. Loss is on the assistant's turn alone; the token that decides the verdict has half of it.

Prints a JSON object a line: what a program, not a person, reads. Ends with 0, 2 (input), 3 (no memory or disk), 4 (NaN),
5 (the program that started it is gone; a checkpoint is there).
"""
import argparse
import hashlib
import json
import math
import os
import random
import re
import shutil
import signal
import sys
import threading
import time
from pathlib import Path

import torch
from peft import LoraConfig, get_peft_model
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file
from transformers import AutoModelForCausalLM, AutoTokenizer, DynamicCache

TARGETS = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]
# Questions that are read at a time; more of them take more memory and little less time.
TOGETHER = 4
VERDICT = re.compile(r'"verdict"\s*:\s*"([A-Z_]*)"?')


class Refused(Exception):
    """What the user gave that cannot be trained on."""


class Gone(Exception):
    """Nobody waits for the result any more; what was trained is in the checkpoint."""


# Set when the program that started this one is gone.
GONE = threading.Event()


def watch_input():
    """A killed program cannot stop the ones it started, but the pipe to their input ends with it. Ctrl-C, which both get, ends that one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)

    def wait():
        # Not through sys.stdin, whose lock Python cannot take from this thread when it ends.
        while os.read(0, 4096):
            pass
        GONE.set()
    threading.Thread(target=wait, daemon=True).start()


def say(**event):
    try:
        print(json.dumps(event, ensure_ascii=False), flush=True)
    except BrokenPipeError:
        GONE.set()
        # Else Python tries again at its end, and fails.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def sha256(path):
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        while chunk := file.read(1 << 22):
            digest.update(chunk)
    return digest.hexdigest()


def require_memory(name, needed, batch):
    """Refuses what would not fit, before anything is loaded."""
    try:
        free = next(int(l.split()[1]) * 1024 for l in Path("/proc/meminfo").read_text().splitlines() if l.startswith("MemAvailable"))
    except (OSError, StopIteration):
        return
    if needed > free:
        raise Refused(f"{name} needs about {needed / 1e9:.1f} GB of memory to be trained with {batch} rows a step, and "
                      f"{free / 1e9:.1f} GB are free; give a lower --batch, a smaller model, or take a machine with more")


def memory_needed(source, batch, half):
    """Bytes. Measured: 16.5 GB for Qwen2.5-0.5B with 15 questions a step (12.3 GB in 16 bits with 12), 3.0 GB for SmolLM2-135M with 3."""
    if source.suffix == ".gguf":
        import gguf
        reader = gguf.GGUFReader(str(source))
        parameters = sum(int(t.n_elements) for t in reader.tensors)
        arch = reader.fields["general.architecture"].contents()
        width, layers = (reader.fields[f"{arch}.{key}"].contents() for key in ("embedding_length", "block_count"))
    else:
        # Files of 16 bits, as most are.
        parameters = sum(f.stat().st_size for f in source.glob("*.safetensors")) // 2
        config = json.loads((source / "config.json").read_text())
        width, layers = config["hidden_size"], config["num_hidden_layers"]
    # Weights in 32 bits, twice while they are read; what each question leaves for the way back.
    return 8 * parameters + batch * (29_000 if half else 35_000) * width * layers


class Base:
    """A causal model in two halves: frozen layers whose outputs are kept, and those above, which are adapted."""

    def __init__(self, source, from_layer, device, batch=1, half=False):
        path = Path(source)
        require_memory(path.name, memory_needed(path, batch, half), batch)
        given = dict(gguf_file=path.name) if path.suffix == ".gguf" else {}
        where = str(path.parent) if given else str(path)
        self.tokenizer = AutoTokenizer.from_pretrained(where, **given)
        if not self.tokenizer.chat_template:
            raise Refused(f"{source}: no chat template in its tokenizer")
        model = AutoModelForCausalLM.from_pretrained(where, dtype=torch.float32, **given).to(device).eval()
        model.requires_grad_(False)
        self.model, self.device, self.half = model, device, half
        layers = model.model.layers
        self.layers, self.parameters = len(layers), sum(p.numel() for p in model.parameters())
        self.from_layer = from_layer if from_layer >= 0 else self.layers // 2
        if not 0 <= self.from_layer < self.layers:
            raise Refused(f"--from-layer: expected 0 to {self.layers - 1}, got {from_layer}")
        self.lower = layers[: self.from_layer]
        model.model.layers = layers[self.from_layer:]
        self.upper = model.model
        self.norm, self.head = model.model.norm, model.lm_head
        self.identity = torch.nn.Identity()

    def halves(self, lower):
        """The model becomes one of its halves; caches count layers from 0 in each."""
        layers = self.lower if lower else self.adapted
        self.upper.layers = layers
        self.upper.norm = self.identity if lower else self.norm
        for i, layer in enumerate(layers):
            layer.self_attn.layer_idx = i
        self.upper.config.num_hidden_layers = len(layers)

    def precision(self):
        """Matrix products in 16 bits where that was asked for; weights, sums and the adapter stay in 32."""
        return torch.autocast(self.device, torch.bfloat16, enabled=self.half)

    def adapt(self, rank, alpha, dropout):
        """Adds the adapter to the upper layers."""
        self.adapted = self.upper.layers
        self.halves(lower=False)
        config = LoraConfig(r=rank, lora_alpha=alpha, lora_dropout=dropout, target_modules=TARGETS, task_type="CAUSAL_LM")
        self.config = config
        self.peft = get_peft_model(self.model, config)
        self.trained = [p for p in self.peft.parameters() if p.requires_grad]

    def names(self, state):
        """Names of the adapter's tensors, with the numbers that layers have in the whole model."""
        def renumbered(name):
            return re.sub(r"layers\.(\d+)\.", lambda m: f"layers.{int(m[1]) + self.from_layer}.", name).replace(".default", "")
        return {renumbered(n): t.detach().cpu().contiguous() for n, t in state.items() if "lora_" in n}

    def save(self, folder, source, kind=torch.float32):
        folder.mkdir(parents=True, exist_ok=True)
        state = {n: t.to(kind) for n, t in self.names(self.peft.state_dict()).items()}
        save_file(state, folder / "adapter_model.safetensors")
        c = self.config
        config = {"peft_type": "LORA", "task_type": "CAUSAL_LM", "base_model_name_or_path": source, "r": c.r,
                  "lora_alpha": c.lora_alpha, "lora_dropout": c.lora_dropout, "bias": "none", "fan_in_fan_out": False,
                  "target_modules": TARGETS, "layers_to_transform": list(range(self.from_layer, self.layers)),
                  "use_rslora": False, "use_dora": False, "inference_mode": True, "modules_to_save": None}
        (folder / "adapter_config.json").write_text(json.dumps(config, indent=2) + "\n")

    def load(self, file):
        state = load_file(file)
        own = {n: p for n, p in self.peft.state_dict().items() if "lora_" in n}
        for name, value in zip(self.names(own), own.values()):
            value.copy_(state[name])


class Group:
    """An article's questions: the tokens of the beginning they share, and of each question what comes behind it."""

    def __init__(self, rows, base, weigh):
        self.ids = [r["id"] for r in rows]
        self.gold = [verdict(r["messages"][-1]["content"]) for r in rows]
        texts = [(prompt(r, base.tokenizer), r["messages"][-1]["content"]) for r in rows]
        tokens = [encode(base.tokenizer, question, answer, weigh) for question, answer in texts]
        shared = os.path.commonprefix([t[0] for t in tokens])
        # At least one token of a question is its own; those of one question share all but the last.
        self.prefix = shared[: min(len(shared), min(t[2] for t in tokens) - 1)]
        p = len(self.prefix)
        self.rows = [(t[0][p:], t[1][p:], t[2] - p) for t in tokens]
        self.tokens = p + sum(len(r[0]) for r in self.rows)
        self.kept = None


def prompt(row, tokenizer):
    return tokenizer.apply_chat_template(row["messages"][:-1], tokenize=False, add_generation_prompt=True)


def verdict(answer):
    found = VERDICT.search(answer)
    return found[1] if found else ""


def encode(tokenizer, question, answer, weigh):
    """Tokens, the weight of the loss on each (0 for the prompt), and how many the prompt has."""
    ask = tokenizer(question, add_special_tokens=False)["input_ids"]
    end = tokenizer.eos_token if question.count("<|im_end|>") == 0 else "<|im_end|>"
    coded = tokenizer(answer + end, add_special_tokens=False, return_offsets_mapping=True)
    found = VERDICT.search(answer)
    start, stop = found.span(1) if found else (0, 0)
    inside = [a < stop and b > start for a, b in coded["offset_mapping"]]
    # The first one decides; under a schema the others can only follow it.
    decides = inside.index(True) if any(inside) else -1
    # In all 1 an answer; without a verdict each token alike.
    share = weigh if found else 0.0
    rest = max(1, len(inside) - (decides >= 0))
    weights = [share if i == decides else (1 - share) / rest for i in range(len(inside))]
    return ask + coded["input_ids"], [0.0] * len(ask) + weights, len(ask)


def padded(rows, value):
    longest = max(map(len, rows))
    return [list(r) + [value] * (longest - len(r)) for r in rows]


@torch.no_grad()
def keep(base, group):
    """What the frozen layers make of a group's tokens; kept, since it never changes."""
    base.halves(lower=True)
    embed = base.upper.embed_tokens
    cache = DynamicCache()
    prefix = torch.tensor([group.prefix], device=base.device)
    first = base.upper(inputs_embeds=embed(prefix), past_key_values=cache, use_cache=True).last_hidden_state
    hidden = []
    for i in range(0, len(group.rows), 16):
        rows = [r[0] for r in group.rows[i: i + 16]]
        hidden += [h[: len(r)].clone() for h, r in zip(behind(base, cache, rows, embed), rows)]
    base.halves(lower=False)
    group.kept = (first[0].clone(), hidden)


def copies(cache, times):
    """A cache for as many rows; the gradient of each goes back to the one it was made of."""
    copy = DynamicCache()
    for i, layer in enumerate(cache.layers):
        copy.update(layer.keys.expand(times, -1, -1, -1), layer.values.expand(times, -1, -1, -1), i)
    return copy


def behind(base, cache, rows, embed=None, hidden=None):
    """Runs rows, each behind the cached beginning; the last hidden states, padded on the right."""
    length = cache.get_seq_length()
    mask = torch.tensor(padded([[1] * (length + len(r)) for r in rows], 0), device=base.device)
    if hidden is None:
        hidden = embed(torch.tensor(padded(rows, 0), device=base.device))
    positions = torch.arange(length, length + hidden.shape[1], device=base.device).unsqueeze(0).expand(len(rows), -1)
    return base.upper(inputs_embeds=hidden, attention_mask=mask, position_ids=positions,
                      past_key_values=copies(cache, len(rows)), use_cache=True).last_hidden_state


def backward(base, group, chosen):
    """A step's loss; its gradients are left in the adapter. The questions are read a few at a time, each few behind copies of the
    beginning's keys and values that are cut off from it: their gradients meet there and go through the beginning once. The
    same sums as all at once, in the memory of a few."""
    cache, cut, pairs, total = DynamicCache(), DynamicCache(), [], 0.0
    with base.precision():
        base.upper(inputs_embeds=group.kept[0].unsqueeze(0), past_key_values=cache, use_cache=True)
    for i, layer in enumerate(cache.layers):
        leaves = [t.detach().requires_grad_() for t in (layer.keys, layer.values)]
        cut.update(*leaves, i)
        pairs += zip((layer.keys, layer.values), leaves)
    for i in range(0, len(chosen), TOGETHER):
        part = chosen[i: i + TOGETHER]
        with base.precision():
            value = loss(base, group, part, cut) * (len(part) / len(chosen))
        value.backward()
        total += value.item()
    # A layer whose adapter does not reach its own keys has nothing to go back through.
    back = [(whole, leaf.grad) for whole, leaf in pairs if whole.requires_grad and leaf.grad is not None]
    torch.autograd.backward([whole for whole, _ in back], [grad for _, grad in back])
    return total


def loss(base, group, chosen, cache):
    """Of questions behind the cached beginning."""
    hidden = group.kept[1]
    rows = [group.rows[i][0] for i in chosen]
    inputs = torch.nn.utils.rnn.pad_sequence([hidden[i] for i in chosen], batch_first=True)
    out = behind(base, cache, rows, hidden=inputs)
    total, states, targets, weights = 0.0, [], [], []
    for k, i in enumerate(chosen):
        tokens, weight, asked = group.rows[i]
        states.append(out[k, asked - 1: len(tokens) - 1])
        targets.append(torch.tensor(tokens[asked:], device=base.device))
        weights.append(torch.tensor(weight[asked:], device=base.device))
    logits = base.head(torch.cat(states))
    each = torch.nn.functional.cross_entropy(logits, torch.cat(targets), reduction="none")
    return (each * torch.cat(weights)).sum() / len(chosen)


@torch.no_grad()
def judge(base, groups, most=96):
    """Greedy answers to questions that were held back; the share of right verdicts and each verdict's count."""
    base.peft.eval()
    right, asked, said = 0, 0, {}
    for group in groups:
        for i in range(0, len(group.rows), 32):
            if GONE.is_set():
                raise Gone
            part = range(i, min(i + 32, len(group.rows)))
            answers = greedy(base, group, part, most)
            for k, text in zip(part, answers):
                got = verdict(text)
                right += got == group.gold[k]
                asked += 1
                key = f"{group.gold[k]}>{got}"
                said[key] = said.get(key, 0) + 1
    base.peft.train()
    return right, asked, dict(sorted(said.items()))


def greedy(base, group, part, most):
    """Answers from the prompts alone, all layers; rows of unlike length are asked in groups of one length."""
    answers = {}
    by_length = {}
    for k in part:
        by_length.setdefault(group.rows[k][2], []).append(k)
    for length, rows in sorted(by_length.items()):
        lower, upper = DynamicCache(), DynamicCache()
        ids = torch.tensor([group.prefix], device=base.device)
        step(base, lower, upper, ids)
        lower, upper = copies(lower, len(rows)), copies(upper, len(rows))
        ids = torch.tensor([group.rows[k][0][:length] for k in rows], device=base.device)
        written, done = [[] for _ in rows], [False] * len(rows)
        for _ in range(most):
            out = step(base, lower, upper, ids)[:, -1]
            chosen = base.head(out).argmax(-1)
            for r, token in enumerate(chosen.tolist()):
                if not done[r]:
                    written[r].append(token)
                    done[r] = token in base.ends
            if all(done):
                break
            ids = chosen.unsqueeze(1)
        for r, k in enumerate(rows):
            answers[k] = base.tokenizer.decode(written[r])
    return [answers[k] for k in part]


def step(base, lower, upper, ids):
    base.halves(lower=True)
    middle = base.upper(inputs_embeds=base.upper.embed_tokens(ids), past_key_values=lower, use_cache=True).last_hidden_state
    base.halves(lower=False)
    return base.upper(inputs_embeds=middle, past_key_values=upper, use_cache=True).last_hidden_state


def keep_if_needed(base, group):
    if group.kept is None:
        with base.precision():
            keep(base, group)


def read(paths):
    rows = []
    for path in paths:
        for number, line in enumerate(Path(path).read_text(encoding="utf-8").splitlines(), 1):
            try:
                row = json.loads(line)
                row["id"], row["group"], row["messages"][-1]["content"]
            except (ValueError, KeyError, IndexError, TypeError) as e:
                raise Refused(f"{path}:{number}: expected a row with id, group and messages, got {e!r}") from e
            rows.append(row)
    groups = {}
    for row in rows:
        groups.setdefault(row["group"], []).append(row)
    return list(groups.values())


def batches(groups, size, generator):
    """An epoch: parts of groups, in an order that the seed gives."""
    parts = []
    for g, group in enumerate(groups):
        order = list(range(len(group.rows)))
        generator.shuffle(order)
        count = max(1, round(len(order) / size))
        parts += [(g, sorted(order[k::count])) for k in range(count)]
    generator.shuffle(parts)
    return parts


def checkpoint(folder, state, optimizer, save):
    """Whole or not at all: a folder beside it, renamed. What is trained is written by save(folder)."""
    fresh = folder.with_name(folder.name + ".tmp")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    try:
        save(fresh)
        torch.save({"optimizer": optimizer.state_dict(), "torch": torch.get_rng_state()}, fresh / "optimizer.pt")
        (fresh / "state.json").write_text(json.dumps(state))
    except (OSError, RuntimeError, SafetensorError) as e:
        # PyTorch and safetensors have errors of their own for a full disk, which do not name it.
        free = shutil.disk_usage(fresh).free
        shutil.rmtree(fresh, ignore_errors=True)
        raise OSError(0, f"the checkpoint cannot be written with {free / 1e6:.1f} MB free: {str(e).splitlines()[0]}; what was saved "
                      "before is kept, and the same command resumes it", str(folder)) from e
    old = folder.with_name(folder.name + ".old")
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.rename(old)
    fresh.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def resumed_state(folder, state):
    """The checkpoint's state, or else the one given. A checkpoint that was being replaced is taken back."""
    old = folder.with_name(folder.name + ".old")
    if not folder.exists() and old.exists():
        old.rename(folder)
    if not folder.exists():
        return state
    found = json.loads((folder / "state.json").read_text())
    if found["settings"] != state["settings"]:
        raise Refused(f"{folder} was trained with other settings or data; give another --out, or delete it to begin anew")
    return found


def memory():
    try:
        for line in Path("/proc/self/status").read_text().splitlines():
            if line.startswith("VmHWM"):
                return int(line.split()[1]) * 1024
    except OSError:
        return 0
    return 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", required=True, help="a GGUF file, or a folder or name that transformers knows")
    parser.add_argument("--base-name", default="", help="what the adapter's config calls it")
    parser.add_argument("--rows", required=True, action="append", help="JSON lines to train on; may be repeated")
    parser.add_argument("--held-out", action="append", default=[], help="JSON lines that are only judged")
    parser.add_argument("--out", required=True)
    parser.add_argument("--from-adapter", default="", help="a folder with an adapter of the same layers and rank, to begin with")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--rank", type=int, default=8)
    parser.add_argument("--alpha", type=int, default=16)
    parser.add_argument("--dropout", type=float, default=0.0)
    parser.add_argument("--rate", type=float, default=3e-4)
    parser.add_argument("--batch", type=int, default=15, help="questions a step")
    parser.add_argument("--verdict-weight", type=float, default=0.5)
    parser.add_argument("--from-layer", type=int, default=-1, help="the first that is adapted; default: half way up")
    parser.add_argument("--precision", choices=["float32", "bfloat16"], default="float32", help="of matrix products")
    parser.add_argument("--checkpoint-seconds", type=float, default=180)
    parser.add_argument("--threads", type=int, default=0)
    return ended(train, parser)


def ended(train, parser):
    """The exit code of a training; what stops it is said."""
    parser.add_argument("--stop-with-input", action="store_true",
                        help="saves a checkpoint and ends when standard input ends, as it does when the program behind it is killed")
    given = parser.parse_args()
    if given.stop_with_input:
        watch_input()
    del given.stop_with_input
    try:
        return train(given)
    except Gone:
        return 5
    except Refused as e:
        say(event="error", text=str(e))
        return 2
    except (MemoryError, torch.OutOfMemoryError) as e:
        say(event="error", text=f"not enough memory: {e}")
        return 3
    except OSError as e:
        say(event="error", text=f"{e.filename or given.out}: {e.strerror or e}")
        return 3
    except SafetensorError as e:
        say(event="error", text=f"{given.out}: {e}")
        return 3


def begin_with(base, folder):
    """The adapter goes on from another one's weights."""
    file = folder / "adapter_model.safetensors"
    try:
        state = load_file(file)
    except OSError as e:
        raise Refused(f"--from: {file}: {e.strerror or 'cannot be read'}") from e
    except SafetensorError as e:
        raise Refused(f"--from: {file}: {e}") from e
    own = base.names({n: p for n, p in base.peft.state_dict().items() if "lora_" in n})
    if {n: t.shape for n, t in own.items()} != {n: t.shape for n, t in state.items()}:
        raise Refused(f"--from: {folder}: expected an adapter of the same base, layers and rank")
    base.load(file)


def train(given):
    started = time.monotonic()
    if given.threads:
        torch.set_num_threads(given.threads)
    torch.manual_seed(given.seed)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    out = Path(given.out)
    out.mkdir(parents=True, exist_ok=True)
    base = Base(given.base, given.from_layer, device, given.batch, given.precision == "bfloat16")
    base.adapt(given.rank, given.alpha, given.dropout)
    base.ends = {base.tokenizer.eos_token_id, base.tokenizer.convert_tokens_to_ids("<|im_end|>")}
    if given.from_adapter:
        begin_with(base, Path(given.from_adapter))
    groups = [Group(rows, base, given.verdict_weight) for rows in read(given.rows)]
    held = [Group(rows, base, given.verdict_weight) for rows in read(given.held_out)]
    optimizer = torch.optim.AdamW(base.trained, lr=given.rate, weight_decay=0.01)
    order = random.Random(given.seed)
    plan = [part for _ in range(given.epochs) for part in [*batches(groups, given.batch, order), None]]
    steps = sum(part is not None for part in plan)
    questions = sum(len(g.rows) for g in groups)
    tokens = sum(g.tokens for g in groups)
    trained = sum(p.numel() for p in base.trained)
    source = Path(given.base)
    digest = sha256(source) if source.is_file() else ""
    # An adapter of a folder may be used with a GGUF file that was made of it: the hash of one file would not be known again.
    files = {f.name: sha256(f) for f in sorted(source.glob("*.safetensors"))}
    settings = {k: v for k, v in sorted(vars(given).items()) if k not in ("out", "threads", "checkpoint_seconds", "base_name")}
    settings["rows"] = [sha256(p) for p in given.rows]
    settings["held_out"] = [sha256(p) for p in given.held_out]
    settings["base"] = digest or files or given.base
    settings["from_adapter"] = sha256(Path(given.from_adapter) / "adapter_model.safetensors") if given.from_adapter else ""
    say(event="plan", steps=steps, questions=questions, groups=len(groups), tokens=tokens, device=device,
        parameters=base.parameters + trained, trained=trained, from_layer=base.from_layer,
        layers=base.layers)
    saved = out / "checkpoint"
    state = {"at": 0, "seconds": 0.0, "losses": [], "judged": [], "settings": settings, "base": given.base_name or given.base}
    state = resumed_state(saved, state)
    if saved.exists():
        base.load(saved / "adapter_model.safetensors")
        rest = torch.load(saved / "optimizer.pt", weights_only=True)
        optimizer.load_state_dict(rest["optimizer"])
        torch.set_rng_state(rest["torch"])
        say(event="resumed", step=sum(part is not None for part in plan[: state["at"]]))
    begun, before, last = time.monotonic(), state["seconds"], time.monotonic()
    done = sum(part is not None for part in plan[: state["at"]])
    first_done = done
    base.peft.train()
    for at in range(state["at"], len(plan)):
        part = plan[at]
        if part is None:
            if held:
                checkpoint(saved, state, optimizer, lambda folder: base.save(folder, state["base"]))
                last = time.monotonic()
                # In 32 bits: a token at a time, converting the weights would take longer than reading them.
                right, asked, said = judge(base, held)
                state["judged"].append({"step": done, "right": right, "asked": asked, "said": said})
                say(event="judged", step=done, right=right, asked=asked, said=said)
        else:
            group = groups[part[0]]
            keep_if_needed(base, group)
            rate = given.rate * min(1.0, (done + 1) / max(1, steps // 20)) * (0.5 * (1 + math.cos(math.pi * done / steps)) * 0.9 + 0.1)
            for g in optimizer.param_groups:
                g["lr"] = rate
            optimizer.zero_grad(set_to_none=True)
            value = backward(base, group, part[1])
            norm = torch.nn.utils.clip_grad_norm_(base.trained, 1.0).item()
            # A gradient that is no number would spoil the weights, and with them the next checkpoint.
            if not math.isfinite(value) or not math.isfinite(norm):
                say(event="nan", step=done + 1, kept=str(saved) if saved.exists() else "")
                return 4
            optimizer.step()
            done += 1
            state["losses"].append(round(value, 5))
            now = time.monotonic()
            say(event="step", step=done, of=steps, loss=round(value, 4), seconds=round(before + now - begun, 1),
                left=round((now - begun) / (done - first_done) * (steps - done), 1))
        state["at"] = at + 1
        state["seconds"] = before + time.monotonic() - begun
        if GONE.is_set() or time.monotonic() - last >= given.checkpoint_seconds or (part is None and at + 1 < len(plan)):
            checkpoint(saved, state, optimizer, lambda folder: base.save(folder, state["base"]))
            last = time.monotonic()
        if GONE.is_set():
            raise Gone
    # Half the size; what rounding changes is far below what a merge into 8 bits does.
    base.save(out, state["base"], torch.float16)
    say(event="done", steps=steps, seconds=round(state["seconds"], 1), loading=round(begun - started, 1), memory=memory(),
        losses=state["losses"], judged=state["judged"], base_sha256=digest, base_files=files, rows_sha256=settings["rows"],
        adapter_sha256=sha256(out / "adapter_model.safetensors"), device=device, torch=torch.__version__,
        parameters=base.parameters, trained=trained, questions=questions, tokens=tokens,
        settings={k: v for k, v in settings.items() if k not in ("rows", "held_out", "base")})
    if GONE.is_set():
        raise Gone
    shutil.rmtree(saved, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
