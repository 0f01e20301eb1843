/** How tests ask at the WMS's door of a house: in the operator's name, whose token lies in the state folder of a house that runs, and is known of a simulated one. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { operatorFile } from "@floorplane/app/programs/house-programs";
import { operatorHeaders } from "@floorplane/app/simulate/simulated-programs";
import type { HttpDoor, HttpRequest, HttpResponse } from "@floorplane/contracts/http";

/** @param state folder of a house or demo that was started */
export const authorization = (state: string): { authorization: string } => ({
  authorization: `Bearer ${readFileSync(join(state, operatorFile), "utf8").trim()}`,
});

/** Of a house in this process; `heard` is called when it answers. */
export function ask(
  door: HttpDoor,
  request: Pick<HttpRequest, "url"> & { readonly key?: string; readonly body?: object },
  heard: (response: HttpResponse) => void,
): void {
  const { url, key, body } = request;
  door.handle(
    {
      method: body === undefined ? "GET" : "POST",
      url,
      headers: { ...operatorHeaders, ...(key === undefined ? {} : { "idempotency-key": key }) },
      body: body === undefined ? new Uint8Array() : new TextEncoder().encode(JSON.stringify(body)),
    },
    heard,
  );
}

/** Posts to a house that runs; answers with the status. */
export async function post(url: string, state: string, key: string, body: object): Promise<number> {
  const headers = { ...authorization(state), "content-type": "application/json", "idempotency-key": key };
  return (await fetch(url, { method: "POST", headers, body: JSON.stringify(body) })).status;
}
