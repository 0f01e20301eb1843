/**
 * What a robot of this type refuses although it could make sense of it: optional fields that its factsheet does not list, and more or longer of anything than it names (VDA 5050 2.1.0
 * clauses 6.6.4.3 and 6.15). Robots in the field are as strict as this now and then; one that let things pass would hide mistakes of whoever writes the orders.
 */
import type { Action } from "@floorplane/contracts/vda5050/v2-1/action.schema";
import type { Factsheet } from "@floorplane/contracts/vda5050/v2-1/factsheet.schema";
import { type Order, OrderSchema } from "@floorplane/contracts/vda5050/v2-1/order.schema";

type Limits = Factsheet["protocolLimits"];

export interface OrderRules {
  readonly optional: ReadonlyMap<string, "SUPPORTED" | "REQUIRED">;
  readonly arrays: Limits["maxArrayLens"];
  readonly strings: Limits["maxStringLens"];
}

export const rulesOf = ({
  protocolFeatures,
  protocolLimits,
}: Pick<Factsheet, "protocolFeatures" | "protocolLimits">): OrderRules => ({
  optional: new Map(
    protocolFeatures.optionalParameters.map(({ parameter, support }) => [parameter, support]),
  ),
  arrays: protocolLimits.maxArrayLens,
  strings: protocolLimits.maxStringLens,
});

/** The first part of the order that the factsheet rules out, in words. */
export function ruleFault(order: Order, rules: OrderRules): string | undefined {
  return (
    fieldFault(orderNode, order as unknown as Fields, { path: "order", at: "order" }, rules) ??
    lengthFault(order, rules) ??
    speedFault(order)
  );
}

export function instantRuleFault(
  actions: readonly Action[],
  { arrays, strings }: OrderRules,
): string | undefined {
  const limit = arrays.instantActions;
  if (isOver(actions.length, limit)) return `the message has ${actions.length} actions, more than ${limit}`;
  return actions.map((action) => actionLengthFault(action, { arrays, strings })).find(Boolean);
}

/** The part of JSON Schema that the order is written in. */
interface SchemaNode {
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly required?: readonly string[];
  readonly items?: SchemaNode;
}
type Fields = Readonly<Record<string, unknown>>;
const orderNode = OrderSchema as unknown as SchemaNode;

/** What an action needs is declared with the action. */
const declaredElsewhere = new Set(["actionParameters"]);

function fieldFault(
  schema: SchemaNode,
  fields: Fields,
  { path, at }: { readonly path: string; readonly at: string },
  rules: OrderRules,
): string | undefined {
  for (const name of Object.keys(fields))
    if (schema.properties?.[name] === undefined) return `${at}.${name} is no field of the standard`;
  for (const [name, child] of Object.entries(schema.properties ?? {})) {
    if (declaredElsewhere.has(name)) continue;
    const place = { path: `${path}.${name}`, at: `${at}.${name}` };
    const isOptional = schema.required?.includes(name) !== true;
    const support = rules.optional.get(place.path);
    const value = fields[name];
    if (value === undefined) {
      if (support === "REQUIRED") return `${place.at} is missing, which the factsheet requires`;
      continue;
    }
    if (isOptional && support === undefined)
      return `${place.at} is not among the optional fields of the factsheet`;
    const fault = valueFault(child, value, place, rules);
    if (fault) return fault;
  }
  return undefined;
}

function valueFault(
  schema: SchemaNode,
  value: unknown,
  place: { readonly path: string; readonly at: string },
  rules: OrderRules,
): string | undefined {
  if (schema.properties) return fieldFault(schema, value as Fields, place, rules);
  if (!schema.items?.properties) return undefined;
  for (const [index, item] of (value as readonly Fields[]).entries()) {
    const fault = fieldFault(schema.items, item, { path: place.path, at: `${place.at}[${index}]` }, rules);
    if (fault) return fault;
  }
  return undefined;
}

/** 0 or absent: no limit. */
const isOver = (length: number, limit: number | undefined): boolean =>
  limit !== undefined && limit > 0 && length > limit;

function lengthFault({ orderId, nodes, edges }: Order, rules: OrderRules): string | undefined {
  const { arrays, strings } = rules;
  const lists: readonly (readonly [string, number, number | undefined])[] = [
    ["nodes", nodes.length, arrays["order.nodes"]],
    ["edges", edges.length, arrays["order.edges"]],
    ["nodes to come", nodes.length - 1, arrays["state.nodeStates"]],
    ["edges to come", edges.length, arrays["state.edgeStates"]],
    ...nodes.map(
      ({ nodeId, actions }) => [`actions on ${nodeId}`, actions.length, arrays["node.actions"]] as const,
    ),
    ...edges.map(
      ({ edgeId, actions }) => [`actions on ${edgeId}`, actions.length, arrays["edge.actions"]] as const,
    ),
    ...edges.flatMap(({ edgeId, trajectory }) =>
      trajectory
        ? ([
            [`knots of ${edgeId}`, trajectory.knotVector.length, arrays["trajectory.knotVector"]],
            [
              `control points of ${edgeId}`,
              trajectory.controlPoints.length,
              arrays["trajectory.controlPoints"],
            ],
          ] as const)
        : [],
    ),
  ];
  for (const [what, length, limit] of lists)
    if (isOver(length, limit)) return `the order has ${length} ${what}, more than ${limit}`;
  const ids = [orderId, ...nodes.map(({ nodeId }) => nodeId), ...edges.map(({ edgeId }) => edgeId)];
  for (const id of ids) if (isOver(id.length, strings.idLen)) return `${id} is longer than ${strings.idLen}`;
  return [...nodes, ...edges]
    .flatMap(({ actions }) => actions)
    .map((action) => actionLengthFault(action, rules))
    .find(Boolean);
}

function actionLengthFault(
  { actionId, actionParameters = [] }: Action,
  { arrays, strings }: Pick<OrderRules, "arrays" | "strings">,
): string | undefined {
  const limit = arrays["actions.actionsParameters"];
  if (isOver(actionId.length, strings.idLen)) return `${actionId} is longer than ${strings.idLen}`;
  if (isOver(actionParameters.length, limit))
    return `action ${actionId} has ${actionParameters.length} parameters, more than ${limit}`;
  for (const { key, value } of actionParameters)
    if (key === "loadId" && isOver(String(value).length, strings.loadIdLen))
      return `load ${value} is longer than ${strings.loadIdLen}`;
  return undefined;
}

function speedFault({ edges }: Order): string | undefined {
  const edge = edges.find(({ maxSpeed }) => maxSpeed !== undefined && maxSpeed <= 0);
  return edge && `edge ${edge.edgeId} has a speed limit of ${edge.maxSpeed} m/s`;
}
