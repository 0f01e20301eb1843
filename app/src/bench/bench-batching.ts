/** `floorplane bench batching`: published order-batching instances against their best known values. Every answer is checked: each order once, capacity kept, each tour walked again. */
import { seededRandom } from "@floorplane/runtime/random";
import { faultsOfBatches } from "@floorplane/wms-bridge/batching/batches";
import { batchesOf } from "@floorplane/wms-bridge/batching/batching";
import { gapFigures, type Judged, judgedLine } from "./bench-gaps.ts";
import { readBatchingInstance } from "./published/batching-instance.ts";
import { BestKnown, instanceFiles, nameOf, valueIn } from "./published/instance-folder.ts";
import type { PublishedBatching } from "./published/published-batching.ts";
import { machine } from "./traffic-answer.ts";

export interface BatchingOptions {
  readonly instances: string;
  readonly seed: number;
  /** An instance ends by then. */
  readonly seconds: number;
}

export function benchBatching(options: BatchingOptions, progress: { write(text: string): unknown }) {
  const { instances: folder, seed } = options;
  const files = instanceFiles(folder);
  const instances = files.map((file) => ({ file, instance: readBatchingInstance(file, seed) }));
  const bestKnown = new BestKnown();
  const judged: Judged[] = [];
  for (const [at, { file, instance }] of instances.entries()) {
    const name = nameOf(folder, file);
    const known = valueIn(bestKnown.of(file), instance.bestKnownColumn, file);
    const answer = { name, ...answerTo(instance, options), bestKnown: known };
    judged.push(answer);
    progress.write(judgedLine(answer, `${at + 1} of ${files.length}`));
  }
  const faults = judged.flatMap((each) => each.faults);
  const byFolder = Map.groupBy(judged, ({ name }) => name.split("/").slice(0, -1).join("/") || ".");
  const json = {
    ...gapFigures(judged),
    folders: Object.fromEntries([...byFolder].map(([name, inIt]) => [name, gapFigures(inIt)])),
    faults: faults.length,
    machine: machine(),
  };
  return { json, holds: faults.length === 0 };
}

/** Of the time of an instance, what may be spent on batches; the rest is for their tours. */
const shareForBatches = 0.8;

function answerTo(instance: PublishedBatching, { seed, seconds }: BatchingOptions) {
  const began = performance.now();
  const allowedMs = shareForBatches * seconds * 1_000;
  const batches = batchesOf(instance, seededRandom(seed), () => (performance.now() - began) / allowedMs);
  const walks = batches.map((batch) => instance.walk(batch, batches.length));
  return {
    metres: walks.reduce((sum, { metres }) => sum + metres, 0),
    ms: performance.now() - began,
    faults: [...faultsOfBatches(instance, batches), ...walks.flatMap(({ faults }) => faults)],
  };
}
