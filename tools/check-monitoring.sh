#!/usr/bin/env bash
# Checks tools/deploy/monitoring with Prometheus' own tools (Debian: apt-get install prometheus). With a running server's address and a key
# that may read, a real Prometheus scrapes that server and is asked for what came in:
#   tools/check-monitoring.sh [http://127.0.0.1:5080 KEY]
# Run by hand: no test needs Prometheus.
set -euo pipefail
cd "$(dirname "$0")/deploy/monitoring"
promtool check rules batchgen-alerts.yml
promtool test rules batchgen-alerts.test.yml
python3 -m json.tool grafana-dashboard.json > /dev/null
address=${1:-}
key=${2:-}
scratch=$(mktemp -d)
prometheus=
end() {
  if [ -n "$prometheus" ]; then kill "$prometheus"; wait "$prometheus" || true; fi
  rm -rf "$scratch"
}
trap end EXIT
cp prometheus.yml batchgen-alerts.yml "$scratch"
(umask 077; printf '%s' "${key:-none}" > "$scratch/batchgen.key")
host=${address#*://}
if [ -n "$address" ]; then
  sed -i "s|127.0.0.1:5080|$host|; s|interval: 15s|interval: 1s|" "$scratch/prometheus.yml"
fi
promtool check config "$scratch/prometheus.yml"
[ -n "$address" ] || exit 0

# Of .NET's own names promtool says that three should not end in _count.
curl -sf -H "Authorization: Bearer $key" "$address/metrics" | grep -E '^(# (TYPE|HELP|UNIT) )?batchgen_' | promtool check metrics
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
prometheus --config.file="$scratch/prometheus.yml" --storage.tsdb.path="$scratch/data" --web.listen-address="127.0.0.1:$port" > "$scratch/log" 2>&1 &
prometheus=$!
ask() { curl -sfG "http://127.0.0.1:$port/api/v1/query" --data-urlencode "query=$1" 2> /dev/null | python3 -c 'import json, sys; text = sys.stdin.read(); print(len(json.loads(text)["data"]["result"]) if text else 0)'; }
for _ in $(seq 60); do
  if [ "$(ask 'batchgen_queue_items' )" != 0 ]; then break; fi
  sleep 1
done

sleep 5   # Rates need more than one scrape.

# Every query of the dashboard and every rule must be one that Prometheus takes; how many series answer is only told.
python3 - "$port" <<'PYTHON'
import json, sys, urllib.parse, urllib.request
port, failed = sys.argv[1], 0
def get(path): return json.load(urllib.request.urlopen(f"http://127.0.0.1:{port}/api/v1/{path}"))["data"]
for panel in json.load(open("grafana-dashboard.json"))["panels"]:
    for target in panel.get("targets", []):
        query = target["expr"].replace("$instance", ".*")
        try:
            print(f"{len(get('query?' + urllib.parse.urlencode({'query': query}))['result']):3} series  {panel['title']}: {query}")
        except urllib.error.HTTPError as refusal:
            failed += 1
            print(f"REFUSED  {panel['title']}: {refusal.read().decode()}")
rules = [rule for group in get("rules")["groups"] for rule in group["rules"]]
print(f"{len(rules)} rules, {sum(rule['health'] == 'err' for rule in rules)} that cannot be judged; firing or pending:", [rule["name"] for rule in rules if rule["state"] != "inactive"])
up = get("query?query=up")["result"]
print("up:", [result["value"][1] for result in up])
sys.exit(1 if failed or not up or any(result["value"][1] != "1" for result in up) or any(rule["health"] == "err" for rule in rules) else 0)
PYTHON
