import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { readRunning, writeRunning } from "./running.ts";
import { StateFolder } from "./state-folder.ts";

const folder = mkdtempSync(join(tmpdir(), "state-"));
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const put = (name: string): void => writeFileSync(join(folder, name), "mine");

it("gives each name a token of its own, also one that every object has by itself", () => {
  const state = new StateFolder(folder);

  const first = state.secrets(["R01", "toString"]);
  const again = state.secrets(["toString", "valueOf", "R01"]);

  expect(first.toString).toMatch(/^[\w-]{43}$/);
  expect(again.toString).toBe(first.toString);
  expect(again.valueOf).toMatch(/^[\w-]{43}$/);
  expect(new Set([again.R01, again.toString, again.valueOf]).size).toBe(3);
});

it("forgets what a demo made, and keeps who holds the folder", () => {
  const state = new StateFolder(folder);
  for (const name of [
    "demo.json",
    "ledger.sqlite",
    "ledger.sqlite-wal",
    "house.log",
    "command.held",
    "figures.json.new",
  ])
    put(name);
  mkdirSync(join(folder, "site"));

  state.clear();

  expect(readdirSync(folder)).toEqual(["command.held"]);
});

it.each([
  ["somebody's site beside no demo", ["site"], /site in it is not a demo's/],
  [
    "a ledger that no demo began",
    ["ledger.sqlite", "secrets.json"],
    /ledger\.sqlite, secrets\.json in it are not/,
  ],
  [
    "a photo beside a demo's files",
    ["demo.json", "ledger.sqlite", "photo.jpg"],
    /photo\.jpg in it is not a demo's/,
  ],
  ["a folder of somebody's", ["notes.txt", "a", "b", "c", "d"], /a, b, c and 2 more in it are not a demo's/],
  [
    "the state of a house of up",
    ["accounts.csv", "ledger.sqlite", "secrets.json"],
    /accounts\.csv, ledger\.sqlite, secrets\.json in it are not/,
  ],
])("is not emptied: %s", (_, names, why) => {
  const state = new StateFolder(folder);
  for (const name of names) put(name);

  expect(() => state.clear()).toThrow(expect.objectContaining({ code: "bad-option", field: "--state" }));
  expect(() => state.clear()).toThrow(why);
  expect(readdirSync(folder).sort()).toEqual([...names].sort());
});

it("is a demo's or a house's, and not taken for the other's", () => {
  const state = new StateFolder(folder);
  for (const owner of ["demo", "up"] as const) expect(() => state.mustBelongTo(owner)).not.toThrow();

  put("accounts.csv");
  expect(() => state.mustBelongTo("up")).not.toThrow();
  expect(() => state.mustBelongTo("demo")).toThrow(/the state of a house of `up`/);
  rmSync(join(folder, "accounts.csv"));
  put("demo.json");
  expect(() => state.mustBelongTo("demo")).not.toThrow();
  expect(() => state.mustBelongTo("up")).toThrow(/the state of a demo/);
  // Mixed by an earlier fault, it is nobody's until a person has looked.
  put("accounts.csv");
  for (const owner of ["demo", "up"] as const) expect(() => state.mustBelongTo(owner)).toThrow();
});

it("says where nothing can be written, and what is only for people to read ends nobody and is missed once aloud", () => {
  const said: string[] = [];
  const state = new StateFolder(folder, (line) => void said.push(line));
  // As on a full disk: what is written beside cannot be.
  mkdirSync(join(folder, "running.json.new"));

  expect(state.note("running.json", {})).toBe(false);
  expect(state.note("running.json", {})).toBe(false);
  expect(said).toEqual([expect.stringMatching(/cannot be written .* make room on that disk/)]);
  expect(() => state.writeJson("running.json", {})).toThrow(/cannot be written .* make room on that disk/);
  expect(existsSync(join(folder, "running.json"))).toBe(false);

  rmSync(join(folder, "running.json.new"), { recursive: true });
  expect(state.note("running.json", {})).toBe(true);
});

it("names no earlier command's processes and addresses where its own cannot be written", () => {
  const state = new StateFolder(folder, () => {});
  const running = (pid: number) => ({ pid, urls: { dashboards: "", mqtt: "", wms: "" } });
  writeRunning(state, running(1));
  mkdirSync(join(folder, "running.json.new"));

  writeRunning(state, running(2));

  expect(readRunning(state)).toBeUndefined();
});
