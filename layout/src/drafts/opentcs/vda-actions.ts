/** Actions that openTCS's driver for VDA 5050 takes from properties of points and paths (`vda5050:action.<INDEX>…`), as actions of the layout. */
import type { LifAction } from "../../lif.schema.ts";

export interface FoundAction {
  readonly action: LifAction;
  /** It is told apart by tags, by the kind of order, or by a type of its parameters: none of which a layout can say. */
  readonly doubts: readonly ("when" | "tags" | "typed")[];
}

const prefix = "vda5050:action.";

export const isActionProperty = (key: string): boolean => key.startsWith(prefix);

export function actionsOf(properties: ReadonlyMap<string, string>): FoundAction[] {
  const byIndex = new Map<string, Map<string, string>>();
  for (const [key, value] of properties) {
    if (!isActionProperty(key)) continue;
    const [index = "", ...rest] = key.slice(prefix.length).split(".");
    const parts = byIndex.get(index) ?? new Map<string, string>();
    byIndex.set(index, parts.set(rest.join("."), value));
  }
  // The driver's order.
  return [...byIndex.keys()].sort().flatMap((index) => actionOf(byIndex.get(index)!));
}

function actionOf(parts: ReadonlyMap<string, string>): FoundAction[] {
  const actionType = parts.get("");
  if (!actionType) return [];
  const blocking = parts.get("blockingType");
  const blockingType = blocking === "SOFT" || blocking === "HARD" ? blocking : "NONE";
  const given = [...parts].filter(([key]) => key.startsWith(parameterPrefix));
  const actionParameters = given.map(([key, value]) => ({
    key: key.slice(parameterPrefix.length),
    value: value.replace(typeMark, ""),
  }));
  const isAlways = (parts.get("when") ?? "PASSING").split("|").some((word) => word.trim() === "PASSING");
  return [
    {
      action: {
        actionType,
        requirementType: isAlways ? "REQUIRED" : "CONDITIONAL",
        blockingType,
        ...(actionParameters.length > 0 ? { actionParameters } : {}),
      },
      doubts: [
        ...(isAlways ? [] : ["when" as const]),
        ...(parts.has("tags") ? ["tags" as const] : []),
        ...(given.some(([, value]) => typeMark.test(value) && !value.startsWith("string:"))
          ? ["typed" as const]
          : []),
      ],
    },
  ];
}

const parameterPrefix = "parameter.";
const typeMark = /^(?:float|integer|boolean|string):/;
