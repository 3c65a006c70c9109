# The exported pairs load in the real `datasets` library. Without a model only what a person judged makes pairs, so a person's judgements
# are recorded first, as a person would; without them the export must be empty and say why.
set -eu
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet --disable-pip-version-check datasets
export HORTUS_GARDEN="$place/garden"
hortus="node_modules/.bin/node bin/hortus.js"
$hortus grow examples/materials --no-embeddings --json >/dev/null
$hortus hypothesize --count 6 --model none --json >/dev/null
$hortus export pairs --output "$place/none.jsonl" | grep "no side was written by a model"
test ! -s "$place/none.jsonl"
$hortus judge --limit 4 --json | python3 -c 'import json, sys; print("\n".join(c["id"] for c in json.load(sys.stdin)["comparisons"]))' >"$place/open"
test -s "$place/open"
while read -r comparison; do
  $hortus judge --prefer b --reason "easier to test" --annotator ci "$comparison" >/dev/null
done <"$place/open"
for format in trl trl-implicit kto; do
  $hortus export pairs --format "$format" --output "$place/$format.jsonl" --json
done
HF_HUB_OFFLINE=1 "$place/venv/bin/python" .ci/load_pairs.py "$place"
