/** How every HTTP door of the house says no: RFC 9457. `code` is stable, `field` a path into the request. */
import type { Fault } from "./errors.ts";

export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly field?: string;
  /** All that is wrong with the request, where it is more than one thing; the first stands above too. */
  readonly errors?: readonly Fault[];
}

export const problemMediaType = "application/problem+json";

export function problemOf({
  status,
  code,
  detail,
  field,
  errors = [],
}: Pick<Problem, "status" | "code" | "detail" | "errors"> & {
  readonly field?: string | undefined;
}): Problem {
  return {
    type: `urn:floorplane:problem:${code}`,
    title: code.replaceAll("-", " "),
    status,
    detail,
    code,
    ...(field ? { field } : {}),
    ...(errors.length > 1 ? { errors } : {}),
  };
}

/** What a shell before a door refuses by itself, by its status. */
export function shellCode(status: number): string {
  const known = codes.get(status);
  return known ?? (status < 500 ? "malformed-message" : "internal");
}

const codes: ReadonlyMap<number, string> = new Map([
  [403, "not-permitted"],
  [404, "not-found"],
  [405, "method-not-allowed"],
  [408, "deadline-passed"],
  [413, "too-large"],
  [421, "not-permitted"],
  [429, "too-busy"],
  [431, "too-large"],
  [503, "deadline-passed"],
]);

const reasons: ReadonlyMap<number, string> = new Map([
  [400, "Bad Request"],
  [408, "Request Timeout"],
  [413, "Content Too Large"],
  [431, "Request Header Fields Too Large"],
]);

/** A whole answer as bytes on a socket, for a request that is no HTTP and so reaches no handler. */
export function problemOnSocket(status: number, detail: string): string {
  const body = JSON.stringify(problemOf({ status, code: shellCode(status), detail }));
  const head = [
    `HTTP/1.1 ${status} ${reasons.get(status) ?? "Refused"}`,
    `content-type: ${problemMediaType}`,
    `content-length: ${new TextEncoder().encode(body).length}`,
    "connection: close",
  ];
  return `${head.join("\r\n")}\r\n\r\n${body}`;
}

/** What is wrong with bytes that are no request, by Node's own word for it. */
export function socketFault(code: string | undefined): { readonly status: number; readonly detail: string } {
  if (code === "HPE_HEADER_OVERFLOW") return { status: 431, detail: "the headers are too long" };
  if (code === "ERR_HTTP_REQUEST_TIMEOUT")
    return { status: 408, detail: "the request did not come whole in time" };
  return { status: 400, detail: "this is no HTTP request" };
}

/** False where an escape such as `%ZZ` stands for no text. */
export function isReadablePath(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

export const unreadablePath = "the path has an escape that stands for no character: write % as %25";
