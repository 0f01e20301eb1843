/** How the door says no: RFC 9457 problems with a stable code and, where there is one, the field that is wrong. */
import { type Fault, FloorplaneError } from "@floorplane/contracts/errors";
import type { HttpResponse } from "@floorplane/contracts/http";
import { problemMediaType, problemOf } from "@floorplane/contracts/problem";

/** Codes of this door beside the house's own error codes. */
export const doorCodes = {
  noGoods: "no-goods",
  noStock: "no-stock",
  nameTaken: "name-taken",
  alreadyOpened: "already-opened",
  noRoom: "no-room",
  notAdmitted: "not-admitted",
  neverShipped: "never-shipped",
  notBooked: "not-booked",
  answeredOtherwise: "answered-otherwise",
  methodNotAllowed: "method-not-allowed",
  unknownClient: "unknown-client",
  unknownPredecessor: "unknown-predecessor",
  unknownHold: "unknown-hold",
  unknownSnapshot: "unknown-snapshot",
  nothingToCount: "nothing-to-count",
  notWanted: "not-wanted",
  nothingToPick: "nothing-to-pick",
  otherLot: "other-lot",
  tokenMissing: "token-missing",
  tokenUnknown: "token-unknown",
  tokenExpired: "token-expired",
  programRevoked: "program-revoked",
  scopeMissing: "scope-missing",
  notYourClient: "not-your-client",
  unknownProgram: "unknown-program",
  tooManyRequests: "too-many-requests",
  unknownWebhook: "unknown-webhook",
  addressInside: "address-inside",
} as const;

export const statusByCode: Readonly<Record<string, number>> = {
  "malformed-message": 422,
  "malformed-id": 422,
  "unknown-item": 422,
  "idempotency-key-missing": 400,
  "idempotency-key-malformed": 400,
  "idempotency-key-reused": 422,
  "too-large": 413,
  "too-busy": 429,
  "deadline-passed": 503,
  conflict: 409,
  "not-found": 404,
  "unknown-order": 404,
  [doorCodes.noGoods]: 422,
  [doorCodes.noStock]: 409,
  [doorCodes.nameTaken]: 409,
  [doorCodes.alreadyOpened]: 409,
  [doorCodes.noRoom]: 409,
  [doorCodes.notAdmitted]: 409,
  [doorCodes.neverShipped]: 409,
  [doorCodes.notBooked]: 422,
  [doorCodes.answeredOtherwise]: 409,
  "unknown-task": 404,
  [doorCodes.methodNotAllowed]: 405,
  [doorCodes.unknownClient]: 422,
  [doorCodes.unknownPredecessor]: 422,
  [doorCodes.unknownHold]: 404,
  [doorCodes.unknownSnapshot]: 404,
  [doorCodes.nothingToCount]: 409,
  [doorCodes.notWanted]: 409,
  [doorCodes.nothingToPick]: 409,
  [doorCodes.otherLot]: 409,
  [doorCodes.tokenMissing]: 401,
  [doorCodes.tokenUnknown]: 401,
  [doorCodes.tokenExpired]: 401,
  [doorCodes.programRevoked]: 401,
  [doorCodes.scopeMissing]: 403,
  [doorCodes.notYourClient]: 403,
  [doorCodes.unknownProgram]: 404,
  [doorCodes.tooManyRequests]: 429,
  [doorCodes.unknownWebhook]: 404,
  [doorCodes.addressInside]: 422,
};

interface More {
  readonly field?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly faults?: readonly Fault[];
}

export class Refusal extends Error {
  readonly code: string;
  readonly field: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  /** All that is wrong, where it is more than one thing. */
  readonly faults: readonly Fault[];

  constructor(code: string, detail: string, more: More = {}) {
    super(detail);
    this.name = "Refusal";
    this.code = code;
    this.field = more.field;
    this.headers = more.headers ?? {};
    this.faults = more.faults ?? [];
  }
}

const encoder = new TextEncoder();

/** Header of an answer to an order that was known before it was sent. */
export const replayed = "idempotent-replayed";

export const jsonAnswer = (
  status: number,
  body: object,
  headers: Record<string, string> = {},
): HttpResponse => ({
  status,
  headers: { "content-type": "application/json", ...headers },
  body: encoder.encode(JSON.stringify(body)),
});

/** The answer to what went wrong, or undefined for what only a bug can do. */
export function problemAnswer(error: unknown): HttpResponse | undefined {
  if (!(error instanceof Refusal) && !(error instanceof FloorplaneError)) return undefined;
  const { code, field, message, faults } = error;
  // A body that is no JSON at all cannot be read (400); one that can be read and is wrong cannot be processed (422).
  const status = code === "malformed-message" && field === undefined ? 400 : (statusByCode[code] ?? 422);
  const problem = problemOf({ status, code, detail: message, field, errors: faults });
  return {
    status,
    headers: {
      "content-type": problemMediaType,
      ...(error instanceof Refusal ? error.headers : {}),
    },
    body: encoder.encode(JSON.stringify(problem)),
  };
}
