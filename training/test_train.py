#!/usr/bin/env python3
"""The trainer on a small random model. In an environment with requirements.txt: python training/test_train.py"""
import io
import json
import re
import signal
import subprocess
import sys
import tempfile
import unittest
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from types import SimpleNamespace
from unittest import mock

import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer, decoders, models, pre_tokenizers
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

import train

TEMPLATE = "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{% endfor %}<|im_start|>assistant\n"


def make_base(folder):
    """A folder in Hugging Face's format: bytes as tokens, four layers of random weights."""
    torch.manual_seed(3)
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    words = {c: i for i, c in enumerate(alphabet)}
    tokenizer = Tokenizer(models.BPE(vocab=words, merges=[]))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    fast = PreTrainedTokenizerFast(tokenizer_object=tokenizer, eos_token="<|im_end|>", additional_special_tokens=["<|im_start|>"])
    fast.chat_template = TEMPLATE
    fast.save_pretrained(folder)
    config = LlamaConfig(vocab_size=len(fast), hidden_size=32, intermediate_size=64, num_hidden_layers=4, num_attention_heads=4,
                         num_key_value_heads=2, max_position_embeddings=512, tie_word_embeddings=True, initializer_range=0.3)
    LlamaForCausalLM(config).save_pretrained(folder)


def row(number, claim, verdict):
    return {"id": f"q{number}", "group": "a", "messages": [
        {"role": "system", "content": "Judge."}, {"role": "user", "content": f"The bridge is shut.\n\nClaim: {claim}"},
        {"role": "assistant", "content": json.dumps({"evidence": "shut", "verdict": verdict})}]}


ROWS = [row(1, "It is open.", "REFUTED"), row(2, "It is shut for a year.", "NOT_ENOUGH_INFO"), row(3, "It is shut.", "SUPPORTED"),
        row(4, "The bridge is closed.", "SUPPORTED")]


class TrainTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.dir = Path(self.folder.name)
        make_base(self.dir / "base")
        self.rows = self.write("rows.jsonl", ROWS)

    def write(self, name, rows):
        (self.dir / name).write_text("".join(json.dumps(r) + "\n" for r in rows))
        return str(self.dir / name)

    def given(self, out, **other):
        values = dict(base=str(self.dir / "base"), base_name="tiny", rows=[self.rows], held_out=[], out=str(self.dir / out), seed=1,
                      epochs=3, rank=4, alpha=8, dropout=0.0, rate=1e-2, batch=2, verdict_weight=0.5, from_layer=2,
                      checkpoint_seconds=0.0, threads=1, from_adapter="", precision="float32")
        return SimpleNamespace(**{**values, **other})

    def run_it(self, given):
        """The events, and the exit code."""
        out = io.StringIO()
        with redirect_stdout(out):
            code = train.train(given)
        return [json.loads(line) for line in out.getvalue().splitlines()], code

    @contextmanager
    def stopped_at(self, call):
        """Ctrl-C at that call of the loss."""
        real, count = train.loss, [0]

        def stops(*given):
            count[0] += 1
            if count[0] == call:
                raise KeyboardInterrupt
            return real(*given)

        train.loss = stops
        try:
            with self.assertRaises(KeyboardInterrupt):
                yield
        finally:
            train.loss = real

    def base(self, from_layer=2):
        base = train.Base(str(self.dir / "base"), from_layer, "cpu")
        base.adapt(4, 8, 0.0)
        torch.manual_seed(9)
        for p in base.trained:
            # B is 0 at the start, and an adapter that does nothing would hide a mistake.
            torch.nn.init.normal_(p, std=0.3)
        return base

    def test_a_shared_beginning_and_kept_layers_give_the_loss_and_gradient_of_whole_sequences(self):
        for together in (2, 4):
            with self.subTest(together=together), mock.patch.object(train, "TOGETHER", together):
                self.compare_with_whole_sequences()

    def compare_with_whole_sequences(self):
        base = self.base()
        group = train.Group(ROWS, base, 0.5)
        self.assertGreater(len(group.prefix), 40)
        train.keep(base, group)
        shared = train.backward(base, group, [0, 1, 3])
        gradients = [p.grad.clone() for p in base.trained]
        whole = train.Base(str(self.dir / "base"), 0, "cpu")
        model = whole.model
        base.peft.zero_grad()
        # All layers, the adapted ones where they belong, one row after the other.
        base.upper.layers = torch.nn.ModuleList([*base.lower, *base.adapted])
        for i, layer in enumerate(base.upper.layers):
            layer.self_attn.layer_idx = i
        base.upper.config.num_hidden_layers = len(base.upper.layers)
        total = 0.0
        for k in (0, 1, 3):
            tokens, weights, asked = group.rows[k]
            ids = torch.tensor([group.prefix + tokens])
            logits = base.model(input_ids=ids, use_cache=False).logits[0]
            first = len(group.prefix) + asked
            each = torch.nn.functional.cross_entropy(logits[first - 1: -1], ids[0, first:], reduction="none")
            total = total + (each * torch.tensor(weights[asked:])).sum() / 3
        total.backward()
        self.assertAlmostEqual(shared, total.item(), places=4)
        self.assertGreater(max(g.abs().max() for g in gradients), 1e-3)
        for mine, theirs in zip(gradients, base.trained):
            torch.testing.assert_close(mine, theirs.grad, rtol=1e-3, atol=1e-5)
        del model

    def test_the_token_that_decides_the_verdict_has_half_of_the_loss(self):
        base = self.base()
        tokens, weights, asked = train.encode(base.tokenizer, "ask ", '{"evidence":"x","verdict":"REFUTED"}', 0.5)
        self.assertEqual(asked, 4)
        self.assertEqual(weights[:asked], [0.0] * asked)
        self.assertAlmostEqual(sum(weights), 1.0)
        heavy = "".join(base.tokenizer.decode([t]) for t, w in zip(tokens, weights) if w > 0.05)
        self.assertEqual(heavy, "R")
        self.assertAlmostEqual(max(weights), 0.5)

    def test_it_learns_and_the_adapter_is_what_peft_reads(self):
        from peft import PeftModel

        events, code = self.run_it(self.given("out", epochs=40, rate=3e-2))
        self.assertEqual(code, 0)
        losses = events[-1]["losses"]
        self.assertLess(sum(losses[-4:]), 0.5 * sum(losses[:4]))
        self.assertEqual(events[-1]["base_files"], {"model.safetensors": train.sha256(self.dir / "base" / "model.safetensors")})
        names = set(load_file(self.dir / "out" / "adapter_model.safetensors"))
        self.assertEqual({int(re.search(r"layers\.(\d+)\.", n)[1]) for n in names}, {2, 3})
        model = LlamaForCausalLM.from_pretrained(self.dir / "base")
        before = model(input_ids=torch.tensor([[5, 6, 7]])).logits
        peft = PeftModel.from_pretrained(model, str(self.dir / "out"))
        self.assertGreater((peft(input_ids=torch.tensor([[5, 6, 7]])).logits - before).abs().max().item(), 0.01)

    def test_one_that_was_stopped_ends_as_one_that_was_not(self):
        whole, _ = self.run_it(self.given("whole"))
        with self.stopped_at(4):
            self.run_it(self.given("stopped"))
        again, code = self.run_it(self.given("stopped"))
        self.assertEqual(code, 0)
        self.assertEqual(next(e for e in again if e["event"] == "resumed")["step"], 3)
        self.assertEqual(again[-1]["losses"], whole[-1]["losses"])
        self.assertEqual(again[-1]["adapter_sha256"], whole[-1]["adapter_sha256"])
        self.assertFalse((self.dir / "stopped" / "checkpoint").exists())

    def test_in_16_bits_the_losses_differ_by_rounding_alone_and_it_resumes_with_the_same_adapter(self):
        exact, _ = self.run_it(self.given("exact"))
        whole, _ = self.run_it(self.given("half", precision="bfloat16"))
        self.assertNotEqual(whole[-1]["losses"], exact[-1]["losses"])
        for half, full in zip(whole[-1]["losses"], exact[-1]["losses"]):
            self.assertLess(abs(half - full), 0.1 * full)
        with self.stopped_at(4):
            self.run_it(self.given("stopped", precision="bfloat16"))
        again, code = self.run_it(self.given("stopped", precision="bfloat16"))
        self.assertEqual(code, 0)
        self.assertEqual(again[-1]["adapter_sha256"], whole[-1]["adapter_sha256"])

    def test_an_adapter_goes_on_from_another_one(self):
        first, _ = self.run_it(self.given("first", epochs=40, rate=3e-2))
        more, _ = self.run_it(self.given("more", epochs=1, rate=1e-4, from_adapter=str(self.dir / "first")))
        self.assertLess(more[-1]["losses"][0], 0.6 * first[-1]["losses"][0])
        with self.assertRaisesRegex(train.Refused, "expected an adapter of the same base, layers and rank"):
            self.run_it(self.given("other", rank=2, from_adapter=str(self.dir / "first")))
        with self.assertRaisesRegex(train.Refused, "--from: .*none/adapter_model.safetensors: cannot be read"):
            train.begin_with(self.base(), self.dir / "none")

    def test_without_the_program_that_started_it_it_saves_a_checkpoint_ends_and_resumes_to_the_same_adapter(self):
        # Long checkpoints, so that the one that is found is made at the end.
        long = dict(epochs=40, checkpoint_seconds=1e6)
        whole, _ = self.run_it(self.given("whole", **long))
        given = vars(self.given("stopped", **long))
        child = self.start(given)
        while '"step"' not in (line := child.stdout.readline()):
            self.assertTrue(line, (self.dir / "log").read_text())
        # Ctrl-C in a terminal, and what is left of the pipes when their program ended.
        child.send_signal(signal.SIGINT)
        child.stdin.close()
        child.stdout.close()
        self.assertEqual(child.wait(60), 5, (self.dir / "log").read_text())
        self.assertNotIn("Traceback", (self.dir / "log").read_text())
        state = json.loads((self.dir / "stopped" / "checkpoint" / "state.json").read_text())
        self.assertTrue(0 < len(state["losses"]) < 80, len(state["losses"]))
        self.assertFalse((self.dir / "stopped" / "adapter_model.safetensors").exists())
        again, code = self.run_it(SimpleNamespace(**given))
        self.assertEqual((code, next(e for e in again if e["event"] == "resumed")["step"]), (0, len(state["losses"])))
        self.assertEqual(again[-1]["adapter_sha256"], whole[-1]["adapter_sha256"])

    def start(self, given):
        """The program itself, with pipes, as Claimbench starts it."""
        command = [sys.executable, train.__file__, "--stop-with-input"]
        for name, value in given.items():
            for one in value if isinstance(value, list) else [value] if value != "" else []:
                command += ["--" + name.replace("_", "-"), str(one)]
        with open(self.dir / "log", "w") as log:
            return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True)

    def test_one_whose_input_never_ends_ends_well(self):
        child = self.start(vars(self.given("out", epochs=1)))
        printed = child.stdout.read()
        self.assertEqual(child.wait(60), 0, (self.dir / "log").read_text())
        child.stdin.close()
        child.stdout.close()
        self.assertIn('"event": "done"', printed)

    def test_one_that_is_left_alone_while_it_judges_judges_that_step_when_it_resumes(self):
        self.addCleanup(train.GONE.clear)
        held = [self.write("held.jsonl", [{**r, "group": r["id"]} for r in ROWS])]
        real, asked = train.greedy, []

        def leaves(base, group, part, most):
            asked.append(len(part))
            train.GONE.set()
            return real(base, group, part, most)

        whole, _ = self.run_it(self.given("whole", epochs=1, held_out=held))
        with mock.patch.object(train, "greedy", leaves), self.assertRaises(train.Gone):
            self.run_it(self.given("stopped", epochs=1, held_out=held, checkpoint_seconds=1e6))
        # It does not ask the other three.
        self.assertEqual(asked, [1])
        train.GONE.clear()
        again, _ = self.run_it(self.given("stopped", epochs=1, held_out=held))
        self.assertEqual([e["event"] for e in again], ["plan", "resumed", "judged", "done"])
        self.assertEqual(again[-1]["judged"], whole[-1]["judged"])
        self.assertEqual(again[-1]["adapter_sha256"], whole[-1]["adapter_sha256"])

    def test_other_settings_do_not_resume(self):
        self.run_it(self.given("out"))
        real = train.loss
        train.loss = lambda *given: (_ for _ in ()).throw(KeyboardInterrupt) if (self.dir / "o" / "checkpoint").exists() else real(*given)
        try:
            with self.assertRaises(KeyboardInterrupt):
                self.run_it(self.given("o"))
        finally:
            train.loss = real
        with self.assertRaisesRegex(train.Refused, "other settings or data"):
            self.run_it(self.given("o", rate=1e-3))

    def test_a_loss_that_is_no_number_stops_and_keeps_the_last_good_checkpoint(self):
        real, count = train.loss, [0]

        def breaks(*given):
            count[0] += 1
            return real(*given) * (float("nan") if count[0] == 3 else 1.0)

        train.loss = breaks
        try:
            events, code = self.run_it(self.given("out"))
        finally:
            train.loss = real
        self.assertEqual(code, 4)
        self.assertEqual(events[-1]["event"], "nan")
        self.assertEqual(events[-1]["step"], 3)
        kept = load_file(Path(events[-1]["kept"]) / "adapter_model.safetensors")
        self.assertTrue(all(torch.isfinite(t).all() for t in kept.values()))

    def test_a_checkpoint_that_does_not_fit_leaves_the_one_before_and_it_resumes(self):
        import resource
        whole, _ = self.run_it(self.given("whole"))
        real, count, (soft, hard) = train.Base.save, [0], resource.getrlimit(resource.RLIMIT_FSIZE)
        self.addCleanup(resource.setrlimit, resource.RLIMIT_FSIZE, (soft, hard))

        def fills(base, *given):
            count[0] += 1
            if count[0] == 3:
                # A limit on the size of files stands for a full disk.
                resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, hard))
            return real(base, *given)

        with mock.patch.object(train.Base, "save", fills), self.assertRaisesRegex(
                OSError, r"cannot be written with [0-9.]+ MB free: .*; what was saved before is kept, and the same command resumes it"):
            self.run_it(self.given("full"))
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        self.assertEqual([f.name for f in (self.dir / "full").iterdir()], ["checkpoint"])
        again, _ = self.run_it(self.given("full"))
        self.assertEqual(next(e for e in again if e["event"] == "resumed")["step"], 2)
        self.assertEqual(again[-1]["adapter_sha256"], whole[-1]["adapter_sha256"])

    def test_a_gradient_that_is_no_number_does_not_reach_the_weights(self):
        real, count = torch.nn.utils.clip_grad_norm_, [0]

        def breaks(parameters, most):
            count[0] += 1
            if count[0] == 3:
                parameters[-1].grad.fill_(float("inf"))
            return real(parameters, most)

        with mock.patch.object(torch.nn.utils, "clip_grad_norm_", breaks):
            events, code = self.run_it(self.given("out"))
        self.assertEqual((code, events[-1]["event"], events[-1]["step"]), (4, "nan", 3))
        kept = load_file(Path(events[-1]["kept"]) / "adapter_model.safetensors")
        self.assertTrue(all(torch.isfinite(t).all() for t in kept.values()))

    def test_greedy_answers_are_those_of_the_whole_model(self):
        base = self.base()
        base.ends = set()
        group = train.Group(ROWS, base, 0.5)
        base.peft.eval()
        with torch.no_grad():
            got = train.greedy(base, group, range(4), 8)
        base.upper.layers = torch.nn.ModuleList([*base.lower, *base.adapted])
        for i, layer in enumerate(base.upper.layers):
            layer.self_attn.layer_idx = i
        base.upper.config.num_hidden_layers = len(base.upper.layers)
        for k in range(4):
            ids = group.prefix + group.rows[k][0][: group.rows[k][2]]
            written = []
            for _ in range(8):
                with torch.no_grad():
                    written.append(int(base.model(input_ids=torch.tensor([ids + written]), use_cache=False).logits[0, -1].argmax()))
            self.assertEqual(got[k], base.tokenizer.decode(written))

    def test_too_little_memory_is_said_before_anything_is_loaded(self):
        if not Path("/proc/meminfo").exists():
            self.skipTest("no /proc/meminfo: what is free is not known here")
        with self.assertRaisesRegex(train.Refused, r"base needs about [0-9.]+ GB of memory .* with 1000000000 rows a step, and [0-9.]+ GB are free"):
            train.Base(str(self.dir / "base"), 2, "cpu", 1_000_000_000)

    def test_rows_of_another_form_are_named(self):
        with self.assertRaisesRegex(train.Refused, r"bad.jsonl:2: expected a row with id, group and messages"):
            train.read([self.write("bad.jsonl", [ROWS[0], {"id": "x"}])])


if __name__ == "__main__":
    unittest.main()
