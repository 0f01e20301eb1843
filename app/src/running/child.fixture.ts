/** A child that never comes to the end of its stopping, for the tests. */
import { runAsChild } from "./child.ts";

const leaveMs = 300;

runAsChild<object>(async (_config, tell) => {
  tell({ type: "ready", facts: { pid: process.pid } });
  // Something that keeps a process alive, as open links do.
  setInterval(() => {}, 1_000);
  return { stop: () => new Promise<void>(() => {}) };
}, leaveMs);
