/** Published order-batching instances, whatever their format: which it is shows in the first line. */

import { readFoodmart } from "./foodmart-instance.ts";
import { isHenn, readHenn } from "./henn-instance.ts";
import { InstanceLines } from "./instance-lines.ts";
import { readMuterOncan } from "./muter-oncan-instance.ts";
import type { PublishedBatching } from "./published-batching.ts";

export function readBatchingInstance(file: string, seed: number): PublishedBatching {
  const lines = InstanceLines.of(file);
  if (isHenn(file) || /^Order\b/.test(lines.ahead)) return readHenn(lines);
  if (lines.ahead.startsWith("NAME")) return readMuterOncan(lines);
  if (lines.ahead.startsWith("//")) return readFoodmart(lines, seed);
  lines.take("the first line");
  throw lines.refused(
    "the first line",
    "is of none of the formats: Henn & Wäscher's (Order 0 …), Muter & Öncan's (NAME : …), Foodmart's (//NbLocations)",
  );
}
