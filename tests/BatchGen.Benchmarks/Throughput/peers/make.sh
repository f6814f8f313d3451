#!/usr/bin/env bash
# Makes the folder that `throughput --peers` wants: llama-server and llama-batched-bench of llama.cpp v0.5.0, linked to the very
# libraries that the direct runtime loads, and node-llama-cpp. Needs node, git, cmake and a C++ compiler; Linux x64.
#
#   tests/BatchGen.Benchmarks/Throughput/peers/make.sh FOLDER
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "${1:?"make.sh needs the folder to write"}"
cd "$1"
release=3.22.1

npm install --ignore-scripts --no-audit --no-fund --omit=optional --prefix . "node-llama-cpp@$release" "@node-llama-cpp/linux-x64@$release"
[ -d llama.cpp ] || git clone -q node_modules/node-llama-cpp/llama/gitRelease.bundle llama.cpp
cmake -S "$here" -B build -DPEERS="$PWD" -DCMAKE_BUILD_TYPE=None
cmake --build build -j "${JOBS:-2}"

# ggml looks for its processor builds beside the program.
cp build/llama-server build/llama-batched-bench .
ln -sf node_modules/@node-llama-cpp/linux-x64/bins/linux-x64/*.so .
