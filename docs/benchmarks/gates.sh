#!/usr/bin/env bash
# Our gate and other tools' gates on the same simulated swaps. Installs the others into a folder in the cache (PyPI); needs a JDK and
# Python 3.12, which NeMo Evaluator wants.
#   docs/benchmarks/gates.sh [SWAPS [OUT [STORIES,…]]]      500 swaps a cell, docs/studies/gates/rates.csv, 10,23,60 stories
# Takes hours. The file is written cell by cell, and the same command resumes one that was stopped.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
swaps="${1:-500}" out="${2:-docs/studies/gates/rates.csv}" sizes="${3:-10,23,60}"
python="${PYTHON:-python3.12}"
venv="${XDG_CACHE_HOME:-$HOME/.cache}/claimbench/benchmarks/gates"

if [ ! -e "$venv/ready" ]; then
  "$python" -m venv "$venv"
  "$venv/bin/pip" install -q nemo-evaluator==0.3.0 paired-eval==0.4.0 numpy==2.4.6 scipy==1.17.1
  # Without what it depends on: the module with its tests needs numpy and scipy only.
  "$venv/bin/pip" install -q --no-deps mlflow==3.18.0
  touch "$venv/ready"
fi
./claimbench --version >/dev/null
mkdir -p "$(dirname "$out")"
jar=target/claimbench.jar
"$venv/bin/python" docs/benchmarks/gates.py "${CLAIMBENCH_CLASSPATH:-$jar}" "$out" "$swaps" "$sizes"
