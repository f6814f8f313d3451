#!/usr/bin/env bash
# Prints how the house is cut: for each project its folders, C# files and lines, how long files are, and which folders import each other.
# Usage: tools/house.sh [commit]   (without one: what stands here now)
set -euo pipefail
cd "$(dirname "$0")/.."

copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
if [ $# -gt 0 ]; then
  git archive "$1" src | tar -x -C "$copy"
else
  git ls-files -co --exclude-standard src | while read -r file; do [ -f "$file" ] && echo "$file"; done | tar -c -T - | tar -x -C "$copy"
fi
cd "$copy"

find src -name '*.cs' | sort | xargs wc -l | awk '$2 != "total" { split($2, part, "/"); print part[2], $1 }' | sort -k1,1 -k2,2n > "$copy/lengths"
# A folder is one right below its project; files beside the project put it together and may import every folder.
{ grep -rnoE --include='*.cs' --include='*.razor' '(^@?|global )using (static )?BatchGen\.[A-Za-z]+\.[A-Za-z]+|BatchGen\.[A-Za-z]+\.[A-Z][A-Za-z]+' src || true; } |
  awk -F: '{
    split($1, part, "/"); if (part[4] == "") next
    name = $3; sub(/.*BatchGen\./, "", name); split(name, to, ".")
    if (part[2] == "BatchGen." to[1] && part[3] != to[2]) print part[2], part[3], to[2]
  }' | sort -u > "$copy/arrows"

echo '| Project | Folders | Files | Lines | Median | Files of ≤ 20 lines | Folders that import each other |'
echo '|---|---|---|---|---|---|---|'
for project in $(ls src) all; do
  folders=$(if [ "$project" = all ]; then find src -mindepth 2 -maxdepth 2 -type d; else find "src/$project" -mindepth 1 -maxdepth 1 -type d; fi | wc -l)
  awk -v project="$project" -v folders="$folders" '
    FILENAME ~ /lengths$/ && (project == "all" || $1 == project) { length_of[++files] = $2; lines += $2; small += ($2 <= 20) }
    FILENAME ~ /arrows$/ && (project == "all" || $1 == project) { if (($1, $3, $2) in seen) pairs++; seen[$1, $2, $3] = 1 }
    END {
      if (!files) exit
      # The lengths of one project come sorted; those of all are sorted here.
      for (i = 2; i <= files && project == "all"; i++) { v = length_of[i]; for (j = i - 1; j > 0 && length_of[j] > v; j--) length_of[j + 1] = length_of[j]; length_of[j + 1] = v }
      median = files % 2 ? length_of[(files + 1) / 2] : (length_of[files / 2] + length_of[files / 2 + 1]) / 2
      printf "| %s | %d | %d | %d | %s | %d | %d |\n", project, folders, files, lines, median, small, pairs
    }' "$copy/lengths" "$copy/arrows"
done
