/** Who is to carry an order, by when and how, as its request says: what the site's carriers do not do is refused. */
import { dayMs } from "@floorplane/contracts/units";
import { type Carriage, unassigned, type WithCarriers } from "../../orders/carriers.ts";
import type { ShipBy, WithCutOffs } from "../../orders/ship-by.ts";
import { Refusal } from "../answering/refusal.ts";
import { nearTime } from "../reading/near-time.ts";

/** What is brought over from another system comes late, and is still to leave. */
const lateDaysMax = 30;

export const shipByIn = (text: string, now: number): number =>
  nearTime(text, {
    field: "shipBy",
    now,
    pastMsMax: lateDaysMax * dayMs,
    instead: "correct it, or leave shipBy out: then its carrier's next cut-off is its time",
  });

export interface Wished {
  readonly country: string;
  readonly carrier: string | undefined;
  readonly service: string | undefined;
  readonly shipBy: number | undefined;
}

export function carriageOf(
  means: WithCarriers & WithCutOffs,
  receivedAt: number,
  { country, carrier, service, shipBy }: Wished,
): Carriage & ShipBy {
  const carriage =
    carrier === undefined ? means.carriers.carriageTo(country) : named(means, carrier, country);
  if (service !== undefined) judgeService(means, carriage, service);
  const usual = means.cutOffs.of(receivedAt, carriage.carrier);
  return { ...carriage, ...usual, ...(shipBy === undefined ? {} : { shipBy }) };
}

function named({ carriers }: WithCarriers, carrier: string, country: string): Carriage {
  const carriage = carriers.by(carrier, country);
  if (carriage) return carriage;
  throw new Refusal(
    "malformed-message",
    `${carrier} does not carry to ${country}; ${carriers.servingTo(country).join(", ")} would: name one of them, or correct the country or site.yaml`,
    { field: "carrier" },
  );
}

function judgeService({ carriers }: WithCarriers, { carrier }: Carriage, service: string): void {
  const services = carrier === unassigned.carrier ? undefined : carriers.row(carrier).services;
  if (!services || services.includes(service)) return;
  throw new Refusal(
    "malformed-message",
    `${carrier} has no service ${service}; it has ${services.join(", ")}: name one of them, or add it to site.yaml`,
    { field: "service" },
  );
}
