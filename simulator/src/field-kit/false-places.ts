/** Vehicles that say a place where they are not: nodes named too early or too late, poses that jump, stand still, drift or are missing. */
import type { State } from "@floorplane/contracts/vda5050/v2-1/state.schema";
import type { Fault, Victim } from "./fault.ts";
import type { Lie } from "./tongue.ts";

/** Says so until it is ended. */
const says = (what: string, lie: (victim: Victim) => Lie): Fault => ({
  what,
  begin: (victim) => {
    const { robot, tongue } = victim;
    const end = tongue.lie(lie(victim));
    robot.speak();
    return () => {
      end();
      robot.speak();
    };
  },
});

/** Stands for good while it says so. */
const standsAndSays = (what: string, lie: () => Lie): Fault => ({
  what,
  begin: ({ robot, tongue }) => {
    robot.seize(true);
    const end = tongue.lie(lie());
    robot.speak();
    return () => {
      end();
      robot.seize(false);
      robot.speak();
    };
  },
});

/** As if it had driven over so many nodes of its base more than it has. */
export function ahead(state: State, nodes: number): State {
  const released = state.nodeStates.filter((node) => node.released);
  const named = released[Math.min(nodes, released.length) - 1];
  if (!named) return state;
  return {
    ...state,
    lastNodeId: named.nodeId,
    lastNodeSequenceId: named.sequenceId,
    nodeStates: state.nodeStates.filter(({ sequenceId }) => sequenceId > named.sequenceId),
    edgeStates: state.edgeStates.filter(({ sequenceId }) => sequenceId > named.sequenceId),
    distanceSinceLastNode: 0,
  };
}

const finished = (state: State): State => ({
  ...state,
  actionStates: state.actionStates.map((action) => ({ ...action, actionStatus: "FINISHED" as const })),
});
const standing = (state: State): State => ({ ...state, driving: false });
const all = Number.MAX_SAFE_INTEGER;

/** The node fields of some states before. */
const lagging = (states: number): Lie => {
  const before: State[] = [];
  return (state) => {
    before.push(state);
    if (before.length > states + 1) before.shift();
    const { lastNodeId, lastNodeSequenceId } = before[0]!;
    // Only within one order: it has not forgotten that it took a new one.
    return [before[0]!.orderId === state.orderId ? { ...state, lastNodeId, lastNodeSequenceId } : state];
  };
};

const posed = (state: State, change: Partial<NonNullable<State["agvPosition"]>>): State => ({
  ...state,
  agvPosition: { ...state.agvPosition!, ...change },
});
const withoutPose = ({ agvPosition: _, ...state }: State): State => state;

export const falsePlaces = {
  "claims-base-end": standsAndSays(
    "stands, and says that it has come to the end of its base",
    () => (state) => [standing(ahead(state, all))],
  ),
  "claims-next-node": standsAndSays("stands, and says that it has come to the next node", () => (state) => [
    ahead(state, 1),
  ]),
  "claims-arrived-and-done": standsAndSays(
    "stands, and says that it has come to the end of its base and done what it had to do there",
    () => (state) => [finished(standing(ahead(state, all)))],
  ),
  "claims-node-by-node": standsAndSays("stands, and says one node more of its base with each state", () => {
    let nodes = 0;
    return (state) => [ahead(state, ++nodes)];
  }),
  "names-early": says("names each node when it sets out for it", () => (state) => [
    state.driving ? ahead(state, 1) : state,
  ]),
  "names-two-early": says("names the node after next when it sets out", () => (state) => [
    state.driving ? ahead(state, 2) : state,
  ]),
  "names-base-end-early": says("names the end of its base as soon as it has it", () => (state) => [
    ahead(state, all),
  ]),
  "names-late": says("names its last node one state late", () => lagging(1)),
  "names-three-late": says("names its last node three states late", () => lagging(3)),
  "names-start-only": says("names the node where its order began, all the way", () => {
    let first: State | undefined;
    return (state) => {
      if (first?.orderId !== state.orderId) first = state;
      return [{ ...state, lastNodeId: first.lastNodeId, lastNodeSequenceId: first.lastNodeSequenceId }];
    };
  }),
  "names-other-node": says("gives the right sequence id and another node's name", () => (state) => [
    { ...state, lastNodeId: state.nodeStates[0]?.nodeId ?? `${state.lastNodeId}-` },
  ]),
  "names-nothing": says("leaves its last node empty", () => (state) => [
    { ...state, lastNodeId: "", lastNodeSequenceId: 0 },
  ]),
  "sequence-zero": says("names its last node with sequence id 0", () => (state) => [
    { ...state, lastNodeSequenceId: 0 },
  ]),
  "shrinks-without-moving": says("drops what is ahead of it while its last node stays", () => (state) => [
    { ...state, nodeStates: [], edgeStates: [] },
  ]),
  "pose-jumps": says("says once in three states that it is 20 m away", () => {
    let count = 0;
    return (state) => [++count % 3 === 0 ? posed(state, { x: state.agvPosition!.x + 20 }) : state];
  }),
  "pose-jumped": says("says that it is 6 m away, for good", () => (state) => [
    posed(state, { y: state.agvPosition!.y + 6 }),
  ]),
  "pose-frozen": says("says the pose that it had when this began, while it drives on", () => {
    let frozen: State["agvPosition"];
    return (state) => {
      frozen ??= state.agvPosition;
      return [posed(state, frozen!)];
    };
  }),
  "pose-drifts": says("errs by 5 cm more to one side with each state", () => {
    let metres = 0;
    return (state) => {
      metres += 0.05;
      return [posed(state, { x: state.agvPosition!.x + metres })];
    };
  }),
  "pose-missing": says("does not say where it is", () => (state) => [withoutPose(state)]),
  "pose-not-trusted": says("says that it does not trust its own position", () => (state) => [
    posed(state, { positionInitialized: false }),
  ]),
  "pose-other-map": says("says its position on another map", () => (state) => [
    posed(state, { mapId: "upstairs" }),
  ]),
  "pose-origin": says("says that it is at 0, 0", () => (state) => [posed(state, { x: 0, y: 0 })]),
} as const satisfies Readonly<Record<string, Fault>>;
