"""The matrices of a GGUF file as numbers of a few bits with a scale for each block."""
import gguf
import numpy as np

BLOCK = 32


class Blocks:
    """Weights as scale * (q - zero) + offset, each of the three for a block of a row; a zero of None is the middle."""

    def __init__(self, q, bits, scale, offset=None, zero=None):
        self.q, self.bits, self.scale, self.offset, self.zero = q, bits, scale, offset, zero
        self.block = q.shape[1] // scale.shape[1]

    def parts(self, make):
        """The same with each of its arrays made into another."""
        made = [None if a is None else make(a) for a in (self.q, self.scale, self.offset, self.zero)]
        return Blocks(made[0], self.bits, *made[1:])

    def weights(self):
        n, k = self.q.shape
        middle = 2 ** (self.bits - 1) if self.zero is None else self.zero[:, :, None].astype(np.float32)
        w = self.q.reshape(n, -1, self.block).astype(np.float32) - middle
        w *= self.scale[:, :, None]
        if self.offset is not None:
            w += self.offset[:, :, None]
        return w.reshape(n, k)

    def kind(self):
        return self.bits, self.block, self.offset is None, self.zero is None

    @staticmethod
    def joined(all):
        """One behind the other; all of one kind."""
        arrays = zip(*((m.q, m.scale, m.offset, m.zero) for m in all))
        made = [None if a[0] is None else np.concatenate(a) for a in arrays]
        return Blocks(made[0], all[0].bits, *made[1:])


def halves(b):
    """Two numbers of 4 bits out of each byte, the low ones first."""
    return np.concatenate([b & 15, b >> 4], axis=-1)


def f16(b):
    return np.ascontiguousarray(b).view(np.float16).astype(np.float32)


def fifth_bit(b):
    bits = np.ascontiguousarray(b).view(np.uint32)
    return ((bits >> np.arange(32, dtype=np.uint32)) & 1).astype(np.uint8) << 4


def with_minimum(q, bits, scale, minimum):
    return q, bits, scale, minimum + 2 ** (bits - 1) * scale


def scales_of_k(b):
    """ggml's get_scale_min_k4: 8 scales and 8 minima of 6 bits in 12 bytes."""
    low, middle, high = b[..., 0:4], b[..., 4:8], b[..., 8:12]
    scale = np.concatenate([low & 63, (high & 15) | ((low >> 6) << 4)], axis=-1)
    least = np.concatenate([middle & 63, (high >> 4) | ((middle >> 6) << 4)], axis=-1)
    return scale.astype(np.float32), least.astype(np.float32)


def k_with_minimum(b, low, bits, high=None):
    scale, least = scales_of_k(b[..., 4:16])
    q = np.stack([low & 15, low >> 4], axis=-2).reshape(*b.shape[:-1], 8, 32)
    if high is not None:
        q = q | (((high[..., None, :] >> np.arange(8, dtype=np.uint8)[:, None]) & 1) << 4)
    return with_minimum(q, bits, f16(b[..., 0:2]) * scale, -f16(b[..., 2:4]) * least)


def q6_k(b):
    low = b[..., 0:128].reshape(*b.shape[:-1], 2, 1, 64) >> np.array([[0], [4]], np.uint8) & 15
    high = b[..., 128:192].reshape(*b.shape[:-1], 2, 1, 32) >> np.array([[0], [2], [4], [6]], np.uint8) & 3
    q = low.reshape(*b.shape[:-1], 2, 4, 32) | high << 4
    scale = b[..., 192:208].view(np.int8).astype(np.float32) * f16(b[..., 208:210])
    return q.reshape(*b.shape[:-1], 16, 16), 6, scale, None


# Bytes of a block [rows, blocks, bytes] to (numbers, bits, scales, offsets); layouts: ggml-common.h.
LAYOUTS = {
    "Q4_0": lambda b: (halves(b[..., 2:]), 4, f16(b[..., :2]), None),
    "Q4_1": lambda b: with_minimum(halves(b[..., 4:]), 4, f16(b[..., :2]), f16(b[..., 2:4])),
    "Q5_0": lambda b: (halves(b[..., 6:]) | fifth_bit(b[..., 2:6]), 5, f16(b[..., :2]), None),
    "Q5_1": lambda b: with_minimum(halves(b[..., 8:]) | fifth_bit(b[..., 4:8]), 5, f16(b[..., :2]), f16(b[..., 2:4])),
    "Q8_0": lambda b: (b[..., 2:] ^ 128, 8, f16(b[..., :2]), None),
    "Q4_K": lambda b: k_with_minimum(b, b[..., 16:].reshape(*b.shape[:-1], 4, 32), 4),
    "Q5_K": lambda b: k_with_minimum(b, b[..., 48:].reshape(*b.shape[:-1], 4, 32), 5, b[..., 16:48]),
    "Q6_K": q6_k,
}


def read(tensor):
    """A matrix: Blocks where the type is known, else its weights as float32."""
    kind = tensor.tensor_type
    if kind.name not in LAYOUTS:
        return gguf.quants.dequantize(tensor.data, kind).astype(np.float32)
    n = int(tensor.shape[1])
    size = gguf.GGML_QUANT_SIZES[kind][1]
    q, bits, scale, offset = LAYOUTS[kind.name](tensor.data.reshape(n, -1, size))
    flat = None if offset is None else offset.reshape(n, -1)
    return Blocks(q.reshape(n, -1).astype(np.uint8), bits, scale.reshape(n, -1), flat)


def fitted(weights):
    """4 bits with a zero point of 4 bits: of eight widths of the range, the one of least squares."""
    n, k = weights.shape
    w = weights.reshape(n, -1, BLOCK)
    low, high = np.minimum(w.min(-1), 0), np.maximum(w.max(-1), 0)
    best = None
    for width in np.linspace(1, 0.72, 8, dtype=np.float32):
        scale = np.maximum((high - low) * (width / 15), 1e-12)
        zero = np.clip(np.rint(-low * width / scale), 0, 15)
        q = np.clip(np.rint(w / scale[..., None]) + zero[..., None], 0, 15)
        c = q - zero[..., None]
        square = np.einsum("nbk,nbk->nb", c, c)
        # For these numbers, the scale of least squares.
        scale = np.where(square > 0, np.einsum("nbk,nbk->nb", w, c) / np.maximum(square, 1), scale)
        error = np.einsum("nbk,nbk->nb", w, w) - scale * scale * square
        if best is None:
            best = [error, q.astype(np.uint8), scale, zero.astype(np.uint8)]
        else:
            better = error < best[0]
            best = [np.where(better[..., None] if old.ndim == 3 else better, new, old)
                    for new, old in zip((error, q.astype(np.uint8), scale, zero.astype(np.uint8)), best)]
    return Blocks(best[1].reshape(n, k), 4, best[2].astype(np.float32), None, best[3])
