/** What drawing tools and people do to `layout.lif.json`. Each answers with the element that it touched. */
import type { LifAction, LifEdge, LifLayout, LifNode } from "@floorplane/layout/lif.schema";
import type { ASite, Place } from "./a-site.ts";
import { doubtful, somewhere, wrong } from "./planted-fault.ts";

type Pick = <Row>(rows: readonly Row[]) => Row;

const edge = (change: (edge: LifEdge, layout: LifLayout) => void) => (s: ASite) =>
  s.layout((layout, pick) => {
    const one = pick(layout.edges);
    change(one, layout);
    return one;
  });
const property = (change: object) =>
  edge((one) => void Object.assign(one.vehicleTypeEdgeProperties[0]!, change));
const node = (change: (node: LifNode, layout: LifLayout, pick: Pick) => void) => (s: ASite) =>
  s.layout((layout, pick) => {
    const one = pick(layout.nodes);
    change(one, layout, pick);
    return one;
  });
const scaled = (by: number) => (s: ASite) =>
  s.layout(({ nodes }) => {
    for (const { nodePosition } of nodes)
      Object.assign(nodePosition, { x: nodePosition.x * by, y: nodePosition.y * by });
    return undefined;
  });
const add =
  <Kind extends "nodes" | "edges" | "stations">(
    kind: Kind,
    make: (layout: LifLayout, pick: Pick) => LifLayout[Kind][number],
  ) =>
  (s: ASite) =>
    s.layout((layout, pick) => {
      const one = make(layout, pick);
      (layout[kind] as object[]).push(one);
      return one;
    });
const twice = <Row>(row: Row): Row => structuredClone(row);
const action = (changes: Partial<LifAction>): LifAction => ({
  actionType: "beep",
  blockingType: "NONE",
  ...changes,
});
const atNode = (changes: Partial<LifAction>) =>
  node((one) => {
    one.vehicleTypeNodeProperties[0]!.actions = [action(changes)];
  });
const text = (s: ASite, pattern: RegExp, by: string): Place => s.change("layout", pattern, by);
const isLane = ({ nodeId }: LifNode): boolean => nodeId.startsWith("X");

export const layoutFaults = [
  wrong(
    "an edge to nowhere",
    "unknown-node",
    edge((one) => void (one.endNodeId = "nowhere")),
  ),
  wrong(
    "an edge from nowhere",
    "unknown-node",
    edge((one) => void (one.startNodeId = "nowhere")),
  ),
  wrong(
    "an edge from a node to itself",
    "edge-without-length",
    edge((one) => void (one.endNodeId = one.startNodeId)),
  ),
  wrong("a pocket without a way out", "trap", (s) =>
    s.layout((layout) => {
      layout.edges = layout.edges.filter(({ startNodeId }) => startNodeId !== "PARK01");
      return layout.nodes.find(({ nodeId }) => nodeId === "PARK01");
    }),
  ),
  wrong("a pocket without a way in", "unreachable", (s) =>
    s.layout((layout) => {
      layout.edges = layout.edges.filter(({ endNodeId }) => endNodeId !== "PARK01");
      return layout.nodes.find(({ nodeId }) => nodeId === "PARK01");
    }),
  ),
  wrong(
    "a node id twice",
    "duplicate-id",
    add("nodes", ({ nodes }, pick) => twice(pick(nodes))),
  ),
  wrong(
    "an edge id twice",
    "duplicate-id",
    add("edges", ({ edges }, pick) => twice(pick(edges))),
  ),
  wrong(
    "a station id twice",
    "duplicate-id",
    add("stations", ({ stations }, pick) => twice(pick(stations))),
  ),
  wrong("a node twice in a station", "duplicate-id", (s) =>
    s.layout((layout, pick) => {
      const one = pick(layout.stations);
      one.interactionNodeIds.push(one.interactionNodeIds[0]!);
      return one;
    }),
  ),
  wrong(
    "a vehicle type twice at a node",
    "duplicate-id",
    node((one) => void one.vehicleTypeNodeProperties.push(twice(one.vehicleTypeNodeProperties[0]!))),
  ),
  wrong(
    "a vehicle type twice on an edge",
    "duplicate-id",
    edge((one) => void one.vehicleTypeEdgeProperties.push(twice(one.vehicleTypeEdgeProperties[0]!))),
  ),
  wrong(
    "an action's parameter twice",
    "duplicate-id",
    atNode({
      requirementType: "REQUIRED",
      actionParameters: [
        { key: "a", value: "1" },
        { key: "a", value: "2" },
      ],
    }),
  ),
  wrong(
    "a station at an unknown node",
    "unknown-node",
    add("stations", () => ({ stationId: "S9", interactionNodeIds: ["nowhere"] })),
  ),
  wrong("a key twice", "doubled-key", (s) => text(s, /^\{"edgeId":"/, '{"endNodeId":"PARK01","edgeId":"')),
  wrong("positions in millimetres", "implausible", scaled(1_000)),
  wrong("positions in centimetres", "implausible", scaled(100)),
  wrong("positions in kilometres", "implausible", scaled(0.001)),
  wrong("one node in millimetres", "implausible", (s) =>
    somewhere(node((one) => void (one.nodePosition.x *= 1_000))(s)),
  ),
  wrong("a speed limit of 1,500 m/s", "implausible", property({ maxSpeed: 1_500 })),
  doubtful("a speed limit in km/h", "implausible", property({ maxSpeed: 5.4 })),
  wrong("a limit of turning in degrees", "implausible", property({ maxRotationSpeed: 90 })),
  wrong("a height in millimetres", "implausible", property({ maxHeight: 2_500 })),
  wrong("heights that leave no room", "implausible", property({ minHeight: 2, maxHeight: 1 })),
  wrong("a station's height in millimetres", "implausible", (s) =>
    s.layout(({ stations }, pick) => Object.assign(pick(stations), { stationHeight: 800 })),
  ),
  wrong(
    "a control point in millimetres",
    "implausible",
    edge((one, { nodes }) => {
      const at = (id: string) => nodes.find(({ nodeId }) => nodeId === id)!.nodePosition;
      const controlPoints = [at(one.startNodeId), { x: 5_000, y: 9_000 }, at(one.endNodeId)];
      one.vehicleTypeEdgeProperties[0]!.trajectory = {
        degree: 2,
        knotVector: [0, 0, 0, 1, 1, 1],
        controlPoints,
      };
    }),
  ),
  wrong("two nodes on one point", "edge-without-length", (s) =>
    s.layout(({ nodes, edges }, pick) => {
      const one = pick(edges);
      const [from, to] = [one.startNodeId, one.endNodeId].map(
        (id) => nodes.find(({ nodeId }) => nodeId === id)!,
      );
      to!.nodePosition = { ...from!.nodePosition };
      return one;
    }),
  ),
  wrong(
    "a node id that cannot be sent",
    "bad-id",
    add("nodes", ({ nodes }) => ({ ...twice(nodes[0]!), nodeId: "Knoten 7", nodePosition: { x: 1, y: 1 } })),
  ),
  wrong(
    "a node id with a wildcard",
    "bad-id",
    add("nodes", ({ nodes }) => ({ ...twice(nodes[0]!), nodeId: "A+B", nodePosition: { x: 1, y: 1 } })),
  ),
  wrong("a map id that cannot be sent", "bad-id", (s) =>
    somewhere(s.changeAll("layout", /"mapId":"ground-floor"/, '"mapId":"ground floor"')),
  ),
  wrong("nodes on two maps", "unusable", (s) => somewhere(node((one) => void (one.mapId = "upstairs"))(s))),
  wrong("two layouts and none chosen", "unknown-layout", (s) =>
    somewhere(
      s.layout((layout, _, lif) => void lif.layouts.push({ ...twice(layout), layoutId: "upstairs" })),
      "site",
    ),
  ),
  wrong("a layout of LIF 2.0", "wrong-value", (s) =>
    somewhere(text(s, /^\{"metaInformation"/, '{"origins":[],"metaInformation"')),
  ),
  wrong("broken JSON", "bad-syntax", (s) => text(s, /"nodePosition":/, '"nodePosition"')),
  wrong("a position missing", "wrong-value", (s) => text(s, /"nodePosition":\{[^}]*\},/, "")),
  wrong("a word for a position", "wrong-value", (s) => text(s, /"x":[\d.]+/, '"x":"east"')),
  wrong("a turn that the layout forbids", "turn-forbidden", (s) =>
    s.layout((layout) => {
      for (const one of layout.edges)
        if (one.startNodeId.startsWith("PARK01")) one.vehicleTypeEdgeProperties[0]!.vehicleOrientation = 0;
      for (const one of layout.edges)
        if (one.endNodeId === "PARK01") one.vehicleTypeEdgeProperties[0]!.rotationAtEndNodeAllowed = "NONE";
      return layout.nodes.find(({ nodeId }) => nodeId === "PARK01");
    }),
  ),
  doubtful("a turn that may go one way alone", "turn-forbidden", (s) =>
    s.layout((layout) => {
      const lane = layout.nodes.filter(isLane).map(({ nodeId }) => nodeId);
      for (const one of layout.edges)
        if (lane.includes(one.endNodeId)) one.vehicleTypeEdgeProperties[0]!.rotationAtEndNodeAllowed = "CW";
      return undefined;
    }),
  ),
  wrong("lanes for unloaded robots alone", "trap", (s) =>
    somewhere(
      s.layout((layout) => {
        for (const one of layout.edges)
          if (one.startNodeId === "PARK01")
            one.vehicleTypeEdgeProperties[0]!.loadRestriction = { unloaded: true, loaded: false };
        return undefined;
      }),
    ),
  ),
  wrong("two paths between two nodes", "unusable", (s) =>
    somewhere(
      s.layout((layout, pick) => {
        const one = pick(layout.edges);
        const beside = { ...twice(one), edgeId: "beside" };
        one.vehicleTypeEdgeProperties[0]!.loadRestriction = { unloaded: true, loaded: false };
        beside.vehicleTypeEdgeProperties[0]!.loadRestriction = { unloaded: false, loaded: true };
        beside.vehicleTypeEdgeProperties[0]!.vehicleOrientation = 1;
        layout.edges.push(beside);
        return undefined;
      }),
    ),
  ),
  doubtful(
    "an edge beside another for the same robots",
    "unusable",
    add("edges", ({ edges }, pick) => ({ ...twice(pick(edges)), edgeId: "beside" })),
  ),
  doubtful("an edge into another layout", "unusable", (s) =>
    somewhere(
      s.layout((layout, pick, lif) => {
        const [first] = layout.nodes;
        const upstairs = { ...twice(first!), nodeId: "UP1" };
        lif.layouts.push({
          layoutId: "upstairs",
          layoutVersion: "1",
          nodes: [upstairs],
          edges: [],
          stations: [],
        });
        layout.edges.push({ ...twice(pick(layout.edges)), edgeId: "lift", endNodeId: "UP1" });
        s.insert("site", /^client:/, "layoutId: ground-floor");
        return undefined;
      }),
    ),
  ),
  doubtful(
    "a curve that leads elsewhere",
    "unusable",
    property({
      trajectory: {
        degree: 1,
        knotVector: [0, 0, 1, 1],
        controlPoints: [
          { x: 1, y: 1 },
          { x: 2, y: 2 },
        ],
      },
    }),
  ),
  doubtful("a key nearly right", "misspelt-key", (s) => text(s, /"maxSpeed":/, '"maxspeed":')),
  doubtful("null for what is absent", "mended", (s) => text(s, /^\{"edgeId":/, '{"edgeName":null,"edgeId":')),
  doubtful("an orientation in degrees", "mended", property({ vehicleOrientation: 360 })),
  doubtful(
    "a required action of the house's own",
    "not-sent",
    atNode({ actionType: "startCharging", requirementType: "REQUIRED", blockingType: "HARD" }),
  ),
  doubtful("an action that is only offered", "not-sent", atNode({ requirementType: "OPTIONAL" })),
  doubtful(
    "load sets on an edge",
    "not-sent",
    property({ loadRestriction: { unloaded: true, loaded: true, loadSetNames: ["EUR"] } }),
  ),
  doubtful("an edge that no robot may begin on", "not-sent", property({ reentryAllowed: false })),
  doubtful("a floor without a charger", "no-charger", (s) => {
    s.change("site", /kind: charging/, "kind: parking");
    return somewhere(s.changeAll("layout", /"actionType":"startCharging"/, '"actionType":"pick"'));
  }),
  doubtful("a floor that screens cannot show", "implausible", (s) =>
    somewhere(
      s.layout(({ nodes }) => {
        for (const one of nodes) one.nodePosition.x += 320;
        s.write("site", s.read("site").replace(/^racks:\n(?: .*\n)*/m, "racks: []\n"));
        return undefined;
      }),
    ),
  ),
];
