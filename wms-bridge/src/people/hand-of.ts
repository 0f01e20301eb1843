/** Whose hand did what a task asked for, and what for. The WMS may answer in a person's place. */
import type { Hand } from "../handling/handling.ts";
import { type Task, wmsDevice } from "../tasks/task.ts";

export function handOf(task: Task): Hand {
  const by = task.answer?.device ?? "";
  const ref = refOf(task);
  return by === wmsDevice ? { hand: "wms", ref } : { hand: "person", by, ref };
}

function refOf({ task, writeOff, receipt, return: number, disposition, transfer }: Task): string {
  if (writeOff) return `write-off/${writeOff}`;
  if (receipt) return `receipt/${receipt}`;
  if (transfer) return `transfer/${transfer}`;
  if (number) return `return/${number}`;
  return disposition ? `disposition/${disposition}` : `task/${task}`;
}
