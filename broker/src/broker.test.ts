import { copyFileSync } from "node:fs";
import { TaskId } from "@floorplane/contracts/ids";
import { filterOf, topics } from "@floorplane/contracts/topics";
import { describe, expect, it } from "vitest";
import { namesAnother } from "./rights/names-another.ts";
import {
  aBroker,
  account,
  aFile,
  allReads,
  later,
  reads,
  robot,
  site,
  task,
  until,
} from "./testing/a-broker.testkit.ts";

describe("the way of a message", () => {
  it("leads from a robot to control, and from control to that robot alone", async () => {
    const hall = await aBroker();
    const control = await hall.client("control");
    const [first, second] = [await hall.client("R01"), await hall.client("R02")];
    await control.hears(filterOf("state"));
    for (const [id, each] of [
      ["R01", first],
      ["R02", second],
    ] as const)
      await each.hears(robot(id).order.text);

    first.publish(robot("R01").state.text, "here");
    control.publish(robot("R01").order.text, "go");
    await until(() => control.heard.length + first.heard.length >= 2);
    await later(50);

    expect(control.heard).toEqual([{ topic: robot("R01").state.text, text: "here", retained: false }]);
    expect(first.heard).toEqual([{ topic: robot("R01").order.text, text: "go", retained: false }]);
    expect(second.heard).toEqual([]);
  });

  it("ends with the last will of a robot that is cut off, and without it when the robot says good-bye", async () => {
    const hall = await aBroker();
    const control = await hall.client("control");
    await control.hears(filterOf("connection"));
    const will = (id: string) => ({
      will: {
        topic: robot(id).connection.text,
        payload: Buffer.from("BROKEN"),
        qos: 1 as const,
        retain: true,
      },
    });

    const cut = await hall.client("R01", will("R01"));
    const polite = await hall.client("R02", will("R02"));
    cut.stream.destroy();
    await polite.endAsync();
    await until(() => control.heard.length > 0);
    await later(50);

    expect(control.heard).toEqual([{ topic: robot("R01").connection.text, text: "BROKEN", retained: false }]);
  });
});

describe("a handheld", () => {
  it("answers in its own name: what names another reaches nobody", async () => {
    const hall = await aBroker();
    const control = await hall.client("control");
    await control.hears(filterOf("taskOutcome", site));
    const outcome = topics.taskOutcome(site, TaskId("T1")).text;
    const said = (device: string) => JSON.stringify({ task: "T1", device });

    const honest = await hall.client("HH1");
    await honest.publishAsync(outcome, said("HH1"), { qos: 1 });
    honest.publish(outcome, said("TABLET"), { qos: 1 });
    await until(() => hall.figures().publishesRefused > 0);

    expect(control.heard).toMatchObject([{ topic: outcome, text: said("HH1") }]);
  });

  it.each(["", "null", "[]", '"HH1"', "{", "{}", '{"device":7}'])(
    "that says %j is heard: whoever asked refuses it",
    (said) => {
      const topic = topics.taskOutcome(site, TaskId("T1")).text;
      expect(namesAnother(account("HH1", "handheld"), topic, Buffer.from(said))).toBe(false);
    },
  );
});

describe("a restart of the broker", () => {
  it("keeps retained messages and what waits for persistent sessions", async () => {
    const stateFile = aFile();
    const before = await aBroker({ stateFile });
    const control = await before.client("control");
    await control.publishAsync(task("T1").text, "count bin A", { qos: 1, retain: true });
    await control.publishAsync(task("T2").text, "count bin B", { qos: 1, retain: true });
    await control.publishAsync(task("T2").text, "", { qos: 1, retain: true });
    const viewer = await before.client("screen", { clean: false });
    await viewer.hears(allReads);
    viewer.end(true);
    await viewer.closed;
    const reader = await before.client("RDR-R01");
    await reader.publishAsync(reads("RDR-R01").text, "round 1", { qos: 1 });
    await until(() => before.figures().queued === 1);
    await before.broker.stop();

    const after = await aBroker({ stateFile });
    const handheld = await after.client("HH1");
    await handheld.hears(filterOf("task", site));
    const back = await after.client("screen", { clean: false });
    await until(() => handheld.heard.length > 0 && back.heard.length > 0);

    expect(handheld.heard).toEqual([{ topic: task("T1").text, text: "count bin A", retained: true }]);
    expect(back.heard.map(({ text }) => text)).toEqual(["round 1"]);
  });

  it("speaks the wills of those who do not come back after a crash, and of nobody else", async () => {
    const stateFile = aFile();
    const before = await aBroker({ stateFile });
    const withWill = (id: string) => ({
      will: {
        topic: robot(id).connection.text,
        payload: Buffer.from("BROKEN"),
        qos: 1 as const,
        retain: true,
      },
    });
    await before.client("R01", withWill("R01"));
    await before.client("R02", withWill("R02"));
    await later(200);
    // What a crash leaves behind: the file as it stands, with nobody having said good-bye.
    const left = aFile();
    for (const tail of ["", "-wal"]) copyFileSync(`${stateFile}${tail}`, `${left}${tail}`);

    const after = await aBroker({ stateFile: left, limits: { heartbeatMs: 100 } });
    const control = await after.client("control");
    await control.hears(filterOf("connection"));
    await after.client("R02", withWill("R02"));
    await until(() => control.heard.length > 0);
    await later(500);

    expect(control.heard.map(({ topic }) => topic)).toEqual([robot("R01").connection.text]);
  });
});
