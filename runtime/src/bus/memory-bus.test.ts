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
