#!/usr/bin/env python3
"""Makes the small cross-encoders under src/test/resources/djl-nli/, and what one of them answers.

    pip install --require-hashes --no-deps -r tools/fixtures.txt
    tools/tiny_encoder.py src/test/resources/djl-nli

words   the scores are sums over words: "agrees" adds 2 to entailment, "denies" 3 to contradiction, neutral has 1
two     the same with two labels: "agrees" adds 2 to entailment, not_entailment has 1
random  random weights: attention, token_type_ids, float16 scores; pairs.json has the probabilities by Python
"""
import json
import sys
from pathlib import Path

import numpy as np
import onnxruntime
from onnx import TensorProto, helper
from tokenizers import Tokenizer, models, pre_tokenizers, processors

from tiny_decoder import Graph, value

SPECIAL = ["[PAD]", "[CLS]", "[SEP]", "[UNK]"]
WORDS = ["agrees", "denies", "the", "bridge", "cost", "city", "mayor", "opened", "not", "million", "30", "."]
HIDDEN, POSITIONS = 16, 64
PAIRS = [("The bridge cost 30 million .", "the city opened the bridge"), ("the mayor denies", "the mayor agrees"),
         ("", "not the city"), ("the city " * 20, "the bridge")]


def tokenizer():
    made = Tokenizer(models.WordLevel({w: i for i, w in enumerate(SPECIAL + WORDS)}, unk_token="[UNK]"))
    made.pre_tokenizer = pre_tokenizers.Whitespace()
    made.add_special_tokens(SPECIAL)
    made.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1", special_tokens=[("[CLS]", 1), ("[SEP]", 2)])
    return made


def inputs(*names):
    return [value(name, TensorProto.INT64, "batch", "length") for name in names]


def model(graph, given, labels, kind):
    outputs = [value("logits", kind, "batch", labels)]
    made = helper.make_model(helper.make_graph(graph.nodes, "tiny", given, outputs, graph.weights),
                             opset_imports=[helper.make_opsetid("", 17)])
    made.ir_version = 9
    return made


def words(scores, bias):
    """Logits: bias plus the sum of what each word adds."""
    table = np.zeros((len(SPECIAL) + len(WORDS), len(bias)), np.float32)
    for word, row in scores.items():
        table[len(SPECIAL) + WORDS.index(word)] = row
    g = Graph(0)
    mask = g.op("Unsqueeze", g.op("Cast", "attention_mask", to=TensorProto.FLOAT), g.constant(np.array([2], np.int64)))
    added = g.op("Mul", g.op("Gather", g.constant(table), "input_ids"), mask)
    total = g.op("ReduceSum", added, g.constant(np.array([1], np.int64)), keepdims=0)
    g.op("Add", total, g.constant(np.array(bias, np.float32)), outputs=["logits"])
    return model(g, inputs("input_ids", "attention_mask"), len(bias), TensorProto.FLOAT)


def random():
    g = Graph(11)
    one, two = g.constant(np.array([1], np.int64)), g.constant(np.array([2], np.int64))
    length = g.op("Gather", g.op("Shape", "input_ids"), g.constant(np.int64(1)))
    places = g.op("Range", g.constant(np.int64(0)), length, g.constant(np.int64(1)))
    x = g.op("Add", g.op("Gather", g.weight(len(SPECIAL) + len(WORDS), HIDDEN, scale=1), "input_ids"),
             g.op("Gather", g.weight(POSITIONS, HIDDEN, scale=0.5), places))
    x = g.op("Add", x, g.op("Gather", g.weight(2, HIDDEN, scale=1), "token_type_ids"))
    q, k, v = (g.op("MatMul", x, g.weight(HIDDEN, HIDDEN, scale=HIDDEN**-0.5)) for _ in range(3))
    seen = g.op("Cast", "attention_mask", to=TensorProto.FLOAT)
    hidden = g.op("Unsqueeze", g.op("Mul", g.op("Sub", seen, g.constant(np.float32(1))), g.constant(np.float32(1e9))), one)
    mixed = g.op("Softmax", g.op("Add", g.op("MatMul", q, g.op("Transpose", k, perm=[0, 2, 1])), hidden), axis=-1)
    x = g.op("Add", x, g.op("MatMul", mixed, v))
    weighed = g.op("Mul", x, g.op("Unsqueeze", seen, two))
    mean = g.op("Div", g.op("ReduceSum", weighed, one, keepdims=0), g.op("ReduceSum", seen, one, keepdims=1))
    g.op("Cast", g.op("MatMul", mean, g.weight(HIDDEN, 3, scale=1)), outputs=["logits"], to=TensorProto.FLOAT16)
    return model(g, inputs("input_ids", "attention_mask", "token_type_ids"), 3, TensorProto.FLOAT16)


def save(folder, graph, labels, positions):
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer().save(str(folder / "tokenizer.json"))
    (folder / "config.json").write_text(json.dumps(
        {"model_type": "tiny", "id2label": {str(i): name for i, name in enumerate(labels)},
         "max_position_embeddings": positions}, indent=1) + "\n")
    (folder / "model.onnx").write_bytes(graph.SerializeToString())


def answers(folder):
    session, made, rows = onnxruntime.InferenceSession(str(folder / "model.onnx")), tokenizer(), []
    for premise, hypothesis in PAIRS:
        pair = made.encode(premise, hypothesis)
        feeds = {"input_ids": pair.ids, "attention_mask": pair.attention_mask, "token_type_ids": pair.type_ids}
        logits = session.run(["logits"], {name: np.array([row], np.int64) for name, row in feeds.items()})[0][0]
        shares = np.exp(logits.astype(np.float64))
        rows.append({"premise": premise, "hypothesis": hypothesis, "tokens": len(pair.ids),
                     "probabilities": [round(float(p), 6) for p in shares / shares.sum()]})
    (folder / "pairs.json").write_text(json.dumps(rows, indent=1) + "\n")
    return rows


def main(target):
    save(target / "words", words({"agrees": (0, 2, 0), "denies": (3, 0, 0)}, (0, 0, 1)),
         ("contradiction", "entailment", "neutral"), 24)
    save(target / "two", words({"agrees": (0, 2)}, (1, 0)), ("not_entailment", "entailment"), 24)
    save(target / "random", random(), ("entailment", "neutral", "contradiction"), POSITIONS)
    for row in answers(target / "random"):
        print(row)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
