import { DatabaseSync } from "node:sqlite";
const d=new DatabaseSync("/tmp/q/garden/garden.db",{readOnly:true});
console.log(d.prepare("SELECT count(*) n, sum(concept IS NULL) free FROM term").get());
for (const w of process.argv.slice(2)) console.log(w, d.prepare("SELECT count(DISTINCT p.document) docs, count(DISTINCT CASE WHEN t.concept IS NOT NULL THEN p.document END) withConcept FROM posting p JOIN term t ON t.id=p.term WHERE ' '||lower(replace(t.key,'-',' '))||' ' LIKE ?").get(`% ${w} %`));
