/** The one error family of the house: what the world does wrong. What only a bug can do is an assertion (`bug`). */

/** Stable codes; they are part of the API (problem+json `code`, exit messages, logs). */
export type ErrorCode =
  | "malformed-id"
  | "malformed-message"
  | "malformed-file"
  | "unknown-option"
  | "bad-option"
  | "unknown-item"
  | "unknown-order"
  | "unknown-task"
  | "conflict"
  | "idempotency-key-missing"
  | "idempotency-key-malformed"
  | "idempotency-key-reused"
  | "too-large"
  | "too-busy"
  | "not-found"
  | "not-permitted"
  | "unreachable"
  | "port-in-use"
  | "already-running"
  | "ledger-failed"
  | "deadline-passed";

/** One of several things that are wrong with one message. */
export interface Fault {
  readonly field: string;
  readonly detail: string;
}

export interface Trouble {
  readonly code: ErrorCode;
  /** One sentence: what is wrong and what to do about it. */
  readonly message: string;
  /** Where in the input: a JSON path (`lines[3].quantity`), an option (`--robots`) or a file and line. */
  readonly field?: string;
  /** All that is wrong, where it is more than one thing; `message` and `field` are the first. */
  readonly faults?: readonly Fault[];
  /** Whether the same request can succeed later without a change. */
  readonly retry?: boolean;
}

export class FloorplaneError extends Error {
  readonly code: ErrorCode;
  readonly field: string | undefined;
  readonly faults: readonly Fault[];
  readonly retry: boolean;

  constructor(trouble: Trouble) {
    super(trouble.message);
    this.name = "FloorplaneError";
    this.code = trouble.code;
    this.field = trouble.field;
    this.faults = trouble.faults ?? [];
    this.retry = trouble.retry ?? false;
  }
}

/** For states that no input can cause: the process ends and comes back from the ledger. */
export class Bug extends Error {
  constructor(message: string) {
    super(`bug: ${message}`);
    this.name = "Bug";
  }
}

export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Bug(message);
}
