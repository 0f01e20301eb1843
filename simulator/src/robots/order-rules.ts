/**
 * What a robot of this type refuses although it could make sense of it: optional fields that its factsheet does not list, and more or longer of anything than it names (VDA 5050 2.1.0
 * clauses 6.6.4.3 and 6.15). Robots in the field are as strict as this now and then; one that let things pass would hide mistakes of whoever writes the orders.
 */
import type { Action } from "@floorplane/contracts/vda5050/v2-1/action.schema";
import type { Factsheet } from "@floorplane/contracts/vda5050/v2-1/factsheet.schema";
import { type Order, OrderSchema } from "@floorplane/contracts/vda5050/v2-1/order.schema";
import type { Wire } from "./wire.ts";

type Limits = Factsheet["protocolLimits"];

export interface OrderRules {
  readonly fields: FieldRules;
  readonly arrays: Limits["maxArrayLens"];
  readonly strings: Limits["maxStringLens"];
  /** A new order has update id 0. */
  readonly beginsAtZero: boolean;
}

/** Where its version has no factsheets nobody can know what it takes: such a robot takes all that the standard has. */
export function rulesOf(
  { protocolFeatures, protocolLimits }: Pick<Factsheet, "protocolFeatures" | "protocolLimits">,
  { knowsFactsheet, beginsAtZero }: Pick<Wire, "knowsFactsheet" | "beginsAtZero">,
): OrderRules {
  const optional = new Map(
    protocolFeatures.optionalParameters.map(({ parameter, support }) => [parameter, support]),
  );
  return {
    fields: fieldRules(orderNode, "order", knowsFactsheet ? optional : undefined),
    arrays: protocolLimits.maxArrayLens,
    strings: protocolLimits.maxStringLens,
    beginsAtZero,
  };
}

/** The first part of the order that the factsheet rules out, in words. */
export function ruleFault(order: Order, rules: OrderRules): string | undefined {
  const fault = fieldFault(rules.fields, order as unknown as Fields);
  return fault === undefined ? (lengthFault(order, rules) ?? speedFault(order)) : `order${fault}`;
}

export function instantRuleFault(
  actions: readonly Action[],
  { arrays, strings }: Pick<OrderRules, "arrays" | "strings">,
): string | undefined {
  const limit = arrays.instantActions;
  if (isOver(actions.length, limit)) return `the message has ${actions.length} actions, more than ${limit}`;
  return firstFault(actions, (action) => actionLengthFault(action, { arrays, strings }));
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

/** The fields that the standard has at one place, each with what the factsheet says of it. */
type FieldRules = ReadonlyMap<string, FieldRule>;
interface FieldRule {
  readonly isRequired: boolean;
  readonly isTaken: boolean;
  /** Of what is in it, or of each of its items; undefined where nothing is looked into. */
  readonly inside: FieldRules | undefined;
}

type Optionals = ReadonlyMap<string, "SUPPORTED" | "REQUIRED">;

function fieldRules(schema: SchemaNode, path: string, optional: Optionals | undefined): FieldRules {
  return new Map(
    Object.entries(schema.properties ?? {}).map(([name, child]): [string, FieldRule] => {
      const place = `${path}.${name}`;
      const inner = child.properties ? child : child.items;
      return [
        name,
        declaredElsewhere.has(name)
          ? { isRequired: false, isTaken: true, inside: undefined }
          : {
              isRequired: optional?.get(place) === "REQUIRED",
              isTaken: !optional || schema.required?.includes(name) === true || optional.has(place),
              inside: inner?.properties && fieldRules(inner, place, optional),
            },
      ];
    }),
  );
}

/** What it says begins with where that is: `.nodes[2].nodeDescription is …`. */
function fieldFault(rules: FieldRules, fields: Fields): string | undefined {
  for (const name in fields) if (!rules.has(name)) return `.${name} is no field of the standard`;
  for (const [name, { isRequired, isTaken, inside }] of rules) {
    const value = fields[name];
    if (value === undefined) {
      if (isRequired) return `.${name} is missing, which the factsheet requires`;
      continue;
    }
    if (!isTaken) return `.${name} is not among the optional fields of the factsheet`;
    const fault = inside && insideFault(inside, value);
    if (fault !== undefined) return `.${name}${fault}`;
  }
  return undefined;
}

function insideFault(rules: FieldRules, value: unknown): string | undefined {
  if (!Array.isArray(value)) return fieldFault(rules, value as Fields);
  for (const [index, item] of value.entries()) {
    const fault = fieldFault(rules, item as Fields);
    if (fault !== undefined) return `[${index}]${fault}`;
  }
  return undefined;
}

/** 0 or absent: no limit. */
const isOver = (length: number, limit: number | undefined): boolean =>
  limit !== undefined && limit > 0 && length > limit;

function lengthFault({ orderId, nodes, edges }: Order, { arrays, strings }: OrderRules): string | undefined {
  const tooMany = (
    what: string,
    of: string,
    length: number,
    limit: number | undefined,
  ): string | undefined =>
    isOver(length, limit) ? `the order has ${length} ${what}${of}, more than ${limit}` : undefined;
  const tooLong = (id: string): string | undefined =>
    isOver(id.length, strings.idLen) ? `${id} is longer than ${strings.idLen}` : undefined;
  const longAction = (actions: readonly Action[]): string | undefined =>
    firstFault(actions, (action) => actionLengthFault(action, { arrays, strings }));
  return (
    tooMany("nodes", "", nodes.length, arrays["order.nodes"]) ??
    tooMany("edges", "", edges.length, arrays["order.edges"]) ??
    tooMany("nodes to come", "", nodes.length - 1, arrays["state.nodeStates"]) ??
    tooMany("edges to come", "", edges.length, arrays["state.edgeStates"]) ??
    firstFault(nodes, ({ nodeId, actions }) =>
      tooMany("actions on ", nodeId, actions.length, arrays["node.actions"]),
    ) ??
    firstFault(edges, ({ edgeId, actions }) =>
      tooMany("actions on ", edgeId, actions.length, arrays["edge.actions"]),
    ) ??
    firstFault(edges, ({ edgeId, trajectory }) =>
      trajectory
        ? (tooMany("knots of ", edgeId, trajectory.knotVector.length, arrays["trajectory.knotVector"]) ??
          tooMany(
            "control points of ",
            edgeId,
            trajectory.controlPoints.length,
            arrays["trajectory.controlPoints"],
          ))
        : undefined,
    ) ??
    tooLong(orderId) ??
    firstFault(nodes, ({ nodeId }) => tooLong(nodeId)) ??
    firstFault(edges, ({ edgeId }) => tooLong(edgeId)) ??
    firstFault(nodes, ({ actions }) => longAction(actions)) ??
    firstFault(edges, ({ actions }) => longAction(actions))
  );
}

function firstFault<Part>(
  parts: readonly Part[],
  faultOf: (part: Part) => string | undefined,
): string | undefined {
  for (const part of parts) {
    const fault = faultOf(part);
    if (fault !== undefined) return fault;
  }
  return undefined;
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
