/**
 * The people of the floor and the handhelds they carry: they hear what is to be counted, looked at or taken off a shelf, walk there, and answer what they
 * really found. Each task is done once; told again, it gets the same answer again, and told that the answer was refused, a person goes and looks again.
 */
import { parseTaskMessage, type TaskMessage, type TaskOutcome } from "@floorplane/contracts/devices.schema";
import { type ClientId, type DeviceId, type SiteId, TaskId } from "@floorplane/contracts/ids";
import { filterOf, parseTopic, topics } from "@floorplane/contracts/topics";
import { isoTime, minuteMs, secondMs } from "@floorplane/contracts/units";
import type { Bus } from "@floorplane/runtime/bus/bus";
import type { Timers } from "@floorplane/runtime/clock/clock";
import type { Log } from "@floorplane/runtime/log";
import type { Random } from "@floorplane/runtime/random";
import type { LookedAt, Shelves } from "../goods/shelves.ts";
import { unitsBySku } from "../goods/tote-contents.ts";
import type { TruckLoads } from "../goods/truck-loads.ts";
import type { Mishaps } from "../mishaps/mishaps.ts";
import type { WorldFile } from "../world-file.ts";
import { evidenceOf, type GoodsInHand, nearestPick, pickUnits, reachMs, type Ways } from "./hand-picks.ts";
import { destroy, type Inspecting, inspect, leaveDecided, putAway, relabel, unitsAt } from "./inspecting.ts";
import { foundOf } from "./named-goods.ts";
import type { WrongForms } from "./wrong-forms.ts";
import type { WrongScans } from "./wrong-scans.ts";

/** Pickers on a shift who also take tasks. */
const peopleDefault = 4;
const walkMs = { least: 30 * secondMs, most: 120 * secondMs } as const;
const unitMs = 1 * secondMs;
/** A bin of a thousand units is counted by its cases. */
const countMsMax = 2 * minuteMs;
/** A tote that is still on a robot is waited for, looked for every few seconds; after the bound the answer is what is there: nothing. */
const lookAgainMs = 5 * secondMs;
const waitForToteMs = 30 * minuteMs;
/** Tasks that wait for a person: beyond that the floor is out of hand, and new ones are left to be told again. */
const tasksMax = 5_000;

/** A handheld with its line. */
export interface Carried {
  readonly device: DeviceId;
  readonly bus: Bus;
}

export interface HandheldOptions {
  readonly site: SiteId;
  /** Whose site it is. */
  readonly client: ClientId;
  /** What people answer with; the first is the one that is at hand. */
  readonly devices: readonly Carried[];
  readonly timers: Timers;
  readonly random: Random;
  readonly shelves: Shelves;
  readonly file: WorldFile;
  readonly log: Log;
  /** Whether a tote stands where a person can reach into it. */
  readonly reachable: (tote: string) => boolean;
  readonly people?: number;
  /** How far it is from place to place, for whoever picks; as long as for any other task where absent. */
  readonly ways?: Ways;
  /** Where the house asks for evidence: what people scan and weigh. */
  readonly goods?: (sku: string) => GoodsInHand | undefined;
  /** A tote is set down at a station; false where there is no room now. Said twice it stands there once. */
  readonly bring?: (station: string, tote: string) => boolean;
  /** Goods that are looked at, by location; none where absent. */
  readonly goodsAt?: Inspecting["goodsAt"];
  readonly emptied?: Inspecting["emptied"];
  /** How people write; the truth, where absent. */
  readonly forms?: Pick<WrongForms, "write">;
  /** How people scan, and what their hands take; rightly, where absent. */
  readonly scans?: Pick<WrongScans, "answer" | "refused" | "over">;
  readonly mishaps?: Pick<Mishaps, "damagedOf" | "delivered"> | undefined;
  /** Deliveries of this world; none where absent. */
  readonly trucks?: Pick<TruckLoads, "counted">;
}

type Found = TaskOutcome["found"];

export class Handheld {
  readonly #options: HandheldOptions;
  readonly #waiting: TaskMessage[] = [];
  readonly #known = new Set<string>();
  readonly #answers = new Map<string, TaskOutcome>();
  /** Totes that wait for a count: nobody takes anything out of them. */
  readonly #counting = new Map<string, string>();
  /** What was done with goods cannot be done again: only counts are taken anew. */
  readonly #acted = new Map<string, Found>();
  readonly #attempts = new Map<string, number>();
  readonly #refusals = new Map<string, number>();
  readonly #inspecting: Inspecting;
  /** Where each person is who has nothing to do; undefined: somewhere. */
  readonly #free: (string | undefined)[];
  /** Put-aways that wait, or that somebody does. */
  readonly #putAways = new Set<string>();
  /** Of goods that somebody is to look at, label or destroy: as the house asks by now, since others may decide of some meanwhile. */
  readonly #asked = new Map<string, TaskMessage>();
  /** Picks and put-aways that the house took back while somebody was on his way. */
  readonly #takenBack = new Set<string>();
  /** What goes on when the house has heard that somebody took goods to put them away. */
  readonly #begun = new Map<string, () => void>();
  /** Totes of robots that wait for a person, by task. */
  readonly #awaited = new Map<string, string>();
  #busy = 0;
  /** Of those who are busy: with counts in turn. */
  #inTurn = 0;
  #lastAnswerAt = 0;
  #end: () => void = () => {};
  #stopped = false;

  constructor(options: HandheldOptions) {
    this.#options = options;
    const {
      shelves,
      random,
      mishaps,
      goodsAt = () => [],
      emptied = () => {},
      people = peopleDefault,
    } = options;
    this.#free = Array.from({ length: people }, () => undefined);
    this.#inspecting = {
      shelves,
      random: random.split("inspections"),
      goodsAt: (location) =>
        goodsAt(location).filter((place) => !("tote" in place && this.#isCounted(place.tote))),
      emptied,
      mishaps,
    };
  }

  start(): void {
    const { devices, site, file } = this.#options;
    for (const { id, body } of file.all("task")) {
      this.#answers.set(id, body as TaskOutcome);
      this.#known.add(id);
      this.#acted.set(id, (body as TaskOutcome).found);
    }
    this.#end = devices[0]!.bus.subscribe(filterOf("task", site), ({ topic, payload }) =>
      this.#hear(topic, payload),
    );
  }

  stop(): void {
    this.#stopped = true;
    this.#end();
  }

  /** Nobody walks and nothing waits but counts in turn, which never end. */
  get idle(): boolean {
    return this.#busy === this.#inTurn && this.#waiting.every(({ planned }) => planned);
  }

  /** When the last answer was given that somebody waited for, ms since the epoch. */
  get lastAnswerAt(): number {
    return this.#lastAnswerAt;
  }

  /** Answers that the house did not book, by its reason. */
  get refusals(): ReadonlyMap<string, number> {
    return this.#refusals;
  }

  #isCounted(tote: string): boolean {
    return [...this.#counting.values()].includes(tote);
  }

  /** A person is asked to put something into this tote. */
  isAwaited(tote: string): boolean {
    return [...this.#awaited.values()].includes(tote);
  }

  #hear(topic: string, payload: Uint8Array): void {
    if (payload.length === 0) {
      // The house took the task back: it is done.
      const over = parseTopic(topic)?.levels.task ?? "";
      this.#counting.delete(over);
      this.#options.scans?.over(over);
      const isPick = this.#awaited.delete(over);
      const isPutAway = this.#putAways.delete(over);
      const isDecided = this.#asked.delete(over);
      const waiting = this.#waiting.findIndex(
        ({ task, kind }) => task === over && (kind === "pick" || kind === "put-away" || isDecidable(kind)),
      );
      if (waiting >= 0) this.#waiting.splice(waiting, 1);
      else if ((isPick || isPutAway || isDecided) && !this.#answers.has(over)) this.#takenBack.add(over);
      // A robot was first: whoever stands there goes away again.
      this.#goOn(over);
      return;
    }
    let task: TaskMessage;
    try {
      task = parseTaskMessage.bytes(payload);
    } catch (error) {
      this.#options.log.warn("task.malformed", { why: String(error) });
      return;
    }
    // What another warehouse has nobody sees here.
    if (task.kind === "difference") return;
    if (task.kind === "count-tote" && task.tote) this.#counting.set(task.task, task.tote);
    if (task.kind === "pick" && task.tote) this.#awaited.set(task.task, task.from ?? task.tote);
    const answered = this.#answers.get(task.task);
    if (answered && task.refused) {
      this.#refusals.set(task.refused.reason, (this.#refusals.get(task.refused.reason) ?? 0) + 1);
      this.#known.delete(task.task);
      this.#options.scans?.refused(task.task);
    } else if (answered && task.signed?.by === answered.device) {
      // One of two has signed: a colleague goes.
      this.#known.delete(task.task);
    } else if (answered) {
      this.#say(answered, task);
      return;
    }
    if (task.kind === "put-away") {
      this.#putAways.add(task.task);
      if (task.refused && this.#begun.has(task.task)) this.#takenBack.add(task.task);
      if (task.refused || task.begunBy !== undefined) this.#goOn(task.task);
      // What has no place yet is told again when it has one; what somebody has in hand is his.
      const isOurs = this.#options.devices.some(({ device }) => device === task.begunBy);
      if (task.to === undefined || (task.begunBy !== undefined && !isOurs)) return;
    }
    if (isDecidable(task.kind) && this.#asked.has(task.task)) this.#asked.set(task.task, task);
    if (this.#known.has(task.task) || this.#waiting.length >= tasksMax) return;
    if (isDecidable(task.kind)) this.#asked.set(task.task, task);
    this.#answers.delete(task.task);
    this.#known.add(task.task);
    this.#waiting.push(task);
    this.#sendPeople();
  }

  #goOn(task: string): void {
    const next = this.#begun.get(task);
    this.#begun.delete(task);
    next?.();
  }

  #sendPeople(): void {
    while (this.#busy < (this.#options.people ?? peopleDefault)) {
      // What somebody waits for comes before counts in turn.
      const urgent = this.#waiting.findIndex(({ planned }) => !planned);
      const next = this.#nextFor(this.#waiting[Math.max(0, urgent)], this.#free[0]);
      const [task] = next ? this.#waiting.splice(this.#waiting.indexOf(next), 1) : [];
      if (!task) return;
      const from = this.#free.shift();
      this.#busy++;
      if (task.planned) this.#inTurn++;
      const { timers } = this.#options;
      const arrivesAt = timers.now() + Math.round(this.#walkMs(task, from));
      this.#at(arrivesAt, () => this.#arrive(task, arrivesAt + waitForToteMs));
    }
  }

  /** Of picks the nearest to whoever goes, since robots wait for all of them. */
  #nextFor(first: TaskMessage | undefined, from: string | undefined): TaskMessage | undefined {
    const { ways } = this.#options;
    return first?.kind === "pick" && ways ? (nearestPick(this.#waiting, from, ways) ?? first) : first;
  }

  #walkMs(task: TaskMessage, from: string | undefined): number {
    const { random, ways } = this.#options;
    const to = task.location ?? task.station;
    if (ways && to !== undefined && from !== undefined && (task.kind === "pick" || task.kind === "bring"))
      return (ways.metres(from, to) / ways.walkMps) * secondMs;
    return walkMs.least + random.split(task.task).next() * (walkMs.most - walkMs.least);
  }

  #isFree(task: TaskMessage): void {
    this.#busy--;
    if (task.planned) this.#inTurn--;
    this.#free.push(task.location ?? task.station);
    this.#sendPeople();
  }

  /** At the place: a person begins when the tote is there. */
  #arrive(told: TaskMessage, until: number): void {
    const task = this.#asked.get(told.task) ?? told;
    const { timers, reachable, bring } = this.#options;
    const now = timers.now();
    if (this.#takenBack.delete(task.task)) {
      this.#isFree(task);
      return;
    }
    const mustWait =
      task.kind === "bring"
        ? bring?.(task.station ?? "", task.tote ?? "") === false
        : task.kind === "inspect"
          ? unitsAt(this.#inspecting, task) < (task.quantity ?? 0) && !this.#acted.has(task.task)
          : task.kind === "count-tote" && task.tote !== undefined && !reachable(task.tote);
    if (mustWait && now < until) {
      this.#at(now + lookAgainMs, () => this.#arrive(task, until));
      return;
    }
    if (task.kind === "put-away" && !this.#acted.has(task.task)) {
      this.#take(task);
      return;
    }
    this.#doIt(task);
  }

  /** The goods are his when the house says so; until then a robot may be first. Said again, should the word be lost. */
  #take(task: TaskMessage): void {
    const { timers } = this.#options;
    this.#begun.set(task.task, () => {
      if (this.#takenBack.delete(task.task)) {
        this.#known.delete(task.task);
        this.#isFree(task);
      } else this.#doIt(task);
    });
    const { device, bus } = this.#takenBy(task);
    const say = (): void => {
      if (!this.#begun.has(task.task)) return;
      const begun = { task: task.task, device, at: isoTime(timers.now()), begun: true, found: [] };
      bus.publish(
        topics.taskOutcome(this.#options.site, TaskId(task.task)),
        encoder.encode(JSON.stringify(begun)),
      );
      this.#at(timers.now() + lookAgainMs, say);
    };
    say();
  }

  #doIt(task: TaskMessage): void {
    const now = this.#options.timers.now();
    const units = this.#look(task).reduce((sum, { quantity }) => sum + quantity, 0);
    const reach = task.kind === "pick" ? reachMs : 0;
    this.#at(now + reach + Math.min(countMsMax, units * unitMs), () => this.#finish(task));
  }

  #finish(told: TaskMessage): void {
    const task = this.#asked.get(told.task) ?? told;
    const { timers, file, goods, scans } = this.#options;
    if (this.#takenBack.delete(task.task)) {
      this.#isFree(task);
      return;
    }
    const attempt = (this.#attempts.get(task.task) ?? 0) + 1;
    file.together(() => {
      const found = this.#scanned(task, () => this.#found(task));
      const right: TaskOutcome = {
        task: task.task,
        device: this.#takenBy(task).device,
        at: isoTime(timers.now()),
        complete: true,
        ...(task.kind === "pick" && task.location ? { place: task.location } : {}),
        ...(task.kind === "bring" && task.station ? { place: task.station } : {}),
        found,
        ...(task.kind === "pick" && goods ? evidenceOf(found, goods) : {}),
        ...(task.kind === "put-away" && task.to ? { place: task.to } : {}),
      };
      const answer = scans?.answer(right, task, attempt) ?? right;
      this.#answers.set(task.task, answer);
      if (!task.planned) this.#lastAnswerAt = timers.now();
      file.put("task", task.task, answer);
    });
    this.#attempts.set(task.task, attempt);
    this.#say(this.#answers.get(task.task)!, task);
    this.#isFree(task);
  }

  /** Whoever looks at goods that are kept by serial number, or takes them away, reads the label of each before he does it. */
  #scanned(task: TaskMessage, act: () => Found): Found {
    const { kind, location = "", sku = "" } = task;
    const isRead = kind === "inspect" || kind === "write-off" || kind === "destroy" || kind === "pick";
    if (!isRead || this.#acted.has(task.task)) return act();
    const places = kind === "pick" && task.from ? [{ tote: task.from }] : this.#inspecting.goodsAt(location);
    const left = places.flatMap((place) => [
      ...this.#options.shelves.labelsOf(place, sku, Number.POSITIVE_INFINITY),
    ]);
    const found = act();
    if (left.length === 0) return found;
    const read = found.map((one) => {
      const serials = one.sku === sku ? left.splice(0, one.quantity) : [];
      return serials.length > 0 ? { ...one, serials } : one;
    });
    return this.#once(task, read);
  }

  /** What lies there; goods are taken off or carried away once. */
  #found(task: TaskMessage): Found {
    const { shelves } = this.#options;
    const { kind, location, sku, quantity } = task;
    if (kind === "count-bin" || kind === "count-tote") return this.#look(task);
    if (kind === "destroy") return destroy(this.#inspecting, task);
    const before = this.#acted.get(task.task);
    if (before && task.refused?.reason === "decided-meanwhile")
      return this.#once(task, leaveDecided(this.#inspecting, task, before));
    if (before) return before;
    if (kind === "receive") return this.#look(task);
    if (kind === "relabel") return this.#once(task, relabel(this.#inspecting, task));
    const found =
      kind === "inspect"
        ? inspect(this.#inspecting, task)
        : kind === "put-away"
          ? putAway(this.#inspecting, task)
          : kind === "pick"
            ? pickUnits(shelves, task)
            : kind === "bring"
              ? []
              : location && sku
                ? [{ sku, quantity: shelves.writeOff(location, sku, quantity ?? 0) }]
                : [];
    return this.#once(task, found);
  }

  #once(task: TaskMessage, found: Found): Found {
    this.#acted.set(task.task, found);
    return found;
  }

  /** What lies there now, whatever it should be. */
  #look(task: TaskMessage): Found {
    const { shelves, client } = this.#options;
    switch (task.kind) {
      case "count-tote":
        return task.tote
          ? labelled(shelves, { tote: task.tote }, foundOf(unitsBySku(shelves.piecesIn(task.tote)), client))
          : [];
      case "count-bin":
        return foundOf(task.location ? shelves.bin(task.location) : new Map(), client);
      // Nothing is delivered to this floor, where nobody says so.
      case "receive":
        return (
          this.#options.trucks?.counted(task, (this.#attempts.get(task.task) ?? 0) + 1) ??
          this.#options.mishaps?.delivered(task) ??
          []
        );
      case "hold":
      case "bring":
      case "difference":
        return [];
      case "pick": {
        const { from, sku = "" } = task;
        const there =
          from === undefined ? unitsAt(this.#inspecting, task) : shelves.looked({ tote: from }, sku);
        return [{ sku, quantity: Math.min(task.quantity ?? 0, there) }];
      }
      case "inspect":
      case "put-away":
      case "relabel":
      case "destroy":
        return [
          { sku: task.sku ?? "", quantity: Math.min(task.quantity ?? 0, unitsAt(this.#inspecting, task)) },
        ];
      case "write-off":
        return task.location && task.sku
          ? [
              {
                sku: task.sku,
                quantity: Math.min(task.quantity ?? 0, shelves.bin(task.location).get(task.sku) ?? 0),
              },
            ]
          : [];
    }
  }

  #say(answer: TaskOutcome, task: TaskMessage): void {
    const { devices, site, forms } = this.#options;
    const { bus } = devices.find(({ device }) => device === answer.device) ?? devices[0]!;
    for (const written of forms?.write(answer, task, this.#attempts.get(task.task) ?? 1) ?? [answer]) {
      const payload = written instanceof Uint8Array ? written : encoder.encode(JSON.stringify(written));
      bus.publish(topics.taskOutcome(site, TaskId(answer.task)), payload);
    }
  }

  /** A colleague goes where one person's count was not enough. */
  #takenBy({ refused, signed }: TaskMessage): Carried {
    const { devices } = this.#options;
    const first = signed?.by ?? firstOf(refused);
    const another = first === undefined ? undefined : devices.find(({ device }) => device !== first);
    return another ?? devices[0]!;
  }

  #at(at: number, run: () => void): void {
    this.#options.timers.at(at, () => {
      if (!this.#stopped) run();
    });
  }
}

/** Others may decide of its goods while somebody is on the way to them. */
const isDecidable = (kind: TaskMessage["kind"]): boolean =>
  kind === "inspect" || kind === "relabel" || kind === "destroy";

/** Whose word was not enough, where another's is asked for. */
function firstOf(refused: TaskMessage["refused"]): string | undefined {
  if (refused?.reason === "program-alone") return refused.text;
  return refused?.reason === "second-person" ? refused.device : undefined;
}

/** With the serial numbers on the labels of goods that are kept by them. */
const labelled = (shelves: Shelves, at: LookedAt, found: Found): Found =>
  found.map((one) => {
    const serials = shelves.labelsOf(at, one.sku, one.quantity);
    return serials.length > 0 ? { ...one, serials: [...serials] } : one;
  });

const encoder = new TextEncoder();
