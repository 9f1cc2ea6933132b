#!/usr/bin/env python3
"""Turns a GGUF file (Llama, Qwen2 and Qwen3 families) into a folder that djl/ runs.

    python3 -m venv venv && venv/bin/pip install --require-hashes --no-deps -r tools/gguf2onnx.txt
    venv/bin/python tools/gguf2onnx.py model.gguf folder [--weights exact|fast] [--logits asked|last] [--adapter DIR]

The folder: model.onnx and model.onnx.data (MatMulNBits and GroupQueryAttention, operators of ONNX Runtime's
own), tokenizer.json, config.json, generation_config.json, chat_template.jinja, and conversion.json, which says
for each type of tensor whether its weights are the same.

Types of 4 bits (Q4_0, Q4_1, Q4_K) keep their weights: a minimum for each block is multiplied by that block's sum,
as ONNX Runtime has no fast kernel for zero points that are no whole numbers. Those of more bits:

exact  keep their weights in 8 bits, which ONNX Runtime reads from 1.22 on
fast   are fitted anew in 4 bits

The graph takes num_logits_to_keep, for how many of the last positions it is to give logits (0: for all). With
--logits last it gives those of the last position and has no such input, as onnxruntime-genai wants it; the folder
then has genai_config.json as well.
"""
import argparse
import hashlib
import json
import math
import sys
from pathlib import Path

import onnx

from gguf_adapter import Refused as AdapterRefused
from gguf_decoder import Decoder, Refused
from gguf_tokenizer import tokenizer

VERSION = 3


def write(path, value):
    path.write_text(value if isinstance(value, str) else json.dumps(value, indent=2, ensure_ascii=False) + "\n",
                    encoding="utf-8")


def sha256(path):
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        while chunk := file.read(1 << 22):
            digest.update(chunk)
    return digest.hexdigest()


def ends(decoder):
    """Tokens that end an answer: the file's own, and the end of a turn where it names one apart."""
    keys = ("tokenizer.ggml.eos_token_id", "tokenizer.ggml.eot_token_id")
    return list(dict.fromkeys(int(i) for i in map(decoder.field, keys) if i is not None))


def config(decoder):
    shape, stops = decoder.shape, ends(decoder)
    names = {"llama": "LlamaForCausalLM", "qwen2": "Qwen2ForCausalLM", "qwen3": "Qwen3ForCausalLM"}
    return {
        "architectures": [names[decoder.arch]],
        "model_type": decoder.arch,
        "bos_token_id": decoder.field("tokenizer.ggml.bos_token_id"),
        "eos_token_id": stops[0] if len(stops) == 1 else stops,
        "pad_token_id": decoder.field("tokenizer.ggml.padding_token_id"),
        "head_dim": decoder.head_size,
        "hidden_act": "silu",
        "hidden_size": shape["width"],
        "intermediate_size": decoder.field("{}.feed_forward_length"),
        "max_position_embeddings": shape["context"],
        "num_attention_heads": shape["heads"],
        "num_hidden_layers": shape["layers"],
        "num_key_value_heads": shape["kv_heads"],
        "rms_norm_eps": decoder.epsilon,
        "rope_theta": decoder.field("{}.rope.freq_base", 10000.0),
        "tie_word_embeddings": "output.weight" not in decoder.tensors,
        "vocab_size": shape["vocabulary"],
    }


def genai(decoder):
    shape, stops = decoder.shape, ends(decoder)
    return {
        "model": {
            "type": decoder.arch,
            "vocab_size": shape["vocabulary"],
            "context_length": shape["context"],
            "bos_token_id": decoder.field("tokenizer.ggml.bos_token_id", stops[0]),
            "eos_token_id": stops,
            "pad_token_id": decoder.field("tokenizer.ggml.padding_token_id", stops[0]),
            "decoder": {
                "filename": "model.onnx",
                "session_options": {"provider_options": []},
                "head_size": decoder.head_size,
                "hidden_size": shape["width"],
                "num_attention_heads": shape["heads"],
                "num_hidden_layers": shape["layers"],
                "num_key_value_heads": shape["kv_heads"],
                "inputs": {"input_ids": "input_ids", "attention_mask": "attention_mask",
                           "past_key_names": "past_key_values.%d.key", "past_value_names": "past_key_values.%d.value"},
                "outputs": {"logits": "logits", "present_key_names": "present.%d.key",
                            "present_value_names": "present.%d.value"},
            },
        },
        "search": {"do_sample": False, "max_length": shape["context"], "past_present_share_buffer": True},
    }


def manifest(decoder, source, weights):
    rows = [{"type": kind, "became": how, "tensors": row["tensors"], "weights": row["weights"],
             "relative_error": round(math.sqrt(row["squares"] / row["weights"]), 5)}
            for (kind, how), row in sorted(decoder.report.items())]
    name, digest = decoder.field("claimbench.adapter.name", ""), decoder.field("claimbench.adapter.sha256", "")
    if decoder.adapter:
        name, digest = decoder.adapter.name, decoder.adapter.sha256
    named = {"adapter": f"{name} sha256:{digest}"} if digest else {}
    return {**named, "version": VERSION, "source": Path(source).name, "sha256": sha256(source), "architecture": decoder.arch,
            "name": decoder.field("general.name", ""), "license": decoder.field("general.license", ""),
            "weights": weights, "tensors": rows}


def convert(source, folder, weights="exact", logits="asked", adapter=None):
    """Writes the folder; conversion.json comes last, so that a folder with one is complete."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "conversion.json").unlink(missing_ok=True)
    decoder = Decoder(source, folder, weights, logits, adapter)
    try:
        words = tokenizer(decoder.field)
    except ValueError as e:
        raise Refused(str(e)) from e
    onnx.save(decoder.convert(), str(folder / "model.onnx"))
    words.save(str(folder / "tokenizer.json"))
    write(folder / "config.json", config(decoder))
    write(folder / "generation_config.json", {"eos_token_id": ends(decoder)})
    if logits == "last":
        write(folder / "genai_config.json", genai(decoder))
    template = decoder.field("tokenizer.chat_template")
    if template:
        write(folder / "chat_template.jinja", template)
    report = manifest(decoder, source, weights)
    write(folder / "conversion.json", report)
    return report


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", help="a .gguf file")
    parser.add_argument("folder", help="where the model is written; made if it is not there")
    parser.add_argument("--weights", choices=("exact", "fast"), default="exact")
    parser.add_argument("--logits", choices=("asked", "last"), default="asked")
    parser.add_argument("--adapter", help="a folder with a LoRA adapter in PEFT's format, computed beside the base's matrices")
    given = parser.parse_args()
    try:
        report = convert(given.source, given.folder, given.weights, given.logits, given.adapter)
    except (Refused, FileNotFoundError) as e:
        print(f"{given.source}: {e}", file=sys.stderr)
        return 2
    except AdapterRefused as e:
        # It names its own folder.
        print(e, file=sys.stderr)
        return 2
    for row in report["tensors"]:
        error = f", off by {row['relative_error']:.1%}" if row["relative_error"] else ""
        print(f"{row['type']:5} {row['weights']:12,} weights in {row['tensors']:4} tensors: {row['became']}{error}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
