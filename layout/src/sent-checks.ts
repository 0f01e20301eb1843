/** What a layout says and no order carries: told once, so that nobody relies on it. What orders do carry is in `docs/site.md`. */
import { houseActions } from "@floorplane/contracts/vda5050/house-actions";
import type { Layout } from "./layout.ts";
import { type Faults, named } from "./layout-faults.ts";
import type { LifAction, LifLayout } from "./lif.schema.ts";
import { knotsFit } from "./nurbs.ts";

interface Offer {
  readonly action: LifAction;
  /** Of the node or edge, with its place in the file. */
  readonly place: string;
  readonly path: string;
}

export function checkSent(
  layout: Layout,
  lif: LifLayout,
  index: number,
  vehicleType: string,
  faults: Faults,
): void {
  checkActions(offersOf(lif, index, vehicleType), faults);
  const unkept = { loadSets: new Unkept(), reentry: new Unkept() };
  for (const [i, { edgeId, vehicleTypeEdgeProperties }] of lif.edges.entries()) {
    const p = vehicleTypeEdgeProperties.findIndex((property) => property.vehicleTypeId === vehicleType);
    const property = vehicleTypeEdgeProperties[p];
    if (!property) continue;
    const path = `layouts[${index}].edges[${i}].vehicleTypeEdgeProperties[${p}]`;
    const { trajectory, loadRestriction, reentryAllowed } = property;
    const edge = layout.graph.edgeIndexOf(edgeId);
    if (trajectory && layout.graph.edgePaths.has(edge) && !knotsFit(trajectory))
      faults.warning({
        code: "mended",
        path: `${path}.trajectory.knotVector`,
        message: `edge ${edgeId} has a knot vector that does not fit its ${trajectory.controlPoints.length} control points and degree ${trajectory.degree ?? 1}; an even one is used and sent`,
        remedy: "correct it: control points + degree + 1 numbers that do not fall",
      });
    if (loadRestriction?.loaded && loadRestriction.loadSetNames?.length)
      unkept.loadSets.add(edgeId, `${path}.loadRestriction.loadSetNames`);
    if (reentryAllowed === false) unkept.reentry.add(edgeId, `${path}.reentryAllowed`);
  }
  unkept.loadSets.tell(
    faults,
    "which load sets may pass is not looked at, since robots here carry totes alone",
    "write loaded: false where totes must not pass",
  );
  unkept.reentry.tell(
    faults,
    "robots that stand there are taken into automatic all the same",
    "drive them to a node by hand before they are switched to automatic",
  );
}

/** Edges of which the same has to be said, told once with the first place. */
class Unkept {
  readonly #edges: string[] = [];
  #path = "";

  add(edge: string, path: string): void {
    if (this.#edges.length === 0) this.#path = path;
    this.#edges.push(edge);
  }

  tell(faults: Faults, message: string, remedy: string): void {
    if (this.#edges.length === 0) return;
    const of = `${named(this.#edges)}: ${message}`;
    faults.warning({ code: "not-sent", path: this.#path, message: of, remedy });
  }
}

function offersOf(lif: LifLayout, index: number, vehicleType: string): Offer[] {
  const offers: Offer[] = [];
  const add = (
    place: string,
    path: string,
    properties: readonly { readonly vehicleTypeId: string; readonly actions?: readonly LifAction[] }[],
  ): void => {
    for (const [p, { vehicleTypeId, actions = [] }] of properties.entries())
      if (vehicleTypeId === vehicleType)
        for (const [a, action] of actions.entries())
          offers.push({ action, place, path: `${path}[${p}].actions[${a}]` });
  };
  for (const [i, { nodeId, vehicleTypeNodeProperties }] of lif.nodes.entries())
    add(nodeId, `layouts[${index}].nodes[${i}].vehicleTypeNodeProperties`, vehicleTypeNodeProperties);
  for (const [i, { edgeId, vehicleTypeEdgeProperties }] of lif.edges.entries())
    add(edgeId, `layouts[${index}].edges[${i}].vehicleTypeEdgeProperties`, vehicleTypeEdgeProperties);
  return offers;
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
