#!/usr/bin/env bash
# Runs every test, after installing what they need: nothing but the .NET SDK and git has to be there before.
# Arguments go to the test runner, e.g. ./test.sh --filter FullyQualifiedName~Planner
set -uo pipefail
cd "$(dirname "$0")"

# Chromium and a Chinese font for the browser tests, nginx as the proxy in front, PostgreSQL for the second database, Node for axe-core,
# OpenAI's client and the libraries of the second runtime, and a Vulkan device that the processor computes.
install_what_tests_need() {
  local missing=() root=()
  [ -n "$(fc-list :lang=zh 2>/dev/null)" ] || missing+=(fontconfig fonts-wqy-microhei)
  has_browser || missing+=(chromium)
  ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || missing+=(postgresql)
  # LLamaSharp's libraries need it; whoever has a compiler has it.
  ldconfig -p 2>/dev/null | grep -q libgomp.so.1 || missing+=(libgomp1)
  PATH=$PATH:/usr/sbin command -v nginx >/dev/null || missing+=(nginx-light)
  command -v node >/dev/null || missing+=(nodejs)
  command -v npm >/dev/null || missing+=(npm)
  if has_device; then
    compgen -G '/usr/share/vulkan/icd.d/lvp_icd*.json' >/dev/null || missing+=(mesa-vulkan-drivers)
    ldconfig -p 2>/dev/null | grep -q libvulkan.so.1 || missing+=(libvulkan1)
  fi
  [ ${#missing[@]} -gt 0 ] || return 0
  if ! command -v apt-get >/dev/null; then
    echo "The tests need ${missing[*]}: install them with this system's package manager, then run ./test.sh again." >&2
    return 2
  fi
  [ "$(id -u)" -eq 0 ] || root=(sudo)
  echo "Installing what the tests need: ${missing[*]}"
  "${root[@]}" apt-get update -qq && "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    "${missing[@]/#chromium/$(browser_package)}" >/dev/null || {
    echo "Installing ${missing[*]} failed; install them by hand, then run ./test.sh again." >&2
    return 2
  }
}

# Chromium without its windows takes a third less processor time; older systems have the whole one only, which does as well.
browser_package() {
  if [ -n "$(apt-cache policy chromium-headless-shell 2>/dev/null)" ]; then echo chromium-headless-shell; else echo chromium; fi
}

has_browser() {
  command -v chromium-headless-shell >/dev/null || command -v chromium >/dev/null || command -v google-chrome >/dev/null
}

# llama.cpp's Vulkan libraries of npm, which the tests of devices run over, are of this platform.
has_device() { [ "$(uname -sm)" = "Linux x86_64" ]; }

# Of built files, one after another. Gives up on a test that hangs for twice as long as any test waits (tests/BatchGen.Testing/Patience.cs).
run_tests() {
  dotnet test "$@" --nologo --logger "console;verbosity=minimal" --blame-hang-timeout 10m "${arguments[@]}"
}

# One line at the end that sums the projects up.
sum_up() {
  awk '
    /Failed: +[0-9]+, Passed: +[0-9]+, Skipped: +[0-9]+/ {
      gsub(/[^0-9:,]/, " "); split($0, part, ",")
      sub(/.*:/, "", part[1]); sub(/.*:/, "", part[2]); sub(/.*:/, "", part[3])
      failed += part[1]; passed += part[2]; skipped += part[3]
    }
    END { printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped; exit passed == 0 }
  ' "$@"
}

arguments=("$@")
install_what_tests_need || exit 2
# What was installed must be used: a test of devices that would be skipped fails instead (tests/BatchGen.Testing/Devices).
! has_device || export BATCHGEN_TESTS_NEED_DEVICE=1
# What ends soon is not worth being counted for a better compilation: a fifth of the processor time of the browser tests' program.
export DOTNET_TieredPGO=0
# One compiler for all projects, which is compiled itself only once: a quarter of the build's processor time. Of its own, so that it can be ended.
compiler=batchgen-tests-$$
dotnet build BatchGen.sln -c Release -v quiet -nologo -p:UseSharedCompilation=true -p:SharedCompilationId="$compiler"
built=$?
! command -v pkill >/dev/null || pkill -f -- "-pipename:$compiler" || true
[ $built -eq 0 ] || exit 1

logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT

# Built files, not projects: reading a project again takes longer than some of them test.
browser=() others=()
while read -r project; do
  name=$(basename "$project" .csproj)
  file=$(dirname "$project")/bin/Release/net10.0/$name.dll
  case $name in *.EndToEnd) browser+=("$file") ;; *.Tests) others+=("$file") ;; esac
done < <(dotnet sln BatchGen.sln list | tr '\\' / | grep '^tests/')

# Side by side: in a browser test most processes wait for one another, which leaves a core to the others.
status=0
run_tests "${browser[@]}" >"$logs/browser" 2>&1 &
browser_run=$!
# A report only: what is known of the packages today must not decide whether a build of yesterday passes. It waits for the network.
[ $# -gt 0 ] || tools/audit.sh >"$logs/audit" 2>&1 &
run_tests "${others[@]}" 2>&1 | tee "$logs/others" || status=1
wait "$browser_run" || status=1
cat "$logs/browser"

wait
[ $# -gt 0 ] || cat "$logs/audit"
sum_up "$logs/others" "$logs/browser" || status=1
exit "$status"
