"""tokenizer.json out of the tokens and merges of a GGUF file."""
from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers

CONTROL, USER_DEFINED = 3, 4

WORDS = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}%s| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"


def splitting(pattern):
    return pre_tokenizers.Sequence([
        pre_tokenizers.Split(Regex(pattern), behavior="isolated"),
        pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)])


# By tokenizer.ggml.pre, as llama.cpp's llama-vocab.cpp has them.
WAYS = {
    "qwen2": lambda: splitting(WORDS % ""),
    "llama-bpe": lambda: splitting(WORDS % "{1,3}"),
    "smollm": lambda: pre_tokenizers.Sequence([
        pre_tokenizers.Digits(individual_digits=True),
        pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True)]),
    "gpt-2": lambda: pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True),
}


def tokenizer(field):
    """A Tokenizer; KeyError-free: what is not known is named in a ValueError.

    field: gives the value of a key of the file, or a default.
    """
    model, way = field("tokenizer.ggml.model"), field("tokenizer.ggml.pre", "gpt-2")
    if model != "gpt2" or way not in WAYS:
        raise ValueError(f"tokenizer.ggml.model and .pre: expected gpt2 and one of {sorted(WAYS)}, got {model} and {way}")
    tokens, types = field("tokenizer.ggml.tokens"), field("tokenizer.ggml.token_type")
    merges = [tuple(merge.split(" ", 1)) for merge in field("tokenizer.ggml.merges")]
    made = Tokenizer(models.BPE(vocab={t: i for i, t in enumerate(tokens)}, merges=merges, fuse_unk=False,
                                ignore_merges=way == "llama-bpe"))
    if way == "qwen2":
        made.normalizer = normalizers.NFC()
    made.pre_tokenizer = WAYS[way]()
    made.decoder = decoders.ByteLevel()
    for kind in (CONTROL, USER_DEFINED):
        added = [AddedToken(t, special=kind == CONTROL, normalized=False) for t, k in zip(tokens, types) if k == kind]
        (made.add_special_tokens if kind == CONTROL else made.add_tokens)(added)
    return made
