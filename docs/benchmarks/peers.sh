#!/usr/bin/env bash
# Claimbench, Inspect AI and promptfoo side by side: the same prompts to the same stand-in server, which answers each
# after 50 ms. Installs both peers into a temporary folder (PyPI, npm); needs a JDK, python3, node and GNU time.
#   docs/benchmarks/peers.sh [CALLS [IN_FLIGHT]]      2,000 calls, 64 in flight
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
calls="${1:-2000}" flight="${2:-64}"
work="${PEERS_WORK:-$(mktemp -d)}"
mkdir -p "$work"
inspect_version=0.3.285 promptfoo_version=0.123.1

./claimbench --version >/dev/null
javac -d "$work/stand-in" src/test/java/dev/claimbench/run/StandInServer.java
coproc server { exec java -XX:+UseSerialGC -Xmx128m -cp "$work/stand-in" dev.claimbench.run.StandInServer 0 50; }
# shellcheck disable=SC2154 # coproc sets it
trap 'kill "$server_PID" 2>/dev/null || true' EXIT
read -r port <&"${server[0]}"
url="http://127.0.0.1:$port/v1"
export OPENAI_API_KEY=none
limit="$(python3 -c "print(f'{$calls / $flight * 0.05:.1f}')")"
echo "$calls calls, $flight in flight, 50 ms each: at least $limit s"

timed() {
  local name="$1"
  shift
  # Of the whole process: the start is part of the job.
  if ! /usr/bin/time -o "$work/$name.time" -f "%e s by the clock, %U s + %S s of CPU, %M KB at most" "$@" >"$work/$name.log" 2>&1; then
    tail -5 "$work/$name.log" >&2
    echo "$name: failed; see $work/$name.log" >&2
    return
  fi
  echo "$name: $(tail -1 "$work/$name.time")"
}

# Claimbench, as anybody would call it, scoring included.
timed claimbench ./claimbench run --model "openai/stand-in@$url" --suite all --task verify --verdicts "$calls" \
  --concurrency "$flight" --context 32768 --out "$work/claimbench-run-$$"

# The same number of prompts of the same length for the others.
./claimbench corpus rows --texts --out "$work/gold.jsonl"
python3 - "$work" "$calls" "$url" "$flight" <<'PY'
import json, sys, pathlib
work, calls, url, flight = pathlib.Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4]
rows = [json.loads(line) for line in open(work / "gold.jsonl")]
prompts = []
for i in range(calls):
    row = rows[i % len(rows)]
    text = row["article"]
    prompts.append(f"{i} Article:\n{text}\n\nClaim: {row['claim']}\n\nAnswer as JSON.")
with open(work / "prompts.jsonl", "w") as out:
    for p in prompts:
        out.write(json.dumps({"input": p, "target": "SUPPORTED"}) + "\n")
with open(work / "task.py", "w") as out:
    out.write(f"""from inspect_ai import Task, task
from inspect_ai.dataset import json_dataset
from inspect_ai.scorer import includes
from inspect_ai.solver import generate

@task
def verdicts():
    return Task(dataset=json_dataset({str(work / 'prompts.jsonl')!r}), solver=generate(), scorer=includes())
""")
tests = [{"vars": {"prompt": p}, "assert": [{"type": "contains", "value": "SUPPORTED"}]} for p in prompts]
config = {
    "prompts": ["{{prompt}}"],
    "providers": [{"id": "openai:chat:stand-in", "config": {"apiBaseUrl": url, "apiKey": "none", "temperature": 0}}],
    "tests": tests,
}
json.dump(config, open(work / "promptfooconfig.json", "w"))
PY

if [ ! -d "$work/venv" ]; then
  python3 -m venv "$work/venv"
  "$work/venv/bin/pip" install -q "inspect-ai==$inspect_version" openai==3.57.0
fi
export OPENAI_BASE_URL="$url" INSPECT_LOG_DIR="$work/inspect-logs"
# Inspect takes no task with an absolute path.
cd "$work"
timed inspect "$work/venv/bin/inspect" eval task.py --model openai/stand-in --max-connections "$flight" \
  --max-samples "$flight" --display none -M responses_api=false

# It wants a later Node than many machines have.
if [ ! -d "$work/npm/node_modules/node" ]; then
  npm install --silent --no-fund --no-audit --prefix "$work/npm" "promptfoo@$promptfoo_version" node@22
fi
export PATH="$work/npm/node_modules/.bin:$PATH"
export PROMPTFOO_DISABLE_TELEMETRY=1 PROMPTFOO_DISABLE_UPDATE=1 PROMPTFOO_CONFIG_DIR="$work/promptfoo"
timed promptfoo "$work/npm/node_modules/.bin/promptfoo" eval -c "$work/promptfooconfig.json" -j "$flight" --no-cache \
  --no-table --no-progress-bar --output "$work/promptfoo.json"
uptime | sed 's/.*load/load/'
