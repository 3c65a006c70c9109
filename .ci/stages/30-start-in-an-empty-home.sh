# The README's first line as a newcomer runs it: empty HOME, nothing cached, until the page shows hypotheses. Then stops what it started.
set -eu
home=$(mktemp -d)
log=$(mktemp)
port=43217
HOME=$home XDG_CACHE_HOME= HORTUS_CACHE= HORTUS_GARDEN="$home/garden" npm start -- --port "$port" --count 10 >"$log" 2>&1 &
pid=$!
below() { for child in $(pgrep -P "$1" || true); do below "$child"; echo "$child"; done; }
stop() {
  # npm's child is the server: end the whole little tree, leaf first, by pid. What ends still writes to the home: it is waited for.
  for one in $(below "$pid") "$pid"; do
    kill "$one" 2>/dev/null || continue
    for _ in $(seq 1 100); do kill -0 "$one" 2>/dev/null || break; sleep 0.2; done
  done
  wait "$pid" 2>/dev/null || true
  rm -rf "$home"
}
trap stop EXIT
for _ in $(seq 1 600); do
  sleep 1
  kill -0 "$pid" 2>/dev/null || { cat "$log"; echo "the server ended"; exit 1; }
  grep -q "hypotheses are on the page" "$log" && break
done
cat "$log"
PORT=$port node_modules/.bin/node .ci/check-start.js
