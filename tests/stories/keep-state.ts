/** Keeps the state folder of a house that is killed in the middle of the small day: `node tests/stories/keep-state.ts FILE`, run by the code whose format is to be kept, before that changes. */
import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { ADemo } from "./a-demo.ts";
import { smallDay, smallDayGoods } from "./small-day.ts";

const withinMs = 120_000;
/** What a house makes anew when it is not there: keys, logs and what is known of processes. */
const madeAnew = [
  "pki",
  "pki-machines",
  "house.log",
  "world.log",
  "history.sqlite*",
  "running.json",
  "*.held*",
];

const demo = new ADemo({ orders: smallDay });
await demo.start();
await demo.until(
  "the middle of the day",
  withinMs,
  async () => (await demo.shipped(Object.keys(smallDayGoods))) >= 3,
);
await demo.kill("everything");
// What the kill left in write-ahead logs is folded in: the same rows, a fifth of the bytes.
for (const name of ["ledger", "world", "broker"]) {
  const database = new DatabaseSync(join(demo.state, `${name}.sqlite`));
  database.exec("pragma wal_checkpoint(truncate)");
  database.close();
}
const leftOut = madeAnew.map((name) => `--exclude=./${name}`);
execFileSync("tar", ["-czf", process.argv[2]!, ...leftOut, "-C", demo.state, "."]);
rmSync(demo.folder, { recursive: true, force: true });
process.stdout.write(`${join(process.argv[2]!)}\n`);
process.exit(0);
