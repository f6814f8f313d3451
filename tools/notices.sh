#!/usr/bin/env bash
# Writes docs/THIRD-PARTY-NOTICES.md: every package of the published program, from the lock files of src and migrations, with what its own
# nuspec and licence file say. Needs Python 3, and the packages restored (dotnet restore). Run it when a package changes; a test compares.
set -euo pipefail
cd "$(dirname "$0")/.."
packages=$(dotnet nuget locals global-packages --list --force-english-output | sed 's/^[^:]*: //')
python3 - "$packages" <<'PYTHON' > docs/THIRD-PARTY-NOTICES.md.new
import glob, json, os, re, sys
from html import unescape

folder = sys.argv[1]
found = set()
for lock in glob.glob("src/*/packages.lock.json") + glob.glob("migrations/*/packages.lock.json"):
    for packages in json.load(open(lock))["dependencies"].values():
        found |= {(name, entry["resolved"]) for name, entry in packages.items() if entry["type"] != "Project"}

def element(nuspec, name):
    match = re.search(rf"<{name}(?: [^>]*)?>(.*?)</{name}>", nuspec, re.DOTALL)
    return unescape(" ".join(match.group(1).split())) if match else ""

rows, files = [], []
for name, version in sorted(found, key=lambda package: (package[0].lower(), package[1])):
    place = os.path.join(folder, name.lower(), version.lower())
    nuspec = open(os.path.join(place, name.lower() + ".nuspec"), encoding="utf-8-sig").read()
    licence = re.search(r'<license type="(\w+)"', nuspec)
    text = element(nuspec, "license")
    if licence and licence.group(1) == "file":
        files.append((name, version, open(os.path.join(place, text), encoding="utf-8-sig").read().strip()))
        text = "below"
    rows.append((name, version, text or element(nuspec, "licenseUrl"), element(nuspec, "copyright") or element(nuspec, "authors"), element(nuspec, "projectUrl")))

print("""# Third-party notices

BatchGen is under the MIT license (LICENSE). The published program holds the packages below, unmodified, each under its own license.
`tools/notices.sh` writes this file from the packages themselves. Packages that only tests use are not in it; some that only the build uses (Grpc.Tools, analyzers) are.

Not packages of their own, and in the published folder too:

- llama.cpp and ggml, inside LLamaSharp.Backend.Cpu (and .Cuda12, .Vulkan where those are built in): MIT, Copyright (c) the ggml authors.
- SQLite, inside SQLitePCLRaw.lib.e_sqlite3: public domain.
- The .NET and ASP.NET Core runtime, in a self-contained folder: MIT, Copyright (c) .NET Foundation and Contributors; what that holds itself
  is listed in the file THIRD-PARTY-NOTICES.TXT of the runtime's packages.

| Package | Version | License | Copyright | Source |
|---|---|---|---|---|""")
for row in rows:
    print("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |")

print("\n## Texts of the licenses\n")
print("MIT, for every package above that names it, with the copyright of its row:\n")
mit = open("LICENSE", encoding="utf-8").read()
print("> " + "\n> ".join(mit[mit.index("Permission is"):].strip().splitlines()))
print("\nThe others, by their SPDX names:\n")
for spdx in sorted({part for row in rows for part in row[2].split(" OR ") if part not in ("MIT", "below")}):
    print(f"- {spdx}: https://spdx.org/licenses/{spdx}.html")
for name, version, text in files:
    print(f"\n### {name} {version}\n\n```text\n{text}\n```")
PYTHON
mv docs/THIRD-PARTY-NOTICES.md.new docs/THIRD-PARTY-NOTICES.md
