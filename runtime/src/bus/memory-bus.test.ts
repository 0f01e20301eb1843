import { SiteId, TaskId } from "@floorplane/contracts/ids";
import { topics } from "@floorplane/contracts/topics";
import { expect, it } from "vitest";
import { VirtualClock } from "../clock/virtual-clock.ts";
import { describeBus } from "./bus.suite.ts";
import { MemoryBroker } from "./memory-bus.ts";

describeBus("in memory", async () => {
  const clock = new VirtualClock(0);
  return {
    connector: new MemoryBroker(clock),
    until: async (done) => {
      for (let turn = 0; turn < 100 && !done(); turn++) clock.run(done, clock.now() + 100);
    },
    stop: async () => {},
  };
});

it("speaks the last will of a link that is cut, and not of one that is closed", async () => {
  const clock = new VirtualClock(0);
  const broker = new MemoryBroker(clock);
  const topic = topics.task(SiteId("s"), TaskId("K1"));
  const heard: string[] = [];
  broker
    .connect({ clientId: "hearer" })
    .subscribe(topic.text, (delivery) => heard.push(new TextDecoder().decode(delivery.payload)));
  const will = (words: string) => ({ topic, payload: new TextEncoder().encode(words) });
  const cut = broker.connect({ clientId: "cut", will: will("cut") });
  const closed = broker.connect({ clientId: "closed", will: will("closed") });

  cut.drop();
  await closed.close();
  clock.run(() => false);

  expect(heard).toEqual(["cut"]);
});

it("lets in whom it knows, and carries nothing that they have no right to say or hear", async () => {
  const clock = new VirtualClock(0);
  const broker = new MemoryBroker(clock);
  const topic = topics.task(SiteId("s"), TaskId("K1"));
  const heard: string[] = [];
  const may = { saying: () => "taken" as const, maySubscribe: () => true, mayHear: () => true };
  const mute = { saying: () => "refused" as const, maySubscribe: () => false, mayHear: () => true };
  broker.admit((clientId) => (clientId === "stranger" ? undefined : clientId === "mute" ? mute : may));
  const deaf = { ...may, mayHear: () => false };
  const listen = (clientId: string) =>
    broker.connect({ clientId }).subscribe(topic.text, () => heard.push(clientId));
  listen("hearer");
  listen("mute");
  broker.admit(() => deaf);
  listen("deaf");
  broker.admit((clientId) => (clientId === "mute" ? mute : clientId === "stranger" ? undefined : may));

  broker.connect({ clientId: "mute" }).publish(topic, new Uint8Array([1]));
  broker.connect({ clientId: "speaker" }).publish(topic, new Uint8Array([2]));
  clock.run(() => false);

  expect(heard).toEqual(["hearer"]);
  expect(broker.refused).toEqual([`mute asked for ${topic.text}`, `mute said ${topic.text}`]);
  expect(() => broker.connect({ clientId: "stranger" })).toThrow("stranger has no account");
});
