"""A verifier of train_verifier.py as an ONNX graph with weights in 8 bits, for ONNX Runtime 1.23.2."""
import json
from pathlib import Path

import numpy as np
from onnx import TensorProto, helper

from onnx_graph import MICROSOFT, Graph

BLOCK = 32


def rows_in_8_bits(array):
    """Whole numbers of 8 bits and a scale for each block of a row, as MatMulNBits takes them; their middle is 128."""
    n, k = array.shape
    blocks = array.reshape(n, k // BLOCK, BLOCK)
    scale = np.abs(blocks).max(2) / 127
    q = np.round(blocks / np.where(scale == 0, 1, scale)[..., None]).astype(np.int64) + 128
    return q.reshape(n, k).astype(np.uint8), scale.astype(np.float32)


class Bert:
    """Adds the nodes of an encoder of the type bert."""

    def __init__(self, graph, state, config):
        self.g, self.state, self.config, self.numbers = graph, state, config, {}

    def of(self, name):
        return self.state[name].detach().numpy().astype(np.float32)

    def linear(self, name, x):
        q, scale = rows_in_8_bits(self.of(name + ".weight"))
        y = self.g.product(name, x, 8, q, scale)
        return self.g.add("Add", [y, self.g.tensor(name + ".bias", self.of(name + ".bias"))], name + "/sum")

    def norm(self, name, x):
        given = [x, *(self.g.tensor(f"{name}.{part}", self.of(f"{name}.{part}")) for part in ("weight", "bias"))]
        return self.g.add("LayerNormalization", given, name, axis=-1, epsilon=self.config.layer_norm_eps)

    def number(self, name, value):
        if name not in self.numbers:
            self.numbers[name] = self.g.tensor(name, np.array(value, np.float32))
        return self.numbers[name]

    def words(self):
        """The embedding table: rows of whole numbers and one scale each, multiplied as they are looked up."""
        table = self.of("encoder.embeddings.word_embeddings.weight")
        scale = np.abs(table).max(1, keepdims=True) / 127
        q = np.round(table / np.where(scale == 0, 1, scale)).astype(np.int8)
        rows = self.g.add("Gather", [self.g.tensor("words.q", q), "input_ids"], "words/rows")
        rows = self.g.add("Cast", [rows], "words/float", to=TensorProto.FLOAT)
        scales = self.g.add("Gather", [self.g.tensor("words.scales", scale.astype(np.float32)), "input_ids"], "words/scales")
        return self.g.add("Mul", [rows, scales], "words")

    def embeddings(self):
        g = self.g
        length = g.add("Gather", [g.add("Shape", ["input_ids"], "shape"), g.constant("one", 1)], "length")
        places = g.add("Range", [g.constant("zero", 0), length, g.constant("one", 1)], "places")
        table = g.tensor("positions", self.of("encoder.embeddings.position_embeddings.weight"))
        x = g.add("Add", [self.words(), g.add("Gather", [table, places], "positions/rows")], "words+positions")
        kinds = g.tensor("kinds", self.of("encoder.embeddings.token_type_embeddings.weight"))
        x = g.add("Add", [x, g.add("Gather", [kinds, "token_type_ids"], "kinds/rows")], "embedded")
        return self.norm("encoder.embeddings.LayerNorm", x)

    def heads(self, name, x, back=False):
        """[batch, length, width] to [batch, heads, length, size]; or back."""
        heads = self.config.num_attention_heads
        size = self.config.hidden_size // heads
        if back:
            x = self.g.add("Transpose", [x], name + "/joined", perm=[0, 2, 1, 3])
            return self.g.add("Reshape", [x, self.g.constant("joined", [0, 0, heads * size])], name + "/flat")
        x = self.g.add("Reshape", [x, self.g.constant("split", [0, 0, heads, size])], name + "/split")
        return self.g.add("Transpose", [x], name + "/heads", perm=[0, 2, 1, 3])

    def layer(self, i, x, hidden):
        g, name = self.g, f"encoder.encoder.layer.{i}"
        q, k, v = (self.heads(f"{name}.{part}", self.linear(f"{name}.attention.self.{part}", x)) for part in ("query", "key", "value"))
        k = g.add("Transpose", [k], name + "/turned", perm=[0, 1, 3, 2])
        size = self.config.hidden_size // self.config.num_attention_heads
        scores = g.add("Mul", [g.add("MatMul", [q, k], name + "/products"), self.number("shrink", size**-0.5)], name + "/scores")
        shares = g.add("Softmax", [g.add("Add", [scores, hidden], name + "/masked")], name + "/shares", axis=-1)
        mixed = self.heads(name + "/mixed", g.add("MatMul", [shares, v], name + "/mixed/heads"), back=True)
        mixed = self.linear(f"{name}.attention.output.dense", mixed)
        x = self.norm(f"{name}.attention.output.LayerNorm", g.add("Add", [x, mixed], name + "/attended"))
        wide = g.add("Gelu", [self.linear(f"{name}.intermediate.dense", x)], name + "/gelu", MICROSOFT)
        return self.norm(f"{name}.output.LayerNorm", g.add("Add", [x, self.linear(f"{name}.output.dense", wide)], name + "/added"))

    def logits(self):
        g = self.g
        mask = g.add("Cast", ["attention_mask"], "mask", to=TensorProto.FLOAT)
        away = g.add("Mul", [g.add("Sub", [mask, self.number("whole", 1.0)], "mask/less"), self.number("far", 1e9)], "mask/away")
        hidden = g.add("Unsqueeze", [away, g.constant("middle", [1, 2])], "mask/hidden")
        x = self.embeddings()
        for i in range(self.config.num_hidden_layers):
            x = self.layer(i, x, hidden)
        seen = g.add("Unsqueeze", [mask, g.constant("last", [2])], "mask/column")
        total = g.add("ReduceSum", [g.add("Mul", [x, seen], "seen"), g.constant("along", [1])], "total", keepdims=0)
        mean = g.add("Div", [total, g.add("ReduceSum", [seen, g.constant("along", [1])], "count", keepdims=0)], "mean")
        out = g.add("MatMul", [mean, g.tensor("head.weight", self.of("head.weight").T.copy())], "head")
        return g.add("Add", [out, g.tensor("head.bias", self.of("head.bias"))], "logits")


def export(model, tokenizer, base, length, relations, out):
    """Writes the folder that djl-nli/ reads."""
    if model.encoder.config.hidden_act != "gelu":
        raise ValueError(f"{base}: expected gelu, got {model.encoder.config.hidden_act}")
    graph = Graph(out)
    Bert(graph, model.state_dict(), model.encoder.config).logits()
    graph.data.close()
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "length"]) for name in ("input_ids", "attention_mask", "token_type_ids")]
    outputs = [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["batch", len(relations)])]
    made = helper.make_model(helper.make_graph(graph.nodes, "verifier", inputs, outputs, graph.tensors),
                             opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid(MICROSOFT, 1)])
    made.ir_version = 9
    (out / "model.onnx").write_bytes(made.SerializeToString())
    tokenizer.backend_tokenizer.no_padding()
    tokenizer.backend_tokenizer.no_truncation()
    tokenizer.backend_tokenizer.save(str(out / "tokenizer.json"))
    (out / "config.json").write_text(json.dumps(
        {"model_type": "bert", "id2label": {str(i): name for i, name in enumerate(relations)},
         "max_position_embeddings": model.encoder.config.max_position_embeddings}, indent=1) + "\n")
    (out / "tokenizer_config.json").write_text(json.dumps({"model_max_length": length}) + "\n")
