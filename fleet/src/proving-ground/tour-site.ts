/** A generated site as a floor for measuring: its graph for robots with their load, and the places where they pick, drop and begin. */
import { footprintOf } from "@floorplane/layout/footprint";
import { generateSite, toteAmr } from "@floorplane/layout/generate-site";
import { layoutFromLif } from "@floorplane/layout/layout";

export function tourSite(faces: number, robots: number) {
  const { site, lif } = generateSite({ siteId: "tours", faces, robots });
  // The tote rides within the robot's outline, so that both footprints are one.
  const footprint = footprintOf({ lengthM: toteAmr.lengthM, widthM: toteAmr.widthM });
  const layout = layoutFromLif(lif, { vehicleType: toteAmr.type, footprint, stations: site.stations });
  const pockets: number[] = [];
  const docks: number[] = [];
  const parking: number[] = [];
  for (const [node, actions] of layout.nodeActions)
    if (actions.some(({ actionType }) => actionType === "pickItems")) pockets.push(node);
  for (const station of layout.stations.values()) {
    if (station.kind === "packing") docks.push(...station.nodes);
    if (station.kind === "parking") parking.push(...station.nodes);
  }
  return {
    graph: layout.graph,
    footprints: { empty: footprint, loaded: footprint },
    kinematics: toteAmr,
    pockets,
    docks,
    parking,
  };
}

export type TourSite = ReturnType<typeof tourSite>;
