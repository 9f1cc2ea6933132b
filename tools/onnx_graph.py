"""An ONNX graph as it is built, for ONNX Runtime 1.23.2."""
import numpy as np
from onnx import TensorProto, helper

MICROSOFT = "com.microsoft"


class Graph:
    """Nodes, and tensors that are written to one file beside them as they come."""

    def __init__(self, folder):
        self.nodes, self.tensors, self.made = [], [], {}
        self.data = open(folder / "model.onnx.data", "wb")

    def tensor(self, name, array):
        proto = TensorProto(name=name, data_type=helper.np_dtype_to_tensor_dtype(array.dtype), dims=array.shape)
        if array.nbytes < 1024:
            proto.raw_data = array.tobytes()
        else:
            self.data.write(b"\0" * (-self.data.tell() % 4096))
            proto.data_location = TensorProto.EXTERNAL
            for key, value in (("location", "model.onnx.data"), ("offset", self.data.tell()), ("length", array.nbytes)):
                proto.external_data.add(key=key, value=str(value))
            self.data.write(np.ascontiguousarray(array).data)
        self.tensors.append(proto)
        return name

    def constant(self, name, values):
        if name not in self.made:
            self.made[name] = self.tensor(name, np.array(values, np.int64))
        return name

    def add(self, op, inputs, output, domain="", outputs=None, **attributes):
        self.nodes.append(helper.make_node(op, inputs, outputs or [output], name=output, domain=domain, **attributes))
        return output

    def product(self, name, x, bits, q, scale, zero=None):
        """x times scale * (q - zero); without a zero its middle. Numbers of 4 bits are packed in pairs, others are of 8."""
        n, k = q.shape
        block = k // scale.shape[1]
        numbers = q.reshape(n, -1, block)
        if bits == 4:
            numbers = numbers[..., 0::2] | numbers[..., 1::2] << 4
        inputs = [x, self.tensor(name + ".q", numbers), self.tensor(name + ".scales", scale.astype(np.float32).reshape(-1))]
        if zero is not None:
            even = np.pad(zero, ((0, 0), (0, zero.shape[1] % 2)))
            inputs.append(self.tensor(name + ".zeros", (even[:, 0::2] | even[:, 1::2] << 4).reshape(-1)))
        # Level 4: activations in 8 bits a block, as llama.cpp has them; the others are several times slower.
        return self.add("MatMulNBits", inputs, name, MICROSOFT, K=k, N=n, bits=bits, block_size=block, accuracy_level=4)

    def block_sums(self, x, blocks, block):
        """The sum of each block of a row: one product with ones, which is quicker than a reshape and a reduction."""
        name, ones = f"{x}/sums{block}", f"ones.{blocks}.{block}"
        if ones not in self.made:
            self.made[ones] = self.tensor(ones, np.kron(np.eye(blocks), np.ones((block, 1))).astype(np.float32))
        if name not in self.made:
            self.made[name] = self.add("MatMul", [x, ones], name)
        return name

    def matrix(self, name, x, m):
        """x times a matrix, with the same weights as its blocks have."""
        if m.bits == 4:
            y = self.product(name + "/q4", x, 4, m.q, m.scale, m.zero)
        else:
            # The middle of 8 bits stands for that of fewer.
            y = self.product(name + "/q8", x, 8, m.q + np.uint8(128 - 2 ** (m.bits - 1)), m.scale)
        if m.offset is not None:
            sums = self.block_sums(x, m.scale.shape[1], m.block)
            part = self.add("MatMul", [sums, self.tensor(name + ".offsets", m.offset.T)], name + "/offset")
            y = self.add("Add", [y, part], name + "/sum")
        return y
