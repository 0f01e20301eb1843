/** What holds at every address of the door alike: whose a request is, which words it may use, and when it is the same request. */
import { DeviceId } from "@floorplane/contracts/ids";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { describe, expect, it } from "vitest";
import type { Floor } from "../floor/floor.fixture.ts";
import { acme, aSharedFloor, type Client, clients, order } from "../floor/shared-floor.fixture.ts";
import { anItem } from "../floor/small-site.fixture.ts";
import { hashOf } from "./reading/hash.ts";

interface Posted {
  readonly path: string;
  readonly body: object;
}
interface Addresses {
  readonly get?: (of: Scene) => string;
  readonly post?: (of: Scene) => Posted;
  readonly delete?: (of: Scene) => string;
}
/** A floor on which everything that can be asked for is there, under the same numbers for both clients. */
interface Scene {
  readonly floor: Floor;
  readonly sscc: string;
  /** One that is open, with a parcel on it. */
  readonly pallet: string;
  readonly onPallet: string;
  /** One that the portal read while it was open. */
  readonly asked: string;
  readonly task: string;
}

/** The smallest PNG that there is. */
const aPhoto =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
const line = { sku: "A", quantity: 1 };
const stops = [
  { action: "pick", stations: ["P01"], load: "P-17", loadType: "EPAL" },
  { action: "drop", stations: ["P02"] },
];
const plain = (path: string, body: object = {}): Addresses => ({ post: () => ({ path, body }) });
/** An address that is added to the door has to be added here. */
const addresses: Readonly<Record<keyof typeof wmsPaths, Addresses>> = {
  stock: { get: () => wmsPaths.stock },
  serials: { get: () => wmsPaths.serials },
  items: { ...plain(wmsPaths.items, { items: [anItem("D")] }), get: () => wmsPaths.items },
  openingStock: plain(wmsPaths.openingStock, {
    receipt: "RC1",
    rows: [{ location: "P05", sku: "D", lot: "L1", units: 2 }],
  }),
  orders: {
    ...plain(wmsPaths.orders, { order: "O9", country: "France", lines: [{ line: "1", ...line }] }),
    get: () => wmsPaths.orders,
  },
  order: { get: () => wmsPaths.order("O2") },
  change: plain(wmsPaths.change("O2"), { notes: "by the back door" }),
  cancellation: plain(wmsPaths.cancellation("O2")),
  release: plain(wmsPaths.release("FOLLOWS")),
  expectedReceipts: {
    get: () => wmsPaths.expectedReceipts,
    post: ({ floor }) => ({
      path: wmsPaths.expectedReceipts,
      body: { receipt: "E1", expectedAt: new Date(floor.clock.now()).toISOString(), lines: [line] },
    }),
  },
  arrival: plain(wmsPaths.arrival("E0")),
  returns: {
    ...plain(wmsPaths.returns, { return: "R1", shippedBefore: true, lines: [line] }),
    get: () => wmsPaths.returns,
  },
  return: { get: () => wmsPaths.return("R0") },
  returnArrival: plain(wmsPaths.returnArrival("RMA0")),
  returnCancellation: plain(wmsPaths.returnCancellation("RMA0")),
  transports: {
    ...plain(wmsPaths.transports, { transport: "M1", stops }),
    get: () => wmsPaths.transports,
  },
  transport: { get: () => wmsPaths.transport("M0") },
  transportWithdrawal: plain(wmsPaths.transportWithdrawal("M0")),
  transportTarget: plain(wmsPaths.transportTarget("M0"), { stations: ["P09"] }),
  transfers: { get: () => wmsPaths.transfers },
  transfer: { get: () => wmsPaths.transfer("TR1") },
  transferArrival: plain(wmsPaths.transferArrival("TR1"), { lines: [] }),
  transferDecision: plain(wmsPaths.transferDecision("TR1"), { person: "ada" }),
  writeOffs: plain(wmsPaths.writeOffs, { writeOff: "W1", ...line, reason: "broken" }),
  dispositions: plain(wmsPaths.dispositions, {
    disposition: "D1",
    location: "RECV",
    sku: "B",
    quantity: 1,
    to: "condemned",
  }),
  snapshots: {
    ...plain(wmsPaths.snapshots, { snapshot: "S1", rows: [{ sku: "A", units: 7 }] }),
    get: () => wmsPaths.snapshots,
  },
  snapshot: { get: () => wmsPaths.snapshot("S0") },
  snapshotApproval: plain(wmsPaths.snapshotApproval("S0"), { person: "ada" }),
  warnings: { get: () => wmsPaths.warnings },
  lots: plain(wmsPaths.lots, { sku: "L", lot: "L1", expires: "2010-12-24" }),
  holds: {
    ...plain(wmsPaths.holds, { hold: "H1", reason: "recalled", sku: "B" }),
    get: () => wmsPaths.holds,
  },
  hold: { get: () => wmsPaths.hold("H0") },
  holdRelease: plain(wmsPaths.holdRelease("H0")),
  tasks: { get: () => wmsPaths.tasks },
  picks: plain(wmsPaths.picks, { device: "HH1", place: "P02", sku: "B", quantity: 1 }),
  nextPick: plain(wmsPaths.nextPick, { device: "HH1" }),
  taskRelease: { post: ({ task }) => ({ path: wmsPaths.taskRelease(task), body: { device: "HH1" } }) },
  taskPhotos: {
    post: ({ task }) => ({ path: wmsPaths.taskPhotos(task), body: { content: aPhoto, by: "HH1" } }),
  },
  photos: {},
  photo: { get: () => wmsPaths.photo("0".repeat(64)) },
  departure: { post: ({ sscc }) => ({ path: wmsPaths.departure(sscc), body: {} }) },
  parcels: { get: () => wmsPaths.parcels },
  pallets: { ...plain(wmsPaths.pallets), get: () => wmsPaths.pallets },
  pallet: { get: ({ pallet }) => wmsPaths.pallet(pallet) },
  palletParcels: {
    post: ({ pallet, sscc }) => ({ path: wmsPaths.palletParcels(pallet), body: { parcels: [sscc] } }),
  },
  palletRemoval: {
    post: ({ pallet, onPallet }) => ({ path: wmsPaths.palletRemoval(pallet), body: { parcels: [onPallet] } }),
  },
  palletClosing: { post: ({ pallet }) => ({ path: wmsPaths.palletClosing(pallet), body: {} }) },
  palletBreakUp: { post: ({ pallet }) => ({ path: wmsPaths.palletBreakUp(pallet), body: {} }) },
  palletDeparture: { post: ({ asked }) => ({ path: wmsPaths.palletDeparture(asked), body: {} }) },
  palletStay: { post: ({ asked }) => ({ path: wmsPaths.palletStay(asked), body: {} }) },
  activity: { get: () => wmsPaths.activity },
  events: { get: () => wmsPaths.events },
  passport: { get: () => wmsPaths.passport("order", "O2") },
  printers: { get: () => wmsPaths.printers },
  prints: {
    ...plain(wmsPaths.prints, { label: "tote", of: "T1", printer: "OFFICE" }),
    get: () => wmsPaths.prints,
  },
  print: { get: () => wmsPaths.print("L1") },
  printOutcome: plain(wmsPaths.printOutcome("L1"), { outcome: "lies-here" }),
  deadLetters: { get: () => wmsPaths.deadLetters },
  redelivery: plain(wmsPaths.redelivery),
  counts: { ...plain(wmsPaths.counts, { count: "C9", scope: { all: true } }), get: () => wmsPaths.counts },
  count: { get: () => wmsPaths.count("C1") },
  countPasses: plain(wmsPaths.countPasses("C1"), { pass: 1, reader: "HH1", location: "P01", reads: [] }),
  countEnd: plain(wmsPaths.countEnd("C1")),
  countCancellation: plain(wmsPaths.countCancellation("C1")),
  countTags: { get: () => wmsPaths.countTags("C1") },
  countBins: { get: () => wmsPaths.countBins("C1") },
  countCoverage: { get: () => wmsPaths.countCoverage },
  taskOutcome: {
    post: ({ floor, task }) => ({
      path: wmsPaths.taskOutcome(task),
      body: { task, device: "WMS", at: new Date(floor.clock.now()).toISOString(), found: [line] },
    }),
  },
  programs: {
    ...plain(wmsPaths.programs, { program: "erp", scopes: ["orders:read"] }),
    get: () => wmsPaths.programs,
  },
  rotation: plain(wmsPaths.rotation("operator"), { overlapMinutes: 60 }),
  revocation: plain(wmsPaths.revocation("gone")),
  limits: { get: () => wmsPaths.limits },
  webhooks: {
    ...plain(wmsPaths.webhooks, { webhook: "new", url: "https://new.example.com/hook" }),
    get: () => wmsPaths.webhooks,
  },
  webhook: { delete: () => wmsPaths.webhook("erp") },
  deliveries: { get: () => wmsPaths.deliveries("erp") },
  webhookAct: plain(wmsPaths.webhookAct("erp", "pause")),
};
const gets = Object.entries(addresses).flatMap(([name, { get }]) => (get ? [[name, get] as const] : []));
const posts = Object.entries(addresses).flatMap(([name, { post }]) => (post ? [[name, post] as const] : []));

/** Parcels that the portal missed, orders that wait, goods that came back and tasks, of the one client alone where it is `client`. */
async function aScene(client: Client = acme): Promise<Scene> {
  const floor = await aSharedFloor({ settings: { waveOrders: 1 } });
  floor.post(wmsPaths.programs, { program: "gone", scopes: ["orders:read"] });
  floor.post(wmsPaths.orders + (client === acme ? "?client=acme" : ""), {
    order: "TR1",
    country: "France",
    transferTo: "WAREHOUSE-2",
    lines: [{ line: "1", sku: "C", quantity: 2 }],
  });
  floor.run(900);
  floor.post(wmsPaths.transferArrival("TR1") + (client === acme ? "?client=acme" : ""), { lines: [] });
  floor.portalBlind = true;
  for (const number of ["O1", "ON-PALLET", "ASKED"]) order(floor, client, number, { A: 1 });
  floor.run(900);
  floor.peopleAtWork = false;
  order(floor, client, "O2", { B: 1 });
  order(floor, client, "FOLLOWS", { B: 1 }, { after: ["O2"] });
  const of = client === acme ? "?client=acme" : "";
  floor.post(wmsPaths.returns + of, {
    return: "R0",
    shippedBefore: true,
    lines: [{ sku: "B", quantity: 1 }],
  });
  floor.post(wmsPaths.returns + of, {
    return: "RMA0",
    shippedBefore: true,
    expectedAt: new Date(floor.clock.now()).toISOString(),
    lines: [{ sku: "B", quantity: 1, reason: "too-small" }],
  });
  floor.post(wmsPaths.items + of, { items: [anItem("L", { lotKept: true, shelfLifeDays: 90 })] });
  const ofLot = { location: "P12", sku: "L", lot: "L1", units: 1, expires: "2010-12-31" };
  floor.post(wmsPaths.openingStock + of, { receipt: "RC0", rows: [ofLot] });
  floor.post(wmsPaths.snapshots + of, { snapshot: "S0", rows: [{ sku: "A", units: 7 }] });
  floor.post(wmsPaths.holds + of, { hold: "H0", reason: "looked at", lot: "L9" });
  floor.post(wmsPaths.expectedReceipts + of, {
    receipt: "E0",
    expectedAt: new Date(floor.clock.now()).toISOString(),
    lines: [line],
  });
  floor.post(wmsPaths.counts + of, { count: "C1", by: "reads", scope: { locations: ["P01"] } });
  floor.post(wmsPaths.countPasses("C1") + of, { pass: 1, reader: "HH1", location: "P01", reads: [] });
  floor.post(wmsPaths.prints + of, { label: "bin", of: "P01", printer: "OFFICE" });
  floor.post(wmsPaths.items + of, { items: [anItem("H")] });
  floor.stock("P14", client === acme ? "acme/H" : "H", 2);
  order(floor, client, "O3", { H: 1 });
  floor.post(wmsPaths.transports + of, { transport: "M0", stops });
  floor.post(wmsPaths.writeOffs + of, { writeOff: "W0", ...line, reason: "broken" });
  floor.run(1);
  const task = [...floor.asked.values()].find(({ kind }) => kind === "write-off")!.task;
  floor.post(wmsPaths.webhooks + of, { webhook: "erp", url: "https://erp.example.com/hook" });
  const parcelOf = (number: string): string => {
    const path = `${wmsPaths.parcels}?client=${client}&order=${number}`;
    return (floor.get(path).body.parcels as { sscc: string }[])[0]!.sscc;
  };
  const onPallet = parcelOf("ON-PALLET");
  const palletWith = (parcel: string): string =>
    String(floor.post(wmsPaths.pallets + of, { parcels: [parcel] }).body.sscc);
  const [pallet, asked] = [palletWith(onPallet), palletWith(parcelOf("ASKED"))];
  floor.house.office("fleet").act({ type: "seen" }, (desk) => {
    desk.send("wms-bridge", { type: "parcel.seen", portal: DeviceId("PORTAL1"), sscc: asked });
  });
  floor.run(1);
  return { floor, task, sscc: parcelOf("O1"), pallet, onPallet, asked };
}

const encoder = new TextEncoder();
const send = ({ floor }: Scene, path: string, text: string, key = "k") =>
  floor.request({
    method: "POST",
    url: path,
    headers: { "idempotency-key": key },
    body: encoder.encode(text),
  });
const keysKept = async ({ floor }: Scene): Promise<string[]> =>
  (await floor.ledger.documents("answer")).map(({ id }) => id);

describe.each(posts)("POST %s", (_name, post) => {
  it.each(["body", "query"])("obeys the client that its %s names", async (where) => {
    const scene = await aScene();
    const { path, body } = post(scene);

    const answer =
      where === "query"
        ? send(scene, `${path}?client=acme`, JSON.stringify(body))
        : send(scene, path, JSON.stringify({ ...body, client: acme }));

    expect(answer.body.detail).toBeUndefined();
    expect(answer.status).toBeLessThan(300);
    const kept = await keysKept(scene);
    expect([kept.includes("acme/k"), kept.includes("house/k")]).toEqual([true, false]);
  });

  const refusals: [string, string, object, object][] = [
    ["two clients", "?client=house", { client: acme }, { status: 422, body: { field: "client" } }],
    ["an unlisted client", "", { client: "nobody" }, { status: 422, body: { code: "unknown-client" } }],
    ["no name as client", "", { client: 7 }, { status: 422, body: { field: "client" } }],
    ["a misspelt field", "", { Client: acme }, { status: 422, body: { field: "Client" } }],
  ];
  it.each(refusals)("refuses %s and changes nothing", async (_what, query, more, refused) => {
    const scene = await aScene();
    const { path, body } = post(scene);
    const { sequence } = scene.floor.house;

    const answer = send(scene, path + query, JSON.stringify({ ...body, ...more }));

    expect(answer).toMatchObject(refused);
    expect(scene.floor.house.sequence).toBe(sequence);
  });

  it("refuses a client that stands twice in its body, and a body that is no object", async () => {
    const scene = await aScene();
    const { path, body } = post(scene);
    const members = JSON.stringify(body).slice(1);
    const twice = `{"client":"acme","client":"acme"${members === "}" ? "" : ","}${members}`;

    expect(send(scene, path, twice)).toMatchObject({ status: 422, body: { field: "client" } });
    for (const text of ["[]", "1", '"acme"', "null", "client=acme"])
      expect(send(scene, path, text).body.code).toBe("malformed-message");
  });

  it.each(clients)("knows a request of %s again, however it is written", async (client) => {
    const scene = await aScene(client);
    const { path, body } = post(scene);
    const elsewhere = `${path}?client=${client}`;
    const members = Object.entries(body);
    const named = JSON.stringify({ ...body, client });

    const first = send(scene, path, named);
    const again = {
      "in another order": send(
        scene,
        path,
        JSON.stringify({ client, ...Object.fromEntries(members.reverse()) }),
      ),
      "with white space": send(scene, path, JSON.stringify({ ...body, client }, null, 2)),
      "with numbers spelt otherwise": send(scene, path, named.replace(/:(\d+)(?=[,}])/g, ":$1.0")),
      "named in the address": send(scene, elsewhere, JSON.stringify(body)),
      "named in both places": send(scene, elsewhere, named),
      ...(client === "house" ? { "the site's own, not named": send(scene, path, JSON.stringify(body)) } : {}),
    };

    expect(first.status).toBeLessThan(300);
    for (const [how, answer] of Object.entries(again))
      expect([how, answer.body.code, answer.status < 300]).toEqual([how, undefined, true]);
    expect((await keysKept(scene)).filter((id) => id.endsWith("/k"))).toEqual([`${client}/k`]);
  });

  it("knows what a house of before answered, by its bytes", async () => {
    const scene = await aScene();
    const { path, body } = post(scene);
    const text = JSON.stringify({ ...body, client: acme });
    send(scene, path, text);
    await scene.floor.house.stop();
    const kept = (await scene.floor.ledger.documents("answer")).find(({ id }) => id === "acme/k")!;
    const requestHash = hashOf(`${path}\n${hashOf(encoder.encode(text))}`);
    const older = { ...(kept.body as object), requestHash };
    await scene.floor.openOver([{ kind: "answer", id: "acme/k", version: kept.version, body: older }]);

    const again = send(scene, path, text);

    expect(again.body.code).toBeUndefined();
    expect(again.status).toBeLessThan(300);
  });
});

describe.each([...gets.map(([name]) => `GET ${name}`), ...posts.map(([name]) => `POST ${name}`)])(
  "%s",
  (one) => {
    const [method, name] = one.split(" ") as ["GET" | "POST", keyof typeof wmsPaths];

    it.each([
      ["Client=acme", "Client"],
      ["clients=acme", "clients"],
      ["client%5B%5D=acme", "client[]"],
      ["client[]=acme", "client[]"],
      ["client=acme&limit=5", "limit"],
      ["client=acme&client=acme", "client"],
      ["client=acme&client=house", "client"],
      ["client=acme?client=house", "client"],
    ])("refuses ?%s and names the key", async (query, field) => {
      const scene = await aScene();
      const { get, post } = addresses[name];
      const { sequence } = scene.floor.house;
      const { path, body } = method === "GET" ? { path: get!(scene), body: undefined } : post!(scene);
      const url = `${path}?${query}`;

      const answer = body ? send(scene, url, JSON.stringify(body)) : scene.floor.get(url);

      expect(answer).toMatchObject({ status: 422, body: { field } });
      expect(scene.floor.house.sequence).toBe(sequence);
    });
  },
);

describe.each(Object.keys(addresses) as (keyof typeof wmsPaths)[])("at %s", (name) => {
  it("any other method is refused with those that there are", async () => {
    const scene = await aScene();
    const { get, post, delete: remove } = addresses[name];
    const path = get?.(scene) ?? post?.(scene).path ?? remove?.(scene) ?? String(wmsPaths[name]);
    const there = Object.entries(addresses).flatMap(([, { get, post, delete: remove }]) => [
      ...(get?.(scene) === path ? ["GET", "HEAD"] : []),
      ...(post?.(scene).path === path ? ["POST"] : []),
      ...(remove?.(scene) === path ? ["DELETE"] : []),
    ]);

    for (const method of ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const) {
      if (there.includes(method)) continue;
      const answer = scene.floor.answerTo({ method, url: path, headers: {}, body: new Uint8Array() });
      expect([method, answer.status, answer.headers.allow]).toEqual(
        there.length === 0 ? [method, 404, undefined] : [method, 405, there.join(", ")],
      );
    }
  });
});
