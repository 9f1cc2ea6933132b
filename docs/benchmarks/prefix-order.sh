#!/usr/bin/env bash
# What a real Ollama spends on reading prompts (prompt_eval_duration) when the verdicts on one article follow each
# other, as `claimbench run` asks them, against a random order.
#   docs/benchmarks/prefix-order.sh                            SmolLM2 on an Ollama of its own, 40 verdicts
#   docs/benchmarks/prefix-order.sh ollama/qwen3:8b 420        a model on yours, every verdict on the five seeds
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
export CLAIMBENCH_PREFIX_MODEL="${1:-}" CLAIMBENCH_PREFIX_VERDICTS="${2:-40}"
mvn -q -B -Dquick -Pbenchmark test -Dtest=PrefixOrderBenchmark | grep "verdicts on"
