/** One request to a WMS's hearer as it is on the wire, and what came back. Plain HTTP of Node: a contract is also about what no well-behaved client sends. */
import { request as askHttp } from "node:http";
import { request as askHttps } from "node:https";

export interface Asked {
  readonly method?: "GET" | "POST";
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** In pieces, so that its length stands nowhere. */
  readonly isChunked?: true;
  /** The connection is cut after half of the body. */
  readonly isCut?: true;
}

export interface Answered {
  /** 0: nothing came back. */
  readonly status: number;
  /** Why nothing came back. */
  readonly why?: string;
  readonly tookMs: number;
}

/** A house takes a hearer that needs longer for absent. */
export const answerMsMax = 15_000;

/** Answers always, within the deadline. */
export function ask(
  url: URL,
  { method = "POST", headers, body, isChunked, isCut }: Asked,
): Promise<Answered> {
  const bytes = Buffer.from(body);
  const startedAt = performance.now();
  return new Promise((resolve) => {
    const end = (status: number, why?: string): void => {
      clearTimeout(deadline);
      resolve({ status, tookMs: performance.now() - startedAt, ...(why === undefined ? {} : { why }) });
    };
    const length = isChunked ? {} : { "content-length": String(bytes.length) };
    const asking = (url.protocol === "https:" ? askHttps : askHttp)(
      url,
      { method, headers: { ...headers, ...length } },
      (response) => {
        response.resume();
        // A status is an answer, whatever becomes of the text after it.
        response.on("error", () => {});
        end(response.statusCode ?? 0);
      },
    );
    const deadline = setTimeout(() => {
      end(0, `no answer within ${answerMsMax / 1_000} s`);
      asking.destroy();
    }, answerMsMax);
    asking.on("error", (error: NodeJS.ErrnoException) => end(0, error.code ?? error.message));
    if (isCut) {
      asking.write(bytes.subarray(0, bytes.length >> 1), () => asking.destroy());
      return;
    }
    asking.write(bytes.subarray(0, bytes.length >> 1));
    asking.end(bytes.subarray(bytes.length >> 1));
  });
}

/** The same as a line for a terminal; a long body is left in a file, which the caller names. */
export function curlLine(url: URL, { method = "POST", headers, body }: Asked, bodyFile?: string): string {
  const data = bodyFile === undefined ? body : `@${bodyFile}`;
  return [
    `curl -i -X ${method} ${quoted(url.href)}`,
    ...Object.entries(headers).map(
      ([name, value]) => `-H ${quoted(value === "" ? `${name};` : `${name}: ${value}`)}`,
    ),
    ...(body === "" ? [] : [`--data-binary ${quoted(data)}`]),
  ].join(" ");
}

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
