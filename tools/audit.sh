#!/usr/bin/env bash
# Says which packages have known vulnerabilities, as far as the registries know. A report: it never fails a build.
set -uo pipefail
cd "$(dirname "$0")/.."

log=$(mktemp)
trap 'rm -f "$log"' EXIT

nuget() {
  if ! timeout 300 dotnet list BatchGen.sln package --vulnerable --include-transitive --no-restore >"$log" 2>&1; then
    echo "NuGet: not audited (the feed does not answer)"
    return
  fi
  # One line a package, whichever projects bring it in: name, version, severity, advisory.
  local found
  found=$(awk '$1 == ">" { print $2, $(NF - 2), $(NF - 1), $NF }' "$log" | sort -u)
  if [ -z "$found" ]; then
    echo "NuGet: no vulnerable package that this feed knows of"
  else
    echo "NuGet: $(wc -l <<<"$found") vulnerable package(s)"
    sed 's/^/  /' <<<"$found"
  fi
}

npm_packages() {
  local lock audited=0 vulnerable=0 silent=0
  while read -r lock; do
    # npm exits with 1 when it found something, and also when nobody answered: only the former prints counts.
    (cd "$(dirname "$lock")" && timeout 60 npm audit --package-lock-only --json) >"$log" 2>/dev/null
    if node -e 'process.exit(JSON.parse(require("fs").readFileSync(process.argv[1], "utf8")).metadata.vulnerabilities.total === 0 ? 0 : 3)' "$log" 2>/dev/null; then
      audited=$((audited + 1))
    elif [ $? -eq 3 ]; then
      vulnerable=$((vulnerable + 1))
      echo "  npm audit finds something in $(dirname "$lock")"
    else
      silent=$((silent + 1))
    fi
  done < <(git ls-files '*package-lock.json')
  echo "npm: $audited lock file(s) without, $vulnerable with vulnerable packages; $silent not audited (the registry does not answer)"
}

echo "Dependency audit:"
nuget
npm_packages
exit 0
