#!/usr/bin/env python3
"""Records what chat templates make of messages, as transformers renders them.

    pip install --require-hashes --no-deps -r tools/fixtures.txt
    tools/record_templates.py TEMPLATES src/test/resources/djl/templates.json

TEMPLATES holds the models' own templates as <model>.jinja (chat_template of their tokenizer_config.json; branches for
tools may be left out, as no text here uses them).
Of each only the lines that ChatTemplate looks at, and those after them, are kept beside the texts.
"""
import json
import sys
from pathlib import Path

from jinja2.ext import loopcontrols
from jinja2.sandbox import ImmutableSandboxedEnvironment

BOS = {"llama": "<|begin_of_text|>", "gemma": "<bos>"}
MESSAGES = [
    ("You judge claims.\n\nAnswer with JSON only.", "Article:\nIt rained.\n\nClaim: It was dry."),
    ("", "Who are you?"),
    (" Judge. \n", "\n A text with space around it, {{ braces }} and Umlaute: äöü. \n"),
]
MARKS = ("<|im_start|>system", "enable_thinking", "Cutting Knowledge Date", "<|start_header_id|>user",
         "<|start_header_id|>' + message", "<start_of_turn>", "System role not supported")


def fail(why):
    raise ValueError(why)


def main(source, target):
    jinja = ImmutableSandboxedEnvironment(trim_blocks=True, lstrip_blocks=True, extensions=[loopcontrols])
    jinja.globals["raise_exception"] = fail
    records = []
    for file in sorted(Path(source).glob("*.jinja")):
        text = file.read_text()
        template = jinja.from_string(text)
        bos = next((b for name, b in BOS.items() if file.stem.startswith(name)), "")
        lines = text.splitlines()
        marks = "\n".join(line for before, line in zip([""] + lines, lines) if any(m in before + line for m in MARKS))
        for system, user in MESSAGES:
            messages = ([{"role": "system", "content": system}] if system else []) + [{"role": "user", "content": user}]
            for think in (False, True) if "enable_thinking" in text else (False,):
                try:
                    made = template.render(messages=messages, add_generation_prompt=True, bos_token=bos, enable_thinking=think)
                except ValueError:
                    continue  # Gemma 2 takes no system message
                records.append({"model": file.stem, "template": marks, "system": system, "user": user,
                                "think": think, "text": made})
    Path(target).write_text(json.dumps(records, indent=1, ensure_ascii=False) + "\n")
    print(len(records), "texts")


if __name__ == "__main__":
    main(*sys.argv[1:])
