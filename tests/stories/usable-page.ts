/** What a browser needs before anyone can look at the floor: the page, the files that it names, and a house that runs. */
import { until } from "./a-command.ts";

export interface UsablePage {
  /** Scripts and styles that the page names, all of them served. */
  readonly assets: readonly string[];
  readonly health: { readonly house: string };
}

export async function usablePage(dashboards: string, withinMs: number): Promise<UsablePage> {
  let page: UsablePage | undefined;
  let why: unknown;
  await until(`a usable page at ${dashboards}`, withinMs, async () => {
    try {
      page = await look(dashboards);
    } catch (error) {
      why = error;
    }
    return page !== undefined;
  }).catch((error: Error) => {
    throw new Error(`${error.message}: ${why}`);
  });
  return page!;
}

async function look(dashboards: string): Promise<UsablePage> {
  const health = (await (await answer(new URL("health", dashboards))).json()) as UsablePage["health"];
  const html = await (await answer(new URL(dashboards))).text();
  const assets = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, path]) => path!);
  if (assets.length === 0) throw new Error("the page names no scripts");
  await Promise.all(assets.map((path) => answer(new URL(path, dashboards))));
  return { assets, health };
}

async function answer(url: URL): Promise<Response> {
  const response = await fetch(url, { headers: { accept: "text/html" }, signal: AbortSignal.timeout(5_000) });
  if (!response.ok) throw new Error(`${url} answers ${response.status}`);
  return response;
}
