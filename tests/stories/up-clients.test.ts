/** `up` for a site of two clients, over real sockets: each posts the same numbers under the same keys, each has its own hearer, and another site's files do not go on with the ledger. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Running } from "@floorplane/app/running/running";
import { loadSite, writeSiteFiles } from "@floorplane/app/site/site-files";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { generateSite } from "@floorplane/layout/generate-site";
import { expect, it, onTestFinished } from "vitest";
import { authorization, post } from "../at-the-door.ts";
import { ACommand, run, until } from "./a-command.ts";
import { AReceiver } from "./a-receiver.ts";
import { storyMs, waitMs } from "./stories.ts";

const item = {
  sku: "A",
  kind: "goods",
  name: "a thing",
  gtin: "04012345123456",
  litres: 1,
  kilograms: 1,
  class: "A",
};
const order = (quantity: number) => ({
  order: "1",
  country: "France",
  lines: [{ line: "1", sku: "A", quantity }],
});

it("up takes the same numbers of two clients, tells each of its own, and goes on for no other site", {
  timeout: storyMs,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), "floorplane-up-clients-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const [site, state] = [join(folder, "site"), join(folder, "state")];
  const { site: made, ...files } = generateSite({ siteId: "shared", faces: 16, robots: 2 });
  writeSiteFiles(site, loadSite({ ...files, site: { ...made, clients: ["acme"] } }));
  const receivers = { house: new AReceiver(), acme: new AReceiver() };
  const hooks: string[] = [];
  for (const [client, receiver] of Object.entries(receivers)) {
    onTestFinished(() => receiver.stop());
    writeFileSync(join(folder, client), receiver.secret);
    hooks.push("--webhook", `${client === "house" ? "" : `${client}=`}${await receiver.start()}`);
  }
  hooks.push("--webhook-secret-file", join(folder, "house"));
  const args = ["up", "--site", site, "--state", state];
  const anyPorts = ["--port", "0", "--mqtt-port", "0", "--wms-port", "0"];
  const up = async (): Promise<{ readonly command: ACommand; readonly wms: string }> => {
    const command = new ACommand([...args, ...anyPorts, ...hooks]);
    onTestFinished(() => command.dispose());
    await command.says(/Dashboards {2}(\S+)/, waitMs);
    const { urls } = JSON.parse(readFileSync(join(state, "running.json"), "utf8")) as Running;
    return { command, wms: urls.wms };
  };

  const first = await up();
  const posted = [
    await post(first.wms + wmsPaths.items, state, "items", { items: [item] }),
    await post(first.wms + wmsPaths.items, state, "items", { client: "acme", items: [item] }),
    await post(first.wms + wmsPaths.orders, state, "order", order(1)),
    await post(first.wms + wmsPaths.orders, state, "order", { client: "acme", ...order(2) }),
    await post(first.wms + wmsPaths.orders, state, "stranger", { client: "nobody", ...order(2) }),
  ];
  await until("each to have heard two", waitMs, async () =>
    Object.values(receivers).every(({ heard }) => heard.length >= 2),
  );
  await post(`${first.wms}${wmsPaths.cancellation("1")}?client=acme`, state, "cancel", {});
  first.command.interrupt();
  await first.command.ended;
  const second = await up();
  const kept = await Promise.all(
    ["", "?client=acme"].map(async (query) =>
      (await fetch(second.wms + wmsPaths.order("1") + query, { headers: authorization(state) })).json(),
    ),
  );
  await until(
    "acme to have heard that its order is over",
    waitMs,
    async () => receivers.acme.heard.length >= 3,
  );
  second.command.interrupt();
  await second.command.ended;
  const { site: others, ...otherFiles } = generateSite({ siteId: "another", faces: 16, robots: 2 });
  rmSync(site, { recursive: true });
  writeSiteFiles(site, loadSite({ ...otherFiles, site: { ...others, clients: ["acme"] } }));
  const refused = await run([...args, ...anyPorts]);

  expect(posted).toEqual([200, 200, 201, 201, 422]);
  expect(kept).toMatchObject([
    { order: "1", state: "backordered", lines: [{ sku: "A", asked: 1 }] },
    { client: "acme", order: "1", state: "cancelled", lines: [{ sku: "A", asked: 2 }] },
  ]);
  expect(heardBy(receivers.house)).toEqual(["order.accepted", "order.backordered"]);
  expect(heardBy(receivers.acme)).toEqual(["order.accepted", "order.backordered", "order.cancelled"]);
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain("this ledger is of site shared, and site.yaml is of another");
});

/** At least once: what was under way when the house stopped may come again. */
const heardBy = ({ heard }: AReceiver): string[] => [
  ...new Map(heard.map(({ id, type }) => [id, type])).values(),
];
