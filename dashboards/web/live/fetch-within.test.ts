/** A house that takes a request and never answers it, or never to its end: whoever asked is told so, and goes on. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { fetchWithin, isUnanswered } from "./fetch-within.ts";

describe("what is asked of the house", () => {
  let house: Server;
  afterEach(() => {
    house.closeAllConnections();
    house.close();
  });
  async function aHouse(answer: Parameters<typeof createServer>[1]): Promise<string> {
    house = createServer(answer!);
    await new Promise<void>((listening) => house.listen(0, "127.0.0.1", listening));
    return `http://127.0.0.1:${(house.address() as AddressInfo).port}/`;
  }
  const failure = (asked: Promise<unknown>): Promise<unknown> => asked.catch((error: unknown) => error);

  it("ends when no answer comes", async () => {
    const url = await aHouse(() => {});

    expect(isUnanswered(await failure(fetchWithin(url, {}, 50)))).toBe(true);
  });

  it("ends when an answer begins and never is whole", async () => {
    const url = await aHouse((_request, response) => void response.write('{"state":'));

    const response = await fetchWithin(url, {}, 200);

    expect(isUnanswered(await failure(response.json()))).toBe(true);
  });

  it("ends when who asked goes away, and then nobody is called unanswering", async () => {
    const url = await aHouse(() => {});
    const leaving = new AbortController();

    const asked = failure(fetchWithin(url, { signal: leaving.signal }));
    leaving.abort();

    expect(isUnanswered(await asked)).toBe(false);
  });

  it("is heard when the house answers, whatever it says", async () => {
    const url = await aHouse((_request, response) => response.writeHead(409).end("no"));

    const response = await fetchWithin(url, {}, 5_000);

    expect([response.status, await response.text()]).toEqual([409, "no"]);
  });

  it("is unanswered by a house that is not there", async () => {
    const url = await aHouse(() => {});
    house.closeAllConnections();
    await new Promise((closed) => house.close(closed));

    expect(isUnanswered(await failure(fetchWithin(url)))).toBe(true);
  });
});
