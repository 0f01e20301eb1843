/**
 * How many nodes an OPC UA server takes in one request (OPC UA part 5, 6.3.11, OperationLimits). Small servers of PLCs take ten or fewer and refuse the whole
 * request beyond that.
 */
import { AttributeIds, type ClientSession, VariableIds } from "node-opcua";

export interface OperationLimits {
  readonly nodesPerRead: number;
  readonly itemsPerCall: number;
}

/** For servers that name no limit. */
const unlimited = 1_000;
/** For servers that do not say whether they have one. */
const unsaid = 100;

/** Each is asked for alone: a server may take no more than one node at a time. */
export async function limitsOf(session: Pick<ClientSession, "read">): Promise<OperationLimits> {
  const read = async (id: number): Promise<number> => {
    const { value, statusCode } = await session.read({ nodeId: `i=${id}`, attributeId: AttributeIds.Value });
    const limit: unknown = value?.value;
    if (!statusCode.isGood() || typeof limit !== "number") return unsaid;
    return limit > 0 ? Math.min(limit, unlimited) : unlimited;
  };
  const nodesPerRead = await read(VariableIds.Server_ServerCapabilities_OperationLimits_MaxNodesPerRead);
  const itemsPerCall = await read(
    VariableIds.Server_ServerCapabilities_OperationLimits_MaxMonitoredItemsPerCall,
  );
  return { nodesPerRead, itemsPerCall };
}

export function chunksOf<Thing>(things: readonly Thing[], size: number): Thing[][] {
  const chunks: Thing[][] = [];
  for (let at = 0; at < things.length; at += size) chunks.push(things.slice(at, at + size));
  return chunks;
}
