/** The thread that makes goal tables: sleeps until something is asked for, takes requests in their order, and leaves those that the asking thread took itself. */
import { parentPort, receiveMessageOnPort, workerData } from "node:worker_threads";
import { assert } from "@floorplane/contracts/errors";
import { GoalSearch } from "./goal-search.ts";
import type { TableWorkerData } from "./goal-tables-queue.ts";
import * as queueing from "./goal-tables-queue.ts";

const { graph, motion, queue, move } = workerData as TableWorkerData;
assert(parentPort, "goal tables are made in a worker thread");
const port = parentPort;
const words = new Int32Array(queue);
const chunks: SharedArrayBuffer[] = [];
let version = Atomics.load(words, queueing.guidanceWord);
let search = searchOnGuidance();

for (let ticket = 0; ; ticket = (ticket + 1) | 0) {
  while (Atomics.load(words, queueing.headWord) === ticket) {
    if (Atomics.load(words, queueing.stopWord) === 1) process.exit();
    Atomics.wait(words, queueing.headWord, ticket);
  }
  const at = queueing.requestAt(ticket);
  const { asked, taken, made } = queueing;
  if (Atomics.compareExchange(words, at + queueing.stateWord, asked, taken) !== asked) continue;
  hear();
  const chunk = chunks[words[at + queueing.chunkWord]!]!;
  const place = words[at + queueing.placeWord]!;
  search.search(words[at + queueing.goalWord]!, queueing.tableIn(chunk, place, graph.nodeCount, motion));
  Atomics.store(words, at + queueing.stateWord, made);
  Atomics.notify(words, at + queueing.stateWord);
}

/** What was sent before the request at hand is there: it is read, not waited for. */
function hear(): void {
  for (let got = receiveMessageOnPort(port); got; got = receiveMessageOnPort(port))
    chunks.push(got.message as SharedArrayBuffer);
  const newest = Atomics.load(words, queueing.guidanceWord);
  if (newest === version) return;
  version = newest;
  search = searchOnGuidance();
}

function searchOnGuidance(): GoalSearch {
  const turn = Atomics.load(words, queueing.turnWord);
  return new GoalSearch(graph, { move: new Uint8Array(move), turn }, motion);
}
