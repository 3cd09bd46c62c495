import { each, type Check } from "./finding";
import type { Graph, Node } from "./graph";
import { bucketsAt } from "./log-buckets";
import type { Reader } from "./reader";
import { ifKnown } from "./targets";

const BLOCKS = ["aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"];
const ACCOUNT_BLOCKS = ["aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock"];

/** The four switches; each is off if nothing is said. */
const SWITCHES = [
  "blockPublicAcls",
  "blockPublicPolicy",
  "ignorePublicAcls",
  "restrictPublicBuckets",
];

/** Finds what keeps a bucket open to the public, as far as its stack says. */
export function* openToPublic(graph: Graph, bucket: Node): Check {
  if (graph.ofType(ACCOUNT_BLOCKS).some(({ resource }) => isClosed(resource))) return;
  const inline = bucket.resource.object("publicAccessBlockConfiguration");
  if (inline !== undefined) {
    yield* openSwitches(inline);
    return;
  }
  const blocks = graph
    .ofType(BLOCKS)
    .map((node) => ({ node, ...bucketsAt(graph, node, "bucket") }));
  const own = blocks.filter(({ nodes }) => nodes.includes(bucket));
  yield* each(own, ({ node }) => openSwitches(node.resource));
  if (own.length > 0) return;
  // A block of a bucket that cannot be known may be this one's: reading it says so.
  for (const { node, open } of blocks) if (open) node.resource.text("bucket");
  yield bucket.resource.finding("publicAccessBlock", {
    found: "is missing",
    expected: "all public access to be blocked, as logs are kept here",
  });
}

function* openSwitches(block: Reader): Check {
  yield* each(SWITCHES, function* (name) {
    if (block.flag(name) !== true)
      yield block.finding(name, { expected: "true, as logs are kept here" });
  });
}

function isClosed(block: Reader): boolean {
  return SWITCHES.every((name) => ifKnown(() => block.flag(name)) === true);
}
