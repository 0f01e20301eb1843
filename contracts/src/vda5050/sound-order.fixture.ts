/** Joins the random nodes and edges of an order as the rules of every VDA 5050 version ask. */
interface Element {
  readonly sequenceId: number;
  readonly released: boolean;
  readonly actions: readonly { readonly actionId: string }[];
}
interface Order<Node extends Element, Edge extends Element> {
  readonly orderId: string;
  readonly orderUpdateId: number;
  readonly nodes: Node[];
  readonly edges: Edge[];
}

/** `aNode` and `anEdge` stand where the random order has too few. */
export function soundShape<Node extends Element, Edge extends Element, Message extends Order<Node, Edge>>(
  order: Message,
  aNode: Node,
  anEdge: Edge,
): Message {
  let actions = 0;
  const numbered = <Any extends Element>(element: Any, sequenceId: number): Any => ({
    ...element,
    sequenceId,
    released: true,
    actions: element.actions.map((action) => ({ ...action, actionId: `a${actions++}` })),
  });
  const given = order.nodes.length > 0 ? order.nodes : [aNode];
  const nodes = given.map((node, index) => numbered(node, 2 * index));
  const edges = nodes.slice(1).map((_, index) => numbered(order.edges[index] ?? anEdge, 2 * index + 1));
  return { ...order, orderId: `order ${order.orderId}`, nodes, edges };
}
