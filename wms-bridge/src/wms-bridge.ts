/**
 * The room between the WMS and the floor: orders in, stock, waves, totes, packing, returns, counts, confirmations out. This file wires; what is decided
 * stands in the folders beside it. Every step ends alike: retried orders, refills, counts, then every changed document written once.
 */
import type { ConnectionsShown, PersonAsking } from "@floorplane/contracts/connections";
import type { GoodsCode } from "@floorplane/contracts/documents";
import type { HttpDoor, HttpOut, HttpRequest, HttpResponse } from "@floorplane/contracts/http";
import type { Sku } from "@floorplane/contracts/ids";
import type { ToWmsBridge } from "@floorplane/contracts/messages";
import type { PrintOut } from "@floorplane/contracts/printing";
import type { LocationRow, Site } from "@floorplane/contracts/site";
import { filterOf } from "@floorplane/contracts/topics";
import { dayMs, minuteMs, secondMs } from "@floorplane/contracts/units";
import { type Blobs, MemoryBlobs } from "@floorplane/runtime/blobs/blobs";
import type { Bus } from "@floorplane/runtime/bus/bus";
import type { Clock } from "@floorplane/runtime/clock/clock";
import type { Log } from "@floorplane/runtime/log";
import { type Random, seededRandom } from "@floorplane/runtime/random";
import type { Desk, Kept, Office, Restore, Room } from "@floorplane/runtime/room";
import { answerBench, type BenchAsked } from "./bench/bench-door.ts";
import { beginCarries } from "./carrying/begin.ts";
import { type KindsOfStations, StopPlaces, stationsOf } from "./carrying/stop-places.ts";
import type { WebhookTarget } from "./confirmations/confirmations.ts";
import type { DropTrouble } from "./drop/drop-folder.ts";
import { type Due, fireDue } from "./due-rows.ts";
import { type Book, bookOf, type Figures, figuresOf, type OrderCounts, orderCountsOf } from "./figures.ts";
import { goOnAfter } from "./go-on-after.ts";
import { codesOf } from "./goods/codes-of.ts";
import { WmsDoor } from "./intake/door.ts";
import { connectionsShown, screensProgram } from "./intake/hearers/connections.ts";
import { Guard } from "./intake/http/guard.ts";
import { lookAtDock } from "./intake/pallets/look-at-dock.ts";
import { askInside, showPhoto, type TakenPhoto, takePhoto } from "./intake/photos/take-photos.ts";
import { answerPassport, type PassportQuestion } from "./intake/trace/passport.ts";
import { clearAlarm, raiseAlarm } from "./keeping/alarms.ts";
import type { Restoration } from "./keeping/restorations.ts";
import { defaultSettings, type Settings } from "./keeping/settings.ts";
import { takeMail } from "./mail.ts";
import { begin, settleOrders } from "./orders/accept.ts";
import { renewPromises } from "./orders/backorder.ts";
import { dropHoldsAtLost } from "./orders/holding.ts";
import { renewReasons } from "./orders/still-held.ts";
import { sayAllUnpacked } from "./orders/unpacked.ts";
import { sayWhoWaits } from "./orders/waits-at-dock.ts";
import { takeUpParcels } from "./packing/earlier-parcels.ts";
import { layOutAll } from "./packing/packing.ts";
import { forgetRemovedStations } from "./packing/stations.ts";
import { readSaid, takeSaid } from "./people/outcomes.ts";
import { printClosed } from "./printing/for-parcels.ts";
import { beginPrinting } from "./printing/printing.ts";
import { LastRequests } from "./programs/last-requests.ts";
import type { GivenProgram, ProgramAccount } from "./programs/programs.ts";
import { sendPutAways } from "./receiving/put-away-boxes.ts";
import { openPutAways } from "./receiving/put-aways.ts";
import { isRecalling } from "./refills/recall.ts";
import { considerRefills } from "./refills/refills.ts";
import { considerSpreads } from "./refills/spread.ts";
import { armRetention } from "./retention.ts";
import { freezeMisplaced, tellMisplaced } from "./stock/misplaced.ts";
import { lookAgain } from "./stock/on-hold.ts";
import { Places } from "./stock/places.ts";
import { freezeRemoved } from "./stock/removed-places.ts";
import type { Travel } from "./stock/travel.ts";
import { watchAll, watchChanged } from "./stock/watching.ts";
import { showTask } from "./tasks/asking.ts";
import { giveBinCounts } from "./tasks/bin-counts.ts";
import { armCycleCounts, CountingTurn } from "./tasks/cycle-counts.ts";
import { openInspections } from "./tasks/inspections.ts";
import { takeUpDifferences } from "./tasks/transfer-tickets.ts";
import { EventTelegrams } from "./telegrams/event-telegrams.ts";
import { TelegramDesk } from "./telegrams/telegram-desk.ts";
import { Warehouse } from "./warehouse.ts";

export interface WmsBridgeOptions {
  readonly site: Site;
  readonly locations: readonly LocationRow[];
  readonly travel?: Travel;
  /** All of the layout's, where robots can be sent; those that the site's files name where absent. */
  readonly stations?: KindsOfStations;
  readonly office: Office;
  readonly bus: Bus;
  readonly log: Log;
  readonly webhooks: readonly WebhookTarget[];
  readonly http: HttpOut;
  /** The way to printers; absent where nothing is printed: whoever is asked for then is not there. */
  readonly printing?: PrintOut;
  /** Chance for the jitter of retries; a fixed stream when absent. */
  readonly random?: Random;
  /** Chance for the house's own name in ids that it tells; `random` where absent. */
  readonly naming?: Random;
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
  /** Where the ledger was put back from a backup; the same at each start since. */
  readonly restoration?: Restoration;
  /** Where photos lie; in memory where absent. */
  readonly blobs?: Blobs;
  /** Has the house's own broker let in these programs and no others, at a start and after each change; absent where the broker is another's, and requests bear their tokens. */
  readonly admit?: (programs: readonly ProgramAccount[]) => void;
}

/** What waits for our own line looks for it again so often. */
const lineLookMs = minuteMs;

const nobodyPrints: PrintOut = {
  print: (_printer, _label, answered) => answered({ outcome: "nothing-left", why: "no-connection" }),
};

const againMs = (said: Readonly<Partial<Settings["countAgainMs"]>>): Settings["countAgainMs"] => {
  const days = (own: number | undefined, usual: number): number => (own === undefined ? usual : own * dayMs);
  const { A, B, C } = defaultSettings.countAgainMs;
  return { A: days(said.A, A), B: days(said.B, B), C: days(said.C, C) };
};

/** What the site's file says instead. */
const settingsOf = ({ counts = {}, picking = {} }: Site): Partial<Settings> => ({
  ...(counts.atOnce === undefined ? {} : { cycleCountsMax: counts.atOnce }),
  ...(counts.everyDays === undefined ? {} : { countAgainMs: againMs(counts.everyDays) }),
  ...(picking.waitMinutes === undefined ? {} : { robotWaitsMs: picking.waitMinutes * minuteMs }),
  ...(picking.gatherSeconds === undefined ? {} : { gatherMs: picking.gatherSeconds * secondMs }),
  ...(picking.boxesPerStation === undefined ? {} : { stationBoxesMax: picking.boxesPerStation }),
  ...(picking.totesPerStation === undefined ? {} : { stationTotesMax: picking.totesPerStation }),
});

export class WmsBridge implements Room<"wms-bridge"> {
  readonly name = "wms-bridge";
  /** The WMS's door: behind a socket in the house, called directly on the virtual clock. */
  readonly door: HttpDoor;
  readonly #door: WmsDoor;
  readonly #last: LastRequests;
  #askedAtScreens = 0;
  readonly #options: WmsBridgeOptions;
  readonly #warehouse: Warehouse;
  readonly #turn = new CountingTurn();
  readonly #telegrams: TelegramDesk;
  readonly #events: EventTelegrams;
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
      stopPlaces: new StopPlaces(options.stations ?? stationsOf(site, locations)),
      settings: { ...defaultSettings, ...settingsOf(site), ...options.settings },
      handhelds: options.handhelds,
      log,
      secrets: { draw: drawSecret, wall },
      blobs: options.blobs ?? new MemoryBlobs(),
      press: {
        out: options.printing ?? nobodyPrints,
        office,
        endStep: (desk) => this.#endStep(desk),
      },
      confirmations: {
        secretFor,
        targets: webhooks,
        http,
        office,
        wall,
        random: random ?? seededRandom("confirmations"),
        ...(options.naming ? { naming: options.naming } : {}),
        told: (client, number, row) => this.#events.tell(client, number, row),
      },
    });
    this.#last = new LastRequests({ now: () => office.now() });
    this.#door = new WmsDoor({
      last: this.#last,
      means: this.#warehouse,
      answers: this.#warehouse.answers,
      guard: new Guard({ programs: this.#warehouse.programs, settings: this.#warehouse.settings, wall }),
      office,
      endStep: (desk) => this.#endStep(desk),
    });
    this.door = this.#door;
    const { bus, admit } = options;
    const { siteId, programs, confirmations } = this.#warehouse;
    const around = { bus, site: siteId };
    const isBrokerOurs = admit !== undefined;
    this.#telegrams = new TelegramDesk({
      ...around,
      door: this.door,
      isBrokerOurs,
      log,
      spoke: (program) => {
        const isKnown = programs.get(program) !== undefined;
        if (isKnown) this.#events.spoke(program);
        return isKnown;
      },
    });
    this.#events = new EventTelegrams({
      ...around,
      confirmations,
      hearersOf: (client) => programs.hearersOf(client),
    });
  }

  /** Units by place, for those who hold the book against the world. */
  get book(): Book {
    return bookOf(this.#warehouse);
  }

  /** What goods are called where they are scanned, for the Hand. */
  codesOf(sku: Sku): readonly GoodsCode[] {
    return codesOf(this.#warehouse, sku);
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

  /** For the screen of a station where a person packs. */
  tellBench(asked: BenchAsked, respond: (response: HttpResponse) => void): void {
    const { office } = this.#options;
    answerBench(this.#warehouse, { office, endStep: (desk) => this.#endStep(desk) }, asked, respond);
  }

  /** Programs that the house's own broker has, told every second: only they are told events there. Where nobody says so, all may be there. */
  programsOnline(names: readonly string[]): void {
    this.#events.online(names);
  }

  /** What stands in the folder of CSV files and cannot be taken; undefined: nothing does. */
  csvTroubled(trouble: DropTrouble | undefined): void {
    this.#options.office.act({ type: "csv.looked", data: trouble ?? null }, (desk) => {
      if (trouble) raiseAlarm(desk, "csv.unread", "csv-folder", { ...trouble });
      else clearAlarm(desk, "csv.unread", "csv-folder");
    });
  }

  /** Who speaks to the door and who hears it, for the screens. */
  connections(): ConnectionsShown {
    return connectionsShown(this.#warehouse, this.#last);
  }

  /** What people at the screens ask of the door, which decides as it does for programs. Each press of a button is asked once, where nobody names a key. */
  askAtScreens(request: HttpRequest, person: PersonAsking, respond: (response: HttpResponse) => void): void {
    const key = `screens-${this.#options.office.now()}-${++this.#askedAtScreens}`;
    const headers = { "idempotency-key": key, ...request.headers };
    this.#door.handleFor(screensProgram, person, { ...request, headers }, respond);
  }

  /** What a label at the dock is of, for the Hand. */
  tellDock(code: string, respond: (response: HttpResponse) => void): void {
    askInside(
      () => ({ cause: "dock.asked", decide: () => lookAtDock(this.#warehouse, code) }),
      this.#inside,
      respond,
    );
  }

  /** A photo of what a task is about, taken by somebody who works here. */
  takePhoto(photo: Omit<TakenPhoto, "client">, respond: (response: HttpResponse) => void): void {
    askInside(() => takePhoto(this.#warehouse, { ...photo, client: undefined }), this.#inside, respond);
  }

  tellPhoto(hash: string, respond: (response: HttpResponse) => void): void {
    askInside(() => showPhoto(this.#warehouse, undefined, hash), this.#inside, respond);
  }

  get #inside(): { readonly office: Office; readonly endStep: (desk: Desk) => void } {
    return { office: this.#options.office, endStep: (desk) => this.#endStep(desk) };
  }

  async restore(read: Restore): Promise<void> {
    await this.#warehouse.restore(read);
  }

  begin(desk: Desk): void {
    const w = this.#warehouse;
    const { bus, office, handhelds, programs, restoration } = this.#options;
    if (restoration) goOnAfter(w, desk, restoration);
    for (const program of programs) w.programs.give(program);
    this.#unsubscribe = bus.subscribe(filterOf("taskOutcome", w.siteId), ({ topic, payload }) => {
      const said = readSaid(topic, payload, handhelds);
      office.act({ type: "task.outcome", data: said }, (inStep) => {
        takeSaid(w, inStep, said);
        this.#endStep(inStep);
      });
    });
    w.photos.sweep();
    dropHoldsAtLost(w);
    freezeMisplaced(w, w.stock.rows());
    lookAgain(w);
    forgetRemovedStations(w, desk);
    takeUpParcels(w);
    layOutAll(w, desk);
    sayAllUnpacked(w);
    begin(w, desk);
    takeUpDifferences(w, desk);
    for (const task of w.tasks.all()) if (task.state === "open") showTask(w, desk, task);
    w.confirmations.begin(desk);
    beginPrinting(w, desk);
    armRetention(desk);
    watchAll(w, desk);
    armCycleCounts(w, desk);
    this.#telegrams.begin();
    desk.after(() => this.#events.begin(w.clients));
    this.#endStep(desk);
  }

  take(message: ToWmsBridge, desk: Desk): void {
    takeMail(this.#warehouse, desk, message);
    this.#endStep(desk);
  }

  fire(event: { readonly type: string }, desk: Desk, id: string): void {
    const due = event as Due;
    // What readers saw cannot be heard while our own line to them is down.
    if ((due.type === "reads.late" || due.type === "parcel.late") && this.#options.bus.state !== "live") {
      desk.due(id, desk.now + lineLookMs, due);
      return;
    }
    fireDue(this.#warehouse, desk, due, this.#turn);
    this.#endStep(desk);
  }

  kept(): Iterable<Kept> {
    return this.#warehouse.stores.kept();
  }

  async stop(): Promise<void> {
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
    this.#telegrams.stop();
  }

  /** What one change sets free, another order may want: so every step ends with the same round. */
  #endStep(desk: Desk): void {
    const w = this.#warehouse;
    beginCarries(w, desk);
    settleOrders(w, desk);
    freezeRemoved(w, desk);
    tellMisplaced(w, desk);
    if (!isRecalling(w)) {
      considerSpreads(w, desk);
      considerRefills(w, desk);
    }
    renewPromises(w, desk);
    sayWhoWaits(w, desk);
    giveBinCounts(w, desk);
    openInspections(w, desk);
    openPutAways(w, desk);
    sendPutAways(w, desk);
    // What people were asked just now, it names.
    renewReasons(w, desk);
    watchChanged(w, desk);
    printClosed(w, desk);
    w.stores.flush(desk);
    const { admit } = this.#options;
    const accounts = admit && w.programs.newAccounts();
    if (accounts) desk.after(() => admit(accounts));
  }
}
