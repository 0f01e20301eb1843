/** The fleet's words of a house before purposes, still in the mailbox when today's opens: they name a transport, and a stop by its number. */
import { ClientId, LocationId, OrderId } from "@floorplane/contracts/ids";
import { describe, expect, it } from "vitest";
import { type OfTote, wordOfToday } from "./earlier-mail.ts";
import { type Asked, newRefill, newTour, type Tote } from "./tote.ts";

const client = ClientId("house");
const line = { planned: 2 } as Asked;
const tour = newTour(7, { client, order: OrderId("O1") }, [line, line]);
const refill = newRefill(8, { client, face: LocationId("P01") }, line);

const said = (transport: string, stop: number): OfTote =>
  ({ type: "stop.done", transport, stop, status: "finished", quantity: 2 }) as unknown as OfTote;
const purposesOf = (tote: Tote, stops: number) =>
  Array.from({ length: stops }, (_, stop) => {
    const word = wordOfToday(said(tote.transport, stop), () => [tour, refill]);
    return word.type === "stop.done" ? [word.tote, word.purpose] : [];
  });

describe("an earlier word", () => {
  it("of a tour's stop is given what the stop was for", () => {
    expect(purposesOf(tour, 4)).toEqual([
      ["T7", { type: "fetch" }],
      ["T7", { type: "pick", entry: 0 }],
      ["T7", { type: "pick", entry: 1 }],
      ["T7", { type: "drop" }],
    ]);
  });

  it("of a refill's stop too", () => {
    expect(purposesOf(refill, 4)).toEqual([
      ["T8", { type: "fetch" }],
      ["T8", { type: "pick", entry: 0 }],
      ["T8", { type: "put" }],
      ["T8", { type: "drop" }],
    ]);
  });

  it("of today is left as it is", () => {
    const word = { ...said("TR-T7", 0), tote: "T9" } as OfTote;

    expect(wordOfToday(word, () => [tour])).toBe(word);
  });
});
