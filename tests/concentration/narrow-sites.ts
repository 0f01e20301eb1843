/** Sites with one narrow place: few parking places, one packing station, one charger, all goods in one aisle, one door. Generated sites with something taken away. */
import { writeSiteFiles } from "@floorplane/app/site/site-files";
import { type GeneratedSite, generateSite } from "@floorplane/layout/generate-site";
import type { LifEdge } from "@floorplane/layout/lif.schema";
import { deadEndSite } from "./dead-end-site.ts";

type Drawn = Pick<GeneratedSite, "site" | "lif" | "locations">;

const draw = (robots: number, faces = 200, packingStations?: number): Drawn =>
  generateSite({
    siteId: "narrow",
    faces,
    robots,
    ...(packingStations === undefined ? {} : { packingStations }),
  });

export const narrowSites = {
  /** As large as the demo's own: room for its thousands of items. */
  demo: (robots) => draw(robots, 3_000),
  fewParkingPlaces: (robots) => keeping(draw(robots), "parking", 7),
  oneStation: (robots) => draw(robots, 200, 1),
  oneCharger: (robots) => keeping(draw(robots), "charging", 1),
  oneAisle: (robots) => {
    const drawn = draw(robots, 600);
    return { ...drawn, locations: drawn.locations.filter(({ location }) => location.startsWith("A03-")) };
  },
  oneDoor: (robots) => withOneDoor(draw(robots)),
  deadEnd: deadEndSite,
} as const satisfies Record<string, (robots: number) => Drawn>;

export function writeNarrowSite(folder: string, kind: keyof typeof narrowSites, robots: number): string {
  writeSiteFiles(folder, narrowSites[kind](robots));
  return folder;
}

/** Only so many stations of a kind are left, and the places of the others are gone. */
function keeping({ site, lif, locations }: Drawn, kind: string, count: number): Drawn {
  const surplus = site.stations.filter((row) => row.kind === kind).slice(count);
  const gone = new Set(surplus.map(({ station }) => station));
  const [layout] = lif.layouts;
  const nodesGone = new Set(
    layout!.stations.filter((s) => gone.has(s.stationId)).flatMap((s) => s.interactionNodeIds),
  );
  return {
    site: { ...site, stations: site.stations.filter(({ station }) => !gone.has(station)) },
    locations,
    lif: {
      ...lif,
      layouts: [
        {
          ...layout!,
          stations: layout!.stations.filter((s) => !gone.has(s.stationId)),
          nodes: layout!.nodes.filter((node) => !nodesGone.has(node.nodeId)),
          edges: layout!.edges.filter((e) => !nodesGone.has(e.startNodeId) && !nodesGone.has(e.endNodeId)),
        },
      ],
    },
  };
}

/** Storage and packing are joined at one crossing, for both directions; the lanes beside it are turned round where they would end at a wall now. */
function withOneDoor({ site, lif, locations }: Drawn): Drawn {
  const [layout] = lif.layouts;
  const placeOf = (id: string) => {
    const [, lane, step] = /^X1([WE])-(\d+)$/.exec(id) ?? [];
    return lane === undefined ? undefined : { lane, step: Number(step) };
  };
  const last = Math.max(...layout!.nodes.map(({ nodeId }) => placeOf(nodeId)?.step ?? 0));
  const door = last - 4;
  const edges = layout!.edges.flatMap((edge) => {
    const from = placeOf(edge.startNodeId);
    const to = placeOf(edge.endNodeId);
    if (!from || !to) return [edge];
    if (from.lane !== to.lane) return from.step === door ? [edge, turned(edge)] : [];
    return [Math.min(from.step, to.step) >= door || Math.max(from.step, to.step) <= 4 ? turned(edge) : edge];
  });
  return { site, locations, lif: { ...lif, layouts: [{ ...layout!, edges }] } };
}

const turned = (edge: LifEdge): LifEdge => ({
  ...edge,
  edgeId: `${edge.endNodeId}:${edge.startNodeId}`,
  startNodeId: edge.endNodeId,
  endNodeId: edge.startNodeId,
});
