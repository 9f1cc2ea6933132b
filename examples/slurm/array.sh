#!/usr/bin/env bash
# A run in eight parts, one a task of a Slurm array, each with a model server of its own:
#   sbatch --array=1-8 examples/slurm/array.sh
# and when all have ended:
#   ./claimbench merge runs/big/* --out runs/big-all
#SBATCH --job-name=claimbench
#SBATCH --gpus=1
#SBATCH --time=02:00:00
set -euo pipefail
model="${CLAIMBENCH_MODEL:-openai/Qwen/Qwen3-8B@http://127.0.0.1:8000/v1}"
# Part and number of parts come from SLURM_ARRAY_TASK_ID, _MIN and _COUNT. Given again, a stopped part goes on.
exec ./claimbench run --model "$model" --suite test --all --shard auto --out "runs/big/$SLURM_ARRAY_TASK_ID" "$@"
