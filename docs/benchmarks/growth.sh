#!/usr/bin/env bash
# How processor time, memory and time by the clock grow with the number of calls: `run` at a stand-in server that answers
# at once, then `score`, `compare` and `report` of that run, one verdict on each of so many articles of two sentences.
# Needs a JDK, python3 and GNU time; times by the clock need a machine that does nothing else.
#   docs/benchmarks/growth.sh [CALLS…]      2,000, 20,000 and 100,000 calls, 64 in flight
# CLAIMBENCH is a command where it is set. Prints a table of Markdown, with what 10 million calls take by the growth from
# the smallest to the largest: value + (10,000,000 − largest) × (largest value − smallest value) / (largest − smallest).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
read -ra claimbench <<<"${CLAIMBENCH:-./claimbench}"
work="$(mktemp -d)"
javac -nowarn -d "$work/classes" src/test/java/dev/claimbench/run/StandInServer.java
coproc server { exec java -XX:+UseSerialGC -Xmx128m -cp "$work/classes" dev.claimbench.run.StandInServer 0 0; }
# shellcheck disable=SC2154 # coproc sets it
trap 'kill "$server_PID" 2>/dev/null || true; rm -rf "$work"' EXIT
read -r port <&"${server[0]}"
export OPENAI_API_KEY=none
"${claimbench[@]}" --version >/dev/null # the first start makes an archive of classes

measured() {
  local name="$1" calls="$2"
  shift 2
  /usr/bin/time -a -o "$work/measured" -f "$name $calls %e %U %S %M" "${claimbench[@]}" "$@" >"$work/said" 2>&1 ||
    { tail -3 "$work/said" >&2; exit 1; }
  tail -1 "$work/measured" >&2
}

[ $# -gt 0 ] || set -- 2000 20000 100000
for calls in "$@"; do
  data="$work/data-$calls"
  python3 docs/benchmarks/scale.py "$calls" "$data"
  measured run "$calls" run --model "openai/stand-in@http://127.0.0.1:$port/v1" --seeds "$data/seeds" --gold "$data/eval" \
    --task verify --all --concurrency 64 --context 32768 --no-cache --out "$data/run"
  measured score "$calls" score "$data/run"
  cp -r "$data/run" "$data/other"
  measured compare "$calls" compare "$data/run" "$data/other"
  measured report "$calls" report "$data/run" --format html
  rm -rf "$data"
done

python3 - "$work/measured" <<'PY'
import sys
rows = {}
for line in open(sys.argv[1]):
    name, calls, clock, user, system, kilobytes = line.split()
    rows.setdefault(name, {})[int(calls)] = (float(clock), float(user) + float(system), int(kilobytes) / 1024)
sizes = sorted(rows["run"])
print("| | " + " | ".join(f"{n:,} calls" for n in sizes) + " | more for each call | 10,000,000, calculated |")
print("|" + "---|" * (len(sizes) + 3))
for name, of in rows.items():
    least, most = of[sizes[0]], of[sizes[-1]]
    each = [(b - a) / max(1, sizes[-1] - sizes[0]) for a, b in zip(least, most)]
    ten = [b + (10_000_000 - sizes[-1]) * e for b, e in zip(most, each)]
    for i, (what, unit, small, per) in enumerate((("clock", "s", 1000, "ms"), ("processor", "s", 1000, "ms"), ("memory", "MB", 1024, "kB"))):
        values = " | ".join(f"{of[n][i]:,.1f} {unit}" if i < 2 else f"{of[n][i]:,.0f} {unit}" for n in sizes)
        far = f"{ten[i] / 3600:,.1f} h" if i < 2 else f"{ten[i] / 1024:,.1f} GB"
        print(f"| `{name}`, {what} | {values} | {each[i] * small:.2f} {per} | {far} |")
PY
