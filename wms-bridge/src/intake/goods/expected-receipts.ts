/** What the WMS announces: goods on their way. Promises of orders that wait are made of it; stock is what is booked when it came. */
import { codeOf } from "@floorplane/contracts/client-names";
import type { HttpResponse } from "@floorplane/contracts/http";
import type { ClientId, Sku } from "@floorplane/contracts/ids";
import { instantMs } from "@floorplane/contracts/instant";
import { isoTime } from "@floorplane/contracts/units";
import type { ExpectedReceiptRequest } from "@floorplane/contracts/wms.schema";
import type { WithItems } from "../../goods/items.ts";
import type { WithNumbers } from "../../keeping/remembered-numbers.ts";
import type { WithSettings } from "../../keeping/settings.ts";
import type { WithSite } from "../../keeping/traits.ts";
import type { WithExpected } from "../../stock/expected-receipts.ts";
import { jsonAnswer, Refusal } from "../answering/refusal.ts";
import { namedUnits } from "../reading/named-goods.ts";
import { nearTime } from "../reading/near-time.ts";
import { readAll } from "../reading/read-all.ts";
import type { WithReferences } from "../reading/references.ts";

type ExpectedMeans = WithExpected & WithItems & WithSite & WithSettings & WithReferences & WithNumbers;

export function postExpectedReceipt(
  means: ExpectedMeans,
  now: number,
  client: ClientId,
  { receipt, expectedAt, lines, inspect = false }: ExpectedReceiptRequest,
): HttpResponse {
  const { expected, settings } = means;
  const at = instantMs(expectedAt)!;
  const named = readAll(lines, ({ sku, quantity }, index) =>
    namedUnits(means, { client, text: sku, quantity }, `lines[${index}].sku`),
  );
  if (means.references.isTaken({ client, what: "receipt", number: receipt }))
    throw new Refusal(
      "conflict",
      `receipt ${receipt} has come; announce further goods under another number`,
      {
        field: "receipt",
      },
    );
  if (lines.length > 0) nearTime(expectedAt, { field: "expectedAt", now, pastMsMax: settings.overdueMs });
  if (expected.size >= settings.expectedReceiptsMax && !expected.get(receipt, client) && lines.length > 0)
    throw new Refusal("too-busy", `${expected.size} receipts are expected; withdraw those that do not come`, {
      headers: { "retry-after": "3600" },
    });
  const units = new Map<Sku, number>();
  for (const one of named) units.set(one.sku, (units.get(one.sku) ?? 0) + one.units);
  expected.announce({
    client,
    receipt,
    expectedAt: at,
    inspects: inspect,
    lines: [...units].map(([sku, count]) => ({ sku, units: count })),
  });
  const sum = named.reduce((total, one) => total + one.units, 0);
  return jsonAnswer(200, { receipt, expectedAt: isoTime(at), units: sum });
}

/** Of one client, the earliest first. */
export function getExpectedReceipts({ expected }: WithExpected, client: ClientId): HttpResponse {
  const own = [...expected.all()].filter((one) => one.client === client);
  own.sort((a, b) => a.expectedAt - b.expectedAt || (a.receipt < b.receipt ? -1 : 1));
  const receipts = own.map(({ receipt, expectedAt, lines, inspects }) => ({
    receipt,
    expectedAt: isoTime(expectedAt),
    ...(inspects ? { inspect: true } : {}),
    lines: lines.map(({ sku, units }) => ({ sku: codeOf(sku), units })),
  }));
  return jsonAnswer(200, { count: receipts.length, receipts });
}
