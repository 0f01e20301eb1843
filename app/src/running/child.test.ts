import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { expect, it, onTestFinished, vi } from "vitest";
import { Child, type Ending, endingWords, type ToChild } from "./child.ts";

async function aStubbornChild(): Promise<ChildProcess> {
  const child = fork(new URL("./child.fixture.ts", import.meta.url), { serialization: "advanced" });
  onTestFinished(() => void child.kill("SIGKILL"));
  child.send({ type: "start", config: {} } satisfies ToChild<object>);
  await once(child, "message");
  return child;
}

it("leaves when its parent is gone, though its stopping never ends", async () => {
  const child = await aStubbornChild();

  child.disconnect();
  const [code, signal] = await once(child, "exit");

  expect({ code, signal }).toEqual({ code: 1, signal: null });
});

it("leaves when it is asked to, though its stopping never ends", async () => {
  const child = await aStubbornChild();

  child.send({ type: "stop" } satisfies ToChild<object>);
  const [code, signal] = await once(child, "exit");

  expect({ code, signal }).toEqual({ code: 1, signal: null });
});

it("is told how it ended, by which signal or with which code, and comes back", async () => {
  const endings: Ending[] = [];
  let heard = 0;
  const child = new Child<object>({
    entry: new URL("./child.fixture.ts", import.meta.url),
    config: () => ({}),
    heard: () => void heard++,
    died: (ending) => void endings.push(ending),
  });
  onTestFinished(() => child.stop());
  child.start();
  await vi.waitFor(() => expect(heard).toBe(1), 20_000);

  process.kill(child.pid!, "SIGKILL");
  await vi.waitFor(() => expect(heard).toBe(2), 20_000);

  expect(endings).toEqual([{ code: null, signal: "SIGKILL", times: 1 }]);
}, 60_000);

it.each<[Ending, string]>([
  [
    { code: null, signal: "SIGKILL", times: 1 },
    "was killed by SIGKILL: by a person, or by the system for want of memory",
  ],
  [{ code: null, signal: "SIGSEGV", times: 2 }, "was ended by SIGSEGV, for the 2nd time"],
  [{ code: 1, signal: null, times: 13 }, "ended with exit code 1, for the 13th time, why stands above"],
])("says %o in words", (ending, words) => {
  expect(endingWords(ending, "why stands above")).toBe(words);
});
