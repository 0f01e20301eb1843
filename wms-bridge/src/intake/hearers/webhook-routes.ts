/** Addresses of webhooks. */
import { parseRotation } from "@floorplane/contracts/programs.schema";
import { parseReplay, parseWebhookRequest } from "@floorplane/contracts/webhooks.schema";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { without } from "../answering/shown-once.ts";
import { nothingElse } from "../reading/nothing-else.ts";
import { del, get, post, type Route } from "../route.ts";
import {
  deleteWebhook,
  deliveriesQuery,
  getDeliveries,
  getWebhooks,
  postPause,
  postReplay,
  postSecretRotation,
  postTest,
  postWebhook,
} from "./webhooks.ts";

const one = `${wmsPaths.webhooks}/{webhook}`;
const rotation = {
  bytes: (body: Uint8Array) => (body.length === 0 ? {} : parseRotation.bytes(body)),
};

export const webhookRoutes: readonly Route[] = [
  get(wmsPaths.webhooks, "webhooks:manage", (means, { client }) => ({
    cause: "http.webhooks-asked",
    decide: () => getWebhooks(means, client),
  })),
  post(wmsPaths.webhooks, "webhooks:manage", parseWebhookRequest, (means, addressed, request) => ({
    cause: "http.webhook",
    decide: (desk) => postWebhook(means, desk, addressed, request),
    keeps: without("secret"),
  })),
  del(one, "webhooks:manage", (means, addressed) => ({
    cause: "http.webhook-removal",
    decide: (desk) => deleteWebhook(means, desk, addressed),
  })),
  get(`${one}/deliveries`, "webhooks:manage", getDeliveries, deliveriesQuery),
  post(`${one}/rotate`, "webhooks:manage", rotation, (means, addressed, content) => ({
    cause: "http.webhook-rotation",
    decide: (desk) => postSecretRotation(means, desk, addressed, content),
    keeps: without("secret"),
  })),
  post(`${one}/pause`, "webhooks:manage", nothingElse, (means, addressed) => ({
    cause: "http.webhook-pause",
    decide: (desk) => postPause(means, desk, addressed, true),
  })),
  post(`${one}/resume`, "webhooks:manage", nothingElse, (means, addressed) => ({
    cause: "http.webhook-resumption",
    decide: (desk) => postPause(means, desk, addressed, false),
  })),
  post(`${one}/test`, "webhooks:manage", nothingElse, postTest),
  post(`${one}/replay`, "webhooks:manage", parseReplay, postReplay),
];
