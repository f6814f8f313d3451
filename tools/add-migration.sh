#!/usr/bin/env bash
# Adds one migration for both databases: tools/add-migration.sh NAME
set -euo pipefail
cd "$(dirname "$0")/.."
name=${1:?usage: tools/add-migration.sh NAME}
for provider in Sqlite PostgreSql; do
  dotnet ef migrations add "$name" --project "migrations/$provider" --startup-project "migrations/$provider"
done
