/** What the house says of a label at the dock, and what is done there: only while it is reached, since what stands on a pallet is known to it alone. */
import type { DockShown, PalletAct } from "@floorplane/contracts/dock";
import { fetchWithin } from "../live/fetch-within.ts";
import { newActKey } from "./act-key.ts";

/** Its answer, or why there is none; `undefined`: it was not reached. */
export type Heard<Body> = { readonly body: Body } | { readonly why: string } | undefined;

export const lookAt = (sscc: string): Promise<Heard<DockShown>> => heard(fetchWithin(`/api/dock/${sscc}`));

export interface DoneBy {
  readonly client: string;
  readonly by: string;
}

export const openPallet = (parcel: string, who: DoneBy): Promise<Heard<{ readonly sscc: string }>> =>
  post("/api/dock/pallets", { ...who, parcels: [parcel] });

export const doTo = (
  pallet: string,
  act: PalletAct,
  said: DoneBy & { readonly parcels?: readonly string[]; readonly incomplete?: boolean },
): Promise<Heard<object>> => post(`/api/dock/pallets/${pallet}/${act}`, said);

/** Acts that were sent and not answered: given again in the same words, each is the same act under its key. */
const unanswered = new Map<string, string>();

async function post<Body>(path: string, body: object): Promise<Heard<Body>> {
  const text = JSON.stringify(body);
  const act = `${path} ${text}`;
  const key = unanswered.get(act) ?? newActKey();
  unanswered.set(act, key);
  const headers = { "content-type": "application/json", "idempotency-key": key };
  const said = await heard<Body>(fetchWithin(path, { method: "POST", headers, body: text }));
  if (said) unanswered.delete(act);
  return said;
}

async function heard<Body>(asked: Promise<Response>): Promise<Heard<Body>> {
  try {
    const response = await asked;
    const body = await response.json();
    return response.ok ? { body } : { why: String(body.detail ?? response.status) };
  } catch {
    return undefined;
  }
}
