/** What people write after `--webhook`, and what of it can ever be delivered. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FloorplaneError } from "@floorplane/contracts/errors";
import type { Site } from "@floorplane/contracts/site";
import { FetchOut } from "@floorplane/wms-bridge/intake/http/http-out";
import { afterAll, describe, expect, it } from "vitest";
import { judgeHearers, webhookTargets } from "./webhook-options.ts";

const folder = mkdtempSync(join(tmpdir(), "floorplane-webhook-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const base64 = Buffer.alloc(32, 7).toString("base64");

function aFile(text: string): string {
  const file = join(folder, "secret");
  writeFileSync(file, text);
  return file;
}
const targets = (webhook: string, secret = `whsec_${base64}\n`) =>
  webhookTargets({ webhook: [webhook], webhookSecretFile: [aFile(secret)] }, "WMS");

function refusal(run: () => unknown): FloorplaneError {
  try {
    run();
  } catch (error) {
    if (error instanceof FloorplaneError) return error;
    throw error;
  }
  throw new Error("it was taken");
}

it.each([
  ["http://localhost:9000/hook", "http://localhost:9000/hook"],
  ["https://wms.example", "https://wms.example/"],
  ["https://wms.example:8443/a?b=c", "https://wms.example:8443/a?b=c"],
  ["http://[::1]:9000/", "http://[::1]:9000/"],
  ["HTTP://Wms.Example/Hook", "http://wms.example/Hook"],
])("%s is an address", (text, url) => {
  expect(targets(text)).toEqual([{ name: "WMS", url, secret: `whsec_${base64}` }]);
});

it("nothing asked for is nobody to tell", () => {
  expect(webhookTargets({}, "WMS")).toEqual([]);
});

describe("an address that nothing can be delivered to is refused, with what to write", () => {
  it.each([
    ["localhost:9000/hook", /write http:\/\/localhost:9000\/hook/],
    ["wms.example:443", /write http:\/\/wms.example:443/],
    ["wms.example/hook", /no address.*http:\/\/host:port/],
    ["//wms.example/hook", /no address/],
    ["/hook", /no address/],
    ["", /no address/],
    ["ftp://wms.example/hook", /begins with ftp:.*http: or https:/],
    ["file:///etc/passwd", /begins with file:/],
    ["mailto:wms@example.com", /begins with mailto:/],
    ["ws://wms.example/hook", /begins with ws:/],
    ["htp://wms.example/hook", /begins with htp:/],
    ["http://", /no address/],
    ["https://user:pw@wms.example/hook", /user name or password.*before the @/],
    ["https://token@wms.example/hook", /user name or password/],
    ["http://wms.example:70000/", /no address/],
    ["http://wms.example:6000/hook", /port 6000/],
    ["http://wms.example:22/hook", /port 22/],
    ["http://wms.example:0/hook", /port 0/],
  ])("%s", (text, why) => {
    expect(refusal(() => targets(text))).toMatchObject({
      code: "bad-option",
      field: "--webhook",
      message: expect.stringMatching(why),
    });
  });

  it("and a password in it is not repeated", () => {
    expect(refusal(() => targets("https://user:sesame@wms.example/hook")).message).not.toContain("sesame");
  });
});

describe("a secret that nothing can be signed with is refused, and not shown", () => {
  it.each([
    ["empty", "\n", /is empty/],
    ["without its prefix", base64, /must begin with whsec_/],
    ["a word", "whsec_sesame", /must be base64/],
    ["in the alphabet of URLs", `whsec_${Buffer.alloc(33, 0xfb).toString("base64url")}`, /with \+ and \//],
    ["cut off", `whsec_${base64.slice(0, -3)}`, /must be base64/],
    ["too short", `whsec_${Buffer.alloc(8, 1).toString("base64")}`, /has 8 bytes; a secret has 24 to 64/],
    ["too long", `whsec_${Buffer.alloc(80, 1).toString("base64")}`, /has 80 bytes/],
    ["a private key of another kind", `whsk_${base64}`, /asymmetric/],
    ["two lines", `whsec_${base64}\nwhsec_${base64}`, /one secret and nothing else/],
    ["a file of settings", `secret = whsec_${base64}`, /one secret and nothing else/],
  ])("%s", (_what, text, why) => {
    const { code, field, message } = refusal(() => targets("https://wms.example/", text));

    expect({ code, field }).toEqual({ code: "bad-option", field: "--webhook-secret-file" });
    expect(message).toMatch(why);
    expect(message).toMatch(/openssl rand/);
    expect(message).not.toContain(base64.slice(0, 20));
  });

  it("with the mark that some editors put before a text it is read", () => {
    expect(targets("https://wms.example/", `\uFEFFwhsec_${base64}\r\n`)).toHaveLength(1);
  });

  it("a file that is not there, or is a folder, is named", () => {
    for (const file of [join(folder, "nowhere"), folder])
      expect(
        refusal(() => webhookTargets({ webhook: ["https://wms.example"], webhookSecretFile: [file] }, "WMS")),
      ).toMatchObject({ field: "--webhook-secret-file", message: expect.stringContaining(file) });
  });
});

it("one option without the other is refused, and says which", () => {
  expect(refusal(() => webhookTargets({ webhook: ["https://wms.example"] }, "WMS")).message).toMatch(
    /--webhook needs --webhook-secret-file/,
  );
  expect(refusal(() => webhookTargets({ webhookSecretFile: ["secret"] }, "WMS")).message).toMatch(
    /--webhook-secret-file needs --webhook/,
  );
});

describe("a client's own hearer", () => {
  const acmes = `acme=https://acme.example/?a=b`;
  const site = { client: "house", clients: ["acme"] } as unknown as Site;

  it("has its client before the address, and its secret where it has one", () => {
    const own = aFile(`whsec_${base64}`);
    const theirs = join(folder, "acme=secret");
    writeFileSync(theirs, `whsec_${Buffer.alloc(32, 8).toString("base64")}`);
    const asked = (files: string[]) =>
      webhookTargets({ webhook: ["https://wms.example/?x=y", acmes], webhookSecretFile: files }, "WMS");

    const [first, second] = asked([own, `acme=${theirs}`]);
    const shared = asked([own]);

    expect([first, second]).toMatchObject([
      { name: "WMS", url: "https://wms.example/?x=y", secret: `whsec_${base64}` },
      { name: "acme/WMS", url: "https://acme.example/?a=b", client: "acme" },
    ]);
    expect(second!.secret).not.toBe(first!.secret);
    expect(shared.map(({ secret }) => secret)).toEqual([first!.secret, first!.secret]);
    expect(() => judgeHearers(shared, site)).not.toThrow();
  });

  it.each([
    [["acme=http://a/", "acme=http://b/"], /twice for client acme/],
    [["http://a/", "http://b/"], /twice without a client/],
  ])("is refused where %o say two things", (webhook, words) => {
    const file = aFile(`whsec_${base64}`);

    expect(refusal(() => webhookTargets({ webhook, webhookSecretFile: [file] }, "WMS")).message).toMatch(
      words,
    );
  });

  it("is refused for a client whom the site does not list, with what to do", () => {
    const targets = webhookTargets(
      { webhook: ["nobody=http://a/"], webhookSecretFile: [aFile(`whsec_${base64}`)] },
      "WMS",
    );

    expect(refusal(() => judgeHearers(targets, site)).message).toMatch(
      /names client nobody, whom site.yaml does not list \(house, acme\): list it under clients:/,
    );
  });
});

it("every port that is refused here is one that nothing would ever be sent to", async () => {
  const why = (port: number): Promise<string | undefined> =>
    new Promise((resolve) =>
      new FetchOut({ allowPrivate: true }).send(
        { method: "POST", url: `http://127.0.0.1:${port}/`, headers: {}, body: new Uint8Array() },
        (answer) => resolve(answer.why),
      ),
    );
  const nowhere = join(folder, "nowhere");
  const blocked: number[] = [];
  // No port above these is anybody's; of a good address, the missing secret is what is wrong.
  for (let port = 1; port <= 10_100; port++) {
    const asked = { webhook: [`http://wms.example:${port}/`], webhookSecretFile: [nowhere] };
    if (refusal(() => webhookTargets(asked, "WMS")).field === "--webhook") blocked.push(port);
  }

  expect(blocked.length).toBeGreaterThan(80);
  expect(new Set(await Promise.all(blocked.map(why)))).toEqual(new Set(["bad port"]));
});
