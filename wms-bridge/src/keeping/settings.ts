/** The numbers of this room, each with its reason. A site may change them; tests do. */
import { dayMs, hourMs, minuteMs, secondMs } from "@floorplane/contracts/units";

export interface WithSettings {
  readonly settings: Settings;
}

export interface Settings {
  /** A wave goes when it holds so many orders: two per packing station of a small site. */
  readonly waveOrders: number;
  /** A wave goes when its oldest order has waited so long, ms. */
  readonly waveWaitMs: number;
  /** A wave goes so long before its cut-off whatever it holds, ms: the slowest order's pick and pack. */
  readonly waveLeadMs: number;
  /** Goods that leave room in a tote wait so long for others on the way, ms: on a day of 3,000 parcels forty of them come in an hour to each packing station. */
  readonly companyWaitMs: number;
  /** And not longer once so long none of their client has come that could go along, ms: whoever waits on then waits for nobody. */
  readonly companyQuietMs: number;
  /** And not later than so long before they must be at the packing station, ms: a robot's turn, twelve stops and the way. */
  readonly companyLeadMs: number;
  /** Those who may wait on while robots are busy look again after this, ms. */
  readonly companyLookMs: number;
  /** Orders that are asked whether they go along, the most urgent ones: an hour's of a large site. */
  readonly companyAsked: number;
  /** Read rounds for one pick before a person counts. */
  readonly readRounds: number;
  /** A round that is not heard of within this is asked for again, ms: a reader answers in under a second, a busy network within a few. */
  readonly readWithinMs: number;
  /** A robot waits so long at a shelf for a person, ms: somebody at the other end of the floor is there in five minutes, and has two more on his list. */
  readonly robotWaitsMs: number;
  /** A pick into a tote that people carry is waited for so long, ms: half a shift. */
  readonly handPickWaitMs: number;
  /** Orders of the same goods are waited for so long before a box is sent for, ms. */
  readonly gatherMs: number;
  /** Boxes of goods on their way to one station or at it. */
  readonly stationBoxesMax: number;
  /** Order totes that stand at one station: as many as a wall of lights has openings. */
  readonly stationTotesMax: number;
  /** A box that others may want stays so long at the station when it was dealt out, ms. */
  readonly boxStaysMs: number;
  /** What somebody took as his next pick is anybody's again after this, ms. */
  readonly pickTakenMs: number;
  /** A face below this share of its nominal is refilled. */
  readonly refillBelow: number;
  /** More visits than this asked for at one spot, and it is crowded: it serves two a minute, and the last would wait as long as for its wave. Goods get a spot for each so many. */
  readonly crowdedVisits: number;
  /** Refills under way at once: they never take more than a few robots from the orders. */
  readonly refillsMax: number;
  /** Boxes of received goods that robots put away at once: the orders of the day keep theirs. */
  readonly putAwaysMax: number;
  /** Put-aways that people are asked for at once; a day's trucks go on as they are done. */
  readonly putAwayTasksMax: number;
  /** Who took goods to put them away says where they are within this, ms; then they are looked for. */
  readonly putAwayByHandMs: number;
  /** Goods must be at the packing station so long before the order's ship-by, ms. */
  readonly packingLeadMs: number;
  /** An order that is not packed so long before its ship-by is at risk, ms. */
  readonly atRiskMs: number;
  /** Totes of one order requested in one step; the rest follow a second later, so that no row and no queue grows with the order. */
  readonly totesPerStep: number;
  /** Totes requested in one step over all orders: a wave of large orders, or goods that many waited for, must not write more mail than a row holds. */
  readonly toursPerStep: number;
  /** New orders that ask for stock at once; a flash sale's first minute. */
  readonly asksAtOnce: number;
  /** New orders a second that ask for stock when more came: seventy thousand an hour, more than any floor ships. */
  readonly asksPerSecond: number;
  /** Backorders tried again in one step. */
  readonly retriesPerStep: number;
  /** Tours of one order that may bring nothing, one after another, before a person must look. */
  readonly failuresMax: number;
  /** Wait before units of a failed transport are asked for again, ms: a blocked aisle does not clear in a second. */
  readonly failureWaitMs: number;
  /** A parked order is given one more tour after this, ms: what held it may have gone. */
  readonly parkedWaitMs: number;
  /** Units that no place can give are waited for so long, ms; then the order ends with what left. */
  readonly restWaitMs: number;
  /** What was fetched for a whole order stands so long for a rest that no place has, ms: a count of the bin that was short is over by then. */
  readonly wholeStandsMs: number;
  /** An announced receipt that is so late is expected no more, ms: within a week its sender has said when it comes instead. */
  readonly overdueMs: number;
  /** Announced receipts that have not come, at most: a year of containers. */
  readonly expectedReceiptsMax: number;
  /** Orders whose promise is made anew in one step; the rest follow a second later. */
  readonly promisesPerStep: number;
  /** Totes called back in one step when an order is cancelled; the rest follow a second later. */
  readonly withdrawalsPerStep: number;
  /** A job given and not finished, or a parcel packed and not seen at the portal, raises an alarm after this, ms. */
  readonly parcelWithinMs: number;
  /** A name that nobody knows is told until it was not seen for so long, ms: who looks at it comes within a shift. */
  readonly unknownForgottenMs: number;
  /** Goods that came back are to be decided about within this, ms; later, a person and their client are told. */
  readonly returnDwellMsMax: number;
  /** Units of one return, of which this house has not shipped each: the largest of a year of real sales had 80,995. */
  readonly returnUnitsMax: number;
  /** Photos are kept so long after they came, ms: as long as a customer may dispute what was found. */
  readonly photosKeptMs: number;
  /** Of all photos together: a disk is not to be filled by them. */
  readonly photosBytesMax: number;
  /** So long the first of two signatures for destroying goods waits for the second, ms: a shift. */
  readonly signatureKeptMs: number;
  /** What somebody saw, found or took further ahead than this is refused, ms: the clock of a handheld or of another house may be off by so much. */
  readonly clockAheadMsMax: number;
  /** Open orders beyond which intake answers 429: a minute of a thousand a second, beside the days before; each takes a dozen kilobytes of memory. */
  readonly openOrdersMax: number;
  /** Requests decided but not yet durable beyond which intake answers 429. */
  readonly unansweredMax: number;
  /** Totes of a closed order and its wave are kept so long, ms: who scans one at a bench, and a reader that is heard late, is told what it was. Then the rest of the order is packed. */
  readonly totesKeptMs: number;
  /** Tasks that are done are kept so long for lists and screens, ms. */
  readonly tasksKeptMs: number;
  /** Closed orders are at hand so long, ms: today's and yesterday's. Then they are looked up in the ledger. */
  readonly ordersKeptMs: number;
  /** Answers to idempotency keys are at hand so long, ms: who had none asks again within minutes. Then they are looked up in the ledger. */
  readonly answersAtHandMs: number;
  /** Answers to idempotency keys hold so long, ms: a WMS that comes back may send its month again. */
  readonly answersKeptMs: number;
  /** Then only their numbers, so long, ms: what was done is not done a second time when last year's file is sent. */
  readonly numbersKeptMs: number;
  /** Bins that people count in turn at once: of a shift of four, one is left for what cannot wait. 0: none. */
  readonly cycleCountsMax: number;
  /** A bin is counted in turn no sooner than this after it was counted, ms, by the class of its goods. */
  readonly countAgainMs: Readonly<Record<"A" | "B" | "C", number>>;
  /** One that was found wrong no sooner than this: whatever made it so may do so again. */
  readonly doubtAgainMs: number;
  /** Confirmations on their way to one hearer at once. */
  readonly deliveriesMax: number;
  /** Programs may register webhooks at this machine and its network, and over plain HTTP: a demo, a site that says so. */
  readonly privateWebhooks: boolean;
  /** Webhooks that programs register, for each client. */
  readonly webhooksMax: number;
  /** Requests a minute of one program, and from one address: twice a thousand orders a second, since five times a peak day comes from one WMS. */
  readonly requestsPerMinute: number;
  /** Requests a minute from one address that show no good token, answered with why; beyond it 429: a program with an old token tries every second. */
  readonly failuresPerMinute: number;
  /** Programs that were ever made, since no name is given twice. */
  readonly programsMax: number;
}

export const defaultSettings: Settings = {
  waveOrders: 8,
  waveWaitMs: 5 * minuteMs,
  waveLeadMs: hourMs,
  companyWaitMs: hourMs,
  companyQuietMs: 10 * minuteMs,
  companyLeadMs: hourMs,
  companyLookMs: minuteMs,
  companyAsked: 200,
  readRounds: 3,
  readWithinMs: 10 * secondMs,
  robotWaitsMs: 15 * minuteMs,
  handPickWaitMs: 4 * hourMs,
  gatherMs: minuteMs,
  stationBoxesMax: 4,
  stationTotesMax: 24,
  boxStaysMs: minuteMs,
  pickTakenMs: 10 * minuteMs,
  refillBelow: 0.25,
  crowdedVisits: 10,
  refillsMax: 8,
  putAwaysMax: 6,
  putAwayTasksMax: 200,
  putAwayByHandMs: 2 * hourMs,
  packingLeadMs: 30 * minuteMs,
  atRiskMs: hourMs,
  totesPerStep: 20,
  toursPerStep: 400,
  asksAtOnce: 60,
  asksPerSecond: 20,
  retriesPerStep: 20,
  failuresMax: 5,
  failureWaitMs: 30 * secondMs,
  parkedWaitMs: 15 * minuteMs,
  restWaitMs: 30 * dayMs,
  wholeStandsMs: 30 * minuteMs,
  overdueMs: 7 * dayMs,
  expectedReceiptsMax: 10_000,
  promisesPerStep: 200,
  withdrawalsPerStep: 100,
  parcelWithinMs: 30 * minuteMs,
  unknownForgottenMs: dayMs,
  returnDwellMsMax: dayMs,
  returnUnitsMax: 100_000,
  photosKeptMs: 180 * dayMs,
  photosBytesMax: 8 * 1_024 ** 3,
  signatureKeptMs: 8 * hourMs,
  clockAheadMsMax: 5 * minuteMs,
  openOrdersMax: 100_000,
  unansweredMax: 2_000,
  totesKeptMs: hourMs,
  tasksKeptMs: dayMs,
  ordersKeptMs: 2 * dayMs,
  answersAtHandMs: hourMs,
  answersKeptMs: 35 * dayMs,
  cycleCountsMax: 3,
  countAgainMs: { A: 90 * dayMs, B: 180 * dayMs, C: 365 * dayMs },
  doubtAgainMs: 7 * dayMs,
  numbersKeptMs: 730 * dayMs,
  deliveriesMax: 16,
  privateWebhooks: false,
  webhooksMax: 20,
  requestsPerMinute: 120_000,
  failuresPerMinute: 60,
  programsMax: 1_000,
};
