/** The way to a WMS in JSON: one request by fetch, with a deadline, without following redirects. */
import { Away } from "./dialect.ts";

export interface JsonAnswer {
  readonly status: number;
  readonly body: unknown;
}

export interface JsonAsk {
  readonly method: "GET" | "POST";
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Throws `Away` where nothing came back that can be read: no connection, too slow, no JSON. */
export type JsonWay = (asked: JsonAsk) => Promise<JsonAnswer>;

const deadlineMs = 20_000;
/** A page of rows is far smaller; more than this is no answer to what was asked. */
const bytesMax = 32_000_000;

export const fetchWay: JsonWay = async ({ method, url, headers = {}, body }) => {
  const where = new URL(url).host;
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, {
      method,
      headers: {
        accept: "application/json",
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      redirect: "manual",
      signal: AbortSignal.timeout(deadlineMs),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (Number(response.headers.get("content-length") ?? 0) > bytesMax)
      throw new Error(`an answer of more than ${bytesMax / 1e6} MB`);
    text = await response.text();
  } catch (error) {
    const { name, message, cause } = error as Error & { cause?: NodeJS.ErrnoException };
    const why =
      name === "TimeoutError"
        ? `no answer within ${deadlineMs / 1_000} s`
        : (cause?.code ?? cause?.message ?? message);
    throw new Away(`${where}: ${why}`);
  }
  if (text === "") return { status: response.status, body: undefined };
  try {
    return { status: response.status, body: JSON.parse(text) };
  } catch {
    throw new Away(`${where} answers ${response.status} with what is no JSON`);
  }
};
