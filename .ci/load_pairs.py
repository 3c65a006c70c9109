"""Loads the exported pairs with `datasets` and checks the columns TRL's trainers read."""
import sys
from datasets import load_dataset

EXPECTED = {"trl": {"prompt", "chosen", "rejected"}, "trl-implicit": {"chosen", "rejected"}, "kto": {"prompt", "completion", "label"}}

for name, columns in EXPECTED.items():
    rows = load_dataset("json", data_files=f"{sys.argv[1]}/{name}.jsonl", split="train", cache_dir=f"{sys.argv[1]}/cache")
    assert len(rows) > 0, f"{name}: no rows"
    missing = columns - set(rows.column_names)
    assert not missing, f"{name}: no {missing}"
    if name == "trl":
        turn = rows[0]["chosen"][0]
        assert turn["role"] == "assistant" and turn["content"], turn
    print(name, len(rows), "rows", rows.column_names)
