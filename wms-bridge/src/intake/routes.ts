/** What can be asked for at the door, address by address. */
import { nameFor } from "@floorplane/contracts/client-names";
import { parseCountPass, parseCountRequest } from "@floorplane/contracts/counts.schema";
import { parseTaskAnswer } from "@floorplane/contracts/devices.schema";
import { parseEpcisDocument, parseEpcisEvent } from "@floorplane/contracts/epcis/document";
import { type ClientId, isNumber, OrderId, oneSpelling } from "@floorplane/contracts/ids";
import {
  parseDispositionRequest,
  parseExpectedReceipt,
  parseItems,
  parseOpeningStock,
  parseOrderChange,
  parseOrderRequest,
  parseWriteOffRequest,
} from "@floorplane/contracts/wms.schema";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { passportKinds } from "../trace/passport.ts";
import { Refusal } from "./answering/refusal.ts";
import { postArrival } from "./goods/arrivals.ts";
import {
  countBinsQuery,
  countCoverageQuery,
  countsQuery,
  countTagsQuery,
  getCountBins,
  getCountCoverage,
  getCounts,
  getCountTags,
} from "./goods/count-lists.ts";
import { getCount, postCount, postCountCancellation, postCountEnd, postPass } from "./goods/counts.ts";
import { postDisposition } from "./goods/dispositions.ts";
import { getExpectedReceipts, postExpectedReceipt } from "./goods/expected-receipts.ts";
import { postWriteOff } from "./goods/goods.ts";
import { holdRoutes } from "./goods/hold-routes.ts";
import { getItems, itemsQuery } from "./goods/item-list.ts";
import { postItems } from "./goods/items.ts";
import { getSerials, serialsQuery } from "./goods/serial-list.ts";
import { snapshotRoutes } from "./goods/snapshot-routes.ts";
import { postOpeningStock } from "./goods/stock-in.ts";
import { getStock, stockQuery } from "./goods/stock-list.ts";
import { getDeadLetters, postRedelivery } from "./hearers/dead-letters.ts";
import { eventsQuery, getEvents } from "./hearers/events.ts";
import { webhookRoutes } from "./hearers/webhook-routes.ts";
import { postOrderChange } from "./orders/order-change.ts";
import { getOrders, ordersQuery } from "./orders/order-list.ts";
import { getOrder } from "./orders/order-shown.ts";
import { postCancellation, postDeparture, postOrder } from "./orders/orders.ts";
import { postRelease } from "./orders/release.ts";
import { outboundRoutes } from "./outbound/outbound-routes.ts";
import { getParcels, parcelsQuery } from "./outbound/parcel-list.ts";
import { pickRoutes } from "./outbound/picks.ts";
import { printRoutes } from "./outbound/print-routes.ts";
import { palletRoutes } from "./pallets/routes.ts";
import { photoRoutes } from "./photos/routes.ts";
import { programRoutes } from "./programs/program-routes.ts";
import { nothingElse } from "./reading/nothing-else.ts";
import { returnRoutes } from "./returns/routes.ts";
import { type Addressed, type DoorMeans, get, post, postForeign, type Route } from "./route.ts";
import { getTasks, postTaskOutcome, tasksQuery } from "./tasks.ts";
import { activityQuery, getActivity } from "./trace/activity.ts";
import { epcisPaths, epcisQuery, getEpcisEvents } from "./trace/epcis.ts";
import { behaviourIn, getCapture, postCapture, postEpcisEvent } from "./trace/epcis-capture.ts";
import { getPassport, passportQuery } from "./trace/passport.ts";
import { transferRoutes } from "./transfers/routes.ts";
import { transportRoutes } from "./transports/routes.ts";

export const routes: readonly Route[] = [
  get(wmsPaths.orders, "orders:read", getOrders, ordersQuery),
  get(wmsPaths.items, "items:read", getItems, itemsQuery),
  get(wmsPaths.stock, "stock:read", getStock, stockQuery),
  get(wmsPaths.serials, "stock:read", getSerials, serialsQuery),
  get(wmsPaths.parcels, "orders:read", getParcels, parcelsQuery),
  post(wmsPaths.items, "items:write", parseItems, (means, { client }, items) => ({
    cause: "http.items",
    decide: () => postItems(means, client, items),
  })),
  post(wmsPaths.openingStock, "stock:write", parseOpeningStock, (means, { client }, stock) => ({
    cause: "http.opening-stock",
    decide: (desk) => postOpeningStock(means, desk, client, stock),
  })),
  post(wmsPaths.orders, "orders:write", parseOrderRequest, (means, { client }, request) => ({
    cause: "http.order",
    decide: (desk, past) => postOrder(means, desk, client, request, past.order),
    order: nameFor(client, means.client, OrderId(request.order)),
    isGathered: true,
    isLive: true,
  })),
  get(`${wmsPaths.orders}/{order}`, "orders:read", (means, { client, number }) => {
    const order = nameOf(means, client, number);
    return {
      cause: "http.order-asked",
      decide: (desk, past) => getOrder(means, order, past.order, desk.now),
      order,
    };
  }),
  post(
    `${wmsPaths.orders}/{order}/change`,
    "orders:write",
    parseOrderChange,
    (means, { caller, client, number }, change) => {
      const order = nameOf(means, client, number);
      return {
        cause: "http.order-change",
        decide: (desk, past) => postOrderChange(means, desk, caller, order, change, past.order),
        order,
      };
    },
  ),
  post(
    `${wmsPaths.orders}/{order}/cancellation`,
    "orders:write",
    nothingElse,
    (means, { caller, client, number }) => {
      const order = nameOf(means, client, number);
      return {
        cause: "http.cancellation",
        decide: (desk, past) => postCancellation(means, desk, caller, order, past.order),
        order,
        isLive: true,
      };
    },
  ),
  post(
    `${wmsPaths.orders}/{order}/release`,
    "orders:write",
    nothingElse,
    (means, { caller, client, number }) => {
      const order = nameOf(means, client, number);
      return {
        cause: "http.release",
        decide: (desk, past) => postRelease(means, desk, caller, order, past.order),
        order,
      };
    },
  ),
  get(wmsPaths.expectedReceipts, "stock:read", (means, { client }) => ({
    cause: "http.expected-receipts-asked",
    decide: () => getExpectedReceipts(means, client),
  })),
  post(
    `${wmsPaths.expectedReceipts}/{receipt}/arrival`,
    "stock:write",
    nothingElse,
    (means, { client, number }) => ({
      cause: "http.arrival",
      decide: (desk) => postArrival(means, desk, client, number),
    }),
  ),
  post(wmsPaths.expectedReceipts, "stock:write", parseExpectedReceipt, (means, { client }, receipt) => ({
    cause: "http.expected-receipt",
    decide: (desk) => postExpectedReceipt(means, desk.now, client, receipt),
  })),
  ...returnRoutes,
  ...transferRoutes,
  ...photoRoutes,
  post(wmsPaths.writeOffs, "stock:write", parseWriteOffRequest, (means, { client }, request) => ({
    cause: "http.write-off",
    decide: (desk) => postWriteOff(means, desk, client, request),
  })),
  post(wmsPaths.dispositions, "stock:write", parseDispositionRequest, (means, { client }, request) => ({
    cause: "http.disposition",
    decide: (desk) => postDisposition(means, desk, client, request),
  })),
  ...holdRoutes,
  ...snapshotRoutes,
  get(wmsPaths.tasks, "tasks:read", getTasks, tasksQuery),
  // Whoever is named says whose the codes of the outcome are, too.
  post(
    `${wmsPaths.tasks}/{task}/outcome`,
    "tasks:write",
    parseTaskAnswer,
    (means, { caller, client, named, number }, content) => {
      const outcome = { task: number, ...content, ...(named === undefined ? {} : { client: named }) };
      return {
        cause: "http.task-outcome",
        decide: (desk) => postTaskOutcome(means, desk, { caller, client, task: number }, outcome),
      };
    },
  ),
  ...pickRoutes,
  post(`${wmsPaths.parcels}/{sscc}/departure`, "orders:write", nothingElse, (means, { client, number }) => ({
    cause: "http.departure",
    decide: (desk) => postDeparture(means, desk, client, number),
  })),
  get(wmsPaths.counts, "stock:read", getCounts, countsQuery),
  post(wmsPaths.counts, "stock:write", parseCountRequest, (means, { client }, request) => ({
    cause: "http.count",
    decide: (desk) => postCount(means, desk, client, request),
    isLive: true,
  })),
  get(`${wmsPaths.counts}/{count}`, "stock:read", (means, addressed) => ({
    cause: "http.count-asked",
    decide: () => getCount(means, counted(addressed)),
  })),
  post(`${wmsPaths.counts}/{count}/passes`, "stock:write", parseCountPass, (means, addressed, pass) => ({
    cause: "http.count-pass",
    decide: () => postPass(means, counted(addressed), pass),
  })),
  post(`${wmsPaths.counts}/{count}/end`, "stock:write", nothingElse, (means, addressed) => ({
    cause: "http.count-end",
    decide: (desk) => postCountEnd(means, desk, counted(addressed)),
    isLive: true,
  })),
  post(`${wmsPaths.counts}/{count}/cancellation`, "stock:write", nothingElse, (means, addressed) => ({
    cause: "http.count-cancellation",
    decide: (desk) => postCountCancellation(means, desk, counted(addressed)),
    isLive: true,
  })),
  get(
    `${wmsPaths.counts}/{count}/tags`,
    "stock:read",
    (means, of) => getCountTags(means, { ...of, ...counted(of) }),
    countTagsQuery,
  ),
  get(
    `${wmsPaths.counts}/{count}/bins`,
    "stock:read",
    (means, of) => getCountBins(means, { ...of, ...counted(of) }),
    countBinsQuery,
  ),
  get(wmsPaths.countCoverage, "stock:read", getCountCoverage, countCoverageQuery),
  get(wmsPaths.activity, "trace:read", getActivity, activityQuery),
  get(wmsPaths.events, "events:read", getEvents, eventsQuery),
  ...passportKinds.map((kind) =>
    get(`/v1/passport/${kind}/{id}`, "trace:read", getPassport(kind), passportQuery),
  ),
  get(epcisPaths.events, "trace:read", getEpcisEvents, epcisQuery),
  postForeign(epcisPaths.events, "trace:write", parseEpcisEvent, (means, of, { content: event }) => ({
    cause: "http.epcis-event",
    decide: (desk) => postEpcisEvent(means, desk, of, event),
  })),
  postForeign(
    epcisPaths.capture,
    "trace:write",
    parseEpcisDocument,
    (means, of, { content: document, headers }) => {
      const behaviour = behaviourIn(headers);
      return {
        cause: "http.epcis-capture",
        decide: (desk) => postCapture(means, desk, of, { document, behaviour }),
      };
    },
  ),
  get(`${epcisPaths.capture}/{capture}`, "trace:read", (means, { client, number }) => ({
    cause: "http.epcis-capture-asked",
    decide: () => getCapture(means, client, number),
  })),
  get(wmsPaths.deadLetters, "events:read", (means, { client }) => ({
    cause: "http.dead-letters-asked",
    decide: () => getDeadLetters(means, client),
  })),
  post(wmsPaths.redelivery, "webhooks:manage", nothingElse, (means, asked) => ({
    cause: "http.redelivery",
    decide: (desk) => postRedelivery(means, desk, asked),
  })),
  ...transportRoutes,
  ...palletRoutes,
  ...outboundRoutes,
  ...printRoutes,
  ...programRoutes,
  ...webhookRoutes,
];

const counted = ({ client, number }: Addressed): Pick<Addressed, "client" | "number"> => ({
  client,
  number: oneSpelling(number),
});

/** An address carries a number: a name on the floor in its place would be somebody else's order. */
function nameOf({ client: own }: DoorMeans, client: ClientId, number: string): OrderId {
  const spelled = oneSpelling(number);
  if (isNumber(spelled)) return nameFor(client, own, OrderId(spelled));
  throw new Refusal("unknown-order", `order ${number} is not known here`, { field: "order" });
}
