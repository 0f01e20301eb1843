/** A client that is made of the door's own description and of nothing else, as an integrator's generator makes one: it knows what the document says, and cannot say what that does not. */

import { gateOf } from "@floorplane/contracts/parse";
import type { Operation } from "./openapi-finish.ts";

interface Parameter {
  readonly in: string;
  readonly name: string;
  readonly required?: boolean;
}
export interface Called {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}
export interface Said {
  readonly status: number;
  readonly headers: Headers;
  /** Media type of its body, without parameters. */
  readonly media: string | undefined;
  /** Text, where it is no JSON. */
  readonly body: unknown;
}
export interface Client {
  readonly operations: readonly string[];
  call(operation: string, what: Called): Promise<Said>;
  /** What the document says of an answer and its body does not hold to; undefined: it does. */
  faultOf(operation: string, said: Pick<Said, "status" | "media" | "body">): string | undefined;
}

type Described = Operation & { readonly parameters?: readonly Parameter[] };

export function clientOf(
  document: { readonly paths: Record<string, Record<string, Described>> },
  { url, token }: { readonly url: string; readonly token: string },
): Client {
  const operations = new Map(
    Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, one]) => [one.operationId!, { path, method, one }] as const),
    ),
  );
  const of = (operation: string) => {
    const found = operations.get(operation);
    if (!found) throw new Error(`the document has no ${operation}`);
    return found;
  };
  let keys = 0;
  return {
    operations: [...operations.keys()],
    async call(operation, { params = {}, query = {}, body }) {
      const { path, method, one } = of(operation);
      const declared = one.parameters ?? [];
      const names = (where: string): string[] =>
        declared.filter((each) => each.in === where).map(({ name }) => name);
      for (const name of Object.keys(query))
        if (!names("query").includes(name)) throw new Error(`${operation} takes no ${name}`);
      const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ""));
      const response = await fetch(`${url}${filled}?${new URLSearchParams(query)}`, {
        method: method.toUpperCase(),
        headers: {
          authorization: `Bearer ${token}`,
          ...(names("header").includes("idempotency-key") ? { "idempotency-key": `client-${++keys}` } : {}),
          ...(body === undefined ? {} : { "content-type": "application/json" }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const { status, headers } = response;
      const text = await response.text();
      const media = headers.get("content-type")?.split(";", 1)[0];
      const isJson = media !== undefined && /[/+]json$/.test(media);
      return { status, headers, media, body: text === "" ? undefined : isJson ? JSON.parse(text) : text };
    },
    faultOf(operation, { status, media = "", body }) {
      const described = of(operation).one.responses[status];
      if (!described) return `${status} is not described`;
      if (body === undefined) return described.content ? "a body is described, and none came" : undefined;
      const content = described.content?.[media];
      if (!content) return `a body of ${media} is not described`;
      if (typeof body === "string") return undefined;
      const schema = content.schema as Parameters<typeof gateOf>[1] & { readonly properties?: object };
      if (JSON.stringify(schema).includes("$ref")) return undefined;
      const unknown = Object.keys(body as object).filter((key) => !(key in (schema.properties ?? {})));
      if (unknown.length > 0) return `${unknown.join(", ")} is not described`;
      try {
        gateOf(`${operation} ${status}`, schema)(body);
        return undefined;
      } catch (error) {
        return (error as Error).message;
      }
    },
  };
}
