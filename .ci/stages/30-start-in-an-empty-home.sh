# The README's first line as a newcomer runs it: empty HOME, nothing cached, until the page shows hypotheses. Then stops what it started.
set -eu
home=$(mktemp -d)
log=$(mktemp)
port=43217
HOME=$home XDG_CACHE_HOME= HORTUS_CACHE= HORTUS_GARDEN="$home/garden" npm start -- --port "$port" --count 10 >"$log" 2>&1 &
pid=$!
stop() {
  # npm's child is the server: end the whole little tree, leaf first, by pid.
  for child in $(pgrep -P "$pid" || true); do
    for leaf in $(pgrep -P "$child" || true); do kill "$leaf" 2>/dev/null || true; done
    kill "$child" 2>/dev/null || true
  done
  kill "$pid" 2>/dev/null || true
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
