// Looks at a started garden from outside: the page answers, and ten hypotheses hold what they promise.
import assert from "node:assert/strict";

const base = `http://127.0.0.1:${process.env.PORT}`;
const page = await (await fetch(base)).text();
assert.match(page, /<div id="root"|<script/, "the page is there");
const listed = await (await fetch(`${base}/api/hypotheses`)).json();
const hypotheses = listed.hypotheses.map((answer) => answer.hypothesis);
assert.ok(hypotheses.length >= 10, `10 hypotheses, found ${hypotheses.length}`);
const pairs = new Set();
for (const one of hypotheses) {
  const observed = one.claims.filter((claim) => claim.kind === "observed" && claim.evidence.length > 0);
  assert.ok(observed.length >= 2, `${one.title}: two observed claims`);
  assert.ok(
    one.claims.some((claim) => claim.kind === "conjecture"),
    `${one.title}: a marked conjecture`,
  );
  assert.equal(Object.keys(one.writtenBy).length, 8, `${one.title}: who wrote each section`);
  pairs.add([one.from, one.to].sort().join(" | "));
}
assert.equal(pairs.size, hypotheses.length, "no duplicates");
console.log(`${hypotheses.length} hypotheses, each with evidence and a conjecture`);
