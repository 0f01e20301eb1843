/** The bus's promises: both adapters pass this one suite. */
import { DeviceId, SiteId, TaskId } from "@floorplane/contracts/ids";
import { filterOf, type Party, topics } from "@floorplane/contracts/topics";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Bus, BusConnector, Delivery } from "./bus.ts";

export interface BusFixture {
  /** Lets in every client of the suite under the id that the topics' speakers and hearers have (`suiteParties`). */
  readonly connector: BusConnector;
  /** Waits (or turns the clock) until `true`, a few seconds at most. */
  until(done: () => boolean): Promise<void>;
  stop(): Promise<void>;
}

export const suiteSite = SiteId("suite");
/** Who the suite speaks as: a broker that knows rights gives an account to each. Hearers are named `screen~1`, `screen~2` and so on. */
export const suiteParties = {
  control: ["house"],
  device: ["TH-1", "TH-2", "TH-3"],
  viewer: ["screen"],
} as const satisfies Partial<Record<Party, readonly string[]>>;
type Speaker = (typeof suiteParties)["control" | "device"][number];

const site = suiteSite;
const text = (delivery: Delivery): string => new TextDecoder().decode(delivery.payload);
const bytes = (words: string): Uint8Array => new TextEncoder().encode(words);

export function describeBus(name: string, start: () => Promise<BusFixture>): void {
  describe(`bus ${name}`, () => {
    let fixture: BusFixture;
    let hearers = 0;
    beforeAll(async () => {
      fixture = await start();
    });
    afterAll(async () => fixture.stop());
    const aSpeaker = (clientId: Speaker): Bus => fixture.connector.connect({ clientId });
    const aHearer = (): Bus => fixture.connector.connect({ clientId: `screen~${++hearers}` });
    const live = async (...buses: Bus[]): Promise<void> =>
      fixture.until(() => buses.every((bus) => bus.state === "live"));

    it("delivers what is published to those who asked, and to nobody else", async () => {
      const speaker = aSpeaker("TH-1");
      const hearer = aHearer();
      await live(speaker, hearer);
      const heard: string[] = [];
      const others: string[] = [];
      hearer.subscribe(filterOf("climate", site), (delivery) => heard.push(text(delivery)));
      hearer.subscribe(filterOf("reads", site), (delivery) => others.push(text(delivery)));
      const topic = topics.climate(site, DeviceId("TH-1"));

      await fixture.until(() => {
        speaker.publish(topic, bytes("warm"));
        return heard.length > 0;
      });

      expect(new Set(heard)).toEqual(new Set(["warm"]));
      expect(others).toEqual([]);
      await Promise.all([speaker.close(), hearer.close()]);
    });

    it("keeps the order of one speaker on one topic", async () => {
      const speaker = aSpeaker("TH-2");
      const hearer = aHearer();
      await live(speaker, hearer);
      const heard: number[] = [];
      const topic = topics.climate(site, DeviceId("TH-2"));
      hearer.subscribe(topic.text, (delivery) => heard.push(Number(text(delivery))));
      await fixture.until(() => {
        speaker.publish(topic, bytes("0"));
        return heard.length > 0;
      });
      for (let number = 1; number <= 200; number++) speaker.publish(topic, bytes(String(number)));

      await fixture.until(() => heard.at(-1) === 200);

      expect(heard.filter((number) => number > 0)).toEqual(
        Array.from({ length: 200 }, (_, index) => index + 1),
      );
      await Promise.all([speaker.close(), hearer.close()]);
    });

    it("tells a late hearer what was retained, and that it was", async () => {
      const speaker = aSpeaker("house");
      const early = aHearer();
      await live(speaker, early);
      const topic = topics.task(site, TaskId("K1"));
      let isThere = false;
      early.subscribe(filterOf("task", site), () => (isThere = true));
      speaker.publish(topic, bytes("count"));
      await fixture.until(() => isThere);
      const heard: Delivery[] = [];
      const late = aHearer();
      await live(late);

      late.subscribe(filterOf("task", site), (delivery) => heard.push(delivery));
      await fixture.until(() => heard.length > 0);

      expect(heard.map((delivery) => [text(delivery), delivery.retained])).toEqual([["count", true]]);
      await Promise.all([speaker.close(), early.close(), late.close()]);
    });

    it("goes without a word: the will speaks, it stays gone, and who comes under its name is let in", async () => {
      const topic = topics.climate(site, DeviceId("TH-2"));
      const will = { topic, payload: bytes("will") };
      const gone = fixture.connector.connect({ clientId: "TH-2", will });
      const hearer = aHearer();
      await live(gone, hearer);
      const heard: string[] = [];
      hearer.subscribe(topic.text, (delivery) => heard.push(text(delivery)));
      await fixture.until(() => {
        gone.publish(topic, bytes("alive"));
        return heard.length > 0;
      });

      gone.drop();
      await fixture.until(() => heard.includes("will"));
      const next = aSpeaker("TH-2");
      await live(next);
      await fixture.until(() => {
        next.publish(topic, bytes("anew"));
        return heard.includes("anew");
      });

      expect(gone.state).not.toBe("live");
      expect(heard.filter((word) => word === "will")).toEqual(["will"]);
      await Promise.all([next.close(), hearer.close()]);
    });

    it("stops delivering after the subscription ended", async () => {
      const speaker = aSpeaker("TH-3");
      const hearer = aHearer();
      await live(speaker, hearer);
      const topic = topics.climate(site, DeviceId("TH-3"));
      const heard: string[] = [];
      const end = hearer.subscribe(topic.text, (delivery) => heard.push(text(delivery)));
      await fixture.until(() => {
        speaker.publish(topic, bytes("before"));
        return heard.length > 0;
      });
      end();
      const control: string[] = [];
      hearer.subscribe(filterOf("reads", site), (delivery) => control.push(text(delivery)));
      await fixture.until(() => {
        speaker.publish(topics.reads(site, DeviceId("TH-3")), bytes("control"));
        return control.length > 0;
      });
      const count = heard.length;
      speaker.publish(topic, bytes("after"));
      const seen = control.length;
      await fixture.until(() => {
        speaker.publish(topics.reads(site, DeviceId("TH-3")), bytes("control"));
        return control.length > seen;
      });

      expect(heard.slice(count)).toEqual([]);
      await Promise.all([speaker.close(), hearer.close()]);
    });

    it("says when the link is closed, and may be closed twice", async () => {
      const bus = aHearer();
      await live(bus);
      const states: string[] = [];
      bus.onLink((state) => states.push(state));

      await bus.close();
      await bus.close();

      expect(states).toEqual(["closed"]);
    });
  });
}
