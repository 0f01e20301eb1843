/** What published LIF files get wrong in ways whose meaning is plain: mended in the parsed value, each with a warning, before the schema judges it. */
import { LifSchema } from "./lif.schema.ts";

export type Fields = Record<string, unknown>;

/** A file that is wrong everywhere is told so in this many lines, not in a million. */
const warningsMax = 200;

export function mendLif(value: unknown): string[] {
  const warnings = new Warnings();
  dropNulls(value, LifSchema, warnings);
  mendHead(value, ["projectIdentification", "creator", "exportTimestamp", "lifVersion"], warnings);
  for (const [layout, path] of each(value, "layouts", "")) {
    if (layout.stations === undefined) {
      layout.stations = [];
      warnings.add(path, "has no stations; read as none");
    }
    mendText(layout, "layoutVersion", path, warnings);
    for (const [node, nodePath] of each(layout, "nodes", path)) {
      mendPoint(node, "nodePosition", nodePath, warnings);
      for (const [property, at] of each(node, "vehicleTypeNodeProperties", nodePath)) {
        mendAngle(property, "theta", at, warnings);
        mendActions(property, at, warnings);
      }
    }
    for (const [edge, edgePath] of each(layout, "edges", path))
      for (const [property, at] of each(edge, "vehicleTypeEdgeProperties", edgePath))
        mendEdgeProperty(property, at, warnings);
    for (const [station, stationPath] of each(layout, "stations", path)) {
      mendNumber(station, "stationHeight", stationPath, warnings);
      mendPoint(station, "stationPosition", stationPath, warnings);
      const position = station.stationPosition;
      if (isFields(position)) mendAngle(position, "theta", `${stationPath}.stationPosition`, warnings);
    }
  }
  return warnings.lines;
}

function mendEdgeProperty(property: Fields, at: string, warnings: Warnings): void {
  mendAngle(property, "vehicleOrientation", at, warnings);
  for (const field of ["maxSpeed", "maxRotationSpeed", "minHeight", "maxHeight"])
    mendNumber(property, field, at, warnings);
  for (const field of ["orientationType", "rotationAtStartNodeAllowed", "rotationAtEndNodeAllowed"])
    mendCase(property, field, at, warnings);
  if (property.rotationAllowed === undefined) {
    property.rotationAllowed = true;
    warnings.add(`${at}.rotationAllowed`, "is missing; read as true, so that the whole circle is kept free");
  }
  mendFlag(property, "rotationAllowed", at, warnings);
  mendFlag(property, "reentryAllowed", at, warnings);
  const { loadRestriction } = property;
  if (isFields(loadRestriction))
    for (const field of ["loaded", "unloaded"])
      mendFlag(loadRestriction, field, `${at}.loadRestriction`, warnings);
  mendActions(property, at, warnings);
}

/** Nothing is decided by who exported a file and when. */
export function mendHead(value: unknown, fields: readonly string[], warnings: Warnings): void {
  if (!isFields(value)) return;
  const { metaInformation: head = {} } = value;
  if (!isFields(head)) return;
  value.metaInformation = head;
  for (const field of fields) {
    if (head[field] === undefined) {
      head[field] = "";
      warnings.add(`metaInformation.${field}`, "is missing; read as empty");
    } else mendText(head, field, "metaInformation", warnings);
  }
}

/** A part of a JSON schema, as far as it is walked along. */
interface SchemaPart {
  readonly properties?: Readonly<Record<string, SchemaPart>>;
  readonly items?: SchemaPart;
}

/** Tools write null for what is absent. What the standard does not name is the vendor's, and stays. */
export function dropNulls(
  value: unknown,
  schema: object,
  warnings: Warnings,
  path: (string | number)[] = [],
): void {
  const { properties = {}, items } = schema as SchemaPart;
  if (Array.isArray(value)) {
    if (items)
      for (const [i, row] of value.entries()) {
        path.push(i);
        dropNulls(row, items, warnings, path);
        path.pop();
      }
  } else if (isFields(value))
    for (const [key, part] of Object.entries(properties)) {
      if (!Object.hasOwn(value, key) || typeof value[key] !== "object") continue;
      path.push(key);
      if (value[key] !== null) dropNulls(value[key], part, warnings, path);
      else {
        delete value[key];
        warnings.add(pathText(path), "is null; read as absent");
      }
      path.pop();
    }
}

const pathText = (path: readonly (string | number)[]): string =>
  path.reduce<string>(
    (text, key) => (typeof key === "number" ? `${text}[${key}]` : text === "" ? key : `${text}.${key}`),
    "",
  );

export function mendPoint(owner: Fields, field: string, path: string, warnings: Warnings): void {
  const point = owner[field];
  if (!isFields(point)) return;
  for (const axis of ["x", "y"]) mendNumber(point, axis, `${path}.${field}`, warnings);
}

export function mendText(owner: Fields, field: string, path: string, warnings: Warnings): void {
  if (typeof owner[field] !== "number") return;
  owner[field] = String(owner[field]);
  warnings.add(`${path}.${field}`, "is a number; read as text");
}

export function mendFlag(owner: Fields, field: string, path: string, warnings: Warnings): void {
  const value = owner[field];
  if (value !== "true" && value !== "false") return;
  owner[field] = value === "true";
  warnings.add(`${path}.${field}`, "is text; read as true or false");
}

/** The standard writes its words in capitals. */
export function mendCase(owner: Fields, field: string, path: string, warnings: Warnings): void {
  const value = owner[field];
  if (typeof value !== "string" || value === value.toUpperCase()) return;
  owner[field] = value.toUpperCase();
  warnings.add(`${path}.${field}`, `is "${value}"; read as ${value.toUpperCase()}`);
}

/** Numbers as text, as the official examples have them. */
export function mendNumber(owner: Fields, field: string, path: string, warnings: Warnings): void {
  const value = owner[field];
  if (typeof value !== "string" || value.trim() === "" || !Number.isFinite(Number(value))) return;
  owner[field] = Number(value);
  warnings.add(`${path}.${field}`, "is text; read as a number");
}

/** The standard's angles are radians; what lies beyond a full turn can only be degrees. */
export function mendAngle(owner: Fields, field: string, path: string, warnings: Warnings): void {
  mendNumber(owner, field, path, warnings);
  const value = owner[field];
  if (typeof value !== "number" || Math.abs(value) <= 2 * Math.PI) return;
  const radians = (value * Math.PI) / 180;
  owner[field] = Math.atan2(Math.sin(radians), Math.cos(radians));
  warnings.add(`${path}.${field}`, `is ${value}, which is no angle in radians; read as degrees`);
}

function mendActions(owner: Fields, path: string, warnings: Warnings): void {
  for (const [action, actionPath] of each(owner, "actions", path)) {
    mendCase(action, "requirementType", actionPath, warnings);
    mendCase(action, "blockingType", actionPath, warnings);
    for (const [parameter, at] of each(action, "actionParameters", actionPath))
      if (parameter.value !== undefined && typeof parameter.value !== "string") {
        parameter.value = JSON.stringify(parameter.value);
        warnings.add(`${at}.value`, "is not text; read as its JSON text");
      }
  }
}

export class Warnings {
  readonly lines: string[] = [];

  add(path: string, message: string): void {
    if (this.lines.length < warningsMax) this.lines.push(`${path} ${message}`);
    else if (this.lines.length === warningsMax) this.lines.push("further warnings are left out");
  }
}

export const isFields = (value: unknown): value is Fields => typeof value === "object" && value !== null;

export function* each(owner: unknown, field: string, path: string): Generator<[Fields, string]> {
  const rows = isFields(owner) ? owner[field] : undefined;
  if (!Array.isArray(rows)) return;
  for (const [i, row] of rows.entries())
    if (isFields(row)) yield [row, `${path === "" ? "" : `${path}.`}${field}[${i}]`];
}
