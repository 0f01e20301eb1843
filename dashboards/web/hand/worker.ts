/**
 * Serves the page of the Hand while the house is out of reach. Its files have their hash in their name, so that what is kept never is an old one under a new name; the page itself is asked of the house
 * first. It imports nothing, since a browser fetches it alone, and touches no request of `/api`.
 */

/** What this file needs of a service worker (W3C Service Workers 1); the page's own types know none. */
interface Scope {
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: "install" | "activate", hear: (event: Lasting) => void): void;
  addEventListener(type: "fetch", hear: (event: Fetching) => void): void;
}
interface Lasting {
  waitUntil(work: Promise<unknown>): void;
}
interface Fetching extends Lasting {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}
interface Chunk {
  readonly file: string;
  readonly isEntry?: boolean;
  readonly imports?: readonly string[];
  readonly css?: readonly string[];
}

const scope = self as unknown as Scope;
const page = "/hand";
const manifest = "/manifest.json";
const storeName = "floorplane.hand";
/** A house that does not answer within this is away: the page is shown as it is kept. */
const answerWithinMs = 3_000;
/** A file of the page is a tenth of a megabyte; nobody waits for what is kept beforehand. */
const fileWithinMs = 30_000;

scope.addEventListener("install", (event) => {
  event.waitUntil(keep().then(() => scope.skipWaiting()));
});

scope.addEventListener("activate", (event) => {
  event.waitUntil(scope.clients.claim());
});

scope.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin || pathname.startsWith("/api/")) return;
  if (request.mode === "navigate") event.respondWith(openPage(event));
  else event.respondWith(fromStore(request));
});

/** The house's page where it answers, and then the newer files too; else as it is kept. */
async function openPage(event: Fetching): Promise<Response> {
  const store = await caches.open(storeName);
  try {
    const response = await fetch(event.request, inTime(answerWithinMs));
    if (!response.ok) throw new Error(String(response.status));
    event.waitUntil(keep().catch(() => undefined));
    return response;
  } catch (error) {
    const kept = await store.match(page);
    if (kept) return kept;
    throw error;
  }
}

async function fromStore(request: Request): Promise<Response> {
  const store = await caches.open(storeName);
  return (await store.match(request)) ?? fetch(request, inTime());
}

/** A network that takes a request and never answers would else keep a page waiting for ever. */
const inTime = (withinMs = fileWithinMs) => ({ signal: AbortSignal.timeout(withinMs) });

/** Keeps the page with all that it loads, once for each build; files of the build before go when those of the new one are there. */
async function keep(): Promise<void> {
  const store = await caches.open(storeName);
  const response = await fetch(manifest, { cache: "no-cache", ...inTime() });
  if (!response.ok) throw new Error(String(response.status));
  const text = await response.clone().text();
  const before = await store.match(manifest);
  if (before && (await before.text()) === text) return;
  const files = filesIn(JSON.parse(text) as Readonly<Record<string, Chunk>>);
  // The house gives its page to whoever wants one to read.
  const asPage = await fetch(page, { headers: { accept: "text/html" }, ...inTime() });
  if (!asPage.ok) throw new Error(String(asPage.status));
  await store.addAll(["/floorplane.svg", ...files].map((file) => new Request(file, inTime())));
  await store.put(page, asPage);
  const known = new Set([page, "/floorplane.svg", ...files]);
  for (const { url } of await store.keys()) if (!known.has(new URL(url).pathname)) await store.delete(url);
  await store.put(manifest, response);
}

/** The page's entry, the Hand and its words, with whatever these import. */
function filesIn(chunks: Readonly<Record<string, Chunk>>): string[] {
  const files = new Set<string>();
  const walked = new Set<string>();
  const walk = (key: string): void => {
    const chunk = chunks[key];
    if (!chunk || walked.has(key)) return;
    walked.add(key);
    files.add(`/${chunk.file}`);
    for (const css of chunk.css ?? []) files.add(`/${css}`);
    for (const next of chunk.imports ?? []) walk(next);
  };
  for (const key of Object.keys(chunks))
    if (key === "index.html" || /(^|\/)(hand\/hand-page\.tsx|words\/[a-z]{2}\.ts)$/.test(key)) walk(key);
  return [...files];
}
