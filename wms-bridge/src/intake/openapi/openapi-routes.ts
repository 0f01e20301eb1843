/** Every address of the door as it is documented: what it does, which scope it needs, what it takes and answers (OpenAPI 3.1). A test holds it to `routes.ts`. */
import { TaskAnswerSchema } from "@floorplane/contracts/devices.schema";
import type { Scope } from "@floorplane/contracts/programs.schema";
import { taskKinds } from "@floorplane/contracts/states";
import {
  DispositionRequestSchema,
  ExpectedReceiptSchema,
  ItemsSchema,
  NothingElseSchema,
  OpeningStockSchema,
  OrderChangeSchema,
  OrderRequestSchema,
  WriteOffRequestSchema,
} from "@floorplane/contracts/wms.schema";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { palletGets, palletPosts } from "../pallets/openapi.ts";
import { photoGets, photoPosts } from "../photos/openapi.ts";
import { returnGets, returnPosts } from "../returns/openapi.ts";
import { transferGets, transferPosts } from "../transfers/openapi.ts";
import { transportGets, transportPosts } from "../transports/openapi.ts";
import {
  arrivalAnswers,
  cancellationAnswers,
  departureAnswers,
  dispositionAnswers,
  expectedAnswers,
  expectedShown,
  itemsAnswers,
  lettersShown,
  needs,
  openingAnswers,
  orderAnswers,
  orderChanged,
  orderShown,
  outcomeAnswers,
  redeliveryAnswers,
  releaseAnswers,
  tasksShown,
  writeOffAnswers,
} from "./openapi.ts";
import { countGets, countPosts } from "./openapi-counts.ts";
import { epcisGets, epcisPosts } from "./openapi-epcis.ts";
import { holdGets, holdPosts } from "./openapi-holds.ts";
import { labelGets, labelPosts } from "./openapi-labels.ts";
import { listsShown } from "./openapi-lists.ts";
import { manifestGets, manifestPosts } from "./openapi-manifests.ts";
import { parcelsShown } from "./openapi-parcels.ts";
import { inPath, keyHeaders } from "./openapi-parts.ts";
import { pickPosts } from "./openapi-picks.ts";
import { printGets, printPosts } from "./openapi-prints.ts";
import { programGets, programPosts } from "./openapi-programs.ts";
import { snapshotGets, snapshotPosts } from "./openapi-snapshots.ts";
import { webhookDeletes, webhookGets, webhookPosts } from "./openapi-webhooks.ts";

const querystring = {
  type: "object",
  additionalProperties: false,
  properties: {
    client: {
      type: "string",
      description:
        "whose order, goods or confirmations: a client that the program acts for; where nobody is named here or in the body, the site's own if that is one of them, else the program's one. Another key is refused",
    },
  },
};

/** `params`: what stands in its path. */
export interface Told {
  /** Undefined: any program may. */
  readonly scope: Scope | undefined;
  readonly summary: string;
  readonly params?: string;
  /** Keys of its query beside the client. */
  readonly query?: object;
  readonly response: object;
}
const shown = ({ scope, params, query = {}, ...told }: Told) => ({
  ...told,
  security: needs(scope),
  querystring: { ...querystring, properties: { ...querystring.properties, ...query } },
  ...(params === undefined ? {} : { params: inPath(params) }),
});
const taken = (told: Told & { readonly body: object }) => ({ ...shown(told), headers: keyHeaders });

export const gets: readonly (readonly [path: string, schema: object])[] = [
  [
    `${wmsPaths.orders}/:order`,
    shown({ scope: "orders:read", summary: "Where an order is", params: "order", response: orderShown }),
  ],
  [
    wmsPaths.expectedReceipts,
    shown({
      scope: "stock:read",
      summary: "What was announced and has not come",
      response: expectedShown,
    }),
  ],
  [
    wmsPaths.tasks,
    shown({
      scope: "tasks:read",
      summary: "Work that waits for a person, and why",
      query: {
        kind: {
          type: "string",
          description: `of these kinds alone, with commas between: ${taskKinds.join(", ")}`,
        },
        near: { type: "string", description: "where that person is, a place or station: the nearest first" },
      },
      response: tasksShown,
    }),
  ],
  [
    wmsPaths.deadLetters,
    shown({ scope: "events:read", summary: "Confirmations that were given up", response: lettersShown }),
  ],
  ...listsShown,
  ...parcelsShown,
  ...palletGets,
  ...labelGets,
  ...manifestGets,
  ...printGets,
  ...returnGets,
  ...transportGets,
  ...transferGets,
  ...photoGets,
  ...holdGets,
  ...snapshotGets,
  ...countGets,
  ...epcisGets,
  ...[...programGets, ...webhookGets].map(([path, told]) => [path, shown(told)] as const),
];

export const deletes: readonly (readonly [path: string, schema: object])[] = webhookDeletes.map(
  ([path, told]) => [path, shown(told)] as const,
);

export const posts: readonly (readonly [path: string, schema: object])[] = [
  ...(
    [
      [
        `${wmsPaths.expectedReceipts}/:receipt/arrival`,
        {
          scope: "stock:write",
          summary: "A delivery that was announced has arrived: somebody unloads and counts it",
          params: "receipt",
          body: NothingElseSchema,
          response: arrivalAnswers,
        },
      ],
      [
        wmsPaths.items,
        {
          scope: "items:write",
          summary: "Put items into the catalogue",
          body: ItemsSchema,
          response: itemsAnswers,
        },
      ],
      [
        wmsPaths.openingStock,
        {
          scope: "stock:write",
          summary: "Book opening stock from the supplier",
          body: OpeningStockSchema,
          response: openingAnswers,
        },
      ],
      [
        wmsPaths.orders,
        {
          scope: "orders:write",
          summary: "Ship an order",
          body: OrderRequestSchema,
          response: orderAnswers,
        },
      ],
      [
        `${wmsPaths.orders}/:order/change`,
        {
          scope: "orders:write",
          summary: "Change what an order asks for, where it goes, by whom, by when and with which papers",
          params: "order",
          body: OrderChangeSchema,
          response: orderChanged,
        },
      ],
      [
        `${wmsPaths.orders}/:order/cancellation`,
        {
          scope: "orders:write",
          summary: "Cancel an order, or what of it has not left",
          params: "order",
          body: NothingElseSchema,
          response: cancellationAnswers,
        },
      ],
      [
        `${wmsPaths.orders}/:order/release`,
        {
          scope: "orders:write",
          summary: "Let an order go that was to follow others",
          params: "order",
          body: NothingElseSchema,
          response: releaseAnswers,
        },
      ],
      [
        `${wmsPaths.parcels}/:sscc/departure`,
        {
          scope: "orders:write",
          summary: "Say that a parcel left which the portal missed",
          params: "sscc",
          body: NothingElseSchema,
          response: departureAnswers,
        },
      ],
      [
        wmsPaths.expectedReceipts,
        {
          scope: "stock:write",
          summary: "Announce goods that are on their way: promises are made of it",
          body: ExpectedReceiptSchema,
          response: expectedAnswers,
        },
      ],
      ...returnPosts,
      ...transferPosts,
      ...transportPosts,
      ...photoPosts,
      [
        wmsPaths.writeOffs,
        {
          scope: "stock:write",
          summary: "Take units off the book",
          body: WriteOffRequestSchema,
          response: writeOffAnswers,
        },
      ],
      [
        wmsPaths.dispositions,
        {
          scope: "stock:write",
          summary: "Decide what becomes of frozen, defective or condemned goods",
          body: DispositionRequestSchema,
          response: dispositionAnswers,
        },
      ],
      [
        `${wmsPaths.tasks}/:task/outcome`,
        {
          scope: "tasks:write",
          summary: "Answer a task",
          params: "task",
          body: TaskAnswerSchema,
          response: outcomeAnswers,
        },
      ],
      [
        wmsPaths.redelivery,
        {
          scope: "webhooks:manage",
          summary: "Send them again",
          body: NothingElseSchema,
          response: redeliveryAnswers,
        },
      ],
      ...pickPosts,
      ...programPosts,
      ...webhookPosts,
      ...labelPosts,
      ...palletPosts,
      ...manifestPosts,
      ...printPosts,
    ] as const
  ).map(([path, told]) => [path, taken(told)] as const),
  ...holdPosts,
  ...snapshotPosts,
  ...countPosts,
  ...epcisPosts,
];
