/**
 * Runs every row of the traffic table, one after the other, and prints it: `npm run bench:traffic [-- --quick] [-- --only T4]`. `--quick` runs a tenth of the steps: it shows that all is well, and
 * its figures are no figures (floors fill up in the first hundreds of steps). Exit 0 only when nobody met and nobody is stuck.
 */
import { spawnSync } from "node:child_process";
import { cpus } from "node:os";
import { join } from "node:path";
import { dataFolder } from "../data-folder.ts";
import { type Aim, type Answer, type Row, sideRows, trafficRows } from "./traffic-rows.ts";

const entry = join(import.meta.dirname, "../../app/src/floorplane.ts");
const answerBytesMax = 2 ** 20;

const maps = dataFolder("maps");
const quick = process.argv.includes("--quick");
const only = process.argv.includes("--only") ? process.argv[process.argv.indexOf("--only") + 1] : undefined;

if (maps.isAbsent) say(`There are no published instances${maps.reason}: T13 alone can be run.`);
say(
  `Machine: ${cpus().length} x ${cpus()[0]?.model.trim()}, Node ${process.versions.node}${quick ? "; quick: a tenth of the steps" : ""}\n`,
);
say("| row | must | beyond | measured | plan ms p50 / p99 / max | executable | met |");
say("|---|---|---|---|---|---|---|");
let sound = true;
for (const row of trafficRows(maps.path)) {
  if (only && !row.name.startsWith(`${only} `)) continue;
  if (maps.isAbsent && row.args.some((arg) => arg.startsWith(maps.path))) continue;
  const answer = ask(row, []);
  const executable = row.both ? ask(row, ["--mode", "executable"]) : undefined;
  for (const each of [answer, executable]) if (each && each.collisions + each.deadlocks > 0) sound = false;
  const { p50, p99, max } = answer.planMs;
  line(row.name, row, answer, [
    figure(answer),
    `${p50} / ${p99} / ${max}`,
    executable ? figure(executable) : "is executed",
  ]);
  if (row.name.startsWith("T4 warehouse"))
    for (const side of sideRows) line(side.name, side, answer, [side.measured(answer), "", ""]);
}
process.exitCode = sound ? 0 : 1;

function ask(row: Row, more: readonly string[]): Answer {
  const steps = quick ? Math.max(100, Math.round(row.steps / 10)) : row.steps;
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [entry, "bench", "traffic", ...row.args, ...more, "--steps", `${steps}`, "--json"],
    { encoding: "utf8", maxBuffer: answerBytesMax, stdio: ["ignore", "pipe", "inherit"] },
  );
  const last = stdout.trimEnd().split("\n").at(-1) ?? "";
  if (!last.startsWith("{")) throw new Error(`${row.name} has no answer: ${stderr ?? ""}`);
  process.stderr.write(`${row.name}: ${last}\n`);
  return JSON.parse(last) as Answer;
}

function figure({ throughput, tasksFinished, ratioToNoDelay, collisions, deadlocks }: Answer): string {
  const ratio = ratioToNoDelay === null ? "" : `, ${(100 * ratioToNoDelay).toFixed(1)} %`;
  const faults = collisions + deadlocks > 0 ? `, **${collisions} collisions, ${deadlocks} deadlocks**` : "";
  return `${throughput} a step (${tasksFinished})${ratio}${faults}`;
}

function line(
  name: string,
  { must, beyond }: { readonly must: Aim; readonly beyond: Aim },
  answer: Answer,
  cells: readonly string[],
): void {
  const isSound = answer.collisions + answer.deadlocks === 0;
  const met = quick ? "–" : !isSound || !must.holds(answer) ? "no" : beyond.holds(answer) ? "beyond" : "must";
  say(`| ${[name, must.text, beyond.text, ...cells, met].join(" | ")} |`);
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
