"""Loads the exported pairs with `datasets` and checks the columns TRL's trainers read, and that what is cited can be looked up."""
import re
import sys

from datasets import load_dataset

EXPECTED = {"trl": {"prompt", "chosen", "rejected"}, "trl-implicit": {"chosen", "rejected"}, "kto": {"prompt", "completion", "label"}}
PROVENANCE = {"group", "confidence", "judge_kinds", "judges", "annotator", "documents", "seed", "garden_version"}

for name, columns in EXPECTED.items():
    rows = load_dataset("json", data_files=f"{sys.argv[1]}/{name}.jsonl", split="train", cache_dir=f"{sys.argv[1]}/cache")
    assert len(rows) > 0, f"{name}: no rows"
    missing = (columns | PROVENANCE) - set(rows.column_names)
    assert not missing, f"{name}: no {missing}"
    if name == "trl":
        for row in rows:
            asked = "\n".join(turn["content"] for turn in row["prompt"])
            for turn in row["chosen"] + row["rejected"]:
                assert turn["role"] == "assistant" and turn["content"], turn
                for mark in re.findall(r"\[\d+\]", turn["content"]):
                    assert f"\n{mark} " in asked, f"{mark} leads nowhere"
            assert row["chosen"] != row["rejected"]
    print(name, len(rows), "rows", rows.column_names)
