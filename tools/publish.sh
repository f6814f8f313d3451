#!/usr/bin/env bash
# Makes one folder that runs on a machine without .NET: server, command line, engine, the demonstration model.
#
#   tools/publish.sh linux-x64                     → artifacts/publish/linux-x64
#   tools/publish.sh linux-x64 /srv/batchgen       somewhere else; the folder is new or empty
#   tools/publish.sh win-x64 · tools/publish.sh osx-arm64
#   tools/publish.sh linux-x64 FOLDER -p:LlamaBackend=cuda12     further arguments go to dotnet publish (README.md, "NVIDIA GPUs")
#
# tools/check-published.sh runs the main job with what comes out. docs/install.md says what a machine needs.
set -euo pipefail
cd "$(dirname "$0")/.."
rid=${1:?"tools/publish.sh needs a platform: linux-x64, win-x64 or osx-arm64"}
shift
folder=artifacts/publish/$rid
case ${1:-} in "" | -*) ;; *) folder=$1; shift ;; esac

if [ -d "$folder" ] && [ -n "$(ls -A "$folder")" ]; then
  echo "publish.sh: '$folder' is not empty, and files of an older version must not stay beside new ones. Remove it, or name another." >&2
  exit 2
fi

# Documentation files are for compilers.
dotnet publish src/BatchGen.Web -c Release -r "$rid" --self-contained -o "$folder" -v quiet -nologo \
  -p:PublishDocumentationFiles=false -p:PublishReferencesDocumentationFiles=false "$@"

program=BatchGen.Web engine=BatchGen.Engine
case $rid in win-*) program=BatchGen.Web.exe engine=BatchGen.Engine.exe ;; esac
for file in "$program" "$engine" BatchGen.Engine.deps.json BatchGen.Engine.runtimeconfig.json appsettings.json wwwroot models/batchgen-demo.gguf; do
  if [ ! -e "$folder/$file" ]; then
    echo "publish.sh: '$folder' lacks $file; it would not run." >&2
    exit 1
  fi
done
echo "$folder: $(du -sh "$folder" | cut -f1). Start it with $folder/$program"
