/** How somebody who works on the floor asks the WMS's door and tells it. What he hears after he went home is nobody's. */
import type { HttpOut, HttpResponse } from "@floorplane/contracts/http";

export interface HouseDoorOptions {
  readonly http: HttpOut;
  /** Where the house is: `http://127.0.0.1:8080`. */
  readonly baseUrl: string;
  readonly headers: Readonly<Record<string, string>>;
}

export class HouseDoor {
  readonly #options: HouseDoorOptions;
  #isLeft = false;

  constructor({ http, baseUrl, headers }: HouseDoorOptions) {
    this.#options = { http, baseUrl, headers };
  }

  leave(): void {
    this.#isLeft = true;
  }

  /** What the door does not answer with 200 is not heard. */
  get<Body>(path: string, heard: (body: Body) => void): void {
    const { http, baseUrl, headers } = this.#options;
    http.send({ method: "GET", url: baseUrl + path, headers, body: new Uint8Array() }, (answer) => {
      if (!this.#isLeft && answer.status === 200) heard(bodyOf<Body>(answer));
    });
  }

  /** Page after page of a list whose path has a query, as long as `heard` wants more. */
  list<Page extends { readonly next: string | null }>(
    path: string,
    heard: (page: Page) => boolean,
    after: string | null = null,
  ): void {
    const from = after === null ? "" : `&after=${encodeURIComponent(after)}`;
    this.get<Page>(path + from, (page) => {
      if (heard(page) && page.next !== null) this.list(path, heard, page.next);
    });
  }

  /** `key`: the same word told again is nothing new. */
  post(path: string, key: string, body: object, answered: (answer: HttpResponse) => void): void {
    const { http, baseUrl, headers: own } = this.#options;
    const headers = { ...own, "content-type": "application/json", "idempotency-key": key };
    const bytes = encoder.encode(JSON.stringify(body));
    http.send({ method: "POST", url: baseUrl + path, headers, body: bytes }, (answer) => {
      if (!this.#isLeft) answered(answer);
    });
  }
}

export const bodyOf = <Body>({ body }: HttpResponse): Body => JSON.parse(decoder.decode(body)) as Body;
const encoder = new TextEncoder();
const decoder = new TextDecoder();
