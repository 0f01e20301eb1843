import type { Order } from "@floorplane/contracts/vda5050/v2-1/order.schema";
import { OrderSchema } from "@floorplane/contracts/vda5050/v2-1/order.schema";
import { describe, expect, it } from "vitest";
import { protocolOf } from "./factsheet.ts";
import {
  action,
  header,
  oneRobot,
  orderOver,
  parameters,
  pickItems,
  pickTote,
  straight,
} from "./one-robot.fixture.ts";
import { ruleFault, rulesOf } from "./order-rules.ts";
import { heading } from "./state-message.ts";
import { wireOf } from "./wire.ts";

const protocol = protocolOf(parameters());
const rules = rulesOf(protocol, wireOf["2.1"]);
const optional = new Set(protocol.protocolFeatures.optionalParameters.map(({ parameter }) => parameter));
const route = orderOver(straight(0, 4));
const changed = (change: (copy: Order) => void): Order => {
  const copy = structuredClone(route);
  change(copy);
  return copy;
};
/** A value for each optional field of an order. */
const optionals: readonly (readonly [string, unknown, (order: Order) => object])[] = [
  ["order.zoneSetId", "zones", (order) => order],
  ["order.nodes.nodeDescription", "a node", (order) => order.nodes[1]!],
  ["order.nodes.nodePosition.theta", 1, (order) => order.nodes[1]!.nodePosition!],
  ["order.nodes.nodePosition.allowedDeviationXY", 0.5, (order) => order.nodes[1]!.nodePosition!],
  ["order.nodes.nodePosition.allowedDeviationTheta", 0.5, (order) => order.nodes[1]!.nodePosition!],
  ["order.nodes.nodePosition.mapDescription", "a map", (order) => order.nodes[1]!.nodePosition!],
  ["order.nodes.actions.actionDescription", "an action", (order) => order.nodes[0]!.actions[0]!],
  ["order.edges.edgeDescription", "an edge", (order) => order.edges[1]!],
  ["order.edges.maxSpeed", 1, (order) => order.edges[1]!],
  ["order.edges.maxHeight", 2, (order) => order.edges[1]!],
  ["order.edges.minHeight", 1, (order) => order.edges[1]!],
  ["order.edges.orientation", 1, (order) => order.edges[1]!],
  ["order.edges.orientationType", "GLOBAL", (order) => order.edges[1]!],
  ["order.edges.direction", "left", (order) => order.edges[1]!],
  ["order.edges.rotationAllowed", false, (order) => order.edges[1]!],
  ["order.edges.maxRotationSpeed", 1, (order) => order.edges[1]!],
  ["order.edges.length", 1.2, (order) => order.edges[1]!],
  ["order.edges.corridor", { leftWidth: 1, rightWidth: 1 }, (order) => order.edges[1]!],
  [
    "order.edges.trajectory",
    { degree: 1, knotVector: [0, 0, 1, 1], controlPoints: [] },
    (order) => order.edges[1]!,
  ],
];

describe("an optional field of an order", () => {
  const withPick = (): Order => changed((order) => order.nodes[0]!.actions.push(pickTote("N0")));

  it.each(optionals)("%s is taken exactly where the factsheet lists it", (path, value, place) => {
    const order = withPick();
    Object.assign(place(order), { [path.split(".").at(-1)!]: value });

    const fault = ruleFault(order, rules);

    if (optional.has(path)) expect(fault).toBeUndefined();
    else expect(fault).toContain("is not among the optional fields of the factsheet");
  });

  it("is looked at, whichever it is", () => {
    const known = new Set([
      ...optionals.map(([path]) => path),
      "order.nodes.nodePosition",
      "order.nodes.actions.actionParameters",
      "order.edges.actions.actionDescription",
      "order.edges.actions.actionParameters",
      "order.edges.corridor.corridorRefPoint",
      "order.edges.trajectory.controlPoints.weight",
    ]);

    expect(
      optionalIn(OrderSchema as unknown as SchemaNode, "order").filter((path) => !known.has(path)),
    ).toEqual([]);
  });

  it("is missed where the factsheet requires it", () => {
    expect(
      ruleFault(
        changed((order) => delete order.nodes[2]!.nodePosition),
        rules,
      ),
    ).toContain("order.nodes[2].nodePosition is missing");
  });
});

describe("an order is refused", () => {
  const long = "n".repeat(65);
  it.each([
    [
      "with a field of no standard",
      changed((order) => Object.assign(order.edges[0]!, { colour: "red" })),
      "colour",
    ],
    ["longer than the robot's memory", orderOver(straight(0, 600)), "more than 500"],
    [
      "with an id that is too long",
      changed((order) => void (order.nodes[2]!.nodeId = long)),
      "longer than 64",
    ],
    [
      "with too many actions on a node",
      changed((order) =>
        order.nodes[1]!.actions.push(...Array.from({ length: 21 }, () => pickItems("N1-1", 1))),
      ),
      "actions on N1",
    ],
    ["with a speed of nought", changed((order) => void (order.edges[0]!.maxSpeed = 0)), "speed limit"],
  ])("%s", (_, order, why) => {
    expect(ruleFault(order, rules)).toContain(why);
  });
});

describe("over the wire a robot refuses, by name and without moving", () => {
  const twice = pickTote("N0");
  it.each([
    [
      "maxHeight, which it does not list",
      changed((order) => void (order.edges[0]!.maxHeight = 2)),
      "maxHeight",
    ],
    [
      "an action with a parameter it does not list",
      changed((order) =>
        order.nodes[0]!.actions.push(action("pick", { stationName: "N0", loadId: "T1", height: 2 })),
      ),
      "height",
    ],
    [
      "an action with a parameter twice",
      changed((order) =>
        order.nodes[0]!.actions.push({
          ...twice,
          actionParameters: [...twice.actionParameters!, { key: "loadId", value: "T2" }],
        }),
      ),
      "twice",
    ],
    [
      "a blocking type that the action cannot have",
      changed((order) => order.nodes[0]!.actions.push({ ...pickTote("N0"), blockingType: "NONE" })),
      "NONE",
    ],
    ["a time without zone", { ...route, timestamp: "2026-05-04T08:00:00.000" }, "timestamp"],
    ["a time in another zone", { ...route, timestamp: "2026-05-04T10:00:00.000+02:00" }, "timestamp"],
    ["another version", { ...route, version: "2.0.0" }, "version"],
    ["a null", { ...route, zoneSetId: null }, "zoneSetId"],
    [
      "an angle beyond half a turn",
      changed((order) => void (order.nodes[1]!.nodePosition!.theta = 3.2)),
      "theta",
    ],
  ])("%s", (_, order, why) => {
    const hall = oneRobot();

    hall.order({ ...header(), ...order } as Order);
    hall.pass(5);

    const { errors, orderId, driving } = hall.last();
    expect(errors.map(({ errorDescription }) => errorDescription).join()).toContain(why);
    expect({ orderId, driving }).toEqual({ orderId: "", driving: false });
  });

  it("an update that came before and says something else now", () => {
    const hall = oneRobot();
    hall.order(route);
    hall.order(route);
    hall.pass(1);
    expect(hall.last().errors).toEqual([]);

    hall.order(changed((order) => void (order.edges[0]!.maxSpeed = 0.5)));
    hall.pass(1);

    expect(hall.last().errors[0]).toMatchObject({ errorType: "orderUpdateError" });
  });

  it("an update that moves the node where its base ends", () => {
    const hall = oneRobot();
    hall.order(orderOver(straight(0, 4)));
    const update = orderOver(straight(4, 6), { update: 1, from: 8 });
    update.nodes[0]!.nodePosition!.x += 0.2;

    hall.order(update);
    hall.pass(1);

    expect(hall.last().errors[0]?.errorDescription).toContain("moves N4");
  });
});

it.each([Math.PI, -Math.PI, Math.PI - 0.00001, -3.14156, 5 * Math.PI, 0.00004])(
  "says a heading of %d within half a turn",
  (theta) => {
    expect(Math.abs(heading(theta))).toBeLessThanOrEqual(Math.PI);
    expect(Math.cos(heading(theta) - theta)).toBeGreaterThan(1 - 1e-7);
  },
);

interface SchemaNode {
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly required?: readonly string[];
  readonly items?: SchemaNode;
}

function optionalIn(schema: SchemaNode, path: string): string[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, child]) => {
    const at = `${path}.${name}`;
    const deeper = optionalIn(child.items ?? child, at);
    return schema.required?.includes(name) ? deeper : [at, ...deeper];
  });
}
