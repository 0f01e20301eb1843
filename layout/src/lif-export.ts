/** A layout for other tools, as LIF 1.0.0: all that was imported, vendors' own included; and what of it that version has no word for. */
import { named } from "./layout-faults.ts";
import type { Lif, LifAction } from "./lif.schema.ts";
import { writeLif } from "./lif.ts";

export interface ExportedLif {
  readonly text: string;
  /** In words, for who hands the file on. */
  readonly beyond: readonly string[];
}

/** Keys of LIF 2.0 that stand in the house's form. */
const newer = {
  nodes: ["forbiddenActionTypes", "loadRestriction", "allowedDeviationXY"],
  edges: ["forbiddenActionTypes", "mobileRobotOrientations", "corridor", "physicalLineGuidedProperty"],
} as const;

export function exportLif(lif: Lif): ExportedLif {
  const beyond = new Map<string, Set<string>>();
  const note = (words: string, place: string): void => {
    const places = beyond.get(words) ?? new Set();
    beyond.set(words, places.add(place));
  };
  const plain = <Property extends { readonly actions?: LifAction[] }>(
    property: Property,
    keys: readonly string[],
    place: string,
  ): Property => {
    for (const key of keys)
      if (key in property) note(`${key} stays, and readers of LIF 1.0.0 pass it over`, place);
    const { actions } = property;
    if (!actions?.some(isNumbered)) return property;
    note("numbers as parameters of actions are written as text, as LIF 1.0.0 has them", place);
    return { ...property, actions: actions.map(withTexts) };
  };
  const layouts = lif.layouts.map((layout) => ({
    ...layout,
    nodes: layout.nodes.map((node) => ({
      ...node,
      vehicleTypeNodeProperties: node.vehicleTypeNodeProperties.map((property) =>
        plain(property, newer.nodes, `node ${node.nodeId}`),
      ),
    })),
    edges: layout.edges.map((edge) => ({
      ...edge,
      vehicleTypeEdgeProperties: edge.vehicleTypeEdgeProperties.map((property) =>
        plain(property, newer.edges, `edge ${edge.edgeId}`),
      ),
    })),
  }));
  return {
    text: writeLif({ ...lif, layouts }),
    beyond: [...beyond].map(([words, places]) => `${named([...places])}: ${words}`),
  };
}

const isNumbered = ({ actionParameters = [] }: LifAction): boolean =>
  actionParameters.some(({ value }) => typeof value === "number");

const withTexts = (action: LifAction): LifAction =>
  isNumbered(action)
    ? {
        ...action,
        actionParameters: action.actionParameters!.map((each) => ({ ...each, value: String(each.value) })),
      }
    : action;
