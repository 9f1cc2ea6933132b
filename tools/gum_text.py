#!/usr/bin/env python3
"""Writes the news articles of GUM's CoNLL-U as the articles that eval/real-news labels.

    python3 tools/gum_text.py DIR --out DIR      one .md an article, as `claimbench run --seeds` takes them
    python3 tools/gum_text.py DIR --hashes       the SHA-256 of every article's text, one a line
    python3 tools/gum_text.py DIR --overlap F…   sequences of eight words that a file shares with an article

The rule is eval/real-news/README.md. Standard library only; Python 3.9 or later.
"""

import argparse
import collections
import datetime
import hashlib
import json
import pathlib
import re
import sys

MONTHS = (
    "January February March April May June July August September October November December".split()
)
DATELINE = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, (" + "|".join(MONTHS) + r") (\d{1,2}), (\d{4})"
)
BLOCK = re.compile(r"^([a-z]+).*\((\d+) s\)$")
NOT_ARTICLE = {"head", "figure", "caption"}

Section = collections.namedtuple("Section", "blocks sentences")
Paragraph = collections.namedtuple("Paragraph", "text boilerplate")
Article = collections.namedtuple("Article", "id title published address paragraphs")


def sections(lines):
    """What stands between two `# newpar`: its blocks as (name, sentences), and its sentences."""
    found = []
    for line in lines:
        if line == "# newpar":
            found.append(Section([], []))
        elif line.startswith("# newpar_block = "):
            for block in line[len("# newpar_block = ") :].split(" | "):
                name, count = BLOCK.match(block).groups()
                found[-1].blocks.append((name, int(count)))
        elif line.startswith("# text = "):
            found[-1].sentences.append(line[len("# text = ") :])
    return found


def split(section):
    """The paragraphs of a section: it breaks where a block ends."""
    total = len(section.sentences)
    breaks = sorted({0, total} | {n for _, n in section.blocks if n < total})
    for start, end in zip(breaks, breaks[1:]):
        names = {name for name, n in section.blocks if n > start}
        yield " ".join(section.sentences[start:end]), names


def read(path):
    lines = path.read_text(encoding="utf-8").split("\n")
    meta = dict(line[8:].split(" = ", 1) for line in lines if line.startswith("# meta::"))
    title = meta["title"]
    created = datetime.date.fromisoformat(meta["dateCreated"])
    published, paragraphs, sources = None, [], False
    for section in sections(lines):
        for text, names in split(section):
            if "head" in names and text == title:
                continue
            date = DATELINE.fullmatch(text)
            if date and published is None:
                month, day, year = date.groups()
                published = datetime.date(int(year), MONTHS.index(month) + 1, int(day))
            sources = sources or ("head" in names and text == "Sources")
            paragraphs.append(Paragraph(text, bool(names & NOT_ARTICLE or date or sources)))
    if published is None or abs((published - created).days) > 7:
        published = created
    name = path.stem.replace("GUM_news_", "gum-")
    return Article(name, title, published, meta["sourceURL"], paragraphs)


def body(article):
    return "\n\n".join(p.text for p in article.paragraphs)


def boilerplate(article):
    """Start and length, in code points, of every paragraph that is not the article."""
    at = 0
    for p in article.paragraphs:
        if p.boilerplate:
            yield at, len(p.text)
        at += len(p.text) + 2


def sha256(text):
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def markdown(article):
    front = [
        "---",
        "title: " + json.dumps(article.title, ensure_ascii=False),
        'source: "Wikinews"',
        "published: " + article.published.isoformat(),
        "story: " + article.id,
        "address: " + json.dumps(article.address),
        'licence: "CC BY 2.5"',
        "---",
    ]
    return "\n".join(front) + "\n" + body(article) + "\n"


def words(text):
    return re.findall(r"\w+", text.lower())


def runs(text, n=8):
    w = words(text)
    return {tuple(w[i : i + n]) for i in range(len(w) - n + 1)}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--out", type=pathlib.Path)
    parser.add_argument("--hashes", action="store_true")
    parser.add_argument("--overlap", type=pathlib.Path, nargs="*")
    args = parser.parse_args()
    files = sorted(args.folder.glob("GUM_news_*.conllu"))
    if not files:
        sys.exit(f"{args.folder}: no GUM_news_*.conllu here; give the dep/ folder of a GUM checkout")
    articles = [read(f) for f in files]
    if args.hashes:
        for a in articles:
            print(sha256(body(a)), a.id)
    if args.out:
        for a in articles:
            target = args.out / a.id / (a.id + ".md")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(markdown(a), encoding="utf-8", newline="\n")
    shared = 0
    for file in args.overlap or []:
        # Line by line: a claim is a line, and keys of the format stand between the lines.
        for number, line in enumerate(file.read_text(encoding="utf-8").split("\n"), 1):
            found = runs(line)
            for a in articles if found else []:
                for run in sorted(found & runs(body(a))):
                    shared += 1
                    print(f"{file}:{number}: shared with {a.id}: {' '.join(run)}")
    return 1 if shared else 0


if __name__ == "__main__":
    sys.exit(main())
