/** `floorplane connect odoo|rest`: stands between a WMS that speaks its own way and a house's door, until Ctrl-C. */
import { Command } from "commander";
import { oneOf, wholeNumber } from "./options.ts";

const withSides = (command: Command): Command =>
  command
    .requiredOption("--wms <url>", "where the WMS stands")
    .requiredOption("--door <url>", "the house's WMS door, such as http://127.0.0.1:8481")
    .option("--token-file <file>", "the program's token at that door")
    .option("--client <client>", "whose orders and goods, where they are not the site's own client's")
    .option(
      "--state <dir>",
      "keeps what was decided and told; one folder for each WMS",
      ".floorplane/connect",
    )
    .option("--every <seconds>", "between two looks", wholeNumber("--every", 1, 3_600), 10)
    .option("--once", "looks once, and exits 0 where both sides were reached");

export const connectCommand = (): Command =>
  new Command("connect")
    .description("a WMS that speaks its own way: its orders to a house's door, the house's word back")
    .addCommand(odooCommand())
    .addCommand(restCommand());

const odooCommand = (): Command =>
  withSides(
    new Command("odoo").description(
      "deliveries of Odoo (stock.picking, JSON-RPC) that are ready; what left is written into them and validated",
    ),
  )
    .requiredOption("--database <name>", "Odoo's database")
    .requiredOption("--login <name>", "user of Odoo that may read and validate transfers")
    .requiredOption("--key-file <file>", "an API key of that user")
    .option("--warehouse <code>", "only deliveries of the warehouse with this code (WH)")
    .option(
      "--backorders <what>",
      "units that an ended order did not ship: Odoo creates a transfer of them, or they are cancelled",
      oneOf("--backorders", ["create", "cancel"] as const),
      "create",
    )
    .option(
      "--ship-on-field <name>",
      "field of a transfer that says pallet or parcel, or is ticked for a pallet (x_on_pallet)",
    )
    .option(
      "--consolidation-field <name>",
      "field of a transfer by which those that leave together are called (batch_id)",
    )
    .action(async (options) => {
      const [{ runConnector, addressIn }, { OdooDialect }, { OdooRpc }, { fetchWay }, { secretIn }] =
        await parts(
          import("@floorplane/wms-bridge/dialects/odoo/odoo-dialect"),
          import("@floorplane/wms-bridge/dialects/odoo/odoo-rpc"),
        );
      const rpc = new OdooRpc({
        url: addressIn("--wms", options.wms),
        database: options.database,
        login: options.login,
        key: secretIn("--key-file", options.keyFile),
        way: fetchWay,
      });
      const { warehouse, backorders, shipOnField, consolidationField } = options;
      const leaves = { shipOn: shipOnField, consolidation: consolidationField };
      await runConnector(new OdooDialect({ rpc, warehouse, backorders, leaves }), options);
    });

const restCommand = (): Command =>
  withSides(
    new Command("rest").description(
      "a WMS with GET /orders, POST /events and POST /refusals below its address, in plain JSON",
    ),
  )
    .option("--key-file <file>", "a bearer token for the WMS")
    .action(async (options) => {
      const [{ runConnector, addressIn }, { RestDialect }, , { fetchWay }, { secretIn }] = await parts(
        import("@floorplane/wms-bridge/dialects/rest-dialect"),
        undefined,
      );
      const key = options.keyFile === undefined ? undefined : secretIn("--key-file", options.keyFile);
      await runConnector(
        new RestDialect({ url: addressIn("--wms", options.wms), key, way: fetchWay }),
        options,
      );
    });

/** Loaded when it is used. */
const parts = <One, Two>(one: Promise<One>, two: Two) =>
  Promise.all([
    import("../connect/run-connector.ts"),
    one,
    two,
    import("@floorplane/wms-bridge/dialects/json-way"),
    import("../running/secret-file.ts"),
  ]);
