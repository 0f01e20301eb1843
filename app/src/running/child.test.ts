import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { expect, it, onTestFinished } from "vitest";
import type { ToChild } from "./child.ts";

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
