#!/usr/bin/env bash
# Rebuilds the demo model from a seed: corpus and tokenizer, weights, GGUF, check of the logits.
#
#   tools/demo-model/build.sh [WORK]      WORK defaults to artifacts/demo-model; training resumes from it
#
# EXAMPLES sets the corpus's size and MODEL the file to write (for a quick trial of the whole way).
# MINUTES is the training budget (default 77; a GPU needs few), THREADS the CPU threads.
# LLAMA_DIR, if set, names a folder with libllama and turns on the comparison with the trainer.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
work=$(realpath -m "${1:-$root/artifacts/demo-model}")
python=${PYTHON:-/usr/bin/python3}      # Debian's own Python: that is where its torch package lives

if ! "$python" -c 'import torch, regex, numpy' 2>/dev/null; then
    echo "Installing python3-torch, libopenblas0-pthread and python3-regex from the distribution ..."
    apt-get update -qq
    # OpenBLAS instead of the reference BLAS: an order of magnitude in training speed.
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3-torch libopenblas0-pthread python3-regex python3-numpy
fi

model=$(realpath -m "${MODEL:-$root/models/batchgen-demo.gguf}")
mkdir -p "$work" "$(dirname "$model")"
cd "$here"
export OMP_NUM_THREADS=${THREADS:-$(nproc)}
[ -f "$work/train.npz" ] || "$python" corpus.py "$work" ${EXAMPLES:+--examples "$EXAMPLES"}
"$python" train.py "$work" --minutes "${MINUTES:-77}"
"$python" export.py "$work" "$model"
cp "$work/loss.csv" "${model%.gguf}.loss.csv"
if [ -n "${LLAMA_DIR:-}" ]; then
    "$python" verify.py "$work" "$model"
fi
