/** What the house says of a label at the dock, and what is done there: only while it is reached, since what stands on a pallet is known to it alone. */
import type { DockShown, PalletAct } from "@floorplane/contracts/dock";
import { newActKey } from "./act-key.ts";

/** Its answer, or why there is none; `undefined`: it was not reached. */
export type Heard<Body> = { readonly body: Body } | { readonly why: string } | undefined;

export const lookAt = (sscc: string): Promise<Heard<DockShown>> => heard(fetch(`/api/dock/${sscc}`));

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

const post = <Body>(path: string, body: object): Promise<Heard<Body>> =>
  heard(
    fetch(path, {
      method: "POST",
      headers: { "content-type": "application/json", "idempotency-key": newActKey() },
      body: JSON.stringify(body),
    }),
  );

async function heard<Body>(asked: Promise<Response>): Promise<Heard<Body>> {
  try {
    const response = await asked;
    const body = await response.json();
    return response.ok ? { body } : { why: String(body.detail ?? response.status) };
  } catch {
    return undefined;
  }
}
