#!/usr/bin/env bash
# How memory and time grow with a run: peak resident memory of the whole process, processor time and clock, with the
# launcher's options. Needs a JDK, python3 and GNU time, and a machine that does nothing else.
#   docs/benchmarks/scale.sh [VERDICTS…]      2,000, 20,000 and 100,000; memory is also given as times that of the first
#   COMMANDS="score compare" docs/benchmarks/scale.sh      only these of: answers score compare report run
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
work="$(mktemp -d)"
./claimbench --version >/dev/null
read -ra commands <<<"${COMMANDS:-answers score compare report run}"
coproc server {
  mkdir "$work/classes"
  javac -nowarn -d "$work/classes" src/test/java/dev/claimbench/run/StandInServer.java
  exec java -XX:+UseSerialGC -Xmx128m -cp "$work/classes" dev.claimbench.run.StandInServer 0 50
}
# shellcheck disable=SC2154 # coproc sets it
trap 'kill "$server_PID" 2>/dev/null || true; rm -rf "$work"' EXIT
read -r port <&"${server[0]}"
export OPENAI_API_KEY=none

measure() {
  local name="$1" verdicts="$2"
  shift 2
  /usr/bin/time -o "$work/time" -f "%e %U %S %M" ./claimbench "$@" >/dev/null 2>"$work/said" ||
    { cat "$work/said" >&2; exit 1; }
  python3 - "$name" "$verdicts" "$work/time" "$work/first-$name" <<'PY'
import pathlib, sys
name, verdicts, times, first = sys.argv[1], int(sys.argv[2]), sys.argv[3], pathlib.Path(sys.argv[4])
clock, user, system, memory = (float(x) for x in open(times).read().split())
if not first.exists():
    first.write_text(str(memory))
print(f"{name:8} {verdicts:>7,}  {memory / 1024:4.0f} MB ({memory / float(first.read_text()):.2f} times)  "
      f"{user + system:6.1f} s of processor time  {clock:6.1f} s by the clock", flush=True)
PY
}

[ $# -gt 0 ] || set -- 2000 20000 100000
for verdicts in "$@"; do
  data="$work/$verdicts"
  python3 docs/benchmarks/scale.py "$verdicts" "$data"
  asked=(--seeds "$data/seeds" --gold "$data/eval" --task verify --all)
  measure answers "$verdicts" score --answers "$data/answers.jsonl" "${asked[@]}" --out "$data/run"
  cp -r "$data/run" "$data/other"
  for command in "${commands[@]}"; do
    case "$command" in
      answers) ;;
      score) measure score "$verdicts" score "$data/run" ;;
      compare) measure compare "$verdicts" compare "$data/run" "$data/other" ;;
      report) measure report "$verdicts" report "$data/run" --format html ;;
      run)
        measure run "$verdicts" run --model "openai/stand-in@http://127.0.0.1:$port/v1" "${asked[@]}" \
          --concurrency 64 --context 32768 --no-cache --out "$data/asked"
        ;;
      *) echo "scale.sh: expected answers, score, compare, report or run, got $command" >&2 && exit 2 ;;
    esac
  done
  rm -rf "$data"
done
uptime | sed 's/.*load/load/'
