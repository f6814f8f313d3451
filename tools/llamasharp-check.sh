#!/usr/bin/env bash
# Builds BatchGen over LLamaSharp and tests it, where the NuGet feed has LLamaSharp; elsewhere it says so in one line.
# Further arguments go to dotnet, e.g. -p:LlamaBackend=cuda or -p:LLamaSharpVersion=0.27.0.
set -uo pipefail
cd "$(dirname "$0")/.."

properties=(-p:LlamaRuntime=LLamaSharp "$@")
log=$(mktemp)
trap 'rm -f "$log"' EXIT

if ! dotnet restore src/BatchGen.LLamaSharp "${properties[@]}" -v quiet -nologo >"$log" 2>&1; then
  # NU1101: no such package. NU1102, NU1103: no such version of it. NU1301: the feed does not answer.
  if grep -qE 'NU110[123]' "$log"; then
    echo "LLamaSharp runtime: skipped (its packages are not in this NuGet feed)"
    exit 0
  elif grep -q 'NU1301' "$log"; then
    echo "LLamaSharp runtime: skipped (the NuGet feed does not answer)"
    exit 0
  fi
  cat "$log" >&2
  echo "LLamaSharp runtime: the packages are in the feed and cannot be restored; the reason is above." >&2
  exit 1
fi

# Not the compute buffer of the default runtime: LLamaSharp has no n_outputs_max, so its own is larger (docs/decisions/0004).
filter='FullyQualifiedName!~MeasureAsync_KnowsCodeGeeX4ToTheByte'
status=0
for project in tests/BatchGen.LLamaSharp.Tests tests/BatchGen.Engine.Tests; do
  dotnet test "$project" "${properties[@]}" -c Release --filter "$filter" -nologo -m:1 -v quiet --blame-hang-timeout 5m || status=1
done
[ $status -eq 0 ] && echo "LLamaSharp runtime: passed" || echo "LLamaSharp runtime: failed" >&2
exit $status
