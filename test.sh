#!/usr/bin/env bash
# Runs every test. Installs what they need first: Chromium and a Chinese font for the browser tests, PostgreSQL for the second database.
set -uo pipefail
cd "$(dirname "$0")"

missing=()
[ -n "$(fc-list :lang=zh 2>/dev/null)" ] || missing+=(fontconfig fonts-wqy-microhei)
command -v chromium >/dev/null || command -v google-chrome >/dev/null || missing+=(chromium)
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || missing+=(postgresql)
if [ ${#missing[@]} -gt 0 ]; then
  if ! command -v apt-get >/dev/null; then
    echo "The tests need ${missing[*]}: install them with this system's package manager, then run ./test.sh again." >&2
    exit 2
  fi
  root=(); [ "$(id -u)" -eq 0 ] || root=(sudo)
  "${root[@]}" apt-get update -qq && "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null || {
    echo "Installing ${missing[*]} failed; install them by hand, then run ./test.sh again." >&2
    exit 2
  }
fi

dotnet build BatchGen.sln -c Release -v quiet -nologo || exit 1

log=$(mktemp)
trap 'rm -f "$log"' EXIT
dotnet test BatchGen.sln -c Release --no-build -nologo -m:1 -v quiet --logger "console;verbosity=minimal" --blame-hang-timeout 5m "$@" 2>&1 | tee "$log"
status=${PIPESTATUS[0]}

# The other runtime, where the package feed has it; a filter is for the tests above.
[ $# -gt 0 ] || tools/llamasharp-check.sh || status=1

# A report only: what is known of the packages today must not decide whether a build of yesterday passes.
[ $# -gt 0 ] || tools/audit.sh

# One line at the end that sums the projects up.
awk '
  /Failed: +[0-9]+, Passed: +[0-9]+, Skipped: +[0-9]+/ {
    gsub(/[^0-9:,]/, " "); split($0, part, ",")
    sub(/.*:/, "", part[1]); sub(/.*:/, "", part[2]); sub(/.*:/, "", part[3])
    failed += part[1]; passed += part[2]; skipped += part[3]
  }
  END { printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped; exit passed == 0 }
' "$log" || status=1
exit "$status"
