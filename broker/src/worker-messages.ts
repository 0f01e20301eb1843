/** What the broker's worker and the house say to each other. */
import type { ErrorCode } from "@floorplane/contracts/errors";
import type { BrokerOptions } from "./broker.ts";
import type { BrokerFigures } from "./figures.ts";
import type { Account } from "./rights/accounts.ts";

export type WorkerOptions = Omit<BrokerOptions, "timers" | "log">;

export type ToWorker =
  | { readonly type: "setAccounts"; readonly accounts: readonly Account[] }
  | { readonly type: "stop" };

export type FromWorker =
  | { readonly type: "started"; readonly port: number }
  | {
      readonly type: "failed";
      readonly code: ErrorCode | undefined;
      readonly message: string;
      readonly field: string | undefined;
    }
  | {
      readonly type: "logged";
      readonly level: "debug" | "info" | "warn" | "error";
      readonly event: string;
      readonly fields: Readonly<Record<string, unknown>> | undefined;
    }
  | { readonly type: "figures"; readonly figures: BrokerFigures };
