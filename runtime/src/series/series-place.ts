/** What the URL of a remote history means, for who opens it and for who judges what a person wrote. */
import { FloorplaneError } from "@floorplane/contracts/errors";

const defaultPort = 8_086;

export interface SeriesPlace {
  readonly version: 1 | 2;
  readonly protocol: "http" | "https";
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly org: string;
  readonly bucket: string;
}

/** What the URL of a remote store means. Throws `bad-option`. */
export function seriesPlaceOf(text: string): SeriesPlace {
  const url = parse(text);
  const [database = "", org = "", bucket = ""] = ["db", "org", "bucket"].map(
    (name) => url.searchParams.get(name) ?? "",
  );
  const protocol = url.protocol === "https:" ? "https" : "http";
  const host = url.hostname;
  const port = Number(url.port) || (protocol === "https" ? 443 : url.protocol === "http:" ? 80 : defaultPort);
  const place = { protocol, host, port, database, org, bucket } as const;
  if (database && url.protocol !== "influx2:") return { version: 1, ...place };
  if (org && bucket && url.protocol !== "influx1:") return { version: 2, ...place };
  throw badUrl("names no database: give ?db= for InfluxDB 1.x, or ?org= and &bucket= for 2.x");
}

function parse(text: string): URL {
  const url = URL.parse(text);
  if (!url?.hostname || !["influx1:", "influx2:", "http:", "https:"].includes(url.protocol))
    throw badUrl(
      "is no history: give a file, influx1://host:8086?db=… or influx2://host:8086?org=…&bucket=…",
    );
  if (url.pathname !== "" && url.pathname !== "/")
    throw badUrl("has a path: give host and port alone, and the database as ?db= or ?org= and &bucket=");
  if (url.username || url.password || url.searchParams.has("token"))
    throw badUrl("carries a credential: give token, or username and password, apart from it");
  return url;
}

/** The URL itself is not repeated: it may carry the credential that is complained about. */
export const badUrl = (what: string): FloorplaneError =>
  new FloorplaneError({ code: "bad-option", message: `the URL of the history ${what}`, field: "series" });
