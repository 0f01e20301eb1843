/** The actions this robot type can do, in one table: its factsheet declares them, and orders that ask for others are refused. */

import type { ActionParameterValue } from "@floorplane/contracts/vda5050/shapes.schema";
import type { Action } from "@floorplane/contracts/vda5050/v2-1/action.schema";
import type { FactsheetAction } from "@floorplane/contracts/vda5050/v2-1/factsheet.schema";
import type { Layout } from "@floorplane/layout/layout";

type Scope = FactsheetAction["actionScopes"][number];
type Parameter = NonNullable<FactsheetAction["actionParameters"]>[number];

export type Declared = ReadonlyMap<string, FactsheetAction>;
export type Parameters = Readonly<Record<string, ActionParameterValue>>;

const text = (key: string, description: string, isOptional = false): Parameter => ({
  key,
  valueDataType: "STRING",
  description,
  isOptional,
});
const number = (key: string, description: string): Parameter => ({
  key,
  valueDataType: "NUMBER",
  description,
});
const integer = (key: string, description: string): Parameter => ({
  key,
  valueDataType: "INTEGER",
  description,
});

const handling = (
  actionType: string,
  actionDescription: string,
  parameters: Parameter[],
): FactsheetAction => ({
  actionType,
  actionDescription,
  actionScopes: ["NODE"],
  actionParameters: parameters,
  blockingTypes: ["HARD"],
});

const instant = (
  actionType: string,
  actionDescription: string,
  scopes: Scope[] = ["INSTANT"],
  parameters: Parameter[] = [],
): FactsheetAction => ({
  actionType,
  actionDescription,
  actionScopes: scopes,
  actionParameters: parameters,
  blockingTypes: ["NONE", "SOFT", "HARD"],
});

const load = [
  text("stationName", "LIF station that gives or takes it."),
  text("loadType", "One of its load sets; TOTE where absent.", true),
  text("loadId", "The tote or load; absent: what stands there, or what is on the robot.", true),
];
const units = [
  text("stationName", "LIF station of the storage place."),
  text("sku", "Item."),
  text("lot", "Lot; absent: any.", true),
  integer("quantity", "Whole units."),
  text("toteId", "Tote on the robot."),
  text("lineId", "Order line, told back to nobody.", true),
];

export const toteAmrActions: readonly FactsheetAction[] = [
  handling("pick", "Takes a tote or another load from a station onto the robot.", load),
  handling("drop", "Gives what it carries to a station; a tote waits while the infeed is full.", load),
  {
    ...handling("pickItems", "Takes units from a storage place into the tote.", units),
    resultDescription: "Units really taken, decimal integer.",
  },
  {
    ...handling("putItems", "Puts units from the tote into a storage place.", units),
    resultDescription: "Units really put, decimal integer.",
  },
  handling("countTags", "Reads the tags in a storage place; its reader tells what it saw.", [
    text("stationName", "LIF station of the storage place."),
    integer("rounds", "How often the antenna goes along it."),
  ]),
  instant("startCharging", "Begins to charge on a charger's node.", ["INSTANT", "NODE"]),
  instant("stopCharging", "Ends charging.", ["INSTANT", "NODE"]),
  instant("cancelOrder", "Stops at the next node it can stop at and drops the order."),
  instant("stateRequest", "Sends a state."),
  instant("factsheetRequest", "Sends the factsheet."),
  instant("startPause", "Stops where it is and holds its actions."),
  instant("stopPause", "Goes on."),
  instant(
    "initPosition",
    "Takes a position and a last node as its own.",
    ["INSTANT"],
    [
      number("x", "m"),
      number("y", "m"),
      number("theta", "rad"),
      text("mapId", "Map."),
      text("lastNodeId", "Node it stands on."),
    ],
  ),
];

/** Robots are bought for a floor: they can do what its layout requires in every order. */
export function signalsOf({
  requiredActions,
  edgeRules,
}: Pick<Layout, "requiredActions" | "edgeRules">): FactsheetAction[] {
  const scopes = new Map<string, Set<Scope>>();
  const note = (type: string, scope: Scope): void => {
    scopes.set(type, (scopes.get(type) ?? new Set<Scope>()).add(scope));
  };
  for (const actions of requiredActions.values())
    for (const { actionType } of actions) note(actionType, "NODE");
  for (const { unloaded, loaded } of edgeRules)
    for (const { actionType } of [...unloaded.actions, ...loaded.actions]) note(actionType, "EDGE");
  return [...scopes].map(([type, where]) => ({
    ...instant(type, "A signal that the layout requires.", [...where]),
    actionParameters: [],
  }));
}

export const declaredOf = (actions: readonly FactsheetAction[]): Declared =>
  new Map(actions.map((action) => [action.actionType, action]));

/** Why the robot cannot do this action here, in words; undefined when it can. */
export function actionFault(action: Action, scope: Scope, declared: Declared): string | undefined {
  const known = declared.get(action.actionType);
  const name = `action ${action.actionId} (${action.actionType})`;
  if (!known) return `${name} is not in the factsheet`;
  if (!known.actionScopes.includes(scope)) return `${name} cannot be done as ${scope}`;
  if (known.blockingTypes && !known.blockingTypes.includes(action.blockingType))
    return `${name} cannot be done as ${action.blockingType}`;
  const given = parametersOf(action);
  const keys = (action.actionParameters ?? []).map(({ key }) => key);
  if (new Set(keys).size < keys.length) return `${name} has a parameter twice`;
  const taken = new Set(known.actionParameters?.map(({ key }) => key));
  const strange = keys.find((key) => !taken.has(key));
  if (strange !== undefined) return `${name} has a parameter ${strange} that the factsheet does not list`;
  for (const { key, valueDataType, isOptional } of known.actionParameters ?? []) {
    const value = Object.hasOwn(given, key) ? given[key] : undefined;
    if (value === undefined) {
      if (isOptional !== true) return `${name} has no parameter ${key}`;
    } else if (!fits(value, valueDataType)) return `${name} has a ${key} that is no ${valueDataType}`;
  }
  return undefined;
}

function fits(value: ActionParameterValue, type: Parameter["valueDataType"]): boolean {
  if (type === "INTEGER") return Number.isInteger(value) && (value as number) > 0;
  if (type === "NUMBER") return typeof value === "number";
  return typeof value === "string" && value !== "";
}

export function parametersOf({ actionParameters }: Action): Parameters {
  const parameters: Record<string, ActionParameterValue> = Object.create(null);
  for (const { key, value } of actionParameters ?? []) parameters[key] = value;
  return parameters;
}
