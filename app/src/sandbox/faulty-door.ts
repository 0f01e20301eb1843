/** The door of a sandbox, which is the house's own, and busy, slow or cut off where that was asked for. */
import type { HttpDoor, HttpRequest, HttpResponse, ReadAhead } from "@floorplane/contracts/http";
import { problemAnswer, Refusal } from "@floorplane/wms-bridge/intake/answering/refusal";
import type { FaultBook } from "./fault-book.ts";

const slowMsUsual = 2_000;
/** No answer: the connection is cut. */
const cut: HttpResponse = { status: 0, headers: {}, body: new Uint8Array() };
const busy = problemAnswer(
  new Refusal("too-busy", "too many requests wait for their commit; send this one again", {
    headers: { "retry-after": "1" },
  }),
)!;
const late = problemAnswer(
  new Refusal("deadline-passed", "no answer came in time; ask again with the same key"),
)!;

export class FaultyDoor implements HttpDoor {
  readonly #book: FaultBook;
  readonly #door: HttpDoor;

  constructor(book: FaultBook, door: HttpDoor) {
    this.#book = book;
    this.#door = door;
  }

  handle(request: HttpRequest, respond: (response: HttpResponse) => void, ahead?: ReadAhead): void {
    const fits = ({ path = "/v1" }: { readonly path?: string | undefined }): boolean =>
      request.url.startsWith(path);
    const refused = this.#book.take("door.busy", fits);
    if (refused) {
      respond(refused.status === 429 ? busy : late);
      return;
    }
    const cutOff = this.#book.take("door.cut", fits);
    if (cutOff && !cutOff.done) {
      respond(cut);
      return;
    }
    const slow = this.#book.take("door.slow", fits);
    this.#door.handle(
      request,
      (response) => {
        const answer = cutOff ? cut : response;
        if (slow) setTimeout(() => respond(answer), slow.milliseconds ?? slowMsUsual);
        else respond(answer);
      },
      ahead,
    );
  }
}
