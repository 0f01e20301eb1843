/**
 * The room between the WMS and the floor: orders in, stock, waves, totes, packing, returns, counts, confirmations out. This file wires; what is decided
 * stands in the folders beside it. Every step ends alike: retried orders, refills, counts, then every changed document written once.
 */
import type { HttpDoor, HttpOut, HttpResponse } from "@floorplane/contracts/http";
import type { ClientId, OrderId, ToteId } from "@floorplane/contracts/ids";
import type { ToWmsBridge } from "@floorplane/contracts/messages";
import { reasonOfToday } from "@floorplane/contracts/reasons/reason";
import type { LocationRow, Site } from "@floorplane/contracts/site";
import { filterOf } from "@floorplane/contracts/topics";
import { minuteMs } from "@floorplane/contracts/units";
import type { Bus } from "@floorplane/runtime/bus/bus";
import type { Clock } from "@floorplane/runtime/clock/clock";
import type { Log } from "@floorplane/runtime/log";
import type { MachineDue } from "@floorplane/runtime/machines";
import { type Random, seededRandom } from "@floorplane/runtime/random";
import type { Desk, Kept, Office, Restore, Room } from "@floorplane/runtime/room";
import type { WebhookTarget } from "./confirmations/confirmations.ts";
import { type Book, bookOf, type Figures, figuresOf, type OrderCounts, orderCountsOf } from "./figures.ts";
import { WmsDoor } from "./intake/door.ts";
import { Guard } from "./intake/guard.ts";
import { answerPassport, type PassportQuestion } from "./intake/passport.ts";
import { defaultSettings, type Settings } from "./keeping/settings.ts";
import type { UnknownDue } from "./keeping/unknown-names.ts";
import { begin, depart, settleOrders, takeNextTurns } from "./orders/accept.ts";
import { endWithoutRest, renewPromises } from "./orders/backorder.ts";
import { callBack } from "./orders/cancel.ts";
import { companyWaited } from "./orders/company.ts";
import { lotExpired, stopTotesOfLot } from "./orders/expiring.ts";
import { boxHeld, hear, hearBox, hearParcel, hearRead, hearSkipped } from "./orders/hearing.ts";
import { dropHoldsAt, dropHoldsAtLost } from "./orders/holding.ts";
import type { Order } from "./orders/order.ts";
import { cutOffReached } from "./orders/outbound.ts";
import { becomeAtRisk } from "./orders/progress.ts";
import { endHold, stopTotesOf } from "./orders/stopping.ts";
import { sendTours, tryAgain } from "./orders/tours.ts";
import { sayAllUnpacked } from "./orders/unpacked.ts";
import { putBack } from "./orders/whole.ts";
import { takeUpParcels } from "./packing/earlier-parcels.ts";
import { parcelLate, stationFinished, stationState } from "./packing/packing.ts";
import { forgetRemovedStations } from "./packing/stations.ts";
import { takeAct } from "./people/acts.ts";
import { forgetOtherwise, type OtherwiseDue } from "./people/answered-otherwise.ts";
import { readSaid, takeSaid } from "./people/outcomes.ts";
import type { GivenProgram } from "./programs/programs.ts";
import { isRecalling } from "./refills/recall.ts";
import { considerRefills } from "./refills/refills.ts";
import { considerSpreads } from "./refills/spread.ts";
import { armRetention, letGo } from "./retention.ts";
import { placeClosed, placeOpened } from "./stock/closed-places.ts";
import type { LotDue } from "./stock/expiry.ts";
import type { Hold } from "./stock/hold.kind.ts";
import { freezeMisplaced, tellMisplaced } from "./stock/misplaced.ts";
import { lookAgain } from "./stock/on-hold.ts";
import { Places } from "./stock/places.ts";
import { freezeRemoved } from "./stock/removed-places.ts";
import type { Travel } from "./stock/travel.ts";
import { lookForWarnings, watchAll, watchChanged } from "./stock/watching.ts";
import { showTask } from "./tasks/asking.ts";
import { giveBinCounts } from "./tasks/bin-counts.ts";
import { armCycleCounts, CountingTurn, countInTurn } from "./tasks/cycle-counts.ts";
import { askAboutHold, type HoldDue } from "./tasks/hold-tickets.ts";
import { openInspections } from "./tasks/inspections.ts";
import { binRead, countWord } from "./tasks/robot-counts.ts";
import { type OfTote, wordOfToday } from "./totes/earlier-mail.ts";
import { stopDone, transportDone, transportFailed } from "./totes/journeys.ts";
import type { Told } from "./totes/news.ts";
import { readsLate } from "./totes/picking.ts";
import type { Tote } from "./totes/tote.ts";
import { Warehouse } from "./warehouse.ts";

export interface WmsBridgeOptions {
  readonly site: Site;
  readonly locations: readonly LocationRow[];
  readonly travel?: Travel;
  readonly office: Office;
  readonly bus: Bus;
  readonly log: Log;
  readonly webhooks: readonly WebhookTarget[];
  readonly http: HttpOut;
  /** Chance for the jitter of retries; a fixed stream when absent. */
  readonly random?: Random;
  /** The time that receivers of webhooks know; the house's own where absent. */
  readonly wall?: Clock;
  /** Client ids of the accounts of handhelds, which may answer tasks over HTTP too. */
  readonly handhelds: readonly string[];
  /** Programs that are there from the first start, by the tokens that the house's own command has. */
  readonly programs: readonly GivenProgram[];
  /** 256 bits by chance that nobody can guess, in base64url: for tokens that the door makes. */
  readonly drawSecret: () => string;
  /** 256 bits in base64 for a name, always the same and nobody's to guess: webhooks that programs register are signed with them. */
  readonly secretFor: (name: string) => string;
  readonly settings?: Partial<Settings>;
}

/** Due events of this room, beside those of its charts (`machine.due`). */
type Due =
  | MachineDue
  | {
      readonly type:
        | "order.cut"
        | "order.company"
        | "order.again"
        | "order.at-risk"
        | "order.rest"
        | "order.cancel"
        | "order.put-back";
      readonly order: OrderId;
    }
  | { readonly type: "orders.turn" }
  | { readonly type: "orders.retry" | "promises.renew"; readonly skus: Order["needs"][number]["sku"][] }
  | { readonly type: "reads.late" | "parcel.late"; readonly tote: ToteId }
  | UnknownDue
  | OtherwiseDue
  | { readonly type: "webhook.due"; readonly id: string }
  | { readonly type: "hearer.due"; readonly name: string }
  /** A step was full: its end goes on with what it left over. */
  | { readonly type: "places.look" | "holds.look" | "warnings.look" | "warnings.all" }
  | HoldDue
  | LotDue
  /** `client` absent: of a house that knew one. */
  | { readonly type: "letters.again"; readonly client?: ClientId }
  | { readonly type: "confirmations.given-up" }
  | { readonly type: "manifest.cut-off"; readonly client: ClientId; readonly manifest: string }
  | { readonly type: "count-in-turn" }
  | { readonly type: "retention" };

/** What waits for our own line looks for it again so often. */
const lineLookMs = minuteMs;

/** What the site's file says instead. */
const settingsOf = ({ counts = {} }: Site): Partial<Settings> =>
  counts.atOnce === undefined ? {} : { cycleCountsMax: counts.atOnce };

export class WmsBridge implements Room<"wms-bridge"> {
  readonly name = "wms-bridge";
  /** The WMS's door: behind a socket in the house, called directly on the virtual clock. */
  readonly door: HttpDoor;
  readonly #options: WmsBridgeOptions;
  readonly #warehouse: Warehouse;
  readonly #turn = new CountingTurn();
  #unsubscribe: (() => void) | undefined;

  constructor(options: WmsBridgeOptions) {
    this.#options = options;
    const {
      site,
      locations,
      travel = {},
      office,
      log,
      webhooks,
      http,
      random,
      drawSecret,
      secretFor,
    } = options;
    const wall = options.wall ?? office;
    this.#warehouse = new Warehouse({
      site,
      places: new Places(site, locations, travel),
      settings: { ...defaultSettings, ...settingsOf(site), ...options.settings },
      handhelds: options.handhelds,
      log,
      secrets: { draw: drawSecret, wall },
      confirmations: {
        secretFor,
        targets: webhooks,
        http,
        office,
        wall,
        random: random ?? seededRandom("confirmations"),
      },
    });
    this.door = new WmsDoor({
      means: this.#warehouse,
      answers: this.#warehouse.answers,
      guard: new Guard({ programs: this.#warehouse.programs, settings: this.#warehouse.settings, wall }),
      office,
      endStep: (desk) => this.#endStep(desk),
    });
  }

  /** Units by place, for those who hold the book against the world. */
  get book(): Book {
    return bookOf(this.#warehouse);
  }

  figures(): Figures {
    return figuresOf(this.#warehouse);
  }

  /** Of the orders at hand, in constant time: for who asks each second. */
  orderCounts(): OrderCounts {
    return orderCountsOf(this.#warehouse);
  }

  /** For those who look at this site on its screens. */
  tellPassport(asked: PassportQuestion, respond: (response: HttpResponse) => void): void {
    answerPassport(this.#warehouse, this.#options.office, asked, respond);
  }

  async restore(read: Restore): Promise<void> {
    await this.#warehouse.restore(read);
  }

  begin(desk: Desk): void {
    const w = this.#warehouse;
    const { bus, office, handhelds, programs } = this.#options;
    for (const program of programs) w.programs.give(program);
    this.#unsubscribe = bus.subscribe(filterOf("taskOutcome", w.siteId), ({ topic, payload }) => {
      const said = readSaid(topic, payload, handhelds);
      office.act({ type: "task.outcome", data: said }, (inStep) => {
        takeSaid(w, inStep, said);
        this.#endStep(inStep);
      });
    });
    dropHoldsAtLost(w);
    freezeMisplaced(w, w.stock.rows());
    lookAgain(w);
    forgetRemovedStations(w, desk);
    takeUpParcels(w);
    sayAllUnpacked(w);
    begin(w);
    for (const task of w.tasks.all()) if (task.state === "open") showTask(w, desk, task);
    w.confirmations.begin(desk);
    armRetention(desk);
    watchAll(w, desk);
    armCycleCounts(w, desk);
    this.#endStep(desk);
  }

  take(message: ToWmsBridge, desk: Desk): void {
    const w = this.#warehouse;
    switch (message.type) {
      case "bin.read":
        binRead(w, message);
        break;
      case "stop.done":
        if (message.tote === null) countWord(w, desk, message);
        else this.#follow(desk, message, (tote, word) => stopDone(w, desk, tote, word));
        break;
      case "transport.done":
        if (message.tote === null) countWord(w, desk, message);
        else this.#follow(desk, message, (tote) => transportDone(w, desk, tote));
        break;
      case "transport.failed":
        if (message.tote === null) countWord(w, desk, message);
        else this.#follow(desk, message, (tote, { reason }) => transportFailed(w, desk, tote, reason));
        break;
      case "transport.held":
        this.#withTote(message, (tote) => boxHeld(w, tote, reasonOfToday(message.why)));
        break;
      case "stops.skipped":
        this.#withTote(message, (tote) => hearSkipped(w, desk, tote, message.purposes));
        break;
      case "tote.read":
        hearRead(w, desk, message);
        break;
      case "station.finished": {
        const told = stationFinished(w, desk, message.job);
        if (told) hear(w, desk, told);
        break;
      }
      case "station.state":
        stationState(w, message);
        break;
      case "parcel.seen":
        hearParcel(w, desk, message);
        break;
      case "task.answer":
      case "order.tryAgain":
      case "order.raise":
      case "order.hold":
      case "order.release":
      case "order.cancel":
      case "order.split":
        takeAct(w, desk, message);
        break;
      case "place.closed": {
        const closed = placeClosed(w, message.place);
        if (closed) dropHoldsAt(w, closed);
        break;
      }
      case "place.opened":
        placeOpened(w, message.place);
        break;
      case "transport.assigned":
      case "stop.replaced":
      case "stop.kept":
        // A kept stop needs no answer: the tote is counted where it stands.
        break;
      default:
        message satisfies never;
    }
    this.#endStep(desk);
  }

  fire(event: { readonly type: string }, desk: Desk, id: string): void {
    const w = this.#warehouse;
    const due = event as Due;
    // What readers saw cannot be heard while our own line to them is down.
    if ((due.type === "reads.late" || due.type === "parcel.late") && this.#options.bus.state !== "live") {
      desk.due(id, desk.now + lineLookMs, due);
      return;
    }
    switch (due.type) {
      case "machine.due":
        depart(w, desk, w.waves.fire(desk, due));
        break;
      case "order.cut":
        this.#withOrder(due.order, (order) => sendTours(w, desk, order));
        break;
      case "order.company":
        this.#withOrder(due.order, (order) => {
          if (!companyWaited(w, desk, order)) sendTours(w, desk, order);
        });
        break;
      case "order.again":
        this.#withOrder(due.order, (order) => tryAgain(w, desk, order));
        break;
      case "order.at-risk":
        this.#withOrder(due.order, (order) => becomeAtRisk(w, desk, order));
        break;
      case "order.rest":
        this.#withOrder(due.order, (order) => endWithoutRest(w, desk, order));
        break;
      case "order.cancel":
        this.#withOrder(due.order, (order) => callBack(w, desk, order));
        break;
      case "order.put-back":
        this.#withOrder(due.order, (order) => putBack(w, desk, order));
        break;
      case "orders.turn":
        takeNextTurns(w, desk);
        break;
      case "orders.retry":
        settleOrders(w, desk, due.skus);
        break;
      case "promises.renew":
        renewPromises(w, desk, due.skus);
        break;
      case "reads.late": {
        const tote = w.totes.get(due.tote);
        if (tote) readsLate(w, desk, tote);
        break;
      }
      case "parcel.late": {
        const tote = w.totes.get(due.tote);
        if (tote) parcelLate(w, desk, tote);
        break;
      }
      case "manifest.cut-off":
        cutOffReached(w, desk, due);
        break;
      case "unknown.forgotten":
        w.unknownNames.forget(desk, due);
        break;
      case "task.otherwise-forgotten":
        forgetOtherwise(desk, due);
        break;
      case "webhook.due":
        w.confirmations.fire(desk, due.id);
        break;
      case "confirmations.given-up":
        w.confirmations.giveUp(desk);
        break;
      case "letters.again":
        w.confirmations.sendAgain(desk, due.client ?? w.client);
        break;
      case "hearer.due":
        w.confirmations.fireHearer(due.name);
        break;
      case "warnings.look":
        lookForWarnings(w, desk);
        break;
      case "warnings.all":
        watchAll(w, desk);
        break;
      case "places.look":
      case "holds.look":
        break;
      case "lot.expired": {
        const lot = w.lots.of(due);
        if (lot) lotExpired(w, desk, lot);
        break;
      }
      case "lot.totes":
        stopTotesOfLot(w, desk, due);
        break;
      case "hold.end":
        this.#withHold(due, (hold) => endHold(w, desk, hold));
        break;
      case "hold.overdue":
        this.#withHold(due, (hold) => askAboutHold(w, desk, hold));
        break;
      case "hold.totes":
        this.#withHold(due, (hold) => stopTotesOf(w, desk, hold));
        break;
      case "count-in-turn":
        countInTurn(w, desk, this.#turn);
        break;
      case "retention":
        letGo(w.stores, desk);
        break;
      default:
        due satisfies never;
    }
    this.#endStep(desk);
  }

  kept(): Iterable<Kept> {
    return this.#warehouse.stores.kept();
  }

  async stop(): Promise<void> {
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
  }

  /** What one change sets free, another order may want: so every step ends with the same round. */
  #endStep(desk: Desk): void {
    const w = this.#warehouse;
    settleOrders(w, desk);
    freezeRemoved(w, desk);
    tellMisplaced(w, desk);
    if (!isRecalling(w)) {
      considerSpreads(w, desk);
      considerRefills(w, desk);
    }
    renewPromises(w, desk);
    giveBinCounts(w, desk);
    openInspections(w, desk);
    watchChanged(w, desk);
    w.stores.flush(desk);
  }

  /** What became of the tote is heard by whoever it is for. */
  #follow<Word extends OfTote>(
    desk: Desk,
    said: Word,
    what: (tote: Tote, word: Word) => readonly Told[],
  ): void {
    this.#withTote(said, (tote, word) => hearBox(this.#warehouse, desk, what(tote, word)));
  }

  #withTote<Word extends OfTote>(said: Word, run: (tote: Tote, word: Word) => void): void {
    const { totes, log } = this.#warehouse;
    const word = wordOfToday(said, () => totes.all());
    const tote = word.tote === null ? undefined : totes.get(word.tote);
    if (tote) run(tote, word);
    else log.warn("transport.unknown", { transport: word.transport });
  }

  #withHold({ client, hold: number }: HoldDue, run: (hold: Hold) => void): void {
    const hold = this.#warehouse.holds.get(number, client);
    if (hold) run(hold);
  }

  #withOrder(id: OrderId, run: (order: Order) => void): void {
    const order = this.#warehouse.orders.get(id);
    if (order) run(order);
  }
}
