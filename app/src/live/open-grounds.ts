/** What a running house stands on, opened as its site or its command says: ledger, the line to a broker (its own, or any other), history. */
import { join } from "node:path";
import { startBroker } from "@floorplane/broker/start-broker";
import { MqttConnector } from "@floorplane/runtime/bus/mqtt-bus";
import type { Timers } from "@floorplane/runtime/clock/clock";
import type { Ledger } from "@floorplane/runtime/ledger/ledger";
import { PostgresLedger } from "@floorplane/runtime/ledger/postgres-ledger";
import { SqliteLedger } from "@floorplane/runtime/ledger/sqlite-ledger";
import type { Log } from "@floorplane/runtime/log";
import type { Random } from "@floorplane/runtime/random";
import { openSeries } from "@floorplane/runtime/series/open-series";
import type { Series } from "@floorplane/runtime/series/series";
import type { HouseLine } from "../compose.ts";
import { loopback } from "../running/ports.ts";
import { ledgerFileName } from "../running/running.ts";
import { accountsOf, houseClientId, type OneParty, programAccounts } from "./accounts.ts";
import { type ChosenGrounds, mqttUrlOf } from "./ground-options.ts";

export interface Surroundings {
  readonly site: string;
  readonly grounds: ChosenGrounds;
  readonly stateFolder: string;
  /** Of the embedded broker. */
  readonly mqttPort: number;
  /** Tokens by client id. */
  readonly tokens: Readonly<Record<string, string>>;
  /** The wall's clock. */
  readonly wall: Timers;
  readonly random: Random;
  readonly log: Log;
  /** Undone from last to first when the house stops. */
  readonly stops: (() => Promise<void> | void)[];
}

/** `failed` hears of a commit that failed: the process must end and come back from the ledger. */
export function openLedger({ grounds, stateFolder }: Surroundings, failed: (error: Error) => void): Ledger {
  const { ledger, secrets, said } = grounds;
  if (ledger.kind === "sqlite")
    return new SqliteLedger(ledger.file ?? join(stateFolder, ledgerFileName), failed);
  return new PostgresLedger(
    { url: ledger.url, password: secrets.ledger, name: `${said.ledger} (${ledger.url})` },
    failed,
  );
}

export function openHistory(around: Surroundings): Promise<Series> {
  const { grounds, stateFolder, site, wall, random, log } = around;
  const { history } = grounds;
  const secret = grounds.secrets.history;
  const url = history.kind === "embedded" ? join(stateFolder, "history.sqlite") : history.url;
  const username = history.kind === "embedded" ? undefined : history.username;
  return openSeries(url, {
    site,
    timers: wall,
    random: random.split("series"),
    log,
    spoolFolder: join(stateFolder, "spool"),
    username,
    password: secret,
    token: secret,
  });
}

/** Of another's broker, accounts and rights are its own to keep: the house comes as one client among many. */
export function openLine(around: Surroundings, admitted: readonly OneParty[]): HouseLine {
  const { grounds, mqttPort, tokens, wall, random, log, stops } = around;
  const { bus: ground, secrets } = grounds;
  const options = {
    url: mqttUrlOf(grounds, mqttPort),
    timers: wall,
    random: random.split("mqtt"),
    log,
  };
  const identity = {
    clientId: houseClientId,
    username: (ground.kind === "mqtt" ? ground.username : undefined) ?? houseClientId,
    password: secrets.bus ?? tokens[houseClientId]!,
  };
  if (ground.kind === "mqtt") {
    const bus = new MqttConnector(options).connect(identity);
    stops.push(() => bus.close());
    return { bus };
  }
  const broker = startBroker({
    host: loopback,
    port: mqttPort,
    accounts: accountsOf(admitted, tokens),
    site: around.site,
    stateFile: join(around.stateFolder, "broker.sqlite"),
    log,
  });
  const ready = broker.then(() => {});
  // A start that fails before it waits for this has said why already.
  ready.catch(() => {});
  const whenRunning = <Answer>(act: (running: Awaited<typeof broker>) => Answer) =>
    broker.then(act, () => undefined);
  const bus = new MqttConnector({ ...options, after: broker }).connect(identity);
  stops.push(
    async () => await whenRunning((running) => running.stop()),
    () => bus.close(),
  );
  return {
    bus,
    ready,
    admit: (programs) =>
      void whenRunning((running) =>
        running.setAccounts([...accountsOf(admitted, tokens), ...programAccounts(programs)]),
      ),
    onBroker: (hear) => void whenRunning((running) => running.onFigures(hear)),
  };
}
