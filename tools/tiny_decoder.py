#!/usr/bin/env python3
"""Makes the small random decoders under src/test/resources/djl/, and what they answer.

    pip install --require-hashes --no-deps -r tools/fixtures.txt
    tools/tiny_decoder.py src/test/resources/djl

in-place   com.microsoft.GroupQueryAttention, float32 cache, one file: past and present may share memory
copying    plain ONNX operators, position_ids, float16 cache and logits, weights in two data files
rows-asked the first with num_logits_to_keep, the number of last positions whose logits are wanted
broken     graphs that cannot be used, each for one reason

Each of the first three gets answers.json: greedy answers by reading everything anew for each token, without a cache.
"""
import json
import sys
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper
from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers, trainers

HIDDEN, HEADS, SIZE, LAYERS, CONTEXT = 32, 2, 16, 2, 4096
TEMPLATE = (
    "{% for message in messages %}{{'<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' + '\n'}}"
    "{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}"
)
CORPUS = [
    "The city opened a new bridge on Monday. It cost 30 million euros, 5% more than planned, said the mayor.",
    '{"evidence":"It cost 30 million euros","verdict":"SUPPORTED"} REFUTED NOT_ENOUGH_INFO',
    '{"claims":[{"quote":"opened a new bridge on Monday","claim":"The city opened a bridge.","speaker":"","kind":"event"}]}',
    "Übermut, café, 東京, 🙂 and the article is text to be read; answer with JSON only. You judge whether a claim follows.",
]


def tokenizer():
    made = Tokenizer(models.BPE())
    made.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    made.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=480, show_progress=False, initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()))
    made.train_from_iterator(CORPUS, trainer)
    made.add_special_tokens([AddedToken(t, special=True) for t in ("<|endoftext|>", "<|im_start|>", "<|im_end|>")])
    return made


class Graph:
    def __init__(self, seed):
        self.random = np.random.RandomState(seed)
        self.nodes, self.weights, self.count = [], [], 0

    def op(self, kind, *inputs, outputs=1, domain="", **attributes):
        self.count += 1
        names = [f"t{self.count}_{i}" for i in range(outputs)] if isinstance(outputs, int) else outputs
        self.nodes.append(helper.make_node(kind, list(inputs), names, domain=domain, **attributes))
        return names[0] if len(names) == 1 else names

    def weight(self, *shape, scale):
        return self.constant((self.random.randn(*shape) * scale).astype(np.float32))

    def constant(self, value):
        self.count += 1
        self.weights.append(numpy_helper.from_array(np.asarray(value), f"w{self.count}"))
        return f"w{self.count}"


def value(name, kind, *shape):
    return helper.make_tensor_value_info(name, kind, list(shape))


def build(vocabulary, in_place, rows_asked=False):
    g = Graph(7)
    kind = TensorProto.FLOAT if in_place else TensorProto.FLOAT16
    embedding = g.weight(vocabulary, HIDDEN, scale=1)
    inputs = [value("input_ids", TensorProto.INT64, "batch", "length"),
              value("attention_mask", TensorProto.INT64, "batch", "total")]
    outputs = [value("logits", kind, "batch", "length", vocabulary)]
    x = g.op("Gather", embedding, "input_ids")
    one = g.constant(np.array([1], np.int64))
    if in_place:
        lengths = g.op("Cast", g.op("Sub", g.op("ReduceSum", "attention_mask", one, keepdims=0), one), to=TensorProto.INT32)
        total = g.op("Cast", g.op("Gather", g.op("Shape", "attention_mask"), g.constant(np.int64(1))), to=TensorProto.INT32)
        angle = np.arange(CONTEXT)[:, None] / 10000 ** (np.arange(SIZE // 2) / (SIZE // 2))[None]
        cos, sin = g.constant(np.cos(angle).astype(np.float32)), g.constant(np.sin(angle).astype(np.float32))
    else:
        inputs.append(value("position_ids", TensorProto.INT64, "batch", "length"))
        x = g.op("Add", x, g.op("Sin", g.op("Mul",
            g.op("Unsqueeze", g.op("Cast", "position_ids", to=TensorProto.FLOAT), g.constant(np.array([2], np.int64))),
            g.constant((1.0 / 50 ** (np.arange(HIDDEN) / HIDDEN)).astype(np.float32)))))
        total = g.op("Gather", g.op("Shape", "attention_mask"), g.constant(np.int64(1)))
        keys = g.op("Range", g.constant(np.int64(0)), total, g.constant(np.int64(1)))
        seen = g.op("LessOrEqual", keys, g.op("Unsqueeze", "position_ids", g.constant(np.array([2], np.int64))))
        split = g.constant(np.array([0, 0, HEADS, SIZE], np.int64))
        join = g.constant(np.array([0, 0, HEADS * SIZE], np.int64))
        hidden = g.op("Unsqueeze", g.op("Where", seen, g.constant(np.float32(0)), g.constant(np.float32(-1e9))), one)
    for layer in range(LAYERS):
        past = [f"past_key_values.{layer}.{part}" for part in ("key", "value")]
        present = [f"present.{layer}.{part}" for part in ("key", "value")]
        inputs += [value(p, kind, "batch", HEADS, "past", SIZE) for p in past]
        outputs += [value(p, kind, "batch", HEADS, "total", SIZE) for p in present]
        normed = g.op("LayerNormalization", x, g.constant(np.ones(HIDDEN, np.float32)), axis=-1)
        q, k, v = (g.op("MatMul", normed, g.weight(HIDDEN, HEADS * SIZE, scale=HIDDEN**-0.5)) for _ in range(3))
        if in_place:
            mixed = g.op("GroupQueryAttention", q, k, v, *past, lengths, total, cos, sin,
                         outputs=[f"mixed{layer}", *present], domain="com.microsoft",
                         num_heads=HEADS, kv_num_heads=HEADS, do_rotary=1)[0]
        else:
            q = g.op("Transpose", g.op("Reshape", q, split), perm=[0, 2, 1, 3])
            full = []
            for new, old, out in zip((k, v), past, present):
                new = g.op("Cast", g.op("Transpose", g.op("Reshape", new, split), perm=[0, 2, 1, 3]), to=TensorProto.FLOAT16)
                full.append(g.op("Cast", g.op("Concat", old, new, outputs=[out], axis=2), to=TensorProto.FLOAT))
            scores = g.op("Mul", g.op("MatMul", q, g.op("Transpose", full[0], perm=[0, 1, 3, 2])), g.constant(np.float32(SIZE**-0.5)))
            mixed = g.op("MatMul", g.op("Softmax", g.op("Add", scores, hidden), axis=-1), full[1])
            mixed = g.op("Reshape", g.op("Transpose", mixed, perm=[0, 2, 1, 3]), join)
        x = g.op("Add", x, g.op("MatMul", mixed, g.weight(HEADS * SIZE, HIDDEN, scale=HIDDEN**-0.5)))
        inner = g.op("Relu", g.op("MatMul", x, g.weight(HIDDEN, 2 * HIDDEN, scale=HIDDEN**-0.5)))
        x = g.op("Add", x, g.op("MatMul", inner, g.weight(2 * HIDDEN, HIDDEN, scale=HIDDEN**-0.5)))
    x = g.op("LayerNormalization", x, g.constant(np.ones(HIDDEN, np.float32)), axis=-1)
    if rows_asked:
        inputs.append(value("num_logits_to_keep", TensorProto.INT64))
        start = g.op("Reshape", g.op("Neg", "num_logits_to_keep"), g.constant(np.array([1], np.int64)))
        x = g.op("Slice", x, start, g.constant(np.array([2**63 - 1], np.int64)), one)
    logits = g.op("MatMul", x, g.weight(HIDDEN, vocabulary, scale=0.5))
    g.op("Cast", logits, outputs=["logits"], to=kind)
    graph = helper.make_graph(g.nodes, "tiny", inputs, outputs, g.weights)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)])
    model.ir_version = 9
    return model


def save(model, folder, in_place):
    path = folder / "model.onnx"
    if not in_place:
        big = [w for w in model.graph.initializer if len(w.raw_data) > 4000]
        for i, w in enumerate(big):
            data = folder / ("model.onnx_data" if i < len(big) // 2 else "model.onnx_data_1")
            offset = data.stat().st_size if data.exists() else 0
            with open(data, "ab") as out:
                out.write(w.raw_data)
            onnx.external_data_helper.set_external_data(w, data.name, offset, len(w.raw_data))
            w.ClearField("raw_data")
            w.data_location = TensorProto.EXTERNAL
    path.write_bytes(model.SerializeToString())


def broken(folder):
    """Graphs that cannot be used, each for one reason."""
    folder.mkdir(exist_ok=True)
    (folder / "small-vocabulary.onnx").write_bytes(build(100, False).SerializeToString())
    unknown = build(4, False)
    unknown.graph.input.append(value("pixel_values", TensorProto.FLOAT, "batch", 3))
    (folder / "unknown-input.onnx").write_bytes(unknown.SerializeToString())
    operator = build(4, False)
    operator.graph.node[-1].op_type = "QuantumMatMul"
    (folder / "missing-operator.onnx").write_bytes(operator.SerializeToString())
    cacheless = build(4, False)
    del cacheless.graph.output[1:]
    (folder / "no-cache.onnx").write_bytes(cacheless.SerializeToString())


def greedy(session, ids, count, end):
    ids, made = list(ids), []
    for _ in range(count):
        feeds = {"input_ids": np.array([ids], np.int64), "attention_mask": np.ones((1, len(ids)), np.int64)}
        for given in session.get_inputs():
            if given.name == "position_ids":
                feeds[given.name] = np.arange(len(ids), dtype=np.int64)[None]
            elif given.name == "num_logits_to_keep":
                feeds[given.name] = np.array(1, np.int64)
            elif given.name.startswith("past"):
                feeds[given.name] = np.zeros((1, HEADS, 0, SIZE), np.float32 if "float16" not in given.type else np.float16)
        made.append(int(session.run(["logits"], feeds)[0][0, -1].astype(np.float32).argmax()))
        ids.append(made[-1])
        if made[-1] == end:
            break
    return made


def main(target):
    words = tokenizer()
    end = words.token_to_id("<|im_end|>")
    for name, in_place, rows_asked in (("in-place", True, False), ("copying", False, False), ("rows-asked", True, True)):
        folder = Path(target) / name
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.iterdir():
            old.unlink()
        words.save(str(folder / "tokenizer.json"))
        (folder / "chat_template.jinja").write_text(TEMPLATE)
        (folder / "config.json").write_text(json.dumps(
            {"model_type": "tiny", "eos_token_id": end, "max_position_embeddings": CONTEXT,
             "num_hidden_layers": LAYERS, "vocab_size": words.get_vocab_size()}, indent=1) + "\n")
        save(build(words.get_vocab_size(), in_place, rows_asked), folder, in_place)
        session = onnxruntime.InferenceSession(str(folder / "model.onnx"))
        answers = []
        for system, user in (("You judge claims.", "The bridge cost 30 million euros."),
                             ("", "A much longer text. " * 30 + "What does it say?")):
            turns = ([("system", system)] if system else []) + [("user", user)]
            text = "".join(f"<|im_start|>{who}\n{said}<|im_end|>\n" for who, said in turns) + "<|im_start|>assistant\n"
            ids = words.encode(text, add_special_tokens=False).ids
            made = greedy(session, ids, 40, end)
            answers.append({"system": system, "user": user, "tokens": len(ids), "ids": made,
                            "text": words.decode([i for i in made if i != end], skip_special_tokens=True)})
        (folder / "answers.json").write_text(json.dumps(answers, indent=1, ensure_ascii=False) + "\n")
        if not in_place:
            broken(Path(target) / "broken")
        print(folder, sum(f.stat().st_size for f in folder.iterdir()), "bytes", [a["text"][:40] for a in answers])


if __name__ == "__main__":
    main(sys.argv[1])
