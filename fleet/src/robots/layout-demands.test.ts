/** What a layout says of its places stands in every order over them: curves, limits for robots with and without a load, actions that are required (LIF 1.0.0; VDA 5050 6.5). */
import { VdaOrderId } from "@floorplane/contracts/ids";
import type { Order } from "@floorplane/contracts/vda5050/v2-1/order.schema";
import { orderFaults } from "@floorplane/contracts/vda5050/v2-1/order-faults";
import { readOrder } from "@floorplane/contracts/vda5050/v2-1/wire";
import { footprintOf } from "@floorplane/layout/footprint";
import { type Layout, layoutFromLif } from "@floorplane/layout/layout";
import type { LifAction, LifEdgeProperty, LifLayout } from "@floorplane/layout/lif.schema";
import { describe, expect, it } from "vitest";
import { codec21 } from "./codec-2-1.ts";
import { FitnessJudge } from "./fitness.ts";
import { asKept, keptOrder } from "./order-keeping.ts";
import { orderBody } from "./order-writer.ts";
import { standingAt } from "./pose-on-lanes.ts";
import { progressOf } from "./progress.ts";
import { noLimits } from "./protocol-limits.ts";
import type { RobotFacts, RobotReport } from "./report.ts";
import { extendOrder, openOrder, type VdaOrder } from "./vda-order.ts";

const beep: LifAction = {
  actionType: "beep",
  requirementType: "REQUIRED",
  blockingType: "SOFT",
  actionParameters: [{ key: "volume", value: "3" }],
};
const quarter = {
  degree: 2,
  knotVector: [0, 0, 0, 1, 1, 1],
  controlPoints: [
    { x: 2, y: 0 },
    { x: 2, y: 2, weight: Math.SQRT1_2 },
    { x: 0, y: 2 },
  ],
};

/** a (2, 0) to b (0, 2) along a quarter circle, b to c straight on, and back again. */
function aLayout(
  ab: Partial<LifEdgeProperty>[] = [{ trajectory: quarter }],
  node: { readonly actions?: LifAction[] } = {},
): Layout {
  const places = { a: [2, 0], b: [0, 2], c: [-4, 2] } as const;
  const edge = (id: string, from: string, to: string, property: Partial<LifEdgeProperty> = {}) => ({
    edgeId: id,
    startNodeId: from,
    endNodeId: to,
    vehicleTypeEdgeProperties: [{ vehicleTypeId: "v", rotationAllowed: false, ...property }],
  });
  const layout: LifLayout = {
    layoutId: "floor",
    layoutVersion: "1",
    nodes: Object.entries(places).map(([nodeId, [x, y]]) => ({
      nodeId,
      nodePosition: { x, y },
      vehicleTypeNodeProperties: [{ vehicleTypeId: "v", ...(nodeId === "b" ? node : {}) }],
    })),
    edges: [
      ...ab.map((property, i) => edge(`ab${i}`, "a", "b", property)),
      edge("bc", "b", "c"),
      edge("cb", "c", "b"),
      edge("ba", "b", "a"),
    ],
    stations: [],
  };
  const metaInformation = {
    projectIdentification: "",
    creator: "",
    exportTimestamp: "",
    lifVersion: "1.0.0",
  };
  return layoutFromLif(
    { metaInformation, layouts: [layout] },
    { vehicleType: "v", footprint: footprintOf({ lengthM: 0.5, widthM: 0.4 }) },
  );
}

const at = (layout: Layout, id: string): number => layout.graph.indexOf(id);

function anOrder(layout: Layout, loaded = false, horizon: string[] = []): VdaOrder {
  return openOrder(
    { orderId: VdaOrderId("R1.1"), previousId: "", node: at(layout, "a"), loaded, actions: [] },
    {
      nodes: [{ node: at(layout, "b"), actions: [] }],
      horizon: horizon.map((id) => at(layout, id)),
      now: 0,
    },
  );
}

function written(order: VdaOrder, layout: Layout, facts?: RobotFacts): Order {
  const header = { headerId: 1, at: 0, manufacturer: "acme", serialNumber: "R1" };
  const read = readOrder(codec21.writeOrder(header, orderBody(order, layout, facts)));
  if (!read.ok) throw new Error(`${read.field} ${read.reason}`);
  expect(orderFaults(read.message)).toEqual([]);
  return read.message;
}

/** What every transport and every charge needs. */
const ownActions = ["pick", "pickItems", "drop", "startCharging", "stopCharging"];
const facts = (changes: Partial<RobotFacts> = {}): RobotFacts => ({
  nodeActions: new Set(ownActions),
  edgeActions: new Set(),
  loadTypes: new Set(),
  optional: new Set(["order.edges.maxSpeed"]),
  required: new Set(),
  limits: noLimits,
  stateIntervalMs: undefined,
  orderIntervalMs: 0,
  ...changes,
});

describe("an order over an edge", () => {
  it("carries the curve that claims follow", () => {
    const layout = aLayout();

    const [edge] = written(anOrder(layout), layout).edges;

    expect(edge!.trajectory).toEqual({
      degree: 2,
      knotVector: [0, 0, 0, 1, 1, 1],
      controlPoints: [
        { x: 2, y: 0 },
        { x: 2, y: 2, weight: Math.SQRT1_2 },
        { x: 0, y: 2 },
      ],
    });
  });

  it("carries the knots that the curve was drawn with where the file's do not fit", () => {
    const layout = aLayout([{ trajectory: { ...quarter, knotVector: [0, 7] } }]);

    expect(written(anOrder(layout), layout).edges[0]!.trajectory!.knotVector).toEqual([0, 0, 0, 1, 1, 1]);
  });

  it("carries no curve that is not drawn", () => {
    const layout = aLayout([
      {
        trajectory: {
          ...quarter,
          controlPoints: [
            { x: 9, y: 9 },
            { x: 9, y: 8 },
            { x: 8, y: 8 },
          ],
        },
      },
    ]);

    expect(layout.graph.edgePaths.size).toBe(0);
    expect(written(anOrder(layout), layout).edges[0]!.trajectory).toBeUndefined();
  });

  it("carries the limits for a robot with its load, and others for one without", () => {
    const layout = aLayout([
      { maxSpeed: 2, maxHeight: 3, loadRestriction: { unloaded: true, loaded: false } },
      {
        maxSpeed: 0.5,
        maxHeight: 2,
        maxRotationSpeed: 1,
        loadRestriction: { unloaded: false, loaded: true },
      },
    ]);

    const [unloaded, loaded] = [false, true].map((load) => written(anOrder(layout, load), layout).edges[0]!);

    expect(unloaded).toMatchObject({ edgeId: "ab0", maxSpeed: 2, maxHeight: 3 });
    expect(unloaded!.maxRotationSpeed).toBeUndefined();
    expect(loaded).toMatchObject({ edgeId: "ab1", maxSpeed: 0.5, maxHeight: 2, maxRotationSpeed: 1 });
  });

  it("knows after a restart whether the robot carried its load", () => {
    const layout = aLayout([
      { maxSpeed: 2, loadRestriction: { unloaded: true, loaded: false } },
      { maxSpeed: 0.5, loadRestriction: { unloaded: false, loaded: true } },
    ]);
    const order = anOrder(layout, true);

    const kept = keptOrder(JSON.parse(JSON.stringify(asKept(order, 1, layout))), layout)!;

    expect(written(kept, layout)).toEqual(written(order, layout));
  });

  it("says that the robot must not turn on the way, and which way it faces on a curve", () => {
    const layout = aLayout([{ trajectory: quarter, orientationType: "GLOBAL", vehicleOrientation: 1 }]);

    const [edge] = written(anOrder(layout), layout).edges;

    expect(edge).toMatchObject({ rotationAllowed: false, orientation: 1, orientationType: "GLOBAL" });
  });

  it("carries an action that is required on it, released and not as a preview, under the same id each time", () => {
    const layout = aLayout([
      { actions: [beep, { ...beep, actionType: "wink", requirementType: "OPTIONAL" }] },
    ]);
    const order = anOrder(layout);

    const [edge] = written(order, layout).edges;

    expect(edge!.actions).toEqual([
      {
        actionType: "beep",
        actionId: "R1.1.1.0",
        blockingType: "SOFT",
        actionParameters: [{ key: "volume", value: "3" }],
      },
    ]);
    expect(written(order, layout)).toEqual(written(order, layout));
    const preview = openOrder(
      { orderId: VdaOrderId("R1.2"), previousId: "", node: at(layout, "b"), loaded: false, actions: [] },
      { nodes: [{ node: at(layout, "a"), actions: [] }], horizon: [at(layout, "b")], now: 0 },
    );
    expect(written(preview, layout).edges[1]).toMatchObject({ released: false, actions: [] });
  });

  it("leaves out only what the robot's factsheet does not list", () => {
    const layout = aLayout([{ trajectory: quarter, maxSpeed: 0.5, maxHeight: 2 }]);

    const [edge] = written(anOrder(layout), layout, facts()).edges;

    expect(edge).toMatchObject({ maxSpeed: 0.5 });
    expect([edge!.trajectory, edge!.maxHeight, edge!.rotationAllowed]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe("an order over a node", () => {
  const layout = aLayout([{}], { actions: [beep, { ...beep, actionType: "pick", blockingType: "HARD" }] });

  it("carries an action that is required there, and none of the house's own that nobody came for", () => {
    const order = anOrder(layout, false, ["c"]);

    const { nodes } = written(order, layout);

    expect(nodes.map(({ actions }) => actions.map(({ actionType }) => actionType))).toEqual([
      [],
      ["beep"],
      [],
    ]);
  });

  it("carries it again unchanged where the next update begins", () => {
    const order = anOrder(layout);
    const next = extendOrder(order, {
      nodes: [{ node: at(layout, "c"), actions: [] }],
      horizon: [],
      now: 1,
      passed: 0,
    });

    expect(written(next, layout).nodes[0]).toEqual(written(order, layout).nodes[1]);
  });

  it("is not over before the robot has done it", () => {
    const order = anOrder(layout);
    const report = (status: "RUNNING" | "FINISHED") =>
      ({
        orderId: "R1.1",
        orderUpdateId: 0,
        lastNodeId: "b",
        lastNodeSequenceId: 2,
        nodesLeft: 0,
        edgesLeft: 0,
        faults: [],
        actions: [{ id: "R1.1.2.0", status, result: undefined }],
      }) as unknown as RobotReport;
    const ranOut = (status: "RUNNING" | "FINISHED") =>
      progressOf(order, report(status), {
        nodeId: (node) => layout.graph.nodeIds[node],
        isAtEnd: true,
        isDone: () => true,
      }).ranOut;

    expect([ranOut("RUNNING"), ranOut("FINISHED")]).toEqual([false, true]);
  });
});

it("a robot that stands on a curve stands on a lane, however far that bends from the straight line", () => {
  const { graph } = aLayout([
    {
      trajectory: {
        degree: 2,
        knotVector: [0, 0, 0, 1, 1, 1],
        controlPoints: [
          { x: 2, y: 0 },
          { x: 6, y: 6 },
          { x: 0, y: 2 },
        ],
      },
    },
  ]);
  const path = graph.edgePaths.get(graph.edgeIndexOf("ab0"))!;
  const middle = 2 * Math.floor(path.length / 4);
  const pose = { x: path[middle]!, y: path[middle + 1]!, theta: 0, mapId: "floor" };

  expect(standingAt(graph, pose, "a")?.base).toEqual([graph.indexOf("a"), graph.indexOf("b")]);
});

describe("a robot's factsheet against the layout", () => {
  const vehicle = { speedMps: 1.5 };

  it("bars a robot that takes no curves from a floor that has some", () => {
    const judge = new FitnessJudge(aLayout(), vehicle);

    expect(judge.judge(facts(), "R01").unfit).toEqual([
      { code: "unfit.curves", edges: { names: ["ab0"], more: 0 } },
    ]);
    expect(judge.judge(facts({ optional: new Set(["order.edges.trajectory"]) }), "R01")).toEqual({
      unfit: [],
      untold: [],
    });
  });

  it("bars a robot that cannot do what is required at a place", () => {
    const judge = new FitnessJudge(aLayout([{ actions: [beep] }], { actions: [beep] }), vehicle);

    expect(judge.judge(facts(), "R01").unfit).toEqual([
      { code: "unfit.action", action: "beep", at: "nodes", places: { names: ["b"], more: 0 } },
      { code: "unfit.action", action: "beep", at: "edges", places: { names: ["ab0"], more: 0 } },
    ]);
    const able = { nodeActions: new Set([...ownActions, "beep"]), edgeActions: new Set(["beep"]) };
    expect(judge.judge(facts(able), "R01")).toEqual({ unfit: [], untold: [] });
  });

  it("tells of limits that it would not hear of", () => {
    const judge = new FitnessJudge(aLayout([{ maxSpeed: 0.5, maxHeight: 2 }]), vehicle);

    expect(judge.judge(facts(), "R01")).toEqual({
      unfit: [],
      untold: [{ code: "untold.limit", limit: "maxHeight", edges: { names: ["ab0"], more: 0 } }],
    });
  });

  it("takes a robot that lists nothing for one that has not said", () => {
    const judge = new FitnessJudge(aLayout([{ trajectory: quarter, actions: [beep] }]), vehicle);
    const silent = facts({ nodeActions: new Set(), optional: new Set() });

    expect(judge.judge(silent, "R01")).toEqual({ unfit: [], untold: [] });
  });
});
