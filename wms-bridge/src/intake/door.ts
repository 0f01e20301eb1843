/**
 * The WMS's door, as plain values: who asks, sizes, addresses, keys, commits; what can be asked for is in `routes.ts`. An answer leaves only after the commit that it promises; a refusal changes nothing.
 * The same door stands behind a socket (`http-server.ts`) and on the virtual clock.
 */

import { clientOf, codeOf } from "@floorplane/contracts/client-names";
import type { PersonAsking } from "@floorplane/contracts/connections";
import type { HttpDoor, HttpRequest, HttpResponse, ReadAhead } from "@floorplane/contracts/http";
import type { OrderId } from "@floorplane/contracts/ids";
import { isReadablePath, unreadablePath } from "@floorplane/contracts/problem";
import type { Desk, Office } from "@floorplane/runtime/room";
import { keyOf } from "../keeping/owned.ts";
import { orderKind } from "../orders/order.kind.ts";
import { readOrder } from "../orders/order.ts";
import type { LastRequests } from "../programs/last-requests.ts";
import type { Program } from "../programs/programs.ts";
import { answerKind } from "./answering/answer.kind.ts";
import type { Answers, KeyOfClient } from "./answering/answers.ts";
import { doorCodes, problemAnswer, Refusal } from "./answering/refusal.ts";
import { type Guard, judgeScope } from "./http/guard.ts";
import { bodyBytesMax } from "./programs/limits.ts";
import { queryIn } from "./programs/whose.ts";
import { type Asked, type Asking, type DoorMeans, numberIn, type Past, type Route } from "./route.ts";
import { routes } from "./routes.ts";

/** A step of so many orders of 22 lines takes the loop some ten milliseconds, and is a row of a hundred kilobytes. */
const ordersPerStep = 32;

/** Who asks: a program, or a person through the house's own. */
interface Asker {
  readonly program: string;
  readonly person: PersonAsking | undefined;
}

/** What is decided in a step, and who hears of it. */
interface Decision extends Asker {
  readonly cause: string;
  readonly decide: (desk: Desk) => HttpResponse;
  readonly respond: (response: HttpResponse) => void;
}

/** Somebody who passed the guard. */
interface Come {
  readonly program: Program;
  readonly person?: PersonAsking;
  /** For every answer. */
  readonly headers: Readonly<Record<string, string>>;
  /** Hears what was answered. */
  readonly noted: (answer: HttpResponse) => void;
}

export interface DoorOptions {
  readonly means: DoorMeans;
  readonly answers: Answers;
  readonly guard: Guard;
  readonly office: Office;
  readonly last: LastRequests;
  /** What every step of the room ends with. */
  readonly endStep: (desk: Desk) => void;
}

export class WmsDoor implements HttpDoor {
  readonly #options: DoorOptions;
  #unanswered = 0;
  /** Orders that came at one moment, while they are gathered. */
  #gathered: Decision[] | undefined;

  constructor(options: DoorOptions) {
    this.#options = options;
  }

  handle(request: HttpRequest, respond: (response: HttpResponse) => void, ahead?: ReadAhead): void {
    const { guard, last } = this.#options;
    this.#pass(request, respond, ahead, () => {
      const { program, headers } = guard.admit(request);
      return { program, headers, noted: (answer) => last.note(program.program, request, answer) };
    });
  }

  /** Asked inside the house, by somebody who is let in already. */
  handleFor(
    program: Program,
    person: PersonAsking,
    request: HttpRequest,
    respond: (response: HttpResponse) => void,
  ): void {
    this.#pass(request, respond, undefined, () => ({ program, person, headers: {}, noted: () => {} }));
  }

  #pass(
    request: HttpRequest,
    respond: (response: HttpResponse) => void,
    ahead: ReadAhead | undefined,
    admit: () => Come,
  ): void {
    const { means, answers } = this.#options;
    let answer = respond;
    try {
      if (request.body.length > bodyBytesMax)
        throw new Refusal("too-large", `a body has at most ${bodyBytesMax} bytes; send the list in pieces`);
      if (this.#unanswered >= means.settings.unansweredMax)
        throw new Refusal("too-busy", "too many requests wait for their commit; send this one again", {
          headers: { "retry-after": "1" },
        });
      const { program: caller, person, headers: pace, noted } = admit();
      answer = (response) => {
        noted(response);
        respond({ ...response, headers: { ...response.headers, ...pace } });
      };
      const path = request.url.split("?", 1)[0]!;
      if (!isReadablePath(path)) throw new Refusal("malformed-message", unreadablePath);
      const { route, number } = routeOf(request.method, path);
      judgeScope(caller, route.scope);
      const { body, headers } = request;
      const { client, asked: query } = queryIn(request.url, route.query);
      const asked = route.read(means, {
        path,
        number,
        caller,
        person,
        inQuery: client,
        query,
        headers,
        body,
        ahead,
      });
      const asker = { program: caller.program, person };
      if (route.method !== "POST") this.#act(asked, asker, answer);
      else {
        const { ownKey } = asked;
        const isNamed = ownKey === undefined || headers["idempotency-key"] !== undefined;
        const key = { client: asked.client, key: isNamed ? answers.keyOf(headers) : ownKey };
        this.#once(asked, asker, key, answer);
      }
    } catch (error) {
      answer(refused(error));
    }
  }

  /** What came before under its key is answered as before. */
  #once(asked: Asked, asker: Asker, key: KeyOfClient, respond: (response: HttpResponse) => void): void {
    const { answers } = this.#options;
    const { keeps = asked.isLive ? unsaid : whole } = asked;
    const decide = (desk: Desk, past: Past): HttpResponse => {
      const before = answers.find(key, asked.hashes, past.answer);
      if (before && !asked.isLive) return before;
      const answer = asked.decide(desk, past);
      if (!before) answers.keep(desk, key, asked.hashes[0], keeps(answer));
      return answer;
    };
    // What was answered is not looked for a second time: looking may be a deed, too.
    const { look } = asked;
    const isKnown = (past: Past): boolean =>
      (answers.get(key.key, key.client) ?? past.answer) !== undefined && !asked.isLive;
    const looks: Pick<Asked, "look"> = look
      ? { look: (office, then, past) => (isKnown(past) ? then() : look(office, then, past)) }
      : {};
    this.#act({ ...asked, ...looks, decide }, asker, respond, key);
  }

  /** Orders of one moment cost one step and one row. */
  together(ask: () => void): void {
    const gathered: Decision[] = [];
    this.#gathered = gathered;
    ask();
    this.#gathered = undefined;
    for (let from = 0; from < gathered.length; from += ordersPerStep)
      this.#step(gathered.slice(from, from + ordersPerStep));
  }

  #act(
    { cause, decide, order, isGathered, look = straightOn }: Asking,
    { program, person }: Asker,
    respond: (response: HttpResponse) => void,
    key?: KeyOfClient,
  ): void {
    const { office } = this.#options;
    this.#unanswered++;
    const act = (past: Past): void => {
      const decision = { cause, program, person, respond, decide: (desk: Desk) => decide(desk, past) };
      if (isGathered && this.#gathered) this.#gathered.push(decision);
      else this.#step([decision]);
    };
    this.#recall({ order, key }, (past) => look(office, () => act(past), past));
  }

  /** Refusals come before any change, so that one that is refused leaves nothing in the step of the others. */
  #step(decisions: readonly Decision[]): void {
    const { office, endStep } = this.#options;
    const programs = [...new Set(decisions.map(({ program }) => program))];
    const [{ cause, person }] = decisions as readonly [Decision, ...Decision[]];
    office.act({ type: cause, data: { programs, ...person } }, (desk) => {
      const answers = decisions.map(({ decide }) => {
        try {
          return decide(desk);
        } catch (error) {
          return refused(error);
        }
      });
      endStep(desk);
      desk.after(() => {
        this.#unanswered -= decisions.length;
        decisions.forEach(({ respond }, index) => {
          respond(answers[index]!);
        });
      });
    });
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

const whole = (answer: HttpResponse): HttpResponse => answer;
const straightOn = (_office: Office, then: () => void): void => then();

/** What is decided again when it is asked again is remembered by its key alone: its words are made anew. */
const unsaid = ({ status }: HttpResponse): HttpResponse => ({ status, headers: {}, body: new Uint8Array() });

function refused(error: unknown): HttpResponse {
  const answer = problemAnswer(error);
  if (!answer) throw error;
  return answer;
}

/** The method alone may be wrong: then the answer says which there are. HEAD is a GET whose body the socket leaves out. */
function routeOf(method: HttpRequest["method"], path: string): { route: Route; number: string } {
  const there = routes.flatMap((route) => {
    const number = numberIn(path, route);
    return number === undefined ? [] : [{ route, number }];
  });
  if (there.length === 0) throw new Refusal("not-found", `there is nothing at ${path}`);
  const wanted = method === "HEAD" ? "GET" : method;
  const found = there.find(({ route }) => route.method === wanted);
  if (found) return found;
  const methods = there.flatMap(({ route }) => (route.method === "GET" ? ["GET", "HEAD"] : [route.method]));
  throw new Refusal(
    doorCodes.methodNotAllowed,
    `${path} takes ${methods.join(" and ")} alone, not ${method}`,
    { headers: { allow: methods.join(", ") } },
  );
}
