/**
 * What a house stands on, by URL: where its decisions are kept (`ledger`), whom it hears (`bus`), where its readings go (`history`). Said in `site.yaml` or by an option, judged
 * by these readers alone. No URL carries a secret: it is shown, logged, and copied with the site.
 */
import { isAbsolute, join } from "node:path";
import { FloorplaneError } from "@floorplane/contracts/errors";
import { seriesPlaceOf } from "@floorplane/runtime/series/series-place";

export const groundNames = ["ledger", "bus", "history"] as const;
export type GroundName = (typeof groundNames)[number];

export type LedgerGround =
  /** Without a file: in the state folder. */
  { readonly kind: "sqlite"; readonly file?: string } | { readonly kind: "postgres"; readonly url: string };
export type BusGround =
  | { readonly kind: "embedded" }
  /** The port always stands in the URL. */
  | { readonly kind: "mqtt"; readonly url: string; readonly username?: string };
export type HistoryGround =
  | { readonly kind: "embedded" }
  /** As `openSeries` takes it. */
  | { readonly kind: "series"; readonly url: string; readonly username?: string };

export interface Grounds {
  readonly ledger: LedgerGround;
  readonly bus: BusGround;
  readonly history: HistoryGround;
}

export const ownGrounds: Grounds = {
  ledger: { kind: "sqlite" },
  bus: { kind: "embedded" },
  history: { kind: "embedded" },
};

/** Why a URL is none, and what to write instead. The URL itself is not repeated: it may carry the secret that is complained about. */
export class NoGround extends Error {
  readonly remedy: string;

  constructor(message: string, remedy: string) {
    super(message);
    this.name = "NoGround";
    this.remedy = remedy;
  }
}

/** Relative files lie in `folder`. Each throws `NoGround`. */
export const readGround: {
  readonly [Name in GroundName]: (text: string, folder: string) => Grounds[Name];
} = {
  ledger: (text, folder) => {
    const remedy = "write sqlite:FILE, or postgres://user@host:5432/database";
    if (text === "sqlite" || text === "sqlite:") return { kind: "sqlite" };
    if (/^sqlite:/.test(text))
      return { kind: "sqlite", file: within(folder, text.replace(/^sqlite:(\/\/(?=\/))?/, "")) };
    const url = addressOf(text, ["postgres:", "postgresql:"], "ledger", remedy);
    if (!/^\/[^/]+$/.test(url.pathname)) throw new NoGround("names no database", remedy);
    return { kind: "postgres", url: url.href };
  },
  bus: (text) => {
    const remedy = "write embedded, or mqtt://host:1883, or mqtts://host:8883";
    if (text === "embedded") return { kind: "embedded" };
    const url = addressOf(text, ["mqtt:", "mqtts:"], "broker", remedy);
    if ((url.pathname !== "" && url.pathname !== "/") || url.search !== "" || url.hash !== "")
      throw new NoGround("says more than host and port", remedy);
    const port = url.port || (url.protocol === "mqtts:" ? "8883" : "1883");
    return { kind: "mqtt", url: `${url.protocol}//${url.hostname}:${port}`, ...userOf(url) };
  },
  history: (text, folder) => {
    const remedy =
      "write embedded, a file, influx1://host:8086?db=… or influx2://host:8086?org=…&bucket=… (influx1+https:// and influx2+https:// over TLS)";
    if (text === "embedded") return { kind: "embedded" };
    const plain = text.replace(/^influx([12])\+(https?):\/\//, (_, __, scheme: string) => `${scheme}://`);
    if (text === "memory:" || text.startsWith("file://")) return { kind: "series", url: text };
    const file = text.replace(/^file:/, "");
    if (!/^[a-z][a-z0-9+.-]+:/i.test(file)) return { kind: "series", url: within(folder, file) };
    const url = URL.parse(plain);
    if (url?.password) throw new NoGround("carries a secret", secretRemedy("history"));
    const user = url ? userOf(url) : {};
    if (url?.username) url.username = "";
    const bare = url?.hostname ? url.href : plain;
    try {
      const { version } = seriesPlaceOf(bare);
      if (/^influx[12]\+/.test(text) && !text.startsWith(`influx${version}`))
        throw new NoGround(`names a database of InfluxDB ${version}.x`, remedy);
    } catch (error) {
      if (!(error instanceof FloorplaneError)) throw error;
      throw new NoGround(error.message.replace(/^the URL of the history /, ""), remedy);
    }
    return { kind: "series", url: bare, ...user };
  },
};

/** Where a secret stands instead. */
const secretRemedy = (name: GroundName): string =>
  `leave it out, and give it by --${name}-secret-file or in ${secretVariable(name)}`;

export const secretVariable = (name: GroundName): string => `FLOORPLANE_${name.toUpperCase()}_SECRET`;

function addressOf(text: string, schemes: readonly string[], what: "ledger" | "broker", remedy: string): URL {
  const url = URL.parse(text);
  if (!url || !schemes.includes(url.protocol)) throw new NoGround(`is no ${what}`, remedy);
  if (!url.hostname) throw new NoGround("names no host", remedy);
  if (url.password || url.searchParams.has("password"))
    throw new NoGround("carries a secret", secretRemedy(what === "ledger" ? "ledger" : "bus"));
  return url;
}

const userOf = ({ username }: URL): { username?: string } =>
  username === "" ? {} : { username: decodeURIComponent(username) };

function within(folder: string, file: string): string {
  if (file === "") throw new NoGround("names no file", "write sqlite:FILE");
  return isAbsolute(file) ? file : join(folder, file);
}
