/**
 * The WMS's door by MQTT: a program's request, the answer to it and what happened, each as one message (warehouse people call them telegrams). A request says what an HTTP request says, in the same words: what stands
 * at `/docs` for an address holds here too.
 */
import Type, { type Static } from "typebox";
import { gateOf } from "./parse.ts";

/** Of a request's envelope, around a body that has at most a mebibyte. */
export const envelopeBytesMax = 16 * 1_024;

const path = Type.String({
  minLength: 1,
  maxLength: 4_096,
  pattern: "^/",
  description: "with its query, as by HTTP: `/v1/orders`, `/v1/stock?client=acme`",
});

export const TelegramSchema = Type.Object(
  {
    /** Not judged here: what may be an Idempotency-Key is the door's affair, and so are its words. */
    id: Type.Optional(
      Type.String({
        maxLength: 1_024,
        description: "the Idempotency-Key; it comes back with the answer, so name one for GET too",
      }),
    ),
    method: Type.Optional(Type.Enum(["GET", "POST", "DELETE"], { default: "POST" })),
    path,
    headers: Type.Optional(
      Type.Record(Type.String({ maxLength: 100 }), Type.String({ maxLength: 1_000 }), {
        maxProperties: 10,
        description: "of HTTP, where an address reads some",
      }),
    ),
    token: Type.Optional(
      Type.String({
        maxLength: 256,
        description: "the program's, where the broker is not the house's own",
      }),
    ),
    body: Type.Optional(Type.Unknown({ description: "what is the body by HTTP" })),
  },
  { additionalProperties: false },
);
export type Telegram = Static<typeof TelegramSchema>;
export const parseTelegram = gateOf("telegram", TelegramSchema);

/** The answer to a request. */
export interface AnswerTelegram {
  /** Of the request; null where it could not be read. */
  readonly id: string | null;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Where it is JSON, problems among it. */
  readonly body?: unknown;
  /** Where it is something else (a label, say): as its `content-type` says. */
  readonly base64?: string;
}

/** What happened to goods of a client, or, without an event, how far its list is when a house starts. */
export interface EventTelegram {
  readonly client: string;
  /** Of `GET /v1/events`: one more than that of the client's event before. Where it is more than that, events are missing: read on there, after the last that you have. */
  readonly next: number;
  /** As `GET /v1/events` has it. */
  readonly event?: object;
}
