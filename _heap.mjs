import { DatabaseSync } from "node:sqlite";
const d=new DatabaseSync(":memory:",{limits:{length:1000000}});
d.exec("PRAGMA temp_store=MEMORY"); 
if (process.argv[2]) console.log(d.prepare("PRAGMA hard_heap_limit="+process.argv[2]).all());
for (const s of ["WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n LIMIT 2000) SELECT count(*) FROM (SELECT DISTINCT printf('%.*c',900000,'a')||i AS x FROM n) WHERE length(x)>3",
"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n LIMIT 3000000) SELECT count(*) FROM (SELECT i, count(*) OVER (ORDER BY -i) AS c FROM n)"
]) try{console.log(d.prepare(s).all())}catch(e){console.log(e.message,e.errcode)}
console.log(process.resourceUsage().maxRSS);
