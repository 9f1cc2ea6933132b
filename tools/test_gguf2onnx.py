#!/usr/bin/env python3
"""The converter against a decoder written out in numpy, with weights as gguf's own code reads them.

    venv/bin/pip install --require-hashes --no-deps -r tools/gguf2onnx.txt -r tools/test_gguf2onnx.txt
    venv/bin/python tools/test_gguf2onnx.py                              small random models, half a minute
    venv/bin/python tools/test_gguf2onnx.py compare MODEL.gguf FOLDER... how near folders are to the file
"""
import json
import sys
import tempfile
import time
import unittest
from pathlib import Path

import gguf
import numpy as np
import onnxruntime

import gguf_adapter
from gguf2onnx import convert
from gguf_decoder import Refused

KINDS = gguf.GGMLQuantizationType
HEADS, KV_HEADS, HEAD, LAYERS, WORDS = 4, 2, 64, 2, 300
WIDTH, MIDDLE = HEADS * HEAD, 512


class Reference:
    """A Llama, Qwen2 or Qwen3 in float32, straight from the file."""

    def __init__(self, file):
        reader = gguf.GGUFReader(file)
        self.arch = reader.fields["general.architecture"].contents()
        self.tensors = {t.name: t for t in reader.tensors}
        self.field = lambda key, default=None: (
            reader.fields[f"{self.arch}.{key}"].contents() if f"{self.arch}.{key}" in reader.fields else default)
        self.heads, self.kv = self.field("attention.head_count"), self.field("attention.head_count_kv")
        self.size = self.field("attention.key_length", self.field("embedding_length") // self.heads)

    def w(self, name):
        t = self.tensors.get(name)
        return None if t is None else gguf.quants.dequantize(t.data, t.tensor_type).astype(np.float32)

    def norm(self, x, weight):
        return x / np.sqrt((x * x).mean(-1, keepdims=True) + self.field("attention.layer_norm_rms_epsilon")) * self.w(weight)

    def linear(self, x, name):
        bias = self.w(name + ".bias")
        return x @ self.w(name + ".weight").T + (0 if bias is None else bias)

    def rotated(self, x):
        """x: [position, head, size]. Llama's pairs are neighbours in the file, the others' half a head apart."""
        n, d = len(x), self.size
        angle = np.outer(np.arange(n), self.field("rope.freq_base", 10000.0) ** (-np.arange(0, d, 2) / d))[:, None, :]
        pairs = (x[..., 0::2], x[..., 1::2]) if self.arch == "llama" else (x[..., :d // 2], x[..., d // 2:])
        first = pairs[0] * np.cos(angle) - pairs[1] * np.sin(angle)
        second = pairs[0] * np.sin(angle) + pairs[1] * np.cos(angle)
        return np.concatenate([first, second], -1)

    def attention(self, x, i):
        q, k, v = (self.linear(x, f"blk.{i}.attn_{part}").reshape(len(x), -1, self.size) for part in "qkv")
        if f"blk.{i}.attn_q_norm.weight" in self.tensors:
            q, k = self.norm(q, f"blk.{i}.attn_q_norm.weight"), self.norm(k, f"blk.{i}.attn_k_norm.weight")
        q, k = self.rotated(q), self.rotated(k)
        k, v = (np.repeat(part, self.heads // self.kv, axis=1) for part in (k, v))
        score = np.einsum("ihd,jhd->hij", q, k) / np.sqrt(self.size)
        score += np.triu(np.full((len(x), len(x)), -np.inf), 1)
        share = np.exp(score - score.max(-1, keepdims=True))
        share /= share.sum(-1, keepdims=True)
        return self.linear(np.einsum("hij,jhd->ihd", share, v).reshape(len(x), -1), f"blk.{i}.attn_output")

    def logits(self, tokens):
        x = self.w("token_embd.weight")[tokens]
        for i in range(self.field("block_count")):
            x = x + self.attention(self.norm(x, f"blk.{i}.attn_norm.weight"), i)
            y = self.norm(x, f"blk.{i}.ffn_norm.weight")
            gate = self.linear(y, f"blk.{i}.ffn_gate")
            x = x + self.linear(gate / (1 + np.exp(-gate)) * self.linear(y, f"blk.{i}.ffn_up"), f"blk.{i}.ffn_down")
        head = "output" if "output.weight" in self.tensors else "token_embd"
        return self.linear(self.norm(x, "output_norm.weight"), head)


class Folder:
    """A converted model, or any of that layout."""

    def __init__(self, folder, threads=2):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        self.session = onnxruntime.InferenceSession(str(Path(folder) / "model.onnx"), options)
        self.outputs = [o.name for o in self.session.get_outputs()]
        self.asks = any(i.name == "num_logits_to_keep" for i in self.session.get_inputs())
        self.config = json.loads((Path(folder) / "config.json").read_text())

    def begin(self):
        empty = np.zeros((1, self.config["num_key_value_heads"], 0, self.config["head_dim"]), np.float32)
        return {i.name: empty for i in self.session.get_inputs() if i.name.startswith("past")}

    def step(self, tokens, past, seen, rows=0):
        """Logits of these tokens, or of the last ones alone, and what to hand in next time."""
        given = {"input_ids": np.array([tokens]), "attention_mask": np.ones((1, seen + len(tokens)), np.int64), **past}
        if self.asks:
            given["num_logits_to_keep"] = np.array(rows)
        out = self.session.run(self.outputs, given)
        return out[0][0], {n.replace("present", "past_key_values"): o for n, o in zip(self.outputs[1:], out[1:])}

    def logits(self, tokens):
        """The first half at once, then one by one, as prompt and answer are read."""
        half = len(tokens) // 2
        clock = [time.process_time()]
        rows, past = self.step(tokens[:half], self.begin(), 0)
        rows = [rows]
        clock.append(time.process_time())
        for i in range(half, len(tokens)):
            row, past = self.step(tokens[i:i + 1], past, i)
            rows.append(row)
            clock.append(time.process_time())
        spent = np.diff(clock)
        self.prompt_ms, self.answer_ms = 1000 * spent[0] / half, 1000 * float(np.median(spent[1:]))
        return np.concatenate(rows)


def blocks(kind, shape, random):
    """Random weights of a kind: quantised where gguf can, else random bytes with small scales."""
    n, k = shape
    try:
        return gguf.quants.quantize((random.standard_normal(shape) / np.sqrt(k)).astype(np.float32), kind)
    except NotImplementedError:
        many, size = gguf.GGML_QUANT_SIZES[kind]
        data = random.integers(0, 256, (n, k // many, size), dtype=np.uint8)
        small = np.frombuffer(np.array([0.0004, 0.004], np.float16).tobytes(), np.uint8)
        if kind == KINDS.Q6_K:
            data[..., 208:210] = small[:2] // 1
            data[..., 192:208] = random.integers(1, 4, (n, k // many, 16))
        else:
            data[..., 0:2], data[..., 2:4] = small[:2], small[2:]
        return data.reshape(n, -1)


def write(path, arch, kinds, tied=False):
    random = np.random.default_rng(11)
    writer = gguf.GGUFWriter(path, arch)
    writer.add_block_count(LAYERS)
    writer.add_context_length(128)
    writer.add_embedding_length(WIDTH)
    writer.add_feed_forward_length(MIDDLE)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(KV_HEADS)
    writer.add_rope_freq_base(10000.0)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("qwen2")
    writer.add_token_list([chr(0x100 + i) for i in range(WORDS - 2)] + ["Āā", "<|end|>"])
    writer.add_token_types([1] * (WORDS - 1) + [3])
    writer.add_token_merges(["Ā ā"])
    writer.add_eos_token_id(WORDS - 1)
    kinds = iter(kinds * 20)

    def matrix(name, n, k):
        kind = next(kinds)
        writer.add_tensor(name, blocks(kind, (n, k), random), raw_dtype=kind)

    def vector(name, n, middle):
        writer.add_tensor(name, (middle + 0.1 * random.standard_normal(n)).astype(np.float32))

    matrix("token_embd.weight", WORDS, WIDTH)
    if not tied:
        matrix("output.weight", WORDS, WIDTH)
    vector("output_norm.weight", WIDTH, 1)
    for i in range(LAYERS):
        vector(f"blk.{i}.attn_norm.weight", WIDTH, 1)
        vector(f"blk.{i}.ffn_norm.weight", WIDTH, 1)
        for part, heads in (("q", HEADS), ("k", KV_HEADS), ("v", KV_HEADS)):
            matrix(f"blk.{i}.attn_{part}.weight", heads * HEAD, WIDTH)
            if arch == "qwen2":
                vector(f"blk.{i}.attn_{part}.bias", heads * HEAD, 0)
            if arch == "qwen3" and part != "v":
                vector(f"blk.{i}.attn_{part}_norm.weight", HEAD, 1)
        matrix(f"blk.{i}.attn_output.weight", WIDTH, WIDTH)
        matrix(f"blk.{i}.ffn_gate.weight", MIDDLE, WIDTH)
        matrix(f"blk.{i}.ffn_up.weight", MIDDLE, WIDTH)
        matrix(f"blk.{i}.ffn_down.weight", WIDTH, MIDDLE)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def write_adapter(folder, rank=4, alpha=8, change=None, **config):
    """Random factors for all matrices of the last layer, as PEFT writes them; tensors that change may alter."""
    random = np.random.default_rng(5)
    found = {}
    for part, (rows, columns) in {"self_attn.q_proj": (WIDTH, WIDTH), "self_attn.k_proj": (KV_HEADS * HEAD, WIDTH),
                                  "self_attn.v_proj": (KV_HEADS * HEAD, WIDTH), "self_attn.o_proj": (WIDTH, WIDTH),
                                  "mlp.gate_proj": (MIDDLE, WIDTH), "mlp.up_proj": (MIDDLE, WIDTH),
                                  "mlp.down_proj": (WIDTH, MIDDLE)}.items():
        name = f"base_model.model.model.layers.{LAYERS - 1}.{part}"
        found[f"{name}.lora_A.weight"] = (random.standard_normal((rank, columns)) / np.sqrt(columns)).astype(np.float32)
        found[f"{name}.lora_B.weight"] = (0.5 * random.standard_normal((rows, rank))).astype(np.float32)
    if change:
        change(found)
    header, data = {}, b""
    for name, values in found.items():
        header[name] = {"dtype": "F32", "shape": list(values.shape), "data_offsets": [len(data), len(data) + values.nbytes]}
        data += values.tobytes()
    text = json.dumps(header).encode()
    folder.mkdir(exist_ok=True)
    (folder / "adapter_model.safetensors").write_bytes(len(text).to_bytes(8, "little") + text + data)
    (folder / "adapter_config.json").write_text(json.dumps(
        {"peft_type": "LORA", "r": rank, "lora_alpha": alpha, "base_model_name_or_path": "tiny", **config}))
    return folder


class Adapted(Reference):
    """The reference with what an adapter adds."""

    def __init__(self, file, adapter):
        super().__init__(file)
        self.adds = gguf_adapter.Adapter(adapter, file, gguf.GGUFReader(file)).adds

    def w(self, name):
        weights = super().w(name)
        if name not in self.adds:
            return weights
        a, b, scale = self.adds[name]
        delta = scale * b @ a
        if self.arch == "llama" and ("attn_q" in name or "attn_k" in name):
            delta = gguf_adapter.turned(delta, self.heads if "attn_q" in name else self.kv)
        return weights + delta


class ConverterTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.file = Path(self.folder.name) / "tiny.gguf"

    def off(self, arch, kinds, weights, tied=False):
        """How far the logits are off, as a share of their own spread."""
        write(self.file, arch, kinds, tied)
        self.report = convert(self.file, Path(self.folder.name) / "out", weights)
        tokens = list(np.random.default_rng(3).integers(0, WORDS - 1, 24))
        wanted = Reference(self.file).logits(tokens)
        got = Folder(Path(self.folder.name) / "out").logits(tokens)
        return float(np.abs(got - wanted).std() / wanted.std())

    def test_exact_weights_are_the_same_for_each_type(self):
        for kind in "Q4_0 Q4_1 Q5_0 Q5_1 Q8_0 Q4_K Q5_K Q6_K F16 F32 BF16".split():
            with self.subTest(kind):
                # What remains is the kernel's: it reads activations in 8 bits.
                self.assertLess(self.off("qwen2", [KINDS[kind]], "exact"), 0.02)
                self.assertEqual({row["relative_error"] for row in self.report["tensors"]}, {0.0})

    def test_each_architecture(self):
        for arch in ("llama", "qwen2", "qwen3"):
            with self.subTest(arch):
                self.assertLess(self.off(arch, [KINDS.Q4_0], "exact"), 0.02)
                self.assertLess(self.off(arch, [KINDS.Q8_0, KINDS.Q4_1, KINDS.Q5_0], "exact", tied=True), 0.02)

    def test_four_bits_are_kept_where_they_are_there(self):
        self.assertLess(self.off("llama", [KINDS.Q4_0], "fast"), 0.02)
        self.assertEqual({row["became"] for row in self.report["tensors"]}, {"the same weights", "the same weights, as a table"})

    def test_what_is_fitted_anew_says_by_how_much(self):
        self.assertLess(self.off("llama", [KINDS.Q8_0], "fast"), 0.25)
        errors = {row["became"]: row["relative_error"] for row in self.report["tensors"]}
        self.assertTrue(0.03 < errors["fitted anew in 4 bits"] < 0.1, errors)

    def test_logits_of_the_last_positions_are_those_of_all(self):
        write(self.file, "qwen2", [KINDS.Q4_1])
        tokens = list(np.random.default_rng(3).integers(0, WORDS - 1, 9))
        rows = {}
        for logits in ("asked", "last"):
            folder = Path(self.folder.name) / logits
            convert(self.file, folder, logits=logits)
            self.assertEqual((folder / "genai_config.json").exists(), logits == "last")
            model = Folder(folder)
            rows[logits] = [model.step(tokens, model.begin(), 0, n)[0] for n in (0, 1, 4)]
        self.assertEqual([len(r) for r in rows["asked"]], [9, 1, 4])
        self.assertEqual([len(r) for r in rows["last"]], [1, 1, 1])
        everything = rows["asked"][0]
        for part in rows["asked"] + rows["last"]:
            np.testing.assert_allclose(part, everything[-len(part):], atol=1e-4)

    def test_an_adapter_beside_the_graph_and_one_merged_are_the_base_and_what_it_adds(self):
        tokens = list(np.random.default_rng(3).integers(0, WORDS - 1, 24))
        folder = Path(self.folder.name)
        for arch in ("llama", "qwen2", "qwen3"):
            with self.subTest(arch):
                write(self.file, arch, [KINDS.F32])
                adapter = write_adapter(folder / "adapter")
                wanted = Adapted(self.file, adapter).logits(tokens)
                base = Reference(self.file).logits(tokens)
                self.assertGreater(np.abs(base - wanted).std() / wanted.std(), 0.1)
                report = convert(self.file, folder / "out", adapter=adapter)
                self.assertRegex(report["adapter"], "adapter sha256:[0-9a-f]{64}")
                got = Folder(folder / "out").logits(tokens)
                self.assertLess(np.abs(got - wanted).std() / wanted.std(), 0.001)
                merged = folder / "merged.gguf"
                kinds, _ = gguf_adapter.merge(str(self.file), str(adapter), str(merged))
                self.assertEqual(kinds, {"Q8_0": 7})
                again = Reference(merged).logits(tokens)
                self.assertLess(np.abs(again - wanted).std() / wanted.std(), 0.02)
                # The kernel reads activations in 8 bits.
                self.assertLess(self.off_of(merged, again, tokens), 0.03)

    def off_of(self, file, wanted, tokens):
        convert(file, Path(self.folder.name) / "again")
        got = Folder(Path(self.folder.name) / "again").logits(tokens)
        return float(np.abs(got - wanted).std() / wanted.std())

    def test_an_adapter_that_does_not_fit_is_named(self):
        write(self.file, "qwen2", [KINDS.F32])
        folder = Path(self.folder.name) / "adapter"
        q = f"base_model.model.model.layers.{LAYERS - 1}.self_attn.q_proj.lora_A.weight"

        def refused(message, **given):
            with self.assertRaisesRegex(gguf_adapter.Refused, message):
                gguf_adapter.merge(str(self.file), str(write_adapter(folder, **given)), str(folder / "out.gguf"))

        refused("peft_type: expected LORA, got IA3", peft_type="IA3")
        refused("use_dora: expected false, got true", use_dora=True)
        refused("expected rank 8, got 4 and 4", r=8)
        refused("expected 256 × 256 as in tiny.gguf, got 256 × 128; it was trained on tiny",
                change=lambda t: t.update({q: t[q][:, :128]}))
        refused("has NaN or infinity", change=lambda t: t[q].__setitem__((0, 0), np.nan))
        refused("lora_A or lora_B alone", change=lambda t: t.pop(q))
        refused("blk.7.attn_q.weight, which tiny.gguf has not",
                change=lambda t: t.update({n.replace(f"layers.{LAYERS - 1}", "layers.7"): t[n]
                                           for n in (q, q.replace("lora_A", "lora_B"))}))
        refused("embed_tokens.lora_A.weight: expected lora_A and lora_B of the layers'",
                change=lambda t: t.update({"base_model.model.model.embed_tokens.lora_A.weight": t[q]}))
        write_adapter(folder)
        (folder / "card.json").write_text(json.dumps({"base": {"sha256": "0" * 64}}))
        with self.assertRaisesRegex(gguf_adapter.Refused, "trained on tiny with SHA-256 000000000000…, but tiny.gguf has "):
            gguf_adapter.merge(str(self.file), str(folder), str(folder / "out.gguf"))
        (folder / "adapter_model.safetensors").write_bytes(b"rubbish")
        with self.assertRaisesRegex(gguf_adapter.Refused, "expected a whole safetensors file"):
            gguf_adapter.merge(str(self.file), str(folder), str(folder / "out.gguf"))

    def test_what_has_no_graph_is_named(self):
        write(self.file, "gemma2", [KINDS.Q4_0])
        with self.assertRaisesRegex(Refused, "general.architecture: expected llama, qwen2 or qwen3, got gemma2"):
            convert(self.file, Path(self.folder.name) / "out")
        write(self.file, "gemma3", [KINDS.Q4_0])
        with self.assertRaisesRegex(Refused, "got gemma3 .*window.*SentencePiece"):
            convert(self.file, Path(self.folder.name) / "out")


def compare(source, folders):
    """Over a text: the same first choice, the divergence from the file's weights, processor time on one thread."""
    from tokenizers import Tokenizer

    words = Tokenizer.from_file(str(Path(folders[0]) / "tokenizer.json"))
    text = Path(__file__).read_text()[:300] + (
        " The city council said on Monday that the bridge will stay closed until March. Repairs cost 12 million"
        " euros, 30% more than planned. \"We found rust where nobody had looked,\" said Ida Brun, the engineer.")
    tokens = words.encode(text, add_special_tokens=False).ids
    wanted = Reference(source).logits(tokens)
    chance = np.exp(wanted - wanted.max(-1, keepdims=True))
    chance /= chance.sum(-1, keepdims=True)
    for folder in folders:
        model = Folder(folder, threads=1)
        got = model.logits(tokens)
        other = got - got.max(-1, keepdims=True)
        other -= np.log(np.exp(other).sum(-1, keepdims=True))
        divergence = (chance * (np.log(chance + 1e-30) - other)).sum(-1).mean()
        loss = -np.mean([other[i, t] for i, t in enumerate(tokens[1:])])
        base = -np.mean([np.log(chance[i, t] + 1e-30) for i, t in enumerate(tokens[1:])])
        same = (got.argmax(-1) == wanted.argmax(-1)).mean()
        print(f"{folder}: {len(tokens)} tokens, same first choice {same:.1%}, divergence {divergence:.4f} nats, "
              f"loss {loss:.3f} against {base:.3f}; {model.prompt_ms:.1f} ms a token read, {model.answer_ms:.1f} ms a token written")


if __name__ == "__main__":
    if sys.argv[1:2] == ["compare"]:
        compare(sys.argv[2], sys.argv[3:])
    else:
        unittest.main()
