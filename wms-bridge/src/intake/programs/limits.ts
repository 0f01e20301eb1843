/** `GET /v1/limits`: what this door holds a program to, in numbers, so that nobody finds out by being refused. */
import type { HttpResponse } from "@floorplane/contracts/http";
import { overlapMinutes } from "@floorplane/contracts/programs.schema";
import { carryStopsMax } from "@floorplane/contracts/transports.schema";
import { dayMs, isoTime } from "@floorplane/contracts/units";
import { rowsMax } from "@floorplane/contracts/wms.schema";
import { carriesOpenMax } from "../../carrying/carries.ts";
import type { Settings, WithSettings } from "../../keeping/settings.ts";
import type { Program } from "../../programs/programs.ts";
import { jsonAnswer } from "../answering/refusal.ts";
import { waitMs, waitStandsMs } from "../http/admission.ts";
import { perPageMax } from "../reading/list-query.ts";

/** A thousand lines are about 60 kB; nothing honest is larger than this. */
export const bodyBytesMax = 1_048_576;

const days = (ms: number): number => ms / dayMs;

export function getLimits(
  { settings }: WithSettings,
  { program, clients, scopes, ...caller }: Program,
): HttpResponse {
  return jsonAnswer(200, {
    program: {
      program,
      clients,
      scopes,
      expiresAt: caller.expiresAt === null ? null : isoTime(caller.expiresAt),
      requestsPerMinute: caller.requestsPerMinute ?? settings.requestsPerMinute,
    },
    ...limitsOf(settings),
  });
}

const limitsOf = (settings: Settings): object => ({
  requests: {
    perMinuteOfAnAddress: settings.requestsPerMinute,
    perMinuteWithoutAGoodToken: settings.failuresPerMinute,
    waitingForTheirCommit: settings.unansweredMax,
    waitMs,
    waitStandsMs,
  },
  bodies: { bytes: bodyBytesMax, rows: rowsMax },
  lists: { perPage: perPageMax },
  orders: { open: settings.openOrdersMax },
  transports: { open: carriesOpenMax, stops: carryStopsMax },
  expectedReceipts: { open: settings.expectedReceiptsMax },
  returns: { units: settings.returnUnitsMax },
  kept: {
    idempotencyKeysDays: days(settings.answersKeptMs),
    numbersDays: days(settings.numbersKeptMs),
    endedOrdersListedDays: days(settings.ordersKeptMs),
  },
  webhooks: { ofAClient: settings.webhooksMax, atPrivateAddresses: settings.privateWebhooks },
  programs: { ever: settings.programsMax, overlapMinutes: overlapMinutes.most },
});
