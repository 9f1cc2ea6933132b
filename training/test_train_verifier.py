#!/usr/bin/env python3
"""The trainer of verifiers on a small random encoder. In an environment with requirements.txt and onnxruntime: python training/test_train_verifier.py"""
import io
import json
import random
import sys
import tempfile
import unittest
from contextlib import redirect_stdout
from pathlib import Path
from types import SimpleNamespace
from unittest import mock

import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer, models, pre_tokenizers
from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

import snli_rows
import train_verifier as trainer
from train import GONE, Gone, Refused

WORDS = "[PAD] [CLS] [SEP] [UNK] the bridge is was not shut open on monday friday a cow ate grass . it rained all day and 40 cars waited".split()
ARTICLE = "The bridge is shut. A cow ate grass. It rained all day. 40 cars waited."


def make_base(folder):
    torch.manual_seed(3)
    words = Tokenizer(models.WordLevel({w: i for i, w in enumerate(WORDS)}, unk_token="[UNK]"))
    words.pre_tokenizer = pre_tokenizers.Whitespace()
    fast = PreTrainedTokenizerFast(tokenizer_object=words, pad_token="[PAD]", cls_token="[CLS]", sep_token="[SEP]", unk_token="[UNK]")
    fast.save_pretrained(folder)
    BertModel(BertConfig(vocab_size=len(WORDS), hidden_size=32, intermediate_size=64, num_hidden_layers=2, num_attention_heads=4,
                         max_position_embeddings=64, hidden_dropout_prob=0.1)).save_pretrained(folder)


def row(number, claim, verdict, evidence=()):
    return {"id": f"q{number}", "group": "a", "article": ARTICLE, "claim": claim, "verdict": verdict, "evidence": list(evidence)}


ROWS = [row(1, "the bridge is shut", "SUPPORTED", ["bridge is shut"]), row(2, "the bridge is open", "REFUTED", ["The bridge is shut"]),
        row(3, "a cow ate the bridge", "NOT_ENOUGH_INFO"), row(4, "it rained all day", "SUPPORTED", ["It rained all day"])]


class VerifierTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.dir = Path(self.folder.name)
        make_base(self.dir / "base")
        self.rows = self.write("rows.jsonl", ROWS)

    def write(self, name, rows):
        (self.dir / name).write_text("".join(json.dumps(r) + "\n" for r in rows))
        return str(self.dir / name)

    def run_it(self, out, **other):
        given = dict(base=str(self.dir / "base"), base_name="tiny", rows=[self.rows], held_out=[], out=str(self.dir / out), init="", seed=1,
                     epochs=3, rate=1e-2, batch=2, length=20, made=0.5, bias=0.0, precision="float32", scores="", export=False,
                     checkpoint_seconds=0.0, report=1, threads=1)
        printed = io.StringIO()
        with redirect_stdout(printed):
            code = trainer.train(SimpleNamespace(**{**given, **other}))
        return [json.loads(line) for line in printed.getvalue().splitlines()], code

    def test_changes_are_of_one_thing_and_contradict(self):
        made = trainer.changes("All 40 cars were not seen before May 3.", random.Random(1))
        self.assertIn("None 40 cars were not seen before May 3.", made)
        self.assertIn("All 40 cars were seen before May 3.", made)
        self.assertIn("All 40 cars were not seen after May 3.", made)
        self.assertTrue(all(m != "All 40 cars were not seen before May 3." for m in made))
        self.assertEqual(trainer.changes("Cows graze.", random.Random(1)), [])

    def test_windows_are_those_that_are_asked(self):
        # The example of dev.claimbench.model.djl.SentenceWindow.
        self.assertEqual(trainer.windows([4, 4, 4, 4], 10), [(0, 2), (1, 3), (2, 4)])
        self.assertEqual(trainer.windows([], 10), [])
        self.assertEqual([ARTICLE[a:b] for a, b in trainer.sentences(ARTICLE)][:2], ["The bridge is shut.", "A cow ate grass."])

    def test_a_window_with_the_evidence_has_the_verdict_and_one_without_has_not(self):
        from transformers import AutoTokenizer
        reader = trainer.Reader(AutoTokenizer.from_pretrained(self.dir / "base"), 20)
        _, cut = reader.cut(ROWS[3])
        self.assertGreater(len(cut), 1)
        self.assertIn("all", [has for _, has in cut])
        found = trainer.examples([ROWS[3]] * 20, reader, random.Random(1), 0.0)
        self.assertEqual({label for *_, label in found}, {0, trainer.NEUTRAL})
        rained = WORDS.index("rained")
        for ids, claim, label in found:
            self.assertEqual(rained in ids[:claim], label == 0)

    def test_the_window_that_is_surest_of_something_decides(self):
        self.assertEqual(trainer.decide([[0.0, 0.0, 1.0], [3.0, 0.0, 0.0]], 0.0), 0)
        self.assertEqual(trainer.decide([[0.0, 0.0, 1.0], [3.0, 0.0, 0.0]], 5.0), trainer.NEUTRAL)
        rows = [{"verdict": "SUPPORTED"}, {"verdict": "NOT_ENOUGH_INFO"}]
        scored = [[[3.0, 0.0, 0.0]], [[2.0, 0.0, 1.0]]]
        right, f1, table = trainer.judged(rows, scored, 0.0)
        # SUPPORTED: 2 · 1 / (1 + 2); the others are never right.
        self.assertEqual((right, round(f1, 4), table["NOT_ENOUGH_INFO>SUPPORTED"]), (1, round(2 / 9, 4), 1))
        # Between 1 and 3 both are right; of equal ones the nearest to 0.
        self.assertEqual(trainer.best_bias(rows, scored), 1.25)

    def test_it_learns_and_its_graph_in_8_bits_gives_nearly_its_scores(self):
        import numpy as np
        import onnxruntime
        events, code = self.run_it("out", epochs=30, export=True, held_out=[self.rows])
        self.assertEqual(code, 0)
        self.assertLess(sum(events[-1]["losses"][-4:]), 0.5 * sum(events[-1]["losses"][:4]))
        self.assertEqual(events[-1]["judged"][-1]["asked"], 4)
        model = trainer.Verifier(str(self.dir / "base"))
        trainer.load_weights(model, self.dir / "out" / "verifier.safetensors")
        session = onnxruntime.InferenceSession(str(self.dir / "out" / "model.onnx"))
        ids, mask, types = trainer.tensors([([1, 4, 5, 2, 4, 5, 2], 4, 0), ([1, 4, 2, 6, 2], 3, 0)])
        with torch.no_grad():
            wanted = model.eval()(ids, mask, types).numpy()
        got = session.run(None, {"input_ids": ids.numpy(), "attention_mask": mask.numpy(), "token_type_ids": types.numpy()})[0]
        np.testing.assert_allclose(got, wanted, atol=0.05 * np.abs(wanted).max())

    def test_one_that_was_stopped_ends_as_one_that_was_not(self):
        whole, _ = self.run_it("whole")
        real, count = trainer.tensors, [0]

        def stops(batch):
            count[0] += 1
            if count[0] == 5:
                raise KeyboardInterrupt
            return real(batch)

        with mock.patch.object(trainer, "tensors", stops), self.assertRaises(KeyboardInterrupt):
            self.run_it("stopped")
        # As a kill leaves it between the two renames of a checkpoint that is replaced.
        (self.dir / "stopped" / "checkpoint").rename(self.dir / "stopped" / "checkpoint.old")
        again, code = self.run_it("stopped")
        self.assertEqual(code, 0)
        self.assertEqual(next(e for e in again if e["event"] == "resumed")["step"], 4)
        self.assertEqual(again[-1]["weights_sha256"], whole[-1]["weights_sha256"])
        with mock.patch.object(trainer, "tensors", stops), self.assertRaises(KeyboardInterrupt):
            count[0] = 0
            self.run_it("other")
        with self.assertRaisesRegex(Refused, "other settings or data"):
            self.run_it("other", rate=1e-3)

    def test_one_that_is_left_alone_saves_a_checkpoint_and_judges_that_step_when_it_resumes(self):
        self.addCleanup(GONE.clear)
        whole, _ = self.run_it("whole", epochs=2, held_out=[self.rows])
        real = trainer.tensors
        # The first epoch's last step: what comes next is judging.
        last = next(e for e in whole if e["event"] == "judged")["step"]
        calls = [0]

        def leaves(batch):
            calls[0] += 1
            if calls[0] == last:
                GONE.set()
            return real(batch)

        with mock.patch.object(trainer, "tensors", leaves), self.assertRaises(Gone):
            self.run_it("stopped", epochs=2, held_out=[self.rows], checkpoint_seconds=1e6)
        GONE.clear()
        again, _ = self.run_it("stopped", epochs=2, held_out=[self.rows])
        self.assertEqual(again[1], {"event": "resumed", "step": last})
        self.assertEqual(again[-1]["judged"], whole[-1]["judged"])
        self.assertEqual(again[-1]["weights_sha256"], whole[-1]["weights_sha256"])

    def test_a_loss_that_is_no_number_stops_and_keeps_the_last_good_checkpoint(self):
        real, count = torch.nn.functional.cross_entropy, [0]

        def breaks(*given, **more):
            count[0] += 1
            return real(*given, **more) * (float("nan") if count[0] == 3 else 1.0)

        with mock.patch.object(torch.nn.functional, "cross_entropy", breaks):
            events, code = self.run_it("out")
        self.assertEqual((code, events[-1]["event"], events[-1]["step"]), (4, "nan", 3))
        self.assertTrue((Path(events[-1]["kept"]) / "model.safetensors").exists())

    def test_a_gradient_that_is_no_number_does_not_reach_the_weights(self):
        real, count = torch.nn.utils.clip_grad_norm_, [0]

        def breaks(parameters, most):
            count[0] += 1
            if count[0] == 3:
                parameters[-1].grad.fill_(float("inf"))
            return real(parameters, most)

        with mock.patch.object(torch.nn.utils, "clip_grad_norm_", breaks):
            events, code = self.run_it("out")
        self.assertEqual((code, events[-1]["event"], events[-1]["step"]), (4, "nan", 3))
        kept = load_file(Path(events[-1]["kept"]) / "model.safetensors")
        self.assertTrue(all(torch.isfinite(t).all() for t in kept.values()))

    def test_the_weights_of_another_base_and_rows_of_another_form_are_refused(self):
        self.run_it("out", epochs=1)
        torch.manual_seed(1)
        BertModel(BertConfig(vocab_size=len(WORDS), hidden_size=16, intermediate_size=64, num_hidden_layers=2, num_attention_heads=4,
                             max_position_embeddings=64)).save_pretrained(self.dir / "base")
        with self.assertRaisesRegex(Refused, "expected the weights of a verifier of the same base"):
            self.run_it("again", init=str(self.dir / "out"))
        with self.assertRaisesRegex(Refused, r"bad.jsonl:2: expected a row with id, group, article, claim and verdict"):
            trainer.read([self.write("bad.jsonl", [ROWS[0], {**ROWS[0], "verdict": "MAYBE"}])])

    def test_too_little_memory_is_said_before_anything_is_loaded(self):
        if not Path("/proc/meminfo").exists():
            self.skipTest("no /proc/meminfo: what is free is not known here")
        with self.assertRaisesRegex(Refused, r"base needs about [0-9.]+ GB of memory .* with 1000000000 rows a step, and [0-9.]+ GB are free"):
            self.run_it("out", batch=1_000_000_000)

    def test_pairs_of_snli_are_rows_and_those_without_a_label_are_not(self):
        pair = {"gold_label": "contradiction", "pairID": "7#1r1c", "captionID": "7#1", "sentence1": "The bridge is shut. ", "sentence2": "the bridge is open"}
        file = self.write("snli.jsonl", [{**pair, "gold_label": "-"}, pair, {**pair, "gold_label": "neutral", "pairID": "7#1r1n"}])
        first, second = snli_rows.rows(file, 0, 1)
        self.assertEqual(first, {"id": "snli/7#1r1c", "group": "snli/7#1", "article": "The bridge is shut.", "claim": "the bridge is open",
                                 "verdict": "REFUTED", "evidence": ["The bridge is shut."]})
        self.assertEqual(second["verdict"], "NOT_ENOUGH_INFO")
        self.assertEqual(trainer.read([self.write("rows.jsonl", [first, second])]), [first, second])
        self.assertEqual(snli_rows.rows(file, 1, 3), snli_rows.rows(file, 1, 3))
        with self.assertRaisesRegex(SystemExit, "--count: expected at most 2, .* got 3"):
            snli_rows.rows(file, 3, 1)
        with self.assertRaisesRegex(SystemExit, r"bad.jsonl:2: expected a pair of SNLI with gold_label"):
            snli_rows.rows(self.write("bad.jsonl", [pair, {**pair, "gold_label": "maybe"}]), 0, 1)


if __name__ == "__main__":
    sys.path.append(str(Path(__file__).resolve().parent.parent / "tools"))
    unittest.main()
