/** How a station is, in a word or two: its machine's state while that is heard, how its link is otherwise. */
import type { PlanStation, StationMark } from "../../gateway/protocol.ts";
import type { Say } from "../words/words.ts";

export const stationText = (
  { kind, machine }: Pick<PlanStation, "kind" | "machine">,
  mark: StationMark | undefined,
  say: Say,
  isClosed = false,
): string => {
  const own =
    mark === undefined
      ? say(machine ? "station.unheard" : `station.kind.${kind}`)
      : mark.link === "live"
        ? say(`station.state.${mark.state}`)
        : say(`station.link.${mark.link}`);
  return isClosed ? `${say("station.closed")}, ${own}` : own;
};
