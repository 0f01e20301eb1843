/** What the codecs of all protocol versions do alike: what was read with who says so, and the parts of an order and of a factsheet that have one meaning. */
import type { Remark } from "@floorplane/contracts/reasons/of-messages";
import { normaliseAngle } from "@floorplane/contracts/units";
import type { ReadResult } from "@floorplane/contracts/vda5050/codec";
import { angleMax, type Header } from "@floorplane/contracts/vda5050/header";
import { timestampText } from "@floorplane/contracts/vda5050/timestamp";
import type { Heard, OrderAction, OrderEdgeBody, SentHeader } from "./codec.ts";
import type { Fault, Pose, ProtocolLimits, ReportPart } from "./report.ts";

export function heard<Wire extends Partial<Header>, Inner>(
  read: ReadResult<Wire>,
  inner: (message: Wire, stood: ReadonlySet<string> | undefined) => Inner,
  remarks: (message: Wire) => readonly Remark[] = () => [],
): Heard<Inner> {
  if (!read.ok) return read;
  const { serialNumber, manufacturer } = read.message;
  const remarked = remarks(read.message);
  return {
    ok: true,
    message: inner(read.message, read.stood),
    serialNumber: serialNumber || undefined,
    manufacturer: manufacturer || undefined,
    warnings: remarked.length === 0 ? read.warnings : [...read.warnings, ...remarked],
  };
}

/** What a report left out. `places`: where the wire says it. */
export function unsaidIn(
  places: Readonly<Record<string, ReportPart>>,
  errors: readonly unknown[],
  stood: ReadonlySet<string> | undefined,
): ReadonlySet<ReportPart> | undefined {
  if (stood === undefined) return undefined;
  const unsaid = new Set<ReportPart>();
  for (const [place, part] of Object.entries(places)) if (stood.has(place)) unsaid.add(part);
  // Errors that are there and unreadable are a fault of their own.
  if (errors.length > 0) unsaid.delete("faults");
  return unsaid;
}

/** What fits the standard and may mean something else. Each field by its path there. */
export function oddValues(
  serialNumber: string,
  angle: readonly [field: string, said: number | undefined],
  percent: readonly [field: string, said: number],
): Remark[] {
  const remarks: Remark[] = [];
  if (serialNumber === "") remarks.push({ code: "field.empty", field: "serialNumber" });
  if (angle[1] !== undefined && Math.abs(angle[1]) > angleMax)
    remarks.push({ code: "field.beyond-pi", field: angle[0], said: angle[1] });
  if (percent[1] > 0 && percent[1] <= 1)
    remarks.push({ code: "field.tiny-percent", field: percent[0], said: percent[1] });
  return remarks;
}

/** Robots send whole turns too. */
export const poseOf = (position: Pose | undefined): Pose | undefined =>
  position && Math.abs(position.theta) > Math.PI
    ? { ...position, theta: normaliseAngle(position.theta) }
    : position;

interface SaidError {
  readonly errorType: string;
  readonly errorDescription?: string | undefined;
  readonly errorReferences?: readonly { referenceKey: string; referenceValue: string }[] | undefined;
}

export const faultOf = (error: SaidError, level: Fault["level"]): Fault => ({
  type: error.errorType,
  level,
  text: error.errorDescription ?? "",
  references: (error.errorReferences ?? []).map(({ referenceKey, referenceValue }) => ({
    key: referenceKey,
    value: referenceValue,
  })),
});

/** The standard's own longest time between two states, s; who names more means another unit. */
const intervalSMax = 30;

/** Times of a factsheet that are none. */
export const oddIntervals = (seconds: Readonly<Record<string, number | undefined>>): Remark[] =>
  Object.entries(seconds).flatMap(([field, said]) => {
    const isSound = said === undefined || (said >= 0 && said <= intervalSMax);
    return isSound ? [] : [{ code: "field.no-seconds", field, said }];
  });

export const stateIntervalMs = (seconds: number | undefined): number | undefined =>
  seconds !== undefined && seconds > 0 && seconds <= intervalSMax ? seconds * 1_000 : undefined;

export const orderIntervalMs = (seconds: number): number =>
  Math.min(Math.max(seconds, 0), intervalSMax) * 1_000;

interface OfferedAction {
  readonly actionType: string;
  readonly actionScopes: readonly string[];
}

export const offeredAt = (scope: "NODE" | "EDGE", actions: readonly OfferedAction[]): ReadonlySet<string> =>
  new Set(
    actions.filter(({ actionScopes }) => actionScopes.includes(scope)).map(({ actionType }) => actionType),
  );

/** 0, nothing and nonsense name no limit. */
export const limit = (said: number | undefined): number =>
  said !== undefined && said > 0 ? said : Number.POSITIVE_INFINITY;

/** Of lists that a factsheet bounds under the same names in every version. */
export const arrayLimits = (
  arrays: Readonly<Partial<Record<BoundedList, number | undefined>>>,
): Omit<ProtocolLimits, "messageBytes" | "idLength" | "idsAreNumbers" | "wordLength" | "loadIdLength"> => ({
  orderNodes: limit(arrays["order.nodes"]),
  orderEdges: limit(arrays["order.edges"]),
  nodeStates: limit(arrays["state.nodeStates"]),
  edgeStates: limit(arrays["state.edgeStates"]),
  nodeActions: limit(arrays["node.actions"]),
  edgeActions: limit(arrays["edge.actions"]),
  actionParameters: limit(arrays["actions.actionsParameters"]),
  knots: limit(arrays["trajectory.knotVector"]),
  controlPoints: limit(arrays["trajectory.controlPoints"]),
});
type BoundedList =
  | "order.nodes"
  | "order.edges"
  | "state.nodeStates"
  | "state.edgeStates"
  | "node.actions"
  | "edge.actions"
  | "actions.actionsParameters"
  | "trajectory.knotVector"
  | "trajectory.controlPoints";

export const headerOf = (
  { headerId, at, manufacturer, serialNumber }: SentHeader,
  version: string,
): Header => ({
  headerId,
  timestamp: timestampText(at),
  version,
  manufacturer,
  serialNumber,
});

export const given = <Key extends string, Value>(
  key: Key,
  value: Value | undefined,
): { [K in Key]?: Value } => (value === undefined ? {} : ({ [key]: value } as { [K in Key]: Value }));

export const trajectoryOf = ({
  degree,
  knotVector,
  controlPoints,
}: NonNullable<OrderEdgeBody["trajectory"]>) => ({
  degree,
  knotVector: [...knotVector],
  // A weight of 1 is what its absence says, and not every robot knows the field.
  controlPoints: controlPoints.map(({ x, y, weight = 1 }) => (weight === 1 ? { x, y } : { x, y, weight })),
});

/** `blockingType`: where the layout asks for none. */
export const actionOf = <Blocking extends string>(action: OrderAction, blockingType: Blocking) => ({
  actionType: action.type,
  actionId: action.id,
  blockingType: action.blocking ?? blockingType,
  actionParameters: action.parameters.map(({ key, value }) => ({ key, value })),
});
