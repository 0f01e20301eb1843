/**
 * What the description of the door has at every address alike: a name for each operation, which generated clients call it by, and examples: of requests and answers those of a real walk through all of them
 * (`openapi-examples.json`, written by `openapi-client.test.ts`), of refusals one for each code.
 */
import { readFileSync } from "node:fs";
import { problemMediaType } from "@floorplane/contracts/problem";
import { problemExamples } from "./problem-examples.ts";

export interface Operation {
  operationId?: string;
  readonly parameters?: { readonly in: string; readonly name: string; example?: unknown }[];
  readonly requestBody?: { readonly content: Record<string, Content> };
  readonly responses: Record<string, { readonly content?: Record<string, Content> }>;
}
interface Content {
  readonly schema: object;
  example?: unknown;
  examples?: object;
}
export interface Example {
  readonly params?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly status: number;
  /** Of the answer, where it is no JSON. */
  readonly media?: string;
  readonly answer?: unknown;
}

export const examplesFile = new URL("./openapi-examples.json", import.meta.url);

/** `get /v1/orders/{order}` is `getOrdersOrder`. */
const operationIdOf = (method: string, path: string): string =>
  method +
  path
    .replace(/^\/v1/, "")
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join("");

/** Changes the document that it is given. */
export function finished<Document extends { paths?: object }>(document: Document): Document {
  const examples = JSON.parse(readFileSync(examplesFile, "utf8")) as Record<string, Example>;
  for (const [path, methods] of Object.entries(document.paths ?? {}))
    for (const [method, operation] of Object.entries(methods as Record<string, Operation>)) {
      operation.operationId = operationIdOf(method, path);
      for (const [status, { content }] of Object.entries(operation.responses)) {
        const refusal = content?.[problemMediaType];
        if (refusal) refusal.examples = problemExamples(Number(status));
      }
      const example = examples[operation.operationId];
      if (example) show(operation, example);
    }
  return document;
}

function show(
  operation: Operation,
  { params = {}, body, status, media = "application/json", answer }: Example,
): void {
  for (const parameter of operation.parameters ?? [])
    if (parameter.in === "path" && params[parameter.name] !== undefined)
      parameter.example = params[parameter.name];
  for (const content of Object.values(operation.requestBody?.content ?? {}))
    if (body !== undefined) content.example = body;
  const content = operation.responses[status]?.content?.[media];
  if (content && answer !== undefined) content.example = answer;
}
