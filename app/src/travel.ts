/** How robots get about, as the way of goods needs to know it: where they stand to work at a place, and how far it is from one to another. */
import { StationId } from "@floorplane/contracts/ids";
import type { Layout } from "@floorplane/layout/layout";
import { WayLengths } from "@floorplane/layout/way-lengths";
import type { Travel } from "@floorplane/wms-bridge/stock/travel";

export function travelOn({ graph, stations }: Pick<Layout, "graph" | "stations">): Travel {
  const ways = new WayLengths(graph);
  const nodeOf = (station: StationId): number | undefined => stations.get(station)?.nodes[0];
  return {
    spotOf: (location) => String(nodeOf(StationId(location)) ?? location),
    drivenBetween: (from, to) => {
      const [start, goal] = [nodeOf(from), nodeOf(to)];
      return start === undefined || goal === undefined ? 0 : ways.metres(start, goal);
    },
  };
}
