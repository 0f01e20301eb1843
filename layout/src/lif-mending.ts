/** What published LIF files get wrong in ways whose meaning is plain: mended in the parsed value, each with a warning, before the schema judges it. */

type Fields = Record<string, unknown>;

/** A file that is wrong everywhere is told so in this many lines, not in a million. */
const warningsMax = 200;

export function mendLif(value: unknown): string[] {
  const warnings = new Warnings();
  for (const [layout, path] of each(value, "layouts", "")) {
    if (layout.stations === undefined) {
      layout.stations = [];
      warnings.add(path, "has no stations; read as none");
    }
    for (const [node, nodePath] of each(layout, "nodes", path))
      for (const [property, at] of each(node, "vehicleTypeNodeProperties", nodePath)) {
        mendAngle(property, "theta", at, warnings);
        mendActions(property, at, warnings);
      }
    for (const [edge, edgePath] of each(layout, "edges", path))
      for (const [property, at] of each(edge, "vehicleTypeEdgeProperties", edgePath)) {
        mendAngle(property, "vehicleOrientation", at, warnings);
        mendNumber(property, "maxSpeed", at, warnings);
        mendActions(property, at, warnings);
      }
    for (const [station, stationPath] of each(layout, "stations", path)) {
      mendNumber(station, "stationHeight", stationPath, warnings);
      const position = station.stationPosition;
      if (isFields(position)) mendAngle(position, "theta", `${stationPath}.stationPosition`, warnings);
    }
  }
  return warnings.lines;
}

/** Numbers as text, as the official examples have them. */
function mendNumber(owner: Fields, field: string, path: string, warnings: Warnings): void {
  const value = owner[field];
  if (typeof value !== "string" || value.trim() === "" || !Number.isFinite(Number(value))) return;
  owner[field] = Number(value);
  warnings.add(`${path}.${field}`, "is text; read as a number");
}

/** The standard's angles are radians; what lies beyond a full turn can only be degrees. */
function mendAngle(owner: Fields, field: string, path: string, warnings: Warnings): void {
  mendNumber(owner, field, path, warnings);
  const value = owner[field];
  if (typeof value !== "number" || Math.abs(value) <= 2 * Math.PI) return;
  const radians = (value * Math.PI) / 180;
  owner[field] = Math.atan2(Math.sin(radians), Math.cos(radians));
  warnings.add(`${path}.${field}`, `is ${value}, which is no angle in radians; read as degrees`);
}

function mendActions(owner: Fields, path: string, warnings: Warnings): void {
  for (const [action, actionPath] of each(owner, "actions", path))
    for (const [parameter, at] of each(action, "actionParameters", actionPath))
      if (parameter.value !== undefined && typeof parameter.value !== "string") {
        parameter.value = JSON.stringify(parameter.value);
        warnings.add(`${at}.value`, "is not text; read as its JSON text");
      }
}

class Warnings {
  readonly lines: string[] = [];

  add(path: string, message: string): void {
    if (this.lines.length < warningsMax) this.lines.push(`${path} ${message}`);
    else if (this.lines.length === warningsMax) this.lines.push("further warnings are left out");
  }
}

const isFields = (value: unknown): value is Fields => typeof value === "object" && value !== null;

function* each(owner: unknown, field: string, path: string): Generator<[Fields, string]> {
  const rows = isFields(owner) ? owner[field] : undefined;
  if (!Array.isArray(rows)) return;
  for (const [i, row] of rows.entries())
    if (isFields(row)) yield [row, `${path === "" ? "" : `${path}.`}${field}[${i}]`];
}
