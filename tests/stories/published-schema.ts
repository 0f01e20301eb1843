/** The VDA 5050 2.1.0 files as the association publishes them, as gates for what goes over the wire. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Gate, gateOf } from "@floorplane/contracts/parse";
import { dataFolder } from "../data-folder.ts";

export const publishedSchemas = dataFolder("standards/vda5050/2.1.0");

export function publishedGate(topic: "state" | "connection" | "order"): Gate<unknown> {
  const schema = JSON.parse(readFileSync(join(publishedSchemas.path, `${topic}.schema`), "utf8")) as Record<
    string,
    unknown
  >;
  // Names a draft that the house's validator does not carry; the words used are the same in all drafts. Formats are not judged.
  delete schema.$schema;
  withoutFormats(schema);
  return gateOf(topic, schema as Parameters<typeof gateOf>[1]);
}

function withoutFormats(schema: unknown): void {
  if (typeof schema !== "object" || schema === null) return;
  const part = schema as Record<string, unknown>;
  if (typeof part.format === "string") delete part.format;
  for (const each of Object.values(part)) withoutFormats(each);
}
