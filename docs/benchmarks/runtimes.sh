#!/usr/bin/env bash
# One model file, every runtime: the same job (five seed articles, some verdicts) through Ollama, GGUF in process,
# DJL and llama.cpp's own server; then the same ONNX graph in onnxruntime-genai. Prints the tables of docs/BENCHMARKS.md.
#   docs/benchmarks/runtimes.sh [VERDICTS [MODEL...]]      25 verdicts; smollm2-135m qwen2.5-coder-0.5b
# Needs python3 with venv, GNU time, and an `ollama` on the PATH or in CLAIMBENCH_OLLAMA; installs the rest from PyPI into
# RUNTIMES_WORK or a temporary folder. A folder that is kept is gone on with.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
verdicts="${1:-25}"
shift || true
models=("$@")
[ ${#models[@]} -gt 0 ] || models=(smollm2-135m qwen2.5-coder-0.5b)
work="${RUNTIMES_WORK:-$(mktemp -d)}"
mkdir -p "$work"
work="$(cd "$work" && pwd)"
ollama="${CLAIMBENCH_OLLAMA:-$(command -v ollama)}"
python="$work/venv/bin/python"
[ -x "$python" ] || {
  python3 -m venv "$work/venv"
  "$work/venv/bin/pip" install -q --require-hashes --no-deps -r tools/gguf2onnx.txt
  "$work/venv/bin/pip" install -q onnxruntime-genai==0.18.0 xllamacpp==2026.10.11549
}
./claimbench --version >/dev/null
free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

servers=()
# shellcheck disable=SC2317 # the trap calls it
stop() { for pid in "${servers[@]}"; do kill "$pid" 2>/dev/null || true; done; }
trap stop EXIT
await() { for _ in $(seq 120); do curl -fs "$1" >/dev/null 2>&1 && return; sleep 0.5; done; echo "no answer at $1" >&2; exit 1; }
# Most memory that the processes below this one have had, in KB.
peak() { for pid in "$1" $(pgrep -P "$1"); do grep -s VmHWM "/proc/$pid/status"; done | awk '{ sum += $2 } END { print sum }'; }

ask() { # NAME MODEL [SERVER_PID]
  local folder="$work/$model-$1"
  [ -e "$folder/scores.json" ] && return
  echo "$model: $1" >&2
  /usr/bin/time -o "$work/time" -f %M ./claimbench run --no-cache --seeds seeds/open-models --model "$2" --verdicts "$verdicts" --out "$folder" >/dev/null
  if [ -n "${3:-}" ]; then peak "$3"; else tail -1 "$work/time"; fi >"$folder/memory"
}

for model in "${models[@]}"; do
  ./claimbench models pull "$model" >/dev/null
  file="$(find "${CLAIMBENCH_MODELS:-${XDG_CACHE_HOME:-$HOME/.cache}/claimbench/models}" -maxdepth 1 -name "$model*.gguf" | head -1)"
  for kind in exact fast; do
    [ -e "$work/$model-onnx-$kind/conversion.json" ] ||
      "$python" tools/gguf2onnx.py "$file" "$work/$model-onnx-$kind" --weights "$kind" >/dev/null
  done
  [ -e "$work/$model-onnx-genai/conversion.json" ] ||
    "$python" tools/gguf2onnx.py "$file" "$work/$model-onnx-genai" --logits last >/dev/null

  ask gguf "gguf/$file"
  ask djl-exact "djl/$work/$model-onnx-exact"
  ask djl-fast "djl/$work/$model-onnx-fast"

  port="$(free_port)"
  OLLAMA_HOST="127.0.0.1:$port" OLLAMA_MODELS="$work/ollama" "$ollama" serve >"$work/ollama.log" 2>&1 &
  servers+=($!)
  await "http://127.0.0.1:$port/api/version"
  # With the file's own chat template, which `ollama create` may drop.
  ./claimbench models create "ollama/$model@http://127.0.0.1:$port" "$file" >/dev/null
  ask ollama "ollama/$model@http://127.0.0.1:$port" "${servers[-1]}"
  kill "${servers[-1]}" && wait "${servers[-1]}" 2>/dev/null || true

  port="$(free_port)"
  "$python" - "$file" "$port" >"$work/llamacpp.log" 2>&1 <<'PY' &
import os, signal, sys
import xllamacpp
params = xllamacpp.CommonParams()
params.model.path, params.port, params.n_ctx, params.n_parallel = sys.argv[1], int(sys.argv[2]), 8192, 1
params.cpuparams.n_threads = os.cpu_count()
server = xllamacpp.Server(params)
signal.sigwait({signal.SIGTERM, signal.SIGINT})
PY
  servers+=($!)
  await "http://127.0.0.1:$port/v1/models"
  name="$(curl -fs "http://127.0.0.1:$port/v1/models" | python3 -c 'import json, sys; print(json.load(sys.stdin)["data"][0]["id"])')"
  ask llamacpp "openai/$name@http://127.0.0.1:$port/v1" "${servers[-1]}"
  kill "${servers[-1]}" && wait "${servers[-1]}" 2>/dev/null || true
done

"$python" - "$work" "${models[@]}" <<'PY'
import json, pathlib, re, sys
from datetime import datetime
work = pathlib.Path(sys.argv[1])
ROWS = {"ollama": "`ollama/`", "gguf": "`gguf/`", "llamacpp": "`openai/` (llama.cpp's server)",
        "djl-exact": "`djl/`, exact weights", "djl-fast": "`djl/`, 4 bits"}

def answers(folder):
    return {(r["task"], r["item"]): r["reply"]["text"] for r in map(json.loads, open(folder / "replies.jsonl")) if "reply" in r}

def seconds(duration):
    parts = re.fullmatch(r"PT(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?", duration).groups()
    return sum(float(part or 0) * unit for part, unit in zip(parts, (3600, 60, 1)))

def elapsed(folder, task):
    """From the first question to the last answer: calls that wait for each other at a server count once."""
    ends = [(datetime.fromisoformat(r["at"].replace("Z", "+00:00")[:26] + "+00:00").timestamp(), seconds(r["reply"]["total"]))
            for r in map(json.loads, open(folder / "replies.jsonl")) if r["task"] == task and "reply" in r]
    return max(end for end, _ in ends) - min(end - took for end, took in ends)

def verdict(text):
    try:
        return json.loads(text)["verdict"]
    except (ValueError, KeyError, TypeError):
        return text

for model in sys.argv[2:]:
    print(f"\n### {model}\n")
    print("| runtime | valid | F1 | verdicts' macro-F1 | same verdict as `gguf/` | prompt tok/s sent | answer tok/s, own times "
          "| written a second by the clock | an extraction | a verdict | memory |\n|" + "---|" * 11)
    base = answers(work / f"{model}-gguf")
    for name, title in ROWS.items():
        folder = work / f"{model}-{name}"
        if not (folder / "scores.json").exists():
            print(f"| {title} | not run |" + " |" * 9)
            continue
        scores = json.loads((folder / "scores.json").read_text())
        figure = {f["name"]: f.get("value") for f in scores["figures"]}
        tasks = json.loads((folder / "timings.json").read_text())["tasks"]
        e, v = tasks["extract"], tasks["verify"]
        # The clock's time less what the runtime says it read: sampling under a schema is in no server's own times.
        clock = {task: elapsed(folder, task) for task in ("extract", "verify")}
        writing = sum(clock[n] - t["promptTokens"] / t["promptTokensPerSecond"] for n, t in (("extract", e), ("verify", v)))
        all_calls = sum(sum(o[k] for k in ("parsed", "invalid", "truncated", "refused", "failed")) for o in scores["outcomes"].values())
        parsed = sum(o["parsed"] for o in scores["outcomes"].values())
        mine = answers(folder)
        both = [k for k in base if k[0] == "verify" and k in mine]
        same = sum(verdict(base[k]) == verdict(mine[k]) for k in both)
        memory = int((folder / "memory").read_text()) / 1024
        print(f"| {title} | {parsed} of {all_calls} | {figure['extract.f1']:.3f} | {figure['verify.macroF1']:.3f} | {same} of {len(both)} "
              f"| {e['promptTokensPerSecond']:.0f} | {e['answerTokensPerSecond']:.1f} | {(e['answerTokens'] + v['answerTokens']) / writing:.1f} "
              f"| {clock['extract'] / e['calls']:.1f} s | {clock['verify'] / v['calls']:.2f} s | {memory:,.0f} MB |")
PY

echo
echo "The same graph and prompt in onnxruntime-genai, greedy and without a schema, two threads:"
for model in "${models[@]}"; do
  "$python" - "$work/$model-onnx-genai" "$work/$model-djl-exact" <<'PY'
import json, os, pathlib, sys, time
import onnxruntime_genai as og
from tokenizers import Tokenizer
folder, run = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
config = json.loads((folder / "genai_config.json").read_text())
config["model"]["decoder"]["session_options"]["intra_op_num_threads"] = os.cpu_count()
(folder / "genai_config.json").write_text(json.dumps(config))
manifest = json.loads((run / "manifest.json").read_text())
prompt = manifest["prompts"]["extract"]
article = pathlib.Path(manifest["seeds"], next(iter(manifest["articles"])) + ".md").read_text().split("---", 2)[2].strip()
text = f"<|im_start|>system\n{prompt['system']}<|im_end|>\n<|im_start|>user\n" + prompt["user"].replace("{{article}}", article) + \
    "<|im_end|>\n<|im_start|>assistant\n"
ids = Tokenizer.from_file(str(folder / "tokenizer.json")).encode(text, add_special_tokens=False).ids
model = og.Model(str(folder))
best = [0.0, 0.0]
for _ in range(3):
    params = og.GeneratorParams(model)
    params.set_search_options(max_length=len(ids) + 160, min_length=len(ids) + 150, do_sample=False)
    generator = og.Generator(model, params)
    start = time.perf_counter()
    generator.append_tokens(ids)
    generator.generate_next_token()
    first, written = time.perf_counter(), 0
    while not generator.is_done() and written < 150:
        generator.generate_next_token()
        written += 1
    best = [max(best[0], len(ids) / (first - start)), max(best[1], written / (time.perf_counter() - first))]
raw = [json.loads(r["reply"]["raw"]) for r in map(json.loads, open(run / "replies.jsonl")) if r["task"] == "extract"]
# What was really read: the instructions that all articles share are read once.
read = sum(r["prompt_tokens_read"] for r in raw) / sum(r["prompt_ns"] for r in raw) * 1e9
wrote = sum(r["answer_tokens"] for r in raw) / (sum(r["total_ns"] for r in raw) - sum(r["prompt_ns"] for r in raw)) * 1e9
print(f"{folder.name}: {len(ids)} tokens read at {best[0]:.0f} a second (djl/: {read:.0f}, {read / best[0]:.2f} times that), "
      f"{written} written at {best[1]:.1f} (djl/, under the schema: {wrote:.1f}, {wrote / best[1]:.2f} times)")
PY
done
uptime | sed 's/.*load/load/'
