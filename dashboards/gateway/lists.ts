/**
 * Lists over HTTP, for pages and programs. Each is made anew at most so often that asking takes no more of the house's loop than counting does: who asks for the same in between
 * gets the same.
 */
import { FloorplaneError } from "@floorplane/contracts/errors";
import type { FastifyInstance } from "fastify";
import type { AskConnections } from "./connection-routes.ts";
import { hearersPage, programsPage } from "./connections.ts";
import { lettersPage } from "./deliveries.ts";
import type { Documents } from "./documents.ts";
import { problem } from "./door.ts";
import { onlyThese, type Query } from "./list-query.ts";
import { ordersPage } from "./order-list.ts";
import { palletsPage } from "./pallet-list.ts";
import type { StockSummary } from "./protocol.ts";
import { type CodesOf, type PointOf, tasksPage } from "./task-list.ts";

/** An answer holds for so long, house ms for each thousand that were looked through, and so long at least. */
const holdsMsPerThousand = 20;
const holdsMsMin = 500;
/** Answers that are kept: as many as people look at different things at once. */
const answersMax = 100;

type List = (query: Query, now: number) => object;

export interface ListsOptions {
  readonly documents: Documents;
  /** Who speaks to the WMS's door and who hears it; nobody where absent. */
  readonly connections?: Pick<AskConnections, "shown"> | undefined;
  /** Where places and stations are, for whoever asks what is near; nowhere where absent. */
  readonly pointOf?: PointOf;
  readonly codesOf?: CodesOf | undefined;
  readonly now: () => number;
  /** House seconds per wall second. */
  readonly speed: number;
}

export function listRoutes(
  app: FastifyInstance,
  { documents, connections, pointOf, codesOf, now, speed }: ListsOptions,
): void {
  const lists: Readonly<Record<string, { readonly page: List; readonly size: () => number }>> = {
    "/api/orders": {
      page: (query, at) => ordersPage(documents.orders, query, at),
      size: () => documents.orders.size,
    },
    "/api/stock": {
      page: (query, at) => documents.stock.page(query, at),
      size: () => documents.stock.size,
    },
    "/api/stock/summary": {
      page: (query, at) => stockSummary(documents, query, at),
      size: () => documents.stock.size,
    },
    "/api/movements": {
      page: (query, at) => documents.movements.page(query, at),
      size: () => documents.movements.size,
    },
    "/api/returns": {
      page: (query, at) => documents.returns.page(query, at),
      size: () => documents.returns.size,
    },
    "/api/pallets": {
      page: (query, at) => palletsPage(documents.pallets, query, at),
      size: () => documents.pallets.size,
    },
    "/api/tasks": {
      page: (query, at) => tasksPage(documents.tasks, query, at, pointOf, codesOf),
      size: () => documents.tasks.size,
    },
    "/api/deliveries": {
      page: (query, at) => documents.deliveries.page(query, at),
      size: () => documents.deliveries.size,
    },
    "/api/dead-letters": {
      page: (query, at) => lettersPage(documents.letters, query, at),
      size: () => documents.letters.size,
    },
    "/api/hearers": {
      page: (query, at) => hearersPage(connections?.shown().hearers ?? [], query, at),
      // Dead letters are counted for each.
      size: () => documents.letters.size,
    },
    "/api/programs": {
      page: (query, at) => programsPage(connections?.shown().programs ?? [], query, at),
      size: () => 0,
    },
  };
  const answers = new Map<string, { readonly page: object; readonly until: number }>();
  for (const [path, { page, size }] of Object.entries(lists))
    app.get(path, async (request, reply) => {
      const at = now();
      const known = answers.get(request.url);
      try {
        const answer = known && at < known.until ? known.page : page(request.query as Query, at);
        if (answer !== known?.page) {
          answers.delete(request.url);
          const holdsMs = Math.max(holdsMsMin, (size() / 1_000) * holdsMsPerThousand) * speed;
          answers.set(request.url, { page: answer, until: at + holdsMs });
          if (answers.size > answersMax) answers.delete(answers.keys().next().value!);
        }
        return reply.header("cache-control", "no-store").send(answer);
      } catch (error) {
        if (!(error instanceof FloorplaneError)) throw error;
        const { code, message, field } = error;
        return problem(reply, 400, code, message, field === undefined ? {} : { field });
      }
    });
}

function stockSummary(documents: Documents, query: Query, at: number): StockSummary {
  onlyThese(query, []);
  const tasks = [...documents.tasks.values()];
  return {
    at,
    ...documents.stock.summary(),
    accuracy: documents.accuracy.now(),
    tasks: {
      open: tasks.length,
      awaited: tasks.filter(({ planned }) => !planned).length,
      // As many as the list shows of them; work that is done and was answered in two ways is an alarm.
      doubted: tasks.filter(({ refused }) => refused !== null).length,
    },
  };
}
