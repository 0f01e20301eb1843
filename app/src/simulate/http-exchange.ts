/** HTTP on the virtual clock: requests find the door that listens under their URL, and answers come back, each after a moment of network. */
import type { HttpDoor, HttpOut, HttpRequest, HttpResponse } from "@floorplane/contracts/http";
import type { VirtualClock } from "@floorplane/runtime/clock/virtual-clock";

/** One way through a site's network, ms. */
const latencyMs = 5;
const nobody: HttpResponse = { status: 0, headers: {}, body: new Uint8Array() };

export class HttpExchange implements HttpOut {
  readonly #clock: VirtualClock;
  readonly #doors: { readonly url: string; readonly door: HttpDoor }[] = [];

  constructor(clock: VirtualClock) {
    this.#clock = clock;
  }

  /** Requests whose URL begins with `url` go to this door. */
  listen(url: string, door: HttpDoor): void {
    this.#doors.push({ url, door });
  }

  send(request: HttpRequest, answered: (response: HttpResponse) => void): void {
    const clock = this.#clock;
    const arrived = clock.pending(`${request.method} ${request.url}`);
    clock.at(clock.now() + latencyMs, () => {
      const found = this.#doors.find(({ url }) => request.url.startsWith(url));
      const answer = (response: HttpResponse): void => {
        clock.at(clock.now() + latencyMs, () => {
          arrived();
          answered(response);
        });
      };
      if (!found) return answer(nobody);
      const url = new URL(request.url);
      found.door.handle({ ...request, url: `${url.pathname}${url.search}` }, answer);
    });
  }
}
