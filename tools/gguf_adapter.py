#!/usr/bin/env python3
"""Merges a LoRA adapter in PEFT's format into a GGUF file (Llama, Qwen2 and Qwen3 families).

    python3 -m venv venv && venv/bin/pip install --require-hashes --no-deps -r tools/gguf2onnx.txt
    venv/bin/python tools/gguf_adapter.py base.gguf adapter merged.gguf

Without a file to write it only says whether the adapter is of that base.

The matrices that the adapter changes become Q8_0 (F16 where a row has no whole number of blocks); all others keep their
bytes. The merged file says in its metadata which adapter and base it was made of.
"""
import argparse
import hashlib
import json
import math
import os
import re
import sys
from pathlib import Path

import gguf
import numpy as np

PARTS = {"self_attn.q_proj": "attn_q", "self_attn.k_proj": "attn_k", "self_attn.v_proj": "attn_v",
         "self_attn.o_proj": "attn_output", "mlp.gate_proj": "ffn_gate", "mlp.up_proj": "ffn_up", "mlp.down_proj": "ffn_down"}
NAME = re.compile(r"(?:base_model\.model\.)?(?:model\.)?layers\.(\d+)\.([a-z_]+\.[a-z_]+)\.lora_([AB])(?:\.default)?\.weight")
TYPES = {"F32": np.float32, "F16": np.float16, "F64": np.float64}
CONFIG, WEIGHTS, CARD = "adapter_config.json", "adapter_model.safetensors", "card.json"


class Refused(Exception):
    """What the adapter or the base has that cannot be merged."""


def sha256(path):
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        while chunk := file.read(1 << 22):
            digest.update(chunk)
    return digest.hexdigest()


def read_json(path, what):
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as e:
        raise Refused(f"{path} is not there; expected {what}") from e
    except ValueError as e:
        raise Refused(f"{path}: expected JSON, got something else ({e})") from e


def tensors(path):
    """The arrays of a safetensors file, as float32."""
    try:
        data = path.read_bytes()
    except FileNotFoundError as e:
        raise Refused(f"{path} is not there; expected the weights of a LoRA adapter") from e
    try:
        length = int.from_bytes(data[:8], "little")
        header = json.loads(data[8: 8 + length])
        header.pop("__metadata__", None)
        found = {}
        for name, t in header.items():
            begin, end = t["data_offsets"]
            raw = data[8 + length + begin: 8 + length + end]
            if t["dtype"] == "BF16":
                values = (np.frombuffer(raw, np.uint16).astype(np.uint32) << 16).view(np.float32)
            else:
                values = np.frombuffer(raw, TYPES[t["dtype"]]).astype(np.float32)
            found[name] = values.reshape(t["shape"])
        return found
    except (ValueError, KeyError, TypeError, UnicodeDecodeError) as e:
        raise Refused(f"{path}: expected a whole safetensors file of F32, F16 or BF16, got something else ({e!r})") from e


def changes(folder, config):
    """What is added to each matrix, by its name in GGUF: two factors and their scale."""
    if config.get("peft_type") != "LORA":
        raise Refused(f"{folder / CONFIG}: peft_type: expected LORA, got {config.get('peft_type')}")
    for key, plain in (("bias", "none"), ("use_dora", False), ("modules_to_save", None), ("alpha_pattern", {}), ("fan_in_fan_out", False)):
        if config.get(key, plain) not in (plain, None):
            raise Refused(f"{folder / CONFIG}: {key}: expected {json.dumps(plain)}, got {json.dumps(config[key])}")
    pairs = {}
    for name, values in tensors(folder / WEIGHTS).items():
        found = NAME.fullmatch(name)
        if not found or found[2] not in PARTS:
            raise Refused(f"{folder / WEIGHTS}: {name}: expected lora_A and lora_B of the layers' {', '.join(PARTS)}")
        if not np.isfinite(values).all():
            raise Refused(f"{folder / WEIGHTS}: {name}: has NaN or infinity")
        pairs.setdefault(f"blk.{found[1]}.{PARTS[found[2]]}.weight", {})[found[3]] = values
    if not pairs:
        raise Refused(f"{folder / WEIGHTS}: has no tensors")
    result = {}
    for name, pair in pairs.items():
        if set(pair) != {"A", "B"}:
            raise Refused(f"{folder / WEIGHTS}: {name} has lora_A or lora_B alone")
        rank = pair["A"].shape[0]
        wanted = config.get("r") if not config.get("rank_pattern") else rank
        if rank != wanted or pair["B"].shape[1] != rank:
            raise Refused(f"{folder / WEIGHTS}: {name}: expected rank {wanted}, got {rank} and {pair['B'].shape[1]}")
        alpha = float(config.get("lora_alpha", rank))
        result[name] = (pair["A"], pair["B"], alpha / (math.sqrt(rank) if config.get("use_rslora") else rank))
    return result


def turned(rows, heads):
    """llama.cpp stores Llama's queries and keys with the two halves of each head's rotation interleaved."""
    return rows.reshape(heads, 2, rows.shape[0] // heads // 2, *rows.shape[1:]).swapaxes(1, 2).reshape(rows.shape)


class Adapter:
    """An adapter that fits a base: what is added to each of its matrices, in Hugging Face's order of rows.

    adds: by the matrix's name in GGUF, two factors and their scale: scale * (b @ a)
    """

    def __init__(self, adapter, base, reader):
        folder = Path(adapter)
        config = read_json(folder / CONFIG, "a folder with a LoRA adapter in PEFT's format")
        card = read_json(folder / CARD, "") if (folder / CARD).exists() else {}
        self.adds = changes(folder, config)
        self.name, self.sha256, self.base_sha256 = folder.resolve().name, sha256(folder / WEIGHTS), sha256(base)
        trained_on = config.get("base_model_name_or_path") or "a base that it does not name"
        file, wanted = Path(base).name, card.get("base", {}).get("sha256") or self.base_sha256
        if wanted != self.base_sha256:
            raise Refused(f"{folder}: trained on {trained_on} with SHA-256 {wanted[:12]}…, but {file} has {self.base_sha256[:12]}…; "
                          "give the file that it was trained on")
        there = {t.name: t for t in reader.tensors}
        for name, (a, b, _) in sorted(self.adds.items()):
            if name not in there:
                raise Refused(f"{folder}: has {name}, which {file} has not; it was trained on {trained_on}")
            columns, rows = (int(n) for n in there[name].shape)
            if (rows, columns) != (b.shape[0], a.shape[1]):
                raise Refused(f"{folder}: {name}: expected {rows} × {columns} as in {file}, got {b.shape[0]} × {a.shape[1]}; "
                              f"it was trained on {trained_on}")


def field(reader, key, default=None):
    found = reader.fields.get(key)
    return default if found is None else found.contents()


def read(base, adapter):
    """The base, its architecture, and the adapter that fits it."""
    reader = gguf.GGUFReader(base)
    arch = field(reader, "general.architecture")
    if arch not in ("llama", "qwen2", "qwen3"):
        raise Refused(f"{base}: general.architecture: expected llama, qwen2 or qwen3, got {arch}")
    return reader, arch, Adapter(adapter, base, reader)


def merge(base, adapter, out):
    reader, arch, found = read(base, adapter)
    added = found.adds
    heads = field(reader, f"{arch}.attention.head_count")
    turn = {"attn_q": heads, "attn_k": field(reader, f"{arch}.attention.head_count_kv", heads)} if arch == "llama" else {}
    fresh = str(out) + ".tmp"
    writer = gguf.GGUFWriter(fresh, arch)
    for key, value in reader.fields.items():
        if key.startswith("GGUF.") or key == "general.architecture" or key.startswith("claimbench."):
            continue
        kind = value.types[0]
        writer.add_key_value(key, value.contents(), kind, value.types[-1] if kind == gguf.GGUFValueType.ARRAY else None)
    writer.add_string("claimbench.adapter.name", found.name)
    writer.add_string("claimbench.adapter.sha256", found.sha256)
    writer.add_string("claimbench.base.sha256", found.base_sha256)
    error, size, kinds = 0.0, 0.0, {}
    for tensor in reader.tensors:
        if tensor.name not in added:
            writer.add_tensor(tensor.name, np.array(tensor.data), raw_dtype=tensor.tensor_type)
            continue
        a, b, scale = added[tensor.name]
        delta = scale * (b @ a)
        for part, count in turn.items():
            if f".{part}." in tensor.name:
                delta = turned(delta, count)
        weights = gguf.quants.dequantize(tensor.data, tensor.tensor_type).astype(np.float32) + delta
        kind = gguf.GGMLQuantizationType.Q8_0 if weights.shape[1] % 32 == 0 else gguf.GGMLQuantizationType.F16
        stored = gguf.quants.quantize(weights, kind)
        error += float(np.sum((gguf.quants.dequantize(stored, kind) - weights) ** 2))
        size += float(np.sum(delta ** 2))
        kinds[kind.name] = kinds.get(kind.name, 0) + 1
        writer.add_tensor(tensor.name, stored, raw_dtype=kind)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    os.replace(fresh, out)
    return kinds, math.sqrt(error / size) if size else 0.0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("base")
    parser.add_argument("adapter")
    parser.add_argument("out", nargs="?")
    given = parser.parse_args()
    try:
        if not given.out:
            print(f"{len(read(given.base, given.adapter)[2].adds)} matrices fit")
            return 0
        kinds, off = merge(given.base, given.adapter, given.out)
    except Refused as e:
        print(e, file=sys.stderr)
        return 2
    finally:
        if given.out:
            Path(given.out + ".tmp").unlink(missing_ok=True)
    print(", ".join(f"{n} matrices as {k}" for k, n in sorted(kinds.items())) + f"; rounding is {off:.1%} of what the adapter adds")
    return 0


if __name__ == "__main__":
    sys.exit(main())
