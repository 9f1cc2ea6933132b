#!/usr/bin/env bash
# What a run adds to the time that its server needs: beside a plain client, at a stand-in server that answers each call
# after 50 ms. Needs a JDK, python3 and GNU time, and a machine that does nothing else.
#   docs/benchmarks/overhead.sh [CALLS…]      2,000 and 20,000 calls, 64 in flight; 100000 shows how memory grows
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
flight=64
work="$(mktemp -d)"
./claimbench --version >/dev/null
tests=src/test/java/dev/claimbench
javac -nowarn -cp "target/claimbench.jar:target/lib/*" -d "$work/classes" $tests/run/{StandInServer,PlainTalk,RunnerTalk}.java $tests/model/ModelPaths.java
coproc server { exec java -XX:+UseSerialGC -Xmx128m -cp "$work/classes" dev.claimbench.run.StandInServer 0 50; }
# shellcheck disable=SC2154 # coproc sets it
trap 'kill "$server_PID" 2>/dev/null || true; rm -rf "$work"' EXIT
read -r port <&"${server[0]}"
url="http://127.0.0.1:$port/v1"
export OPENAI_API_KEY=none

run() {
  local calls="$1" limit
  limit="$(python3 -c "print(f'{$calls / $flight * 0.05:.2f}')")"
  shift
  /usr/bin/time -o "$work/time" -f "%e %U %S %M" ./claimbench run --model "openai/stand-in@$url" --task verify \
    --concurrency "$flight" --context 32768 --no-cache --out "$work/run-$RANDOM$RANDOM" "$@" >/dev/null 2>"$work/said" ||
    { cat "$work/said" >&2; exit 1; }
  python3 - "$calls" "$limit" "$work/time" <<'PY'
import sys
calls, limit = int(sys.argv[1]), float(sys.argv[2])
clock, user, system, memory = (float(x) for x in open(sys.argv[3]).read().split())
print(f"run, {calls:,} calls, start and scoring included: {clock:.2f} s by the clock, {limit:.2f} s at least "
      f"({limit / clock:.0%}); {user + system:.1f} s of processor time, {memory / 1024:.0f} MB")
PY
}

talk() {
  java -Xmx176m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp "$work/classes:target/claimbench.jar:target/lib/*" \
    "dev.claimbench.run.$1" "$url" "$2" "$flight" 50
}

# The first start makes an archive of classes.
run 20 --suite all --verdicts 20 >/dev/null
[ $# -gt 0 ] || set -- 2000 20000
for calls in "$@"; do
  if [ "$calls" -le 10000 ]; then
    data=(--suite all --verdicts "$calls")
  else
    [ -d "$work/data-$calls" ] || python3 docs/benchmarks/scale.py "$calls" "$work/data-$calls"
    data=(--seeds "$work/data-$calls/seeds" --gold "$work/data-$calls/eval" --all)
  fi
  rounds=1
  if [ "$calls" -le 5000 ]; then rounds=3; fi
  for ((i = 0; i < rounds; i++)); do run "$calls" "${data[@]}"; done
  if [ "$calls" -gt 20000 ]; then continue; fi
  echo "asking alone, after a tenth more calls to warm up:"
  for ((i = 0; i < 2; i++)); do
    talk PlainTalk "$calls"
    talk RunnerTalk "$calls"
  done
done
uptime | sed 's/.*load/load/'
