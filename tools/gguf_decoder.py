"""The decoder of a GGUF file as a graph with a KV cache, in the layout of Hugging Face's exports."""
import gguf
import numpy as np
from onnx import TensorProto, helper

from gguf_adapter import Adapter
from gguf_weights import BLOCK, Blocks, fitted, read
from onnx_graph import MICROSOFT, Graph


ROWS = "num_logits_to_keep"


# What people try next, and why it has no graph here.
WHY = {"gemma3": " (five layers in six see a window of the text only and turn by another base than the sixth, norms stand"
                 " behind attention and feed-forward as well, and its SentencePiece vocabulary has no merges)"}


class Refused(Exception):
    """What the file has that this converter cannot turn into a graph."""


class Decoder:
    def __init__(self, source, folder, weights, logits, adapter=None):
        self.reader = gguf.GGUFReader(source)
        self.fast, self.rows_asked, self.report = weights == "fast", logits == "asked", {}
        self.tensors = {t.name: t for t in self.reader.tensors}
        self.arch = self.field("general.architecture")
        if self.arch not in ("llama", "qwen2", "qwen3"):
            raise Refused(f"general.architecture: expected llama, qwen2 or qwen3, got {self.arch}{WHY.get(self.arch, '')}")
        self.adapter = Adapter(adapter, source, self.reader) if adapter else None
        self.graph = Graph(folder)

    def field(self, key, default=None):
        found = self.reader.fields.get(key.replace("{}", getattr(self, "arch", "")))
        return default if found is None else found.contents()

    def vector(self, name):
        tensor = self.tensors.get(name)
        return None if tensor is None else gguf.quants.dequantize(tensor.data, tensor.tensor_type).astype(np.float32)

    def note(self, tensor, how, error=0.0):
        row = self.report.setdefault((tensor.tensor_type.name, how), {"tensors": 0, "weights": 0, "squares": 0.0})
        row["tensors"] += 1
        row["weights"] += int(tensor.n_elements)
        row["squares"] += error * error * int(tensor.n_elements)

    def matrix(self, tensor):
        """What is multiplied by: Blocks, or float32 where the file has no blocks."""
        m = read(tensor)
        if not self.fast or (isinstance(m, Blocks) and m.bits == 4):
            self.note(tensor, "the same weights" if isinstance(m, Blocks) else "the same weights, in 32 bits")
            return m
        weights = m.weights() if isinstance(m, Blocks) else m
        fit = fitted(weights)
        self.note(tensor, "fitted anew in 4 bits", float(np.linalg.norm(fit.weights() - weights) / np.linalg.norm(weights)))
        return fit

    def linear(self, name, x, parts, heads=None):
        """x times the matrices (rows of GGUF names), one behind the other, and their biases."""
        tensors = [self.tensors[part + ".weight"] for part in parts]
        matrices = [self.matrix(t) for t in tensors]
        for i, h in enumerate(heads or []):
            if h is not None:
                matrices[i] = matrices[i].parts(lambda a: a[self.turned(h)]) if isinstance(matrices[i], Blocks) \
                    else matrices[i][self.turned(h)]
        if all(isinstance(m, Blocks) and m.kind() == matrices[0].kind() for m in matrices):
            matrices = [Blocks.joined(matrices)]
        ys = []
        for i, m in enumerate(matrices):
            part = f"{name}/{i}"
            ys.append(self.graph.matrix(part, x, m) if isinstance(m, Blocks)
                      else self.graph.add("MatMul", [x, self.graph.tensor(part + ".w", m.T)], part))
        y = ys[0] if len(ys) == 1 else self.graph.add("Concat", ys, name, axis=-1)
        y = self.adapted(name, x, y, parts, tensors)
        biases = [self.vector(part + ".bias") for part in parts]
        if any(b is not None for b in biases):
            bias = np.concatenate([b if b is not None else np.zeros(int(t.shape[1]), np.float32)
                                   for b, t in zip(biases, tensors)])
            y = self.graph.add("Add", [y, self.graph.tensor(name + ".bias", bias)], name + "/biased")
        return y

    def adapted(self, name, x, y, parts, tensors):
        """y and what the adapter adds: two thin matrices beside the base's, which keep their own weights."""
        adds = [self.adapter.adds.get(part + ".weight") if self.adapter else None for part in parts]
        if not any(adds):
            return y
        rows = [int(t.shape[1]) for t in tensors]
        first = np.concatenate([a for a, _, _ in filter(None, adds)])
        second = np.zeros((sum(rows), len(first)), np.float32)
        row = column = 0
        for add, count in zip(adds, rows):
            if add:
                a, b, scale = add
                second[row: row + count, column: column + len(a)] = scale * b
                column += len(a)
            row += count
        g = self.graph
        thin = g.add("MatMul", [x, g.tensor(name + ".lora_a", np.ascontiguousarray(first.T))], name + "/lora_a")
        back = g.add("MatMul", [thin, g.tensor(name + ".lora_b", np.ascontiguousarray(second.T))], name + "/lora_b")
        return g.add("Add", [y, back], name + "/adapted")

    def turned(self, heads):
        """llama.cpp stores Llama's queries and keys with the two halves of each head's rotation interleaved."""
        size = self.head_size
        return np.arange(heads * size).reshape(heads, size // 2, 2).swapaxes(1, 2).reshape(-1)

    def embedding(self):
        g, tensor = self.graph, self.tensors["token_embd.weight"]
        m = read(tensor)
        self.note(tensor, "the same weights, as a table")
        if not isinstance(m, Blocks):
            table = m.astype(np.float16) if np.array_equal(m.astype(np.float16).astype(np.float32), m) else m
            rows = g.add("Gather", [g.tensor("embedding", table), "input_ids"], "embedding/rows")
            return g.add("Cast", [rows], "embedding/out", to=TensorProto.FLOAT)
        blocks = m.scale.shape[1]
        numbers = g.tensor("embedding.q", (m.q.astype(np.int16) - 2 ** (m.bits - 1)).astype(np.int8))
        rows = g.add("Gather", [numbers, "input_ids"], "embedding/q")
        rows = g.add("Cast", [rows], "embedding/float", to=TensorProto.FLOAT)
        rows = g.add("Reshape", [rows, g.constant(f"shape.{blocks}.{m.block}", [0, 0, blocks, m.block])], "embedding/blocks")
        for op, values in (("Mul", m.scale), ("Add", m.offset)):
            if values is not None:
                found = g.add("Gather", [g.tensor(f"embedding.{op}", values.astype(np.float32)), "input_ids"], f"embedding/{op}/rows")
                found = g.add("Unsqueeze", [found, g.constant("last", [-1])], f"embedding/{op}/blocks")
                rows = g.add(op, [rows, found], f"embedding/{op}")
        return g.add("Reshape", [rows, g.constant("shape.joined", [0, 0, -1])], "embedding/out")

    def rotations(self, size, context):
        scaling = self.field("{}.rope.scaling.type", "none")
        if scaling not in ("none", "linear"):
            raise Refused(f"{self.arch}.rope.scaling.type: expected none or linear, got {scaling}")
        base = self.field("{}.rope.freq_base", 10000.0)
        speeds = base ** (-np.arange(0, size, 2, dtype=np.float64) / size)
        factors = self.vector("rope_freqs.weight")
        if factors is not None:
            speeds = speeds / factors
        if scaling == "linear":
            speeds = speeds / self.field("{}.rope.scaling.factor", 1.0)
        angles = np.outer(np.arange(context), speeds)
        return (self.graph.tensor("cos_cache", np.cos(angles).astype(np.float32)),
                self.graph.tensor("sin_cache", np.sin(angles).astype(np.float32)))

    def head_norm(self, x, name, heads, i):
        """Qwen3: each head of queries and keys has its length taken out."""
        weight = self.vector(f"blk.{i}.attn_{name}_norm.weight")
        g, label = self.graph, f"layer{i}/{name}"
        rows = g.add("Reshape", [x, g.constant(f"heads.{heads}", [0, 0, heads, self.head_size])], label + "/heads")
        rows = g.add("SimplifiedLayerNormalization", [rows, g.tensor(label + "_norm", weight)], label + "/norm",
                     axis=-1, epsilon=self.epsilon, stash_type=1)
        return g.add("Reshape", [rows, g.constant("shape.joined", [0, 0, -1])], label + "/normed")

    def attention(self, x, i, heads, kv_heads, common):
        names = [f"blk.{i}.attn_{part}" for part in "qkv"]
        turn = [heads, kv_heads, None] if self.arch == "llama" else None
        if f"blk.{i}.attn_q_norm.weight" in self.tensors:
            q, k, v = (self.linear(f"layer{i}/{n}", x, [name]) for n, name in zip("qkv", names))
            inputs = [self.head_norm(q, "q", heads, i), self.head_norm(k, "k", kv_heads, i), v]
        else:
            inputs = [self.linear(f"layer{i}/qkv", x, names, turn), "", ""]
        past = [f"past_key_values.{i}.key", f"past_key_values.{i}.value"]
        out = self.graph.add("GroupQueryAttention", inputs + past + common, f"layer{i}/attention", MICROSOFT,
                             [f"layer{i}/attention", f"present.{i}.key", f"present.{i}.value"], num_heads=heads,
                             kv_num_heads=kv_heads, scale=self.head_size ** -0.5, do_rotary=1, rotary_interleaved=0)
        return self.linear(f"layer{i}/out", out, [f"blk.{i}.attn_output"])

    def norm(self, x, residual, weight, name):
        """x plus what came before, and that of length one; the sum goes on beside it."""
        scale = self.graph.tensor(name + ".weight", self.vector(weight))
        self.graph.add("SkipSimplifiedLayerNormalization", [residual, x, scale], name, MICROSOFT,
                       [name, "", "", name + "/sum"], epsilon=self.epsilon)
        return name, name + "/sum"

    def rows(self, x):
        """The last positions alone: a vocabulary's scores for each token of a prompt cost a third of reading it."""
        g = self.graph
        if self.rows_asked:
            # 0 keeps all, as in Hugging Face's exports with this input.
            g.add("Neg", [ROWS], "rows/from_end")
            g.add("Reshape", ["rows/from_end", g.constant("axis.minus.one", [-1])], "rows/start")
            start = "rows/start"
        else:
            start = g.constant("rows.last", [-1])
        return g.add("Slice", [x, start, g.constant("rows.end", [2 ** 63 - 1]), g.constant("axis.one", [1])], "rows")

    def convert(self):
        g = self.graph
        layers, heads = self.field("{}.block_count"), self.field("{}.attention.head_count")
        kv_heads = self.field("{}.attention.head_count_kv", heads)
        width, context = self.field("{}.embedding_length"), self.field("{}.context_length")
        self.epsilon = float(self.field("{}.attention.layer_norm_rms_epsilon"))
        self.head_size = self.field("{}.attention.key_length", width // heads)
        if self.field("{}.rope.dimension_count", self.head_size) != self.head_size:
            raise Refused(f"{self.arch}.rope.dimension_count: expected the whole head, {self.head_size}")
        if any("_exps." in name for name in self.tensors):
            raise Refused("tensors: a mixture of experts has no graph here")
        g.add("Shape", ["attention_mask"], "mask/shape")
        g.add("Gather", ["mask/shape", g.constant("one", 1)], "mask/length")
        g.add("Cast", ["mask/length"], "total_length", to=TensorProto.INT32)
        g.add("ReduceSum", ["attention_mask", g.constant("axis.one", [1])], "mask/sum", keepdims=1)
        g.add("Sub", ["mask/sum", g.constant("minus.one", [1])], "mask/last")
        g.add("Cast", ["mask/last"], "last_positions", to=TensorProto.INT32)
        common = ["last_positions", "total_length", *self.rotations(self.head_size, context)]
        residual = self.embedding()
        x = g.add("SimplifiedLayerNormalization", [residual, g.tensor("first_norm", self.vector("blk.0.attn_norm.weight"))],
                  "layer0/input", axis=-1, epsilon=self.epsilon, stash_type=1)
        for i in range(layers):
            out = self.attention(x, i, heads, kv_heads, common)
            x, residual = self.norm(out, residual, f"blk.{i}.ffn_norm.weight", f"layer{i}/middle")
            both = self.linear(f"layer{i}/gate_up", x, [f"blk.{i}.ffn_gate", f"blk.{i}.ffn_up"])
            gate, up = f"layer{i}/gate", f"layer{i}/up"
            half = int(self.tensors[f"blk.{i}.ffn_up.weight"].shape[1])
            g.add("Split", [both, g.constant("halves", [half, half])], gate, "", [gate, up], axis=-1)
            g.add("Sigmoid", [gate], f"layer{i}/sigmoid")
            g.add("Mul", [gate, f"layer{i}/sigmoid"], f"layer{i}/silu")
            g.add("Mul", [f"layer{i}/silu", up], f"layer{i}/gated")
            down = self.linear(f"layer{i}/down", f"layer{i}/gated", [f"blk.{i}.ffn_down"])
            after = f"blk.{i + 1}.attn_norm.weight" if i + 1 < layers else "output_norm.weight"
            x, residual = self.norm(down, residual, after, f"layer{i + 1}/input")
        head = "output" if "output.weight" in self.tensors else "token_embd"
        self.linear("head", self.rows(x), [head])
        g.nodes[-1].output[0] = "logits"
        g.data.close()
        self.shape = dict(layers=layers, heads=heads, kv_heads=kv_heads, width=width, context=context,
                          vocabulary=int(self.tensors["token_embd.weight"].shape[1]))
        return self.model(layers, kv_heads)

    def model(self, layers, kv_heads):
        def value(name, kind, shape):
            return helper.make_tensor_value_info(name, kind, shape)

        inputs = [value("input_ids", TensorProto.INT64, ["batch_size", "sequence_length"]),
                  value("attention_mask", TensorProto.INT64, ["batch_size", "total_sequence_length"])]
        if self.rows_asked:
            inputs.append(value(ROWS, TensorProto.INT64, []))
        outputs = [value("logits", TensorProto.FLOAT,
                         ["batch_size", "kept_length" if self.rows_asked else 1, self.shape["vocabulary"]])]
        for i in range(layers):
            for part in ("key", "value"):
                for values, name, length in ((inputs, "past_key_values", "past_sequence_length"),
                                             (outputs, "present", "total_sequence_length")):
                    values.append(value(f"{name}.{i}.{part}", TensorProto.FLOAT,
                                        ["batch_size", kv_heads, length, self.head_size]))
        graph = helper.make_graph(self.graph.nodes, "decoder", inputs, outputs, self.graph.tensors)
        model = helper.make_model(graph, producer_name="gguf2onnx", opset_imports=[
            helper.make_opsetid("", 14), helper.make_opsetid(MICROSOFT, 1)])
        # What ONNX Runtime 1.23.2 reads, whatever version of onnx writes it.
        model.ir_version = 7
        return model
