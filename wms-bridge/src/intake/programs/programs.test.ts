/** Who may pass the door, for whom, how often and until when; and who may let others pass. */
import type { HttpResponse } from "@floorplane/contracts/http";
import { allScopes, type Scope } from "@floorplane/contracts/programs.schema";
import { dayMs, hourMs, isoTime, minuteMs } from "@floorplane/contracts/units";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anOperator, bearing, type Floor } from "../../floor/floor.fixture.ts";
import { acme, aSharedFloor, order, stateOf } from "../../floor/shared-floor.fixture.ts";
import type { Route } from "../route.ts";
import { routes } from "../routes.ts";

type Answer = { status: number; headers: HttpResponse["headers"]; body: Record<string, unknown> };

let keys = 0;
function ask(
  floor: Floor,
  headers: Record<string, string>,
  url: string,
  body?: object,
  { peer = "10.0.0.1", method = body ? "POST" : "GET" }: { peer?: string; method?: Route["method"] } = {},
): Answer {
  let answer: HttpResponse | undefined;
  floor.bridge.door.handle(
    {
      method,
      url,
      headers: { "idempotency-key": `p${++keys}`, ...headers },
      body: body ? new TextEncoder().encode(JSON.stringify(body)) : new Uint8Array(),
      peer,
    },
    (response) => {
      answer = response;
    },
  );
  const { status, headers: told, body: bytes } = answer!;
  return { status, headers: told, body: JSON.parse(new TextDecoder().decode(bytes)) };
}
const as =
  (floor: Floor, token: string) =>
  (url: string, body?: object, method?: Route["method"]): Answer =>
    ask(floor, bearing(token), url, body, method ? { method } : {});
const operator = (floor: Floor) => as(floor, anOperator.token);
const make = (floor: Floor, program: string, more: object = {}): string =>
  String(
    operator(floor)(wmsPaths.programs, { program, scopes: ["orders:read"], clients: [acme], ...more }).body
      .token,
  );

describe("without a good token nothing passes", () => {
  it.each([
    ["none", {}, "token-missing"],
    ["another scheme", { authorization: "Basic YTpi" }, "token-unknown"],
    ["no token in it", { authorization: "Bearer " }, "token-unknown"],
    ["a token that nobody has", bearing("fp_0000"), "token-unknown"],
    ["the operator's with a letter more", bearing(`${anOperator.token}x`), "token-unknown"],
    ["two of them", { authorization: `Bearer ${anOperator.token}, Bearer x` }, "token-unknown"],
  ] as [string, Record<string, string>, string][])("%s", async (_what, headers, code) => {
    const floor = await aSharedFloor();
    const { sequence } = floor.house;

    for (const { method, path } of routes) {
      const answer = ask(floor, headers, path.replace(/\{\w+\}/, "x"), method === "POST" ? {} : undefined, {
        peer: `peer of ${method} ${path}`,
        method,
      });
      expect([path, answer.status, answer.body.code]).toEqual([path, 401, code]);
      expect(answer.headers["www-authenticate"]).toMatch(/^Bearer realm=/);
    }
    expect(ask(floor, headers, "/v1/nothing").status).toBe(401);
    expect(floor.house.sequence).toBe(sequence);
  });

  it("failures are told so often a minute from one address, and a good token passes all the while", async () => {
    const floor = await aSharedFloor({ settings: { failuresPerMinute: 3 } });
    const wrong = (peer: string) => ask(floor, bearing("nobodys"), wmsPaths.orders, undefined, { peer });

    const codes = Array.from({ length: 5 }, () => wrong("10.0.0.9"));

    expect(codes.map(({ status }) => status)).toEqual([401, 401, 401, 429, 429]);
    expect(Number(codes[4]!.headers["retry-after"])).toBeGreaterThan(0);
    expect(wrong("10.0.0.8").status).toBe(401);
    expect(
      ask(floor, bearing(anOperator.token), wmsPaths.orders, undefined, { peer: "10.0.0.9" }).status,
    ).toBe(200);
    floor.run(61);
    expect(wrong("10.0.0.9").status).toBe(401);
  });
});

it("a program without the scope is told which, at every address, and nothing is done", async () => {
  const floor = await aSharedFloor();
  const lacking = (scope: Scope): Scope[] => allScopes.filter((each) => each !== scope);
  const tokens = new Map(
    allScopes.map((scope, n) => [scope, make(floor, `P${n}`, { scopes: lacking(scope) })] as const),
  );
  const { sequence } = floor.house;

  for (const { method, path, scope } of routes) {
    if (scope === undefined) continue;
    const answer = as(floor, tokens.get(scope)!)(
      path.replace(/\{\w+\}/, "x"),
      method === "POST" ? {} : undefined,
      method,
    );
    expect([path, answer.status, answer.body.code]).toEqual([path, 403, "scope-missing"]);
    expect(answer.body.detail).toContain(scope);
    expect(answer.headers["www-authenticate"]).toContain(`scope="${scope}"`);
  }
  expect(floor.house.sequence).toBe(sequence);
});

describe("a program's client", () => {
  it("is meant where nobody is named, and no other is obeyed, in body or address, at any address", async () => {
    const floor = await aSharedFloor();
    const token = make(floor, "erp", { scopes: [...allScopes] });
    const erp = as(floor, token);
    order(floor, "house", "O1", { A: 1 });

    const sent = erp(wmsPaths.orders, {
      order: "O1",
      country: "France",
      lines: [{ line: "1", sku: "B", quantity: 2 }],
    });
    const shown = erp(wmsPaths.order("O1"));

    expect(sent).toMatchObject({ status: 201, body: { client: acme, order: "O1" } });
    expect(shown.body).toMatchObject({ client: acme, lines: [{ sku: "B" }] });
    const { sequence } = floor.house;
    for (const { method, path } of routes) {
      const url = path.replace(/\{\w+\}/, "O1");
      for (const name of ["house", "nobody", "ACME"]) {
        const answer = erp(`${url}?client=${name}`, method === "POST" ? {} : undefined, method);
        if (answer.body.code === "malformed-message") continue;
        expect([path, answer.status, answer.body]).toMatchObject([
          path,
          403,
          { code: "not-your-client", field: "client" },
        ]);
      }
    }
    const foreign = erp(wmsPaths.orders, {
      client: "house",
      order: "O2",
      country: "France",
      lines: [{ line: "1", sku: "A", quantity: 1 }],
    });
    expect(foreign).toMatchObject({ status: 403, body: { code: "not-your-client", field: "client" } });
    expect(floor.house.sequence).toBe(sequence);
    expect(stateOf(floor, "house", "O2")).toBeUndefined();
  });

  it("of several is to be named, unless the site's own is one of them", async () => {
    const floor = await aSharedFloor();
    floor.site = { ...floor.site, clients: [acme, "other"] };
    await floor.reopen();
    const both = as(floor, make(floor, "both", { clients: [acme, "other"] }));
    const own = as(floor, make(floor, "own", { clients: [acme, "house"] }));

    expect(both(wmsPaths.orders)).toMatchObject({ status: 422, body: { field: "client" } });
    expect(both(`${wmsPaths.orders}?client=other`).status).toBe(200);
    expect(own(wmsPaths.orders).status).toBe(200);
    expect(own(`${wmsPaths.orders}?client=other`).status).toBe(403);
  });

  it("answers tasks of its own goods alone, also in the name of a handheld", async () => {
    const floor = await aSharedFloor();
    floor.peopleAtWork = false;
    floor.post(wmsPaths.writeOffs, { writeOff: "W1", sku: "A", quantity: 1, reason: "wet" });
    floor.run(1);
    const { task } = [...floor.asked.values()].find(({ kind }) => kind === "write-off")!;
    const erp = as(floor, make(floor, "erp", { scopes: ["tasks:write"] }));
    const outcome = {
      task,
      device: "HH1",
      at: isoTime(floor.clock.now()),
      found: [{ sku: "A", quantity: 1 }],
    };

    const answer = erp(wmsPaths.taskOutcome(task), outcome);

    expect(answer).toMatchObject({ status: 404, body: { code: "unknown-task" } });
    expect(operator(floor)(wmsPaths.taskOutcome(task), outcome).status).toBe(200);
  });

  it("has keys of its own: two programs of two clients send the same one", async () => {
    const floor = await aSharedFloor();
    const send = (token: string, quantity: number) =>
      ask(floor, { ...bearing(token), "idempotency-key": "same" }, wmsPaths.orders, {
        order: "O7",
        country: "France",
        lines: [{ line: "1", sku: "A", quantity }],
      });
    const scopes = ["orders:write"];

    const first = send(make(floor, "a", { scopes }), 1);
    const second = send(make(floor, "b", { scopes, clients: ["house"] }), 2);

    expect([first.status, second.status]).toEqual([201, 201]);
  });
});

describe("a new program", () => {
  it.each(["screens", "csv-folder", "simulated-wms", "simulated-wms-acme"])(
    "is not called %s: what the house does itself is done in that name",
    async (program) => {
      const floor = await aSharedFloor();
      const answer = operator(floor)(wmsPaths.programs, {
        program,
        scopes: ["orders:read"],
        clients: [acme],
      });

      expect(answer).toMatchObject({ status: 409, body: { code: "name-taken", field: "program" } });
      expect(operator(floor)(wmsPaths.programs).body.programs).not.toContainEqual(
        expect.objectContaining({ program }),
      );
    },
  );

  it("asks no faster than who made it", async () => {
    const floor = await aSharedFloor();
    const scopes = ["orders:read", "programs:manage"];
    const slow = as(floor, make(floor, "slow", { scopes, requestsPerMinute: 20 }));
    const body = { program: "second", scopes: ["orders:read"], clients: [acme] };

    for (const more of [{}, { requestsPerMinute: 21 }])
      expect(slow(wmsPaths.programs, { ...body, ...more })).toMatchObject({
        status: 422,
        body: { code: "malformed-message", field: "requestsPerMinute" },
      });
    expect(slow(wmsPaths.programs, { ...body, requestsPerMinute: 20 }).status).toBe(201);
  });
});

describe("a token", () => {
  it("is shown once, and stands in no row", async () => {
    const floor = await aSharedFloor();
    const headers = { ...bearing(anOperator.token), "idempotency-key": "make-erp" };
    const body = { program: "erp", scopes: ["orders:read"] };

    const first = ask(floor, headers, wmsPaths.programs, body);
    const again = ask(floor, headers, wmsPaths.programs, body);
    const otherKey = operator(floor)(wmsPaths.programs, body);
    const token = String(first.body.token);

    expect([first.status, again.status, otherKey.status]).toEqual([201, 201, 200]);
    expect(token).toMatch(/^fp_.{43}$/);
    expect([again.body.token, otherKey.body.token]).toEqual([undefined, undefined]);
    expect(again.body).toEqual({ ...first.body, token: undefined });
    const rows = await floor.ledger.rows(1, 10_000);
    expect(JSON.stringify(rows)).toContain('"erp"');
    expect(JSON.stringify(rows)).not.toContain(token);
    expect(JSON.stringify(rows)).not.toContain(anOperator.token);
  });

  it("is replaced: the old one is good beside the new one so long, the one before it no more, also after a restart", async () => {
    const floor = await aSharedFloor();
    const works = (token: string) => as(floor, token)(wmsPaths.orders).status;
    const rotate = (overlapMinutes: number) =>
      String(operator(floor)(wmsPaths.rotation("erp"), { overlapMinutes }).body.token);

    const first = make(floor, "erp");
    const second = rotate(60);
    expect([first, second].map(works)).toEqual([200, 200]);
    const third = rotate(60);
    await floor.reopen();
    expect([first, second, third].map(works)).toEqual([401, 200, 200]);
    floor.run((60 * minuteMs) / 1_000 - 1);
    expect(works(second)).toBe(200);
    floor.run(2);

    expect(as(floor, second)(wmsPaths.orders).body.code).toBe("token-expired");
    expect(works(third)).toBe(200);
    expect([third, rotate(0)].map(works)).toEqual([401, 200]);
  });

  it("ends with its program: at its time, or when it is revoked, for good", async () => {
    const floor = await aSharedFloor();
    const expiresAt = isoTime(floor.clock.now() + hourMs);
    const short = as(floor, make(floor, "short", { expiresAt }));
    const token = make(floor, "gone");

    expect(short(wmsPaths.orders).status).toBe(200);
    expect(operator(floor)(wmsPaths.revocation("gone"), {}).status).toBe(200);
    expect(as(floor, token)(wmsPaths.orders).body.code).toBe("program-revoked");
    floor.run(3_601);
    await floor.reopen();
    expect(short(wmsPaths.orders).body.code).toBe("token-expired");
    expect(as(floor, token)(wmsPaths.orders).body.code).toBe("program-revoked");
    expect(operator(floor)(wmsPaths.rotation("gone"), {}).status).toBe(409);
    expect(operator(floor)(wmsPaths.programs, { program: "gone", scopes: ["orders:read"] })).toMatchObject({
      status: 409,
      body: { code: "name-taken", field: "program" },
    });
  });

  it("of the house's own command lets its holder in again after he ended his program, and only a new one does", async () => {
    const floor = await aSharedFloor();
    operator(floor)(wmsPaths.revocation("operator"), {});
    await floor.reopen();
    expect(operator(floor)(wmsPaths.orders).status).toBe(401);

    floor.programs = [{ ...anOperator, token: "another-token-that-lies-in-the-folder" }];
    await floor.reopen();

    expect(as(floor, floor.programs[0]!.token)(wmsPaths.programs).status).toBe(200);
    expect(operator(floor)(wmsPaths.orders).status).toBe(401);
  });
});

it("more requests a minute than a program may send are answered with when, and every answer says how many are left", async () => {
  const floor = await aSharedFloor();
  const erp = as(floor, make(floor, "erp", { requestsPerMinute: 3 }));

  const answers = Array.from({ length: 4 }, () => erp(wmsPaths.orders));

  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
  expect(answers.map(({ headers }) => headers.ratelimit)).toEqual(
    [2, 1, 0, 0].map((left) => `"program";r=${left};t=60`),
  );
  expect(answers[3]!.headers["ratelimit-policy"]).toBe('"program";q=3;w=60');
  expect(answers[3]!.headers["retry-after"]).toBe("60");
  expect(operator(floor)(wmsPaths.orders).status).toBe(200);
  floor.run(60);
  expect(erp(wmsPaths.limits).body).toMatchObject({
    program: { program: "erp", clients: [acme], scopes: ["orders:read"], requestsPerMinute: 3 },
    bodies: { bytes: 1_048_576, rows: 1_000 },
  });
});

it("a row says which program it was written for", async () => {
  const floor = await aSharedFloor();
  const erp = as(floor, make(floor, "erp", { scopes: ["orders:write"] }));
  const before = floor.house.sequence;

  erp(wmsPaths.orders, { order: "O1", country: "France", lines: [{ line: "1", sku: "A", quantity: 1 }] });

  const [row] = await floor.ledger.rows(before + 1, 1);
  expect(row!.change.cause).toEqual({ type: "http.order", data: { programs: ["erp"] } });
});

describe("whoever manages programs", () => {
  it.each([
    ["a scope that he has not", { scopes: ["orders:write"] }, 403, "scopes[0]"],
    ["another client", { clients: ["house"] }, 403, "clients[0]"],
    ["every client", { clients: ["*"] }, 403, "clients[0]"],
    ["a client that nobody lists", { clients: ["nobody"] }, 422, "clients[0]"],
    ["an end that is over", { expiresAt: "2009-01-01T00:00:00Z" }, 422, "expiresAt"],
    ["a scope that there is not", { scopes: ["orders:eat"] }, 422, "scopes[0]"],
    ["none at all", { scopes: [] }, 422, "scopes"],
  ])("cannot give %s", async (_what, more, status, field) => {
    const floor = await aSharedFloor();
    const manager = as(floor, make(floor, "boss", { scopes: ["programs:manage", "orders:read"] }));
    const { sequence } = floor.house;

    const answer = manager(wmsPaths.programs, { program: "erp", scopes: ["orders:read"], ...more });

    expect(answer).toMatchObject({ status, body: { field } });
    expect(floor.house.sequence).toBe(sequence);
  });

  it("sees, renews and ends no program that may more than he, and does not learn that there is one", async () => {
    const floor = await aSharedFloor();
    const manager = as(floor, make(floor, "boss", { scopes: ["programs:manage", "orders:read"] }));
    make(floor, "writer", { scopes: ["orders:write"] });
    make(floor, "theirs", { clients: ["house"] });
    make(floor, "mine");

    const { programs } = manager(wmsPaths.programs).body as { programs: { program: string }[] };

    expect(programs.map(({ program }) => program).sort()).toEqual(["boss", "mine"]);
    for (const path of [wmsPaths.rotation, wmsPaths.revocation])
      for (const name of ["operator", "writer", "theirs", "none"])
        expect([name, manager(path(name), {}).body.code]).toEqual([name, "unknown-program"]);
    expect(manager(wmsPaths.rotation("mine"), {}).status).toBe(200);
  });

  it("by no chain of programs gives more than the first one had", async () => {
    const floor = await aSharedFloor();
    const some = fc.record({
      scopes: fc.uniqueArray(fc.constantFrom(...allScopes), { minLength: 1 }),
      clients: fc.constantFrom<string[]>([acme], ["house"], [acme, "house"], ["*"]),
    });
    let made = 0;

    fc.assert(
      fc.property(some, fc.array(some, { maxLength: 6 }), (first, more) => {
        const scopes = new Set<string>([...first.scopes, "programs:manage"]);
        let token = make(floor, `root-${++made}`, { ...first, scopes: [...scopes] });
        for (const wish of more) {
          const answer = as(floor, token)(wmsPaths.programs, {
            program: `p-${++made}`,
            ...wish,
            scopes: [...new Set([...wish.scopes, "programs:manage"])],
          });
          if (answer.status !== 201) continue;
          token = String(answer.body.token);
          for (const scope of answer.body.scopes as string[]) expect(scopes).toContain(scope);
          if (!first.clients.includes("*"))
            for (const client of answer.body.clients as string[]) expect(first.clients).toContain(client);
        }
      }),
      { numRuns: 60 },
    );
  });
});

it("a program that was made is known for years", async () => {
  const floor = await aSharedFloor();
  const token = make(floor, "erp");
  floor.run((40 * dayMs) / 1_000);
  await floor.reopen();

  expect(as(floor, token)(wmsPaths.orders).status).toBe(200);
  expect(await floor.house.differences()).toEqual([]);
});
