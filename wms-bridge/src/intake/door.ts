/**
 * The WMS's door, as plain values: routes, sizes, keys, parsing. An answer leaves only after the commit that it promises; a refusal changes nothing.
 * The same door stands behind a socket (`http-server.ts`) and on the virtual clock.
 */

import { clientOf, codeOf, nameFor } from "@floorplane/contracts/client-names";
import { parseTaskOutcome } from "@floorplane/contracts/devices.schema";
import type { HttpDoor, HttpRequest, HttpResponse } from "@floorplane/contracts/http";
import { type ClientId, isId, OrderId } from "@floorplane/contracts/ids";
import { isReadablePath, unreadablePath } from "@floorplane/contracts/problem";
import {
  parseDispositionRequest,
  parseItems,
  parseOpeningStock,
  parseOrderRequest,
  parseReturnRequest,
  parseWriteOffRequest,
  wmsPaths,
} from "@floorplane/contracts/wms.schema";
import type { Desk, Office } from "@floorplane/runtime/room";
import { keyOf } from "../keeping/owned.ts";
import { orderKind } from "../orders/order.kind.ts";
import { type Order, readOrder } from "../orders/order.ts";
import type { OutcomeMeans } from "../people/outcomes.ts";
import { answerKind, type KeptAnswer } from "./answer.kind.ts";
import type { Answers, KeyOfClient } from "./answers.ts";
import { getDeadLetters, postRedelivery } from "./dead-letters.ts";
import { postDisposition } from "./dispositions.ts";
import { postReturn, postWriteOff } from "./goods.ts";
import { hashOf } from "./hash.ts";
import { postItems } from "./items.ts";
import { getOrder, type IntakeMeans, postCancellation, postDeparture, postOrder } from "./orders.ts";
import type { WithReferences } from "./references.ts";
import { doorCodes, problemAnswer, Refusal } from "./refusal.ts";
import { postOpeningStock } from "./stock-in.ts";
import { getTasks, postTaskOutcome } from "./tasks.ts";
import { namedIn, whose } from "./whose.ts";

/** A thousand lines are about 60 kB; nothing honest is larger than this. */
export const bodyBytesMax = 1_048_576;

/** What it takes to do what requests ask for. */
type DoorMeans = IntakeMeans & OutcomeMeans & WithReferences;

export interface DoorOptions {
  readonly means: DoorMeans;
  readonly answers: Answers;
  readonly office: Office;
  /** Client ids of the accounts of handhelds. */
  readonly handhelds: readonly string[];
  /** What every step of the room ends with. */
  readonly endStep: (desk: Desk) => void;
}

/** What a request asks for, parsed; run inside a step. */
interface Asked {
  readonly cause: string;
  readonly client: ClientId;
  readonly decide: (desk: Desk, past: Past) => HttpResponse;
  /** The order that it is about. */
  readonly order?: OrderId;
  /** Sent again it is decided again, and answered with what became of it meanwhile: the number in it says that it is the same. */
  readonly isLive?: true;
}

/** What is no longer at hand and the ledger has. */
interface Past {
  readonly order?: Order;
  readonly answer?: KeptAnswer;
}

export class WmsDoor implements HttpDoor {
  readonly #options: DoorOptions;
  #unanswered = 0;

  constructor(options: DoorOptions) {
    this.#options = options;
  }

  handle(request: HttpRequest, respond: (response: HttpResponse) => void): void {
    try {
      if (request.body.length > bodyBytesMax)
        throw new Refusal("too-large", `a body has at most ${bodyBytesMax} bytes; send the list in pieces`);
      if (this.#unanswered >= this.#options.means.settings.unansweredMax)
        throw new Refusal("too-busy", "too many requests wait for their commit; send this one again", {
          headers: { "retry-after": "1" },
        });
      const path = request.url.split("?", 1)[0]!;
      if (!isReadablePath(path)) throw new Refusal("malformed-message", unreadablePath);
      if (request.method === "GET") this.#read(path, namedIn(request.url), respond);
      else if (request.method === "POST") this.#write(path, request, respond);
      else
        throw new Refusal(doorCodes.methodNotAllowed, `${request.method} is not known here`, {
          headers: { allow: "GET, POST" },
        });
    } catch (error) {
      respond(refused(error));
    }
  }

  #read(path: string, inQuery: string | undefined, respond: (response: HttpResponse) => void): void {
    const { means } = this.#options;
    const number = idIn(path, wmsPaths.orders, "");
    if (number === undefined && path !== wmsPaths.tasks && path !== wmsPaths.deadLetters)
      throw new Refusal("not-found", `there is nothing at ${path}`);
    const client = whose(means, { inQuery });
    if (number !== undefined) {
      const order = nameOf(means, client, number);
      const decide = (_desk: Desk, { order: past }: Past) => getOrder(means, order, past);
      this.#act({ cause: "http.order-asked", client, decide, order }, respond);
    } else if (path === wmsPaths.tasks)
      this.#act({ cause: "http.tasks-asked", client, decide: () => getTasks(means, client) }, respond);
    else {
      const decide = () => getDeadLetters(means, client);
      this.#act({ cause: "http.dead-letters-asked", client, decide }, respond);
    }
  }

  #write(path: string, request: HttpRequest, respond: (response: HttpResponse) => void): void {
    const { answers } = this.#options;
    const asked = this.#route(path, request.body, namedIn(request.url));
    const { client } = asked;
    const key = { client, key: answers.keyOf(request.headers) };
    const requestHash = hashOf(`${path}\n${hashOf(request.body)}`);
    const decide = (desk: Desk, past: Past): HttpResponse => {
      const before = answers.find(key, requestHash, past.answer);
      if (before && !asked.isLive) return before;
      const answer = asked.decide(desk, past);
      if (!before) answers.keep(desk, key, requestHash, answer);
      return answer;
    };
    this.#act({ ...asked, decide }, respond, key);
  }

  #route(path: string, body: Uint8Array, inQuery: string | undefined): Asked {
    const { means, handhelds } = this.#options;
    /** Who is named in it is taken out of it: the same content is the same content, wherever its client was named. */
    const of = <Body extends { readonly client?: string }>({ client: inBody, ...content }: Body) => ({
      client: whose(means, { inQuery, inBody }),
      content: content as Omit<Body, "client">,
    });
    switch (path) {
      case wmsPaths.orders: {
        const { client, content } = of(parseOrderRequest.bytes(body));
        return {
          cause: "http.order",
          client,
          decide: (desk, past) => postOrder(means, desk, client, content, past.order),
          order: nameFor(client, means.client, content.order as OrderId),
          isLive: true,
        };
      }
      case wmsPaths.items: {
        const { client, content } = of(parseItems.bytes(body));
        return { cause: "http.items", client, decide: () => postItems(means, client, content) };
      }
      case wmsPaths.openingStock: {
        const { client, content } = of(parseOpeningStock.bytes(body));
        const decide = (desk: Desk) => postOpeningStock(means, desk, client, content);
        return { cause: "http.opening-stock", client, decide };
      }
      case wmsPaths.returns: {
        const { client, content } = of(parseReturnRequest.bytes(body));
        return { cause: "http.return", client, decide: (desk) => postReturn(means, desk, client, content) };
      }
      case wmsPaths.dispositions: {
        const { client, content } = of(parseDispositionRequest.bytes(body));
        const decide = (desk: Desk) => postDisposition(means, desk, client, content);
        return { cause: "http.disposition", client, decide };
      }
      case wmsPaths.redelivery:
        return this.#asked("http.redelivery", inQuery, (client, desk) => postRedelivery(means, desk, client));
      case wmsPaths.writeOffs: {
        const { client, content } = of(parseWriteOffRequest.bytes(body));
        const decide = (desk: Desk) => postWriteOff(means, desk, client, content);
        return { cause: "http.write-off", client, decide };
      }
    }
    const task = idIn(path, wmsPaths.tasks, "/outcome");
    if (task !== undefined) {
      const outcome = parseTaskOutcome.bytes(body);
      const client = whose(means, { inQuery, inBody: outcome.client });
      const decide = (desk: Desk) => postTaskOutcome({ means, handhelds }, desk, { client, task }, outcome);
      return { cause: "http.task-outcome", client, decide };
    }
    const sscc = idIn(path, wmsPaths.parcels, "/departure");
    if (sscc !== undefined)
      return this.#asked("http.departure", inQuery, (client, desk) =>
        postDeparture(means, desk, client, sscc),
      );
    const number = idIn(path, wmsPaths.orders, "/cancellation");
    if (number === undefined) throw new Refusal("not-found", `there is nothing at ${path}`);
    const client = whose(means, { inQuery });
    const order = nameOf(means, client, number);
    return {
      cause: "http.cancellation",
      client,
      decide: (desk, { order: past }) => postCancellation(means, desk, order, past),
      order,
      isLive: true,
    };
  }

  #asked(
    cause: string,
    inQuery: string | undefined,
    decide: (client: ClientId, desk: Desk) => HttpResponse,
  ): Asked {
    const client = whose(this.#options.means, { inQuery });
    return { cause, client, decide: (desk) => decide(client, desk) };
  }

  /** Refusals come before any change, so a refused step ends with nothing written. */
  #act({ cause, decide, order }: Asked, respond: (response: HttpResponse) => void, key?: KeyOfClient): void {
    const { office, endStep } = this.#options;
    this.#unanswered++;
    this.#recall({ order, key }, (past) =>
      office.act({ type: cause }, (desk) => {
        let answer: HttpResponse;
        try {
          answer = decide(desk, past);
        } catch (error) {
          answer = refused(error);
        }
        endStep(desk);
        desk.after(() => {
          this.#unanswered--;
          respond(answer);
        });
      }),
    );
  }

  /** Asks the ledger, before the step, for what it may be about and is no longer at hand. */
  #recall(
    { order, key }: { readonly order: OrderId | undefined; readonly key: KeyOfClient | undefined },
    then: (past: Past) => void,
  ): void {
    const { means, answers, office } = this.#options;
    const withOrder = (past: Past): void => {
      if (order === undefined || means.orders.get(order) || !means.numbers.find(`order/${order}`)) then(past);
      else
        office.past(orderKind, keyOf(clientOf(order, means.client), codeOf(order)), (body) =>
          then(body ? { ...past, order: readOrder(body, means.stock) } : past),
        );
    };
    const oldest = office.now() - means.settings.answersKeptMs;
    if (key === undefined || answers.get(key.key, key.client)) withOrder({});
    else
      office.past(answerKind, keyOf(key.client, key.key), (answer) =>
        withOrder(answer && answer.at >= oldest ? { answer } : {}),
      );
  }
}

function refused(error: unknown): HttpResponse {
  const answer = problemAnswer(error);
  if (!answer) throw error;
  return answer;
}

/** An address carries a number: a name on the floor in its place would be somebody else's order. */
function nameOf({ client: own }: DoorMeans, client: ClientId, number: string): OrderId {
  if (isId(number)) return nameFor(client, own, OrderId(number));
  throw new Refusal("unknown-order", `order ${number} is not known here`, { field: "order" });
}

/** The number in `/v1/orders/{order}`, say, and what follows it. */
function idIn(path: string, base: string, rest: string): string | undefined {
  const start = `${base}/`;
  if (!path.startsWith(start) || !path.endsWith(rest)) return undefined;
  const id = path.slice(start.length, path.length - rest.length);
  return id === "" || id.includes("/") ? undefined : decodeURIComponent(id);
}
