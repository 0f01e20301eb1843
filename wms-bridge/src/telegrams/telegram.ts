/** A request as a message, read into what the door takes, and the door's answer as a message. The body goes to the door letter by letter, so that the door says of it what it says by HTTP. */
import type { HttpRequest, HttpResponse } from "@floorplane/contracts/http";
import { doubledWords, JsonText } from "@floorplane/contracts/json-text";
import { envelopeBytesMax, parseTelegram, type Telegram } from "@floorplane/contracts/telegram.schema";
import { problemAnswer, Refusal } from "../intake/answering/refusal.ts";
import { bodyBytesMax } from "../intake/programs/limits.ts";

/** A code that no address has by HTTP. */
const answerTooLarge = "answer-too-large";
/** Answers above it are replaced by a word that says so: brokers and programs have a bound of their own, and who is beyond it is cut off. */
const answerBytesMax = 1_048_576;
const decoder = new TextDecoder("utf-8", { fatal: true });
const lenient = new TextDecoder();
const encoder = new TextEncoder();
/** What the envelope says in words of its own. */
const ownHeaders: ReadonlyMap<string, string> = new Map([
  ["authorization", "token"],
  ["idempotency-key", "id"],
]);

export type AskedByTelegram = Pick<HttpRequest, "method" | "url" | "headers" | "body">;

/** As much of it as can be read: whoever hears the answer knows it by its id. */
export interface ReadTelegram {
  readonly id: string | undefined;
  /** Throws what the door refuses a request with. */
  readonly asked: () => { readonly token: string | undefined; readonly request: AskedByTelegram };
}

export function readTelegram(payload: Uint8Array): ReadTelegram {
  const refused = (code: string, why: string): ReadTelegram => ({
    id: undefined,
    asked: () => {
      throw new Refusal(code, why);
    },
  });
  if (payload.length > bodyBytesMax + envelopeBytesMax)
    return refused("too-large", `a body has at most ${bodyBytesMax} bytes; send the list in pieces`);
  try {
    const text = decoder.decode(payload);
    const value: unknown = JSON.parse(text);
    const members = new JsonText(text).members();
    const { id } = Object(value) as { readonly id?: unknown };
    return { id: typeof id === "string" ? id : undefined, asked: () => askedBy(value, members) };
  } catch (error) {
    const why = error instanceof RangeError ? "it nests too deep" : String((error as Error).message);
    return refused("malformed-message", `the telegram is not JSON: ${why}`);
  }
}

function askedBy(value: unknown, members: Members): ReturnType<ReadTelegram["asked"]> {
  const { telegram, body } = parsed(value, members);
  const { id, token, method = "POST", path, headers = {} } = telegram;
  return {
    token,
    request: {
      method,
      url: path,
      headers: { ...headersOf(headers), ...(id === undefined ? {} : { "idempotency-key": id }) },
      body: encoder.encode(body ?? ""),
    },
  };
}

/** Of the telegram, each as it is written. */
type Members = readonly (readonly [name: string, text: string])[];

function parsed(value: unknown, members: Members): { telegram: Telegram; body: string | undefined } {
  const telegram = parseTelegram(value);
  const names = members.map(([name]) => name);
  const doubled = names.find((name, index) => names.indexOf(name) < index);
  if (doubled !== undefined)
    throw new Refusal("malformed-message", `the telegram's ${doubled} ${doubledWords}`, { field: doubled });
  return { telegram, body: members.find(([name]) => name === "body")?.[1] };
}

function headersOf(given: Readonly<Record<string, string>>): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(given)) {
    const lower = name.toLowerCase();
    const own = ownHeaders.get(lower);
    if (own !== undefined)
      throw new Refusal("malformed-message", `say it as ${own} of the telegram, not as a header`, {
        field: `headers.${name}`,
      });
    headers[lower] = value;
  }
  return headers;
}

/** As `AnswerTelegram` has it. */
export function answerTelegram(id: string | undefined, response: HttpResponse): Uint8Array {
  const payload = encoder.encode(textOf(id, response));
  if (payload.length <= answerBytesMax) return payload;
  const why = new Refusal(
    answerTooLarge,
    `the answer (${response.status}) has ${payload.length} bytes, and one by MQTT at most ${answerBytesMax}: ask for less of it (perPage), or for it by HTTP; what was asked for was done where ${response.status} is below 300`,
  );
  return encoder.encode(textOf(id, problemAnswer(why)!));
}

function textOf(id: string | undefined, { status, headers, body }: HttpResponse): string {
  const head = JSON.stringify({ id: id ?? null, status, headers });
  if (body.length === 0) return head;
  const isJson = /\bjson\b/.test(headers["content-type"] ?? "");
  const shown = isJson
    ? `"body":${lenient.decode(body)}`
    : `"base64":${JSON.stringify(Buffer.from(body).toString("base64"))}`;
  return `${head.slice(0, -1)},${shown}}`;
}
