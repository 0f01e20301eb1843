/** Webhooks at the door: registered, shown, renewed, paused, tried out, and told again what they were told. Those of options and files stand in the same list, to be read alone. */

import type { ConfirmationType } from "@floorplane/contracts/confirmation-types";
import type { HttpResponse } from "@floorplane/contracts/http";
import type { ClientId } from "@floorplane/contracts/ids";
import { instantMs } from "@floorplane/contracts/instant";
import { overlapMinutes } from "@floorplane/contracts/programs.schema";
import { isoTime, minuteMs } from "@floorplane/contracts/units";
import type { Replay, WebhookRequest } from "@floorplane/contracts/webhooks.schema";
import type { Desk } from "@floorplane/runtime/room";
import type { HearerShown, ToldRow, WithConfirmations } from "../../confirmations/confirmations.ts";
import { nameOfHearer } from "../../confirmations/hearers.ts";
import { verdictOf } from "../../confirmations/retry.ts";
import type { Delivery } from "../../confirmations/webhook.kind.ts";
import type { Webhook } from "../../confirmations/webhooks.ts";
import type { WithSettings } from "../../keeping/settings.ts";
import type { Program } from "../../programs/programs.ts";
import { numberBefore, type Placed, type ReadTo, readOn } from "../../trace/reading.ts";
import { lostShown } from "../answering/lost-rows.ts";
import { doorCodes, jsonAnswer, Refusal } from "../answering/refusal.ts";
import type { WithSecrets } from "../programs/programs.ts";
import { afterIn, perPageIn } from "../reading/list-query.ts";
import type { Addressed, Asking } from "../route.ts";
import { noteHearerAct } from "./note-hearer-act.ts";
import { judgedUrl } from "./webhook-url.ts";

type Means = WithConfirmations & WithSecrets & WithSettings;
type About = Pick<Addressed, "client" | "number">;
type Asked = About & Pick<Addressed, "caller" | "person">;

export const deliveriesQuery = ["after", "perPage"] as const;

/** Told again by one request; the answer says where to go on. */
const replayedMax = 500;
const markLength = 12;

export function getWebhooks({ confirmations }: WithConfirmations, client: ClientId): HttpResponse {
  const webhooks = [...confirmations.hearersOf(client)].map((hearer) => shown(confirmations, client, hearer));
  return jsonAnswer(200, { count: webhooks.length, webhooks });
}

/** 201 with its secret, which nobody can ask for again; 200 without one where it is registered already, as it is asked for. */
export function postWebhook(
  means: Means,
  desk: Desk,
  { caller, client }: { readonly caller: Program; readonly client: ClientId },
  request: Omit<WebhookRequest, "client">,
): HttpResponse {
  const { confirmations, secrets, settings } = means;
  const { webhooks } = confirmations;
  const { webhook } = request;
  const url = judgedUrl(request.url, means);
  const types = request.types === undefined ? null : ([...request.types] as ConfirmationType[]);
  const known = webhooks.get(webhook, client);
  if (known) {
    if (known.url === url && `${known.types?.toSorted()}` === `${types?.toSorted()}`)
      return jsonAnswer(200, shownOf(means, known));
    throw new Refusal(
      doorCodes.nameTaken,
      `webhook ${webhook} is registered with another address or filter; remove it first, or choose another name`,
      { field: "webhook" },
    );
  }
  if (confirmations.hearerNamed(client, webhook))
    throw new Refusal(
      doorCodes.nameTaken,
      `${webhook} is the name of a webhook that was set at the start of the house; choose another`,
      { field: "webhook" },
    );
  if (webhooks.of(client).length >= settings.webhooksMax)
    throw new Refusal(
      doorCodes.noRoom,
      `${settings.webhooksMax} webhooks are registered, which is all that a client may have; remove one first`,
      { field: "webhook" },
    );
  const mark = secrets.draw().slice(0, markLength);
  const made = webhooks.make({ client, webhook, mark, url, types, createdBy: caller.program });
  confirmations.register(desk, made);
  return jsonAnswer(201, { ...shownOf(means, made), secret: webhooks.secretsOf(made).at(-1) });
}

export function deleteWebhook(means: Means, desk: Desk, about: About): HttpResponse {
  means.confirmations.withdraw(desk, found(means, about));
  return { status: 204, headers: {}, body: new Uint8Array() };
}

export function postSecretRotation(
  means: Means,
  desk: Desk,
  about: Asked,
  { overlapMinutes: minutes = overlapMinutes.usual }: { readonly overlapMinutes?: number },
): HttpResponse {
  const webhook = found(means, about);
  const { webhooks } = means.confirmations;
  webhooks.rotate(webhook, minutes * minuteMs);
  noteHearerAct(means, desk, about, "rotate");
  return jsonAnswer(200, { ...shownOf(means, webhook), secret: webhooks.secretsOf(webhook).at(-1) });
}

export function postPause(means: Means, desk: Desk, about: Asked, isPaused: boolean): HttpResponse {
  const webhook = found(means, about);
  if ((webhook.pausedAt !== null) !== isPaused)
    noteHearerAct(means, desk, about, isPaused ? "pause" : "resume");
  const { webhooks } = means.confirmations;
  if (isPaused) webhooks.pause(webhook);
  else means.confirmations.resume(webhook);
  return jsonAnswer(200, shownOf(means, webhook));
}

/** Sent before the step that answers: what came of it is the answer. */
export function postTest(means: Means, about: Asked): Asking {
  const hearer = heard(means, about);
  let outcome: HttpResponse;
  return {
    cause: "http.webhook-test",
    look(_office, then) {
      means.confirmations.tryOut(hearer, (response) => {
        outcome = response;
        then();
      });
    },
    decide(desk) {
      const { status, why } = outcome;
      noteHearerAct(means, desk, about, "test");
      return jsonAnswer(200, { taken: verdictOf(status) === "taken", status, ...(why ? { why } : {}) });
    },
  };
}

/** One delivery by its id, or what happened from a time on. */
export function postReplay(
  means: Means,
  about: Asked,
  { delivery, from, after }: Omit<Replay, "client">,
): Asking {
  const hearer = heard(means, about);
  const { client } = about;
  const { told } = means.confirmations;
  const named = [delivery, from, after].filter((each) => each !== undefined);
  if (named.length !== 1)
    throw new Refusal("malformed-message", "name one of delivery, from and after", {
      field: named.length === 0 ? "delivery" : from === undefined ? "after" : "from",
    });
  const rows: Placed<ToldRow>[] = [];
  let skipped = 0;
  let read: ReadTo = { last: 0, head: told.head(client) };
  const only = delivery === undefined ? undefined : means.confirmations.rowOf(hearer, delivery);
  if (delivery !== undefined && only === undefined)
    throw new Refusal("not-found", `${delivery} is no delivery to webhook ${about.number}`, {
      field: "delivery",
    });
  const most = delivery === undefined ? replayedMax : 1;
  return {
    cause: "http.webhook-replay",
    look(office, then) {
      const readFrom = (number: number): void => {
        // What was told before has ids that are not known any more.
        const first = Math.max(number, means.confirmations.tellableFrom(hearer) - 1);
        skipped = Math.min(first, told.head(client).number) - number;
        const take = (placed: Placed<ToldRow>): boolean => rows.push(placed) < most;
        readOn(told, office, { client, after: first, take }, (to) => {
          read = to;
          then();
        });
      };
      if (only !== undefined) readFrom(only - 1);
      else if (after !== undefined) readFrom(after);
      else numberBefore(told, office, { client, since: instantMs(from!)! }, readFrom);
    },
    decide(desk) {
      const { target } = heard(means, about);
      const added = means.confirmations.tellAgain(desk, target, rows);
      noteHearerAct(means, desk, about, "replay");
      const isMore = delivery === undefined && read.last < read.head.number;
      return jsonAnswer(202, {
        added,
        ...(skipped > 0 ? { skipped } : {}),
        next: read.last,
        more: isMore,
      });
    },
  };
}

/** Each attempt, in order. */
export function getDeliveries(
  means: Means,
  { client, number, query }: Pick<Addressed, "client" | "number" | "query">,
): Asking {
  const hearer = heard(means, { client, number });
  const webhook = nameOfHearer(hearer.target);
  const { deliveries } = means.confirmations.webhooks;
  const perPage = perPageIn(query);
  const after = afterIn(query, deliveries.reach(client)) ?? 0;
  const lost = deliveries.lost(client, after);
  const shownRows: object[] = [];
  let read: ReadTo;
  return {
    cause: "http.deliveries-asked",
    look(office, then) {
      const take = ({ row }: Placed<Delivery>): boolean => {
        const { at, why, webhook: whose, ...rest } = row;
        if (whose === webhook)
          shownRows.push({
            ...rest,
            at: isoTime(at),
            taken: verdictOf(row.status) === "taken",
            ...(why === "" ? {} : { why }),
          });
        return shownRows.length < perPage;
      };
      readOn(deliveries, office, { client, after, take }, (to) => {
        read = to;
        then();
      });
    },
    decide: () =>
      jsonAnswer(200, {
        deliveries: shownRows,
        next: read.last,
        more: read.last < read.head.number,
        ...lostShown(lost),
      }),
  };
}

/** Whoever hears under this name, by whomever it was named. */
function heard({ confirmations }: WithConfirmations, { client, number }: About): HearerShown {
  const hearer = confirmations.hearerNamed(client, number);
  if (hearer) return hearer;
  throw new Refusal(
    doorCodes.unknownWebhook,
    `nobody named ${number} hears for ${client}; GET /v1/webhooks lists those who do`,
    { field: "webhook" },
  );
}

function found({ confirmations }: WithConfirmations, { client, number }: About): Webhook {
  const webhook = confirmations.webhooks.get(number, client);
  if (webhook) return webhook;
  throw new Refusal(
    doorCodes.unknownWebhook,
    `no program registered a webhook ${number} for ${client}; GET /v1/webhooks lists those`,
    { field: "webhook" },
  );
}

function shownOf({ confirmations }: WithConfirmations, webhook: Webhook): object {
  for (const hearer of confirmations.hearersOf(webhook.client))
    if (hearer.target.registered === webhook) return shown(confirmations, webhook.client, hearer);
  return {};
}

function shown(
  confirmations: WithConfirmations["confirmations"],
  client: ClientId,
  hearer: HearerShown,
): object {
  const { target, state, waiting } = hearer;
  const dead = confirmations.letters.for(hearer.target.name);
  const { registered, url, name } = target;
  const known = confirmations.acts.of(client, nameOfHearer(target));
  const acts = known.length === 0 ? {} : { acts: known.map((note) => ({ ...note, at: isoTime(note.at) })) };
  const fares = { state, waiting, dead, ...acts };
  if (!registered)
    return { webhook: name, url: bare(url), types: null, isFixed: true, pausedAt: null, ...fares };
  const { webhook, types, pausedAt, createdAt, createdBy, secrets } = registered;
  return {
    webhook,
    url,
    types,
    isFixed: false,
    pausedAt: pausedAt === null ? null : isoTime(pausedAt),
    createdAt: isoTime(createdAt),
    createdBy,
    secrets: secrets.map(({ generation, until }) => ({
      generation,
      until: until === null ? null : isoTime(until),
    })),
    ...fares,
  };
}

/** An address of an option may carry a secret in its query: it is shown to programs without. */
export const bare = (url: string): string => url.split("?", 1)[0]!;
