import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { chosenGrounds, type GroundOptions, groundArguments, refuseFresh } from "./ground-options.ts";

const folder = "/plant";
const chosen = (
  options: GroundOptions,
  site: Parameters<typeof chosenGrounds>[1]["site"] = {},
  environment: Record<string, string> = {},
) => chosenGrounds(options, { site, folder }, environment);

function aFile(text: string): string {
  const own = mkdtempSync(join(tmpdir(), "floorplane-secret-"));
  onTestFinished(() => rmSync(own, { recursive: true, force: true }));
  writeFileSync(join(own, "secret"), text);
  return join(own, "secret");
}

describe("what a house stands on", () => {
  it("is its own where nobody says otherwise", () => {
    expect(chosen({})).toMatchObject({
      ledger: { kind: "sqlite" },
      bus: { kind: "embedded" },
      history: { kind: "embedded" },
      secrets: {},
    });
  });

  it("is what the site's file says, and what the option says before that", () => {
    const site = {
      ledger: "sqlite:kept/ledger.sqlite",
      bus: "mqtt://broker.plant",
      history: "influx1+https://influx.plant:443?db=floor",
    };

    expect(chosen({ bus: "mqtts://house-1@other.plant" }, site)).toMatchObject({
      ledger: { kind: "sqlite", file: "/plant/kept/ledger.sqlite" },
      bus: { kind: "mqtt", url: "mqtts://other.plant:8883", username: "house-1" },
      history: { kind: "series", url: expect.stringMatching(/^https:\/\/influx\.plant\/?\?db=floor$/) },
      said: { ledger: "ledger of site.yaml", bus: "--bus", history: "history of site.yaml" },
    });
    expect(chosen({ bus: "embedded", ledger: "postgres://floor@db/floor" }, site)).toMatchObject({
      bus: { kind: "embedded" },
      ledger: { kind: "postgres", url: "postgres://floor@db/floor" },
    });
  });

  it("has its secrets from files first, then from the environment, one line each", () => {
    const options = {
      ledger: "postgres://floor@db/floor",
      ledgerSecretFile: aFile("p@ss word\n"),
      history: "influx2://influx:8086?org=plant&bucket=floor",
    };
    const environment = { FLOORPLANE_LEDGER_SECRET: "other", FLOORPLANE_HISTORY_SECRET: "token" };

    expect(chosen(options, {}, environment).secrets).toEqual({ ledger: "p@ss word", history: "token" });
  });

  it("is told again in the words that start it again, without what they hide", () => {
    expect(groundArguments({ ledger: "postgres://floor@db/floor", ledgerSecretFile: "/run/secret" })).toBe(
      " --ledger 'postgres://floor@db/floor' --ledger-secret-file '/run/secret'",
    );
  });
});

describe("refused, with what to do and without the secret", () => {
  it.each<[GroundOptions, string, string]>([
    [{ ledger: "mysql://db/floor" }, "--ledger is no ledger", "postgres://user@host"],
    [{ ledger: "postgres://floor@db" }, "--ledger names no database", "postgres://user@host"],
    [{ ledger: "postgres://floor:hunter2@db/floor" }, "--ledger carries a secret", "--ledger-secret-file"],
    [{ ledger: "postgres://db/floor?password=hunter2" }, "--ledger carries a secret", "--ledger-secret-file"],
    [{ bus: "broker:1883" }, "--bus is no broker", "mqtt://host:1883"],
    [{ bus: "ws://broker" }, "--bus is no broker", "mqtt://host:1883"],
    [{ bus: "mqtt://broker/site" }, "--bus says more than host and port", "mqtt://host:1883"],
    [{ bus: "mqtt://house:hunter2@broker" }, "--bus carries a secret", "FLOORPLANE_BUS_SECRET"],
    [{ history: "influx1://plant" }, "--history names no database", "influx1://host:8086"],
    [{ history: "influx1+http://plant?org=a&bucket=b" }, "InfluxDB 2.x", "influx1://host:8086"],
    [{ history: "graphite://plant" }, "--history is no history", "influx1://host:8086"],
    [{ history: "influx1://a:hunter2@plant?db=f" }, "--history carries a secret", "--history-secret-file"],
    [{ history: "influx2://plant?org=a&bucket=b&token=hunter2" }, "carries a credential", "influx2://host"],
  ])("%j", (options, what, remedy) => {
    let message = "";
    try {
      chosen(options);
    } catch (error) {
      message = (error as Error).message;
    }

    expect(message).toContain(what);
    expect(message).toContain(remedy);
    expect(message).not.toContain("hunter2");
  });

  it.each<[string, () => GroundOptions, string]>([
    ["a file that is not there", () => ({ bus: "mqtt://b", busSecretFile: "/nowhere" }), "cannot be read"],
    ["an empty file", () => ({ bus: "mqtt://b", busSecretFile: aFile("\n") }), "is empty"],
    ["a file of many lines", () => ({ bus: "mqtt://b", busSecretFile: aFile("a\nb\n") }), "one secret"],
    ["a secret of nothing", () => ({ busSecretFile: aFile("a") }), "--bus-secret-file needs --bus"],
  ])("%s", (_, options, what) => {
    expect(() => chosen(options())).toThrow(what);
  });

  it("--fresh over a ledger that lies elsewhere", () => {
    expect(() => refuseFresh({ ledger: "postgres://floor@db/floor" })).toThrow("--fresh forgets");
    expect(() => refuseFresh({ ledger: "sqlite:" })).not.toThrow();
    expect(() => refuseFresh({})).not.toThrow();
  });
});
