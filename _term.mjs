import { Worker, isMainThread } from "node:worker_threads";
import { DatabaseSync } from "node:sqlite";
if (isMainThread) {
  const w = new Worker(new URL(import.meta.url));
  w.on("exit",(c)=>console.log("exit",c,performance.now()));
  setTimeout(async()=>{ console.log("terminating",performance.now()); const r=await Promise.race([w.terminate(), new Promise(r=>setTimeout(r,4000,"STILL"))]); console.log(r,performance.now(), process.cpuUsage()); process.kill(process.pid,"SIGKILL")},700);
} else {
  const d=new DatabaseSync(":memory:");
  d.prepare("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n) SELECT count(*) FROM n").all();
}
