#!/usr/bin/env bash
# Runs the main job (samples/prompts.jsonl, 20 answers) with a published linux-x64 folder where there is no .NET, and says where that was:
#
#   in a bare Debian made for it    as root with debootstrap: first without the libraries that docs/install.md names, which doctor must
#                                   notice, then with them; its server is started there as well
#   in an empty environment         else: this machine's own libraries, but no PATH, no HOME and no DOTNET_ROOT
#
#   tools/check-published.sh artifacts/publish/linux-x64
set -euo pipefail
cd "$(dirname "$0")/.."
published=$(cd "${1:?"tools/check-published.sh needs the published folder"}" && pwd)
work=$(mktemp -d)
trap 'rm -rf --one-file-system "$work"' EXIT
suite=bookworm needed="libicu72 libssl3 libgomp1"

# A chroot with a /proc and processes of its own: what is started in it ends with it.
in_bare() {
  unshare --mount --pid --fork --kill-child sh -c 'mount -t proc proc "$1/proc" && exec chroot "$1" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root DEBIAN_FRONTEND=noninteractive sh -c "$2"' - "$work/root" "$1"
}

require() {
  if ! eval "$2"; then
    echo "check-published.sh: $1" >&2
    exit 1
  fi
}

# One line an answer, each ended by the model itself.
require_answers() {
  require "'$1' does not have 20 answers." '[ "$(grep -c "\"finish_reason\":\"stop\"" "'"$1"'")" -eq 20 ]'
}

check_in_bare_debian() {
  debootstrap --variant=minbase "$suite" "$work/root" >"$work/debootstrap.log" 2>&1 || { tail -5 "$work/debootstrap.log" >&2; return 1; }
  cp /etc/resolv.conf "$work/root/etc/"
  cp -r "$published" "$work/root/opt/batchgen"
  cp -r samples "$work/root/opt/samples"
  require "there is a dotnet in the bare system." '! in_bare "command -v dotnet"'

  echo "== without its libraries"
  in_bare "apt-get update -qq && apt-get install -y -qq --no-install-recommends ${needed%% *} >/dev/null 2>&1"
  in_bare "/opt/batchgen/BatchGen.Web doctor" | tee "$work/doctor" || true
  require "doctor does not notice that OpenSSL is missing." 'grep -q "^PROBLEM  system .*libssl3" "$work/doctor"'
  require "doctor does not notice that libgomp is missing." 'grep -q "^PROBLEM  libraries .*libgomp1" "$work/doctor"'

  echo "== with them"
  in_bare "apt-get install -y -qq --no-install-recommends $needed >/dev/null 2>&1"
  in_bare "/opt/batchgen/BatchGen.Web doctor"
  in_bare "cd / && /opt/batchgen/BatchGen.Web run /opt/samples/prompts.jsonl --output /tmp/results.jsonl"
  require_answers "$work/root/tmp/results.jsonl"

  echo "== its server"
  # /dev/tcp is bash's: nothing else in there speaks HTTP.
  in_bare "/opt/batchgen/BatchGen.Web --urls http://127.0.0.1:5097 >/tmp/server.log 2>&1 & exec bash -c 'for try in \$(seq 120); do
      (exec 3<>/dev/tcp/127.0.0.1/5097 && printf \"GET /healthz HTTP/1.0\r\nHost: localhost\r\n\r\n\" >&3 && cat <&3) 2>/dev/null && exit 0; sleep 1; done; cat /tmp/server.log; exit 1'" | tee "$work/health"
  require "the server does not answer." 'grep -q "\"status\":\"ok\"" "$work/health"'
}

check_in_empty_environment() {
  mkdir "$work/home"
  (cd / && env -i HOME="$work/home" PATH=/nonexistent "$published/BatchGen.Web" doctor)
  (cd / && env -i HOME="$work/home" PATH=/nonexistent "$published/BatchGen.Web" run "$OLDPWD/samples/prompts.jsonl" --output "$work/results.jsonl")
  require_answers "$work/results.jsonl"
}

if [ "$(id -u)" -eq 0 ] && command -v debootstrap >/dev/null; then
  check_in_bare_debian
  echo "20 of 20 answers in a bare Debian $suite (debootstrap, minbase) with $needed and without .NET."
else
  check_in_empty_environment
  echo "20 of 20 answers in an empty environment on this machine; as root with debootstrap it would be a bare Debian."
fi
