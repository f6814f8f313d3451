#!/usr/bin/env bash
# Runs a command as on a system with one font only, and the Chinese one that the browser tests need:
#   tools/with-font.sh "DejaVu Sans" dotnet test tests/BatchGen.EndToEnd -c Release
# FONTCONFIG_FILE does it: no package has to go, and programs beside this one keep their fonts.
set -euo pipefail
family=${1:?usage: tools/with-font.sh FAMILY COMMAND...}
shift

fc-list : family | tr ',' '\n' | grep -qxF "$family" || { echo "There is no font family \"$family\" here; fc-list : family says which there are." >&2; exit 2; }
# Every other family by its name: a glob of files would win over whatever is accepted.
rejected=$(fc-list : family | cut -d, -f1 | sort -u | grep -vxF -e "$family" -e "WenQuanYi Micro Hei" |
  sed 's|.*|<pattern><patelt name="family"><string>&</string></patelt></pattern>|' | tr -d '\n')

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cat >"$folder/fonts.conf" <<XML
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <cachedir>$folder/cache</cachedir>
  <selectfont><rejectfont>$rejected</rejectfont></selectfont>
  <match target="pattern">
    <edit name="family" mode="prepend" binding="strong"><string>$family</string></edit>
  </match>
</fontconfig>
XML
FONTCONFIG_FILE="$folder/fonts.conf" "$@"
