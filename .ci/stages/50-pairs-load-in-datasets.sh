# The exported pairs load in the real `datasets` library.
set -eu
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet --disable-pip-version-check datasets
export HORTUS_GARDEN="$place/garden"
node_modules/.bin/node bin/hortus.js grow examples/materials --no-embeddings --json >/dev/null
node_modules/.bin/node bin/hortus.js hypothesize --count 6 --model none --json >/dev/null
for format in trl trl-implicit kto; do
  node_modules/.bin/node bin/hortus.js export pairs --format "$format" --output "$place/$format.jsonl" --json
done
HF_HUB_OFFLINE=1 "$place/venv/bin/python" .ci/load_pairs.py "$place"
