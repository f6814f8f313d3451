#!/usr/bin/env bash
# Scores a model on held-out phrasings, names and constants; the generated code is executed
# in a sandboxed child process. Needs python3, node and the .NET SDK.
#
#   tools/demo-model/evaluate.sh [MODEL] [--results FILE] [--card models/README.md] [--runtime ctypes]
#
# Without --results the product's `run` verb generates the answers.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
exec "${PYTHON:-/usr/bin/python3}" "$root/tools/demo-model/evaluate.py" "$@"
