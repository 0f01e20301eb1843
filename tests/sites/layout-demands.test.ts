/**
 * A day on a site whose layout demands what third-party layouts do: curves, other limits with a load than without, actions in every order, and robots of two makers
 * with one serial number. What is judged is what went over the wire and what the world saw.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { planDay } from "@floorplane/app/day/plan-day";
import { virtualFloor } from "@floorplane/app/simulate/virtual-floor";
import { readSiteFiles } from "@floorplane/app/site/site-files";
import { suggestedPrefixes, topicParser, usualPrefix } from "@floorplane/contracts/topics";
import { hourMs } from "@floorplane/contracts/units";
import type { Order, OrderEdge, OrderNode } from "@floorplane/contracts/vda5050/v2-1/order.schema";
import type { State } from "@floorplane/contracts/vda5050/v2-1/state.schema";
import type { LifLayout } from "@floorplane/layout/lif.schema";
import { expect, it } from "vitest";
import { smallDay } from "../stories/small-day.ts";
import { ASite } from "./a-site.ts";

const curved = "X0E-007:X0E-008";
const laneWithLoad = "X0W-009:X0W-008";
const signalledEdge = "X1E-006:X1E-007";
const signalledNode = "X0E-010";

function demanding({ nodes, edges }: LifLayout): void {
  const at = (id: string) => nodes.find(({ nodeId }) => nodeId === id)!;
  const edge = (id: string) => edges.find(({ edgeId }) => edgeId === id)!;
  const property = (id: string) => edge(id).vehicleTypeEdgeProperties[0]!;
  const [from, to] = [edge(curved).startNodeId, edge(curved).endNodeId].map((id) => at(id).nodePosition);
  property(curved).trajectory = {
    degree: 2,
    knotVector: [0, 0, 0, 1, 1, 1],
    controlPoints: [from!, { x: (from!.x + to!.x) / 2, y: from!.y + 0.1 }, to!],
  };
  const beside = structuredClone(edge(laneWithLoad));
  beside.edgeId = `${laneWithLoad}:loaded`;
  property(laneWithLoad).loadRestriction = { unloaded: true, loaded: false };
  Object.assign(beside.vehicleTypeEdgeProperties[0]!, {
    loadRestriction: { unloaded: false, loaded: true },
    maxSpeed: 0.3,
  });
  edges.push(beside);
  const beep = { actionType: "beep", requirementType: "REQUIRED" as const };
  property(signalledEdge).actions = [{ ...beep, blockingType: "NONE" }];
  at(signalledNode).vehicleTypeNodeProperties[0]!.actions = [{ ...beep, blockingType: "SOFT" }];
}

it("what the layout demands stands in every order, and the day is shipped", async () => {
  const site = new ASite();
  site.layout((layout) => void demanding(layout));
  site.write(
    "site",
    site
      .read("site")
      .replace(
        /robot: R01\n {4}manufacturer: .*/,
        'robot: one\n    manufacturer: kuka\n    serialNumber: "001"',
      )
      .replace(
        /robot: R03\n {4}manufacturer: .*/,
        'robot: old\n    manufacturer: grenzebach\n    version: "1.1"',
      )
      .replace(/robot: R04\n {4}manufacturer: .*/, 'robot: new\n    manufacturer: acme\n    version: "3.0"')
      .replace(
        /robot: R02\n {4}manufacturer: .*/,
        'robot: two\n    manufacturer: mir\n    serialNumber: "001"\n    prefix: hall/vda5050/v2',
      ),
  );
  const orders = join(site.folder, "day.csv");
  writeFileSync(orders, smallDay);
  const loaded = readSiteFiles(site.folder);
  const plan = planDay({
    seed: 1,
    robots: 4,
    rate: 1,
    tight: false,
    startAt: 0,
    orders: [orders],
    site: loaded,
  });
  const said = overheard();

  const { clock, composed, world } = virtualFloor({ plan, seed: 1, overhear: said.hear });
  await composed.start();
  world.start();
  clock.run(() => world.done(), clock.now() + 12 * hourMs);

  expect({ findings: loaded.findings.map(({ code }) => code), done: world.done() }).toEqual({
    findings: [],
    done: true,
  });
  expect([world.judge.collisions.count, world.judge.progress.deadlocks]).toEqual([0, 0]);
  expect([...said.speakers].filter((name) => name.endsWith("/001"))).toEqual(["kuka/001", "mir/001"]);
  expect([...(said.versions.get("grenzebach/old") ?? [])]).toEqual(["1.1.0"]);
  expect([...(said.versions.get("acme/new") ?? [])]).toEqual(["3.0.0"]);
  expect([...(said.versions.get("mir/001") ?? [])]).toEqual(["2.1.0"]);
  expect(said.refusals).toEqual([]);
  const drove = (id: string) => said.edges.filter(({ edge }) => edge.edgeId === id);
  expect(drove(curved).length).toBeGreaterThan(0);
  for (const { edge } of drove(curved)) expect(edge.trajectory?.controlPoints).toHaveLength(3);
  expect(drove(laneWithLoad).length).toBeGreaterThan(0);
  for (const { carries, edge } of drove(laneWithLoad)) expect([carries, edge.maxSpeed]).toEqual([false, 1.5]);
  expect(drove(`${laneWithLoad}:loaded`).length).toBeGreaterThan(0);
  for (const { carries, edge } of drove(`${laneWithLoad}:loaded`))
    expect([carries, edge.maxSpeed]).toEqual([true, 0.3]);
  expect(drove(signalledEdge).length).toBeGreaterThan(0);
  for (const { edge } of drove(signalledEdge))
    expect(edge.actions.map(({ actionType, blockingType }) => [actionType, blockingType])).toEqual([
      ["beep", "NONE"],
    ]);
  const signalled = said.nodes.filter(({ nodeId }) => nodeId === signalledNode);
  expect(signalled.length).toBeGreaterThan(0);
  for (const { actions } of signalled)
    expect(actions[0]).toMatchObject({ actionType: "beep", blockingType: "SOFT" });
  expect(said.beeps).toBeGreaterThan(0);
  await world.stop();
  await composed.stop();
}, 120_000);

const topicIn = topicParser([
  usualPrefix,
  suggestedPrefixes["1.1"],
  suggestedPrefixes["3.0"],
  "hall/vda5050/v2",
]);

/** 3.0 calls the limit otherwise. */
const inOldWords = (edge: OrderEdge & { readonly maximumSpeed?: number }): OrderEdge =>
  edge.maximumSpeed === undefined ? edge : { ...edge, maxSpeed: edge.maximumSpeed };

/** Released parts of all orders, with whether their robot carried something when it was told. */
function overheard() {
  const carries = new Map<string, boolean>();
  const done = new Set<string>();
  const heard = {
    edges: [] as { edge: OrderEdge; carries: boolean }[],
    nodes: [] as OrderNode[],
    refusals: [] as string[],
    speakers: new Set<string>(),
    /** In the headers of states and orders. */
    versions: new Map<string, Set<string>>(),
    get beeps() {
      return done.size;
    },
    hear(topic: string, payload: Uint8Array): void {
      const { name, levels } = topicIn(topic) ?? {};
      if (name !== "state" && name !== "order") return;
      const robot = `${levels!.maker}/${levels!.self}`;
      const message = JSON.parse(new TextDecoder().decode(payload)) as State & Order;
      const versions = heard.versions.get(robot) ?? new Set();
      heard.versions.set(robot, versions.add(message.version));
      if (name === "state") {
        heard.speakers.add(robot);
        carries.set(robot, (message.loads ?? []).length > 0);
        for (const { errorType, errorDescription } of message.errors)
          heard.refusals.push(`${robot} ${errorType} ${errorDescription}`);
        for (const { actionId, actionType, actionStatus } of message.actionStates)
          if (actionType === "beep" && actionStatus === "FINISHED") done.add(`${robot} ${actionId}`);
        return;
      }
      for (const edge of message.edges)
        if (edge.released) heard.edges.push({ edge: inOldWords(edge), carries: carries.get(robot) === true });
      heard.nodes.push(...message.nodes.filter(({ released }) => released));
    },
  };
  return heard;
}
