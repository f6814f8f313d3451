#!/usr/bin/env bash
# Says which lines of src/ the tests reach: a page for each file and a table, in artifacts/coverage. Generated code and migrations are not counted.
#
#   tools/coverage.sh                        every test project but the browser tests
#   tools/coverage.sh Code Inference         these alone: tests/BatchGen.Code.Tests and tests/BatchGen.Inference.Tests
#   tools/coverage.sh all                    the browser tests as well
set -uo pipefail
cd "$(dirname "$0")/.."
out=artifacts/coverage

projects_of_tests() {
  dotnet sln BatchGen.sln list | tr '\\' / | grep -E '^tests/.*(\.Tests|\.EndToEnd)\.csproj$'
}

case ${1:-} in
  "") projects=$(projects_of_tests | grep -v EndToEnd) ;;
  all) projects=$(projects_of_tests) ;;
  *)
    projects=
    for name in "$@"; do
      found=$(projects_of_tests | grep -E "/BatchGen\.$name(\.Tests)?\.csproj$") || {
        echo "coverage.sh: there is no test project '$name'. There are: $(projects_of_tests | sed -E 's|.*/BatchGen\.([A-Za-z]+).*|\1|' | xargs)." >&2
        exit 2
      }
      projects+="$found"$'\n'
    done
    ;;
esac

# One row a project. A line that several classes share, e.g. a lambda and its method, counts once.
write_table() {
  awk '
    match($0, /filename="[^"]*"/) { file = substr($0, RSTART + 10, RLENGTH - 11); sub(/.*\/src\//, "", file); sub(/^src\//, "", file) }
    match($0, /<line number="[0-9]+" hits="[0-9]+"/) {
      split(substr($0, RSTART, RLENGTH), part, "\""); line = file ":" part[2]
      if (!(line in hits)) { split(file, folder, "/"); lines[folder[1]]++; lines["all"]++ ; of[file]++ }
      if (part[4] > 0 && !hits[line]) { covered[folder[1]]++; covered["all"]++; reached[file]++ }
      hits[line] += part[4]
    }
    END {
      print "| Project | Lines | Reached | |"; print "|---|---|---|---|"
      for (project in lines) if (project != "all") print row(project) | "sort"
      close("sort"); print row("all")
      print "\nFiles that nothing reaches:\n"
      for (file in of) if (!reached[file]) print "- " file " (" of[file] " lines)" | "sort"
    }
    function row(project) {
      return sprintf("| %s | %d | %d | %.1f %% |", project == "all" ? "All of src" : project, lines[project], covered[project], 100 * covered[project] / lines[project])
    }
  ' "$out/Cobertura.xml"
}

dotnet tool restore >/dev/null && dotnet build BatchGen.sln -c Release -v quiet -nologo || exit 1
rm -rf "$out" && mkdir -p "$out"

# Tests that fail reach something all the same, so that the table is written; the exit code tells of them.
status=0
while read -r project; do
  dotnet test "$project" -c Release --no-build --nologo --settings tools/coverage.runsettings --collect "Code Coverage" \
    --results-directory "$out/measured" --logger "console;verbosity=minimal" </dev/null || status=1
done < <(grep . <<<"$projects")

dotnet reportgenerator "-reports:$out/measured/**/*.cobertura.xml" "-targetdir:$out" "-reporttypes:Html;TextSummary;Cobertura" \
  "-sourcedirs:." -verbosity:Warning || exit 1
write_table | tee "$out/table.md"
echo "The lines themselves: $out/index.html"
exit "$status"
