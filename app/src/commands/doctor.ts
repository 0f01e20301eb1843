/** `floorplane doctor`: what is running, reachable, late or unsafe, and what to do. */
import { existsSync, statSync } from "node:fs";
import { connect } from "node:net";
import { join, resolve } from "node:path";
import type { AlarmsAnswer } from "@floorplane/dashboards/alarms-answer";
import { Command } from "commander";
import { operatorFile } from "../programs/house-programs.ts";
import { isHolding, readRunning, readStarted } from "../running/running.ts";
import { StateFolder } from "../running/state-folder.ts";
import { usualState, usualStates } from "../running/usual-state.ts";

interface Finding {
  readonly well: boolean;
  readonly what: string;
}

const answerMsMax = 2_000;
/** Kinds of alarms told one by one. */
const alarmsNamedMax = 5;
const nodeMajorMin = 24;

export const doctorCommand = (): Command =>
  new Command("doctor")
    .description("what is running, reachable, late or unsafe, and what to do")
    .option("--state <dir>", "state folder of the demo or house; the one that runs where it is left out")
    .option("--json", "one JSON object on the last line")
    .action(async ({ state, json }: { state?: string; json?: true }) => {
      const findings = await examine(state ?? usualState());
      if (state === undefined)
        findings.unshift({
          well: true,
          what: `looked, without --state, for what runs from ${usualStates.map((path) => resolve(path)).join(" or ")}`,
        });
      for (const { well, what } of findings) process.stdout.write(`${well ? "ok   " : "look "} ${what}\n`);
      if (json) process.stdout.write(`${JSON.stringify({ findings })}\n`);
      process.exitCode = findings.every(({ well }) => well) ? 0 : 1;
    });

async function examine(path: string): Promise<Finding[]> {
  const major = Number(process.versions.node.split(".")[0]);
  const findings: Finding[] = [
    {
      well: major >= nodeMajorMin,
      what: `Node ${process.versions.node}${major >= nodeMajorMin ? "" : `: Floorplane needs ${nodeMajorMin}; run it by npm, which brings one`}`,
    },
  ];
  if (!existsSync(path))
    return [
      ...findings,
      {
        well: false,
        what: `no state in ${path}: nothing was ever started there (npm start begins a demo, up a house of your own; or name the folder with --state)`,
      },
    ];
  const state = new StateFolder(path);
  findings.push(secretsOf(path));
  const running = readRunning(state);
  if (!running && isHolding(state, "command"))
    return [
      ...findings,
      {
        well: false,
        what: `a command runs from ${path} and has not written down where it listens: it is just starting or stopping, or nothing can be written there; look again, then at the disk's free space`,
      },
    ];
  if (!running || !isHolding(state, "command"))
    return [
      ...findings,
      {
        well: false,
        what: `nothing runs from ${path}: start it with ${readStarted(state) ?? "npm start, or up"}; it goes on from its ledger`,
      },
    ];
  findings.push({ well: true, what: `process ${running.pid} holds ${path}` });
  for (const [name, holder, pid] of [
    ["control plane", "house", running.housePid],
    ["simulated world", "world", running.worldPid],
  ] as const)
    if (pid !== undefined) {
      const well = isHolding(state, holder);
      findings.push({
        well,
        what: `${name}: process ${pid}${well ? "" : " is gone; it is brought back within seconds, look again"}`,
      });
    }
  findings.push(
    await answers("dashboards", new URL("health", running.urls.dashboards)),
    await answers("WMS door", new URL("/health", running.urls.wms)),
    await listens(running.urls.mqtt),
    ...(await standing(new URL("api/alarms", running.urls.dashboards))),
  );
  return findings;
}

/** All that others can read, not the first alone: whoever mends one file believes that he is done. */
function secretsOf(path: string): Finding {
  const open =
    process.platform === "win32"
      ? []
      : secretFilesIn(path).filter((file) => (statSync(file).mode & 0o077) !== 0);
  return {
    well: open.length === 0,
    what:
      open.length === 0
        ? "secrets are readable by this user alone"
        : `${open.join(", ")} can be read by others: chmod 600 ${open.map(quoted).join(" ")}`,
  };
}

/** Also what a start that was cut off left half written. */
const secretFilesIn = (path: string): string[] =>
  ["secrets.json", operatorFile]
    .flatMap((name) => [name, `${name}.new`])
    .map((name) => join(path, name))
    .filter((file) => existsSync(file));

const quoted = (file: string): string =>
  /^[\w./-]+$/.test(file) ? file : `'${file.replaceAll("'", "'\\''")}'`;

async function answers(name: string, url: URL): Promise<Finding> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(answerMsMax) });
    const text = (await response.text()).slice(0, 200);
    return {
      well: response.ok,
      what: `${name} at ${url.origin}: ${response.ok ? "answers" : `answers ${response.status} ${text}`}`,
    };
  } catch (error) {
    return {
      well: false,
      what: `${name} at ${url.origin} does not answer (${error instanceof Error ? error.message : String(error)}): look into house.log`,
    };
  }
}

/** What calls for a person now, the most urgent first. */
async function standing(url: URL): Promise<Finding[]> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(answerMsMax) });
    if (!response.ok) return [];
    const { alarms } = (await response.json()) as AlarmsAnswer;
    const groups = alarms.filter((group) => group.standing > 0);
    if (groups.length === 0) return [{ well: true, what: "no alarm stands" }];
    const named = groups.slice(0, alarmsNamedMax).map(({ priority, title, sources, sourceCount, action }) => {
      const rest = sourceCount > sources.length ? ` and ${sourceCount - sources.length} more` : "";
      return `alarm (${priority}): ${title}: ${sources.map(({ source }) => source).join(", ")}${rest}. ${action}`;
    });
    const more = groups.length - named.length;
    if (more > 0) named.push(`${more} more kinds of alarms stand: see the dashboards`);
    return named.map((what) => ({ well: false, what }));
  } catch {
    // That the dashboards do not answer is told of them already.
    return [];
  }
}

function listens(url: string): Promise<Finding> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect({
      host: hostname,
      port: Number(port) || (url.startsWith("mqtts:") ? 8_883 : 1_883),
      timeout: answerMsMax,
    });
    const say = (well: boolean): void => {
      socket.destroy();
      resolve({
        well,
        what: `MQTT broker at ${url} ${well ? "listens" : "does not listen: look into house.log"}`,
      });
    };
    socket.once("connect", () => say(true));
    socket.once("timeout", () => say(false));
    socket.once("error", () => say(false));
  });
}
