/** What the thread of the shell and the house's own say to one another. */
import type { HttpRequest, HttpResponse, ReadAhead } from "@floorplane/contracts/http";
import type { MoreRoute } from "./http-shell.ts";

export interface ShellConfig {
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  readonly requestsPerMinute: number;
  /** Requests that may wait for their answer. */
  readonly waitingMax: number;
  readonly more?: readonly MoreRoute[] | undefined;
}

/** A request on its way to the door. */
export interface FarRequest {
  readonly id: number;
  readonly request: HttpRequest;
  /** Then the request's own body is empty. */
  readonly ahead: ReadAhead | undefined;
}

export interface FarAnswer {
  readonly id: number;
  readonly response: HttpResponse;
}

export type FromShell =
  | { readonly type: "listening"; readonly url: string }
  | { readonly type: "failed"; readonly message: string; readonly code?: string }
  /** Of one moment. The next come when these are taken. */
  | { readonly type: "asked"; readonly requests: readonly FarRequest[] }
  | { readonly type: "closed" };

export type ToShell =
  /** Decided, though perhaps not on the disk yet. */
  | { readonly type: "taken" }
  | { readonly type: "answered"; readonly answers: readonly FarAnswer[] }
  | { readonly type: "close" };
