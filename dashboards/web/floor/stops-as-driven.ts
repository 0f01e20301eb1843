/** A transport's stops in the order in which its robot drives, which is not that of the transport. Pure. */
import type { StopBrief } from "../../gateway/protocol.ts";

/** Indices of stops: those that are done (first those of which nobody saw when), then the one driven to, then the others as they will be driven to. */
export function stopsAsDriven(
  stops: readonly Pick<StopBrief, "progress">[],
  left: readonly number[],
  doneInOrder: readonly number[],
): readonly number[] {
  const ahead = left.filter((index) => index in stops);
  const now = ahead.filter((index) => stops[index]!.progress === "now");
  const done = [...stops.keys()].filter((index) => !ahead.includes(index));
  const seen = doneInOrder.filter((index) => done.includes(index));
  const unseen = done.filter((index) => !seen.includes(index));
  return [...unseen, ...seen, ...now, ...ahead.filter((index) => !now.includes(index))];
}
