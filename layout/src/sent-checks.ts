/** What a layout says and no order carries: told once, so that nobody relies on it. What orders do carry is in `docs/site.md`. */
import { houseActions } from "@floorplane/contracts/vda5050/house-actions";
import type { Layout } from "./layout.ts";
import { type Faults, named } from "./layout-faults.ts";
import type { LifAction, LifLayout, LifNodeProperty } from "./lif.schema.ts";
import { knotsFit } from "./nurbs.ts";

interface Offer {
  readonly action: LifAction;
  /** Of the node or edge, with its place in the file. */
  readonly place: string;
  readonly path: string;
  /** By `forbiddenActionTypes` of the same place. */
  readonly isForbidden: boolean;
}

type Offering = Pick<LifNodeProperty, "actions" | "forbiddenActionTypes">;

export function checkSent(
  layout: Layout,
  lif: LifLayout,
  index: number,
  vehicleType: string,
  faults: Faults,
): void {
  const offers = offersOf(lif, index, vehicleType);
  checkActions(offers, faults);
  checkForbidden(offers, faults);
  const unkept = new UnkeptParts();
  for (const { nodeId, property, path } of nodePropertiesOf(lif, index, vehicleType)) {
    const { allowedDeviationXY, loadRestriction } = property;
    if (allowedDeviationXY) unkept.add("deviation", nodeId, `${path}.allowedDeviationXY`);
    if (loadRestriction?.loaded && loadRestriction.loadSetNames?.length)
      unkept.add("loadSets", nodeId, `${path}.loadRestriction.loadSetNames`);
  }
  for (const { edgeId, property, path } of edgePropertiesOf(lif, index, vehicleType)) {
    const { trajectory, loadRestriction, reentryAllowed, corridor, physicalLineGuidedProperty } = property;
    const edge = layout.graph.edgeIndexOf(edgeId);
    if (trajectory && layout.graph.edgePaths.has(edge) && !knotsFit(trajectory))
      faults.warning({
        code: "mended",
        path: `${path}.trajectory.knotVector`,
        message: `edge ${edgeId} has a knot vector that does not fit its ${trajectory.controlPoints.length} control points and degree ${trajectory.degree ?? 1}; an even one is used and sent`,
        remedy: "correct it: control points + degree + 1 numbers that do not fall",
      });
    if (loadRestriction?.loaded && loadRestriction.loadSetNames?.length)
      unkept.add("loadSets", edgeId, `${path}.loadRestriction.loadSetNames`);
    if (reentryAllowed === false) unkept.add("reentry", edgeId, `${path}.reentryAllowed`);
    if (corridor) unkept.add("corridor", edgeId, `${path}.corridor`);
    if (physicalLineGuidedProperty) unkept.add("line", edgeId, `${path}.physicalLineGuidedProperty`);
  }
  unkept.tell(faults);
}

/** What is understood and followed by nobody: message and remedy. */
const unkeptWords = {
  loadSets: [
    "which load sets may pass is not looked at, since robots here carry totes alone",
    "write loaded: false where totes must not pass",
  ],
  reentry: [
    "robots that stand there are taken into automatic all the same",
    "drive them to a node by hand before they are switched to automatic",
  ],
  deviation: [
    "the ellipse is not sent: robots come to a node as exactly as they do by themselves",
    "see that their own tolerance fits, or leave it out",
  ],
  corridor: [
    "the corridor is not sent: robots keep to the edge, and its sides are not kept free",
    "leave it out where robots need none",
  ],
  line: [
    "direction and length of a line are not sent: edges are driven as drawn",
    "draw a trajectory where the line is no straight one",
  ],
} as const;
type UnkeptPart = keyof typeof unkeptWords;

/** Places of which the same has to be said, told once with the first of them. */
class UnkeptParts {
  readonly #parts = new Map<UnkeptPart, { readonly path: string; readonly places: string[] }>();

  add(part: UnkeptPart, place: string, path: string): void {
    const known = this.#parts.get(part);
    if (known) known.places.push(place);
    else this.#parts.set(part, { path, places: [place] });
  }

  tell(faults: Faults): void {
    for (const [part, { path, places }] of this.#parts) {
      const [message, remedy] = unkeptWords[part];
      faults.warning({ code: "not-sent", path, message: `${named(places)}: ${message}`, remedy });
    }
  }
}

function* nodePropertiesOf({ nodes }: LifLayout, index: number, vehicleType: string) {
  for (const [i, { nodeId, vehicleTypeNodeProperties }] of nodes.entries()) {
    const p = vehicleTypeNodeProperties.findIndex((property) => property.vehicleTypeId === vehicleType);
    const property = vehicleTypeNodeProperties[p];
    const path = `layouts[${index}].nodes[${i}].vehicleTypeNodeProperties[${p}]`;
    if (property) yield { nodeId, property, path };
  }
}

function* edgePropertiesOf({ edges }: LifLayout, index: number, vehicleType: string) {
  for (const [i, { edgeId, vehicleTypeEdgeProperties }] of edges.entries()) {
    const p = vehicleTypeEdgeProperties.findIndex((property) => property.vehicleTypeId === vehicleType);
    const property = vehicleTypeEdgeProperties[p];
    const path = `layouts[${index}].edges[${i}].vehicleTypeEdgeProperties[${p}]`;
    if (property) yield { edgeId, property, path };
  }
}

function offersOf(lif: LifLayout, index: number, vehicleType: string): Offer[] {
  const offers: Offer[] = [];
  const add = (place: string, path: string, { actions = [], forbiddenActionTypes = [] }: Offering): void => {
    for (const [a, action] of actions.entries())
      offers.push({
        action,
        place,
        path: `${path}.actions[${a}]`,
        isForbidden: forbiddenActionTypes.includes(action.actionType),
      });
  };
  for (const { nodeId, property, path } of nodePropertiesOf(lif, index, vehicleType))
    add(nodeId, path, property);
  for (const { edgeId, property, path } of edgePropertiesOf(lif, index, vehicleType))
    add(edgeId, path, property);
  return offers;
}

function checkForbidden(offers: readonly Offer[], faults: Faults): void {
  for (const { action, place, path, isForbidden } of offers)
    if (isForbidden)
      faults.error({
        code: "unusable",
        path,
        message: `action ${action.actionType} at ${place} is offered and forbidden`,
        remedy: "take it out of one of the two lists",
      });
}

function checkActions(offers: readonly Offer[], faults: Faults): void {
  const unsent = new Map<string, Offer[]>();
  for (const offer of offers) {
    const { actionType, requirementType = "OPTIONAL", actionParameters = [] } = offer.action;
    const keys = actionParameters.map(({ key }) => key);
    const twice = keys.find((key, i) => keys.indexOf(key) < i);
    if (twice !== undefined)
      faults.error({
        code: "duplicate-id",
        path: `${offer.path}.actionParameters`,
        message: `action ${actionType} at ${offer.place} has parameter ${twice} twice`,
        remedy: "keep one of them",
      });
    const isOwn = houseActions.has(actionType);
    if (isOwn ? requirementType !== "REQUIRED" : requirementType === "REQUIRED") continue;
    const kind = `${requirementType} ${actionType}`;
    unsent.set(kind, [...(unsent.get(kind) ?? []), offer]);
  }
  for (const [kind, some] of unsent) {
    const { action, path } = some[0]!;
    const places = named(some.map(({ place }) => place));
    const isOwn = houseActions.has(action.actionType);
    faults.warning({
      code: "not-sent",
      path,
      message: isOwn
        ? `${kind} at ${places} is sent when a robot comes for it, and not in every order that passes`
        : `${kind} at ${places} is never sent: only REQUIRED actions stand in every order`,
      remedy: isOwn ? "write CONDITIONAL" : "write REQUIRED where robots must always do it",
    });
  }
}
