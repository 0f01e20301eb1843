/**
 * An integrator's warehouse: the house's own door over a small simulated floor whose time is his, and where what he asks for goes wrong. It is put together from the parts that `up` and `simulate` run;
 * nothing of the door is played.
 */
import type { HttpDoor, HttpRequest, HttpResponse, ReadAhead } from "@floorplane/contracts/http";
import { secondMs } from "@floorplane/contracts/units";
import type { Row } from "@floorplane/runtime/ledger/ledger";
import { problemAnswer, Refusal } from "@floorplane/wms-bridge/intake/answering/refusal";
import { FetchOut } from "@floorplane/wms-bridge/intake/http/http-out";
import type { GivenProgram } from "@floorplane/wms-bridge/programs/programs";
import { drawSecret, operator } from "../programs/house-programs.ts";
import { askedMishaps } from "./asked-mishaps.ts";
import { FaultBook } from "./fault-book.ts";
import { FaultyDoor } from "./faulty-door.ts";
import { FaultyWebhooks } from "./faulty-webhooks.ts";
import { GoodsIn } from "./goods-in.ts";
import { OrderStates } from "./order-states.ts";
import { SandboxClock } from "./sandbox-clock.ts";
import { openSandboxFloor, type SandboxFloor, secondClient } from "./sandbox-floor.ts";
import type { SandboxLife } from "./sandbox-life.ts";
import { answerSandbox, isOfSandbox } from "./sandbox-routes.ts";

export interface SandboxOptions {
  /** Of the operator. */
  readonly token: string;
  /** Of a program of the second client alone. */
  readonly otherToken: string;
}

export class Sandbox implements HttpDoor {
  readonly #programs: readonly GivenProgram[];
  readonly #headers: SandboxLife["headers"];
  #life: SandboxLife | undefined;
  #door: FaultyDoor | undefined;
  #opening: Promise<void> = Promise.resolve();

  constructor({ token, otherToken }: SandboxOptions) {
    this.#headers = { authorization: `Bearer ${token}` };
    this.#programs = [
      operator(token),
      {
        ...operator(otherToken),
        program: secondClient,
        name: "a program of the second client",
        clients: [secondClient],
      },
    ];
  }

  /** Throws what is answered while it begins anew. */
  get life(): SandboxLife {
    if (!this.#life) throw beginning();
    return this.#life;
  }

  /** Begins anew, also where it was open. Asked again meanwhile, it begins once more, after that. */
  open(): Promise<void> {
    this.#opening = this.#opening.catch(() => {}).then(() => this.#open());
    return this.#opening;
  }

  async #open(): Promise<void> {
    await this.close();
    const book = new FaultBook();
    const states = new OrderStates();
    let goods: GoodsIn | undefined;
    let floor: SandboxFloor | undefined;
    const http = new FaultyWebhooks({
      out: new FetchOut({ allowPrivate: true }),
      book,
      timers: () => floor!.clock,
    });
    floor = await openSandboxFloor({
      programs: this.#programs,
      http,
      mishaps: askedMishaps(book, (task) => goods?.delivered(task) ?? []),
      witness: (row: Row) => {
        states.see(row);
        goods?.see(row);
      },
      drawSecret,
    });
    goods = new GoodsIn(floor);
    const clock = new SandboxClock({ clock: floor.clock, answered: () => http.answered() });
    const { door } = floor.composed.wmsBridge;
    this.#door = new FaultyDoor(book, door);
    this.#life = { floor, clock, book, goods, states, headers: this.#headers };
  }

  async close(): Promise<void> {
    const life = this.#life;
    this.#life = undefined;
    life?.clock.end();
    // Time that goes on for somebody ends its piece first.
    while (life?.clock.isMoving) await new Promise((soon) => setTimeout(soon, secondMs / 100));
    await life?.floor.stop();
  }

  handle(request: HttpRequest, respond: (response: HttpResponse) => void, ahead?: ReadAhead): void {
    if (isOfSandbox(request)) void answerSandbox(this, request, respond);
    else if (!this.#life || !this.#door) respond(problemAnswer(beginning())!);
    else {
      const door = this.#door;
      this.#life.goods.around(request, () => door.handle(request, respond, ahead));
    }
  }
}

/** Whoever asks comes again. */
const beginning = (): Refusal =>
  new Refusal("deadline-passed", "the sandbox begins anew; ask again", { headers: { "retry-after": "1" } });
