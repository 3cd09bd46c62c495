import assert from "node:assert/strict";
import { types } from "../../sandbox/aws/types/servicediscovery";
import { startAccount, type Bag, type Resource } from "./engine-client";
import { missingOutputs, T, tableFaults } from "./ecs-world";

const PRIVATE = "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace";
const SERVICE = "aws:servicediscovery/service:Service";

describe("Cloud Map", () => {
  let account: Awaited<ReturnType<typeof startAccount>>;
  let count: number;
  beforeEach(async () => {
    account = await startAccount();
    count = 0;
  });
  afterEach(() => account.stop());
  const make = (type: string, args: Bag): Promise<Resource> =>
    account.engine.create(type, `r${(count += 1)}`, args);

  for (const type of types) {
    it(`the table of ${type.token} names what the SDK has`, () => {
      assert.deepEqual(tableFaults(type), []);
    });
  }

  it("creates namespaces and services with the ids of the real provider", async () => {
    const http = await make(T.namespace, { name: "cruddur" });
    assert.match(http.id, /^ns-[0-9a-z]{16}$/);
    assert.equal(http.outputs["httpName"], "cruddur");
    assert.equal(
      http.outputs["arn"],
      `arn:aws:servicediscovery:eu-central-1:123456789012:namespace/${http.id}`,
    );
    const vpc = await make(T.vpc, { cidrBlock: "10.0.0.0/16" });
    const dns = await make(PRIVATE, { name: "cruddur.local", vpc: vpc.id });
    const service = await make(SERVICE, {
      name: "backend",
      dnsConfig: { namespaceId: dns.id, dnsRecords: [{ type: "A", ttl: 10 }] },
    });
    assert.equal(service.outputs["namespaceId"], dns.id);
    assert.equal(service.outputs["type"], "DNS_HTTP");
    for (const resource of [http, dns, service]) {
      assert.deepEqual(missingOutputs(resource), []);
      assert.deepEqual((await account.engine.refresh(resource))?.outputs, resource.outputs);
    }
    const imported = await account.engine.read(PRIVATE, "i", `${dns.id}:${vpc.id}`);
    assert.equal(imported?.id, dns.id);
  });

  it("replaces what it cannot rename", async () => {
    const http = await make(T.namespace, { name: "cruddur" });
    const replaces = async (args: Bag) => (await account.engine.diff(http, args)).replaces;
    assert.deepEqual(await replaces({ name: "other" }), ["name"]);
    assert.deepEqual(await replaces({ name: "cruddur", description: "x" }), ["description"]);
    assert.deepEqual(await replaces({ name: "cruddur", tags: { a: "b" } }), []);
  });

  it("refuses what exists, what is not there and what is no name", async () => {
    await make(T.namespace, { name: "cruddur" });
    await assert.rejects(make(T.namespace, { name: "cruddur" }), /NamespaceAlreadyExists/);
    await assert.rejects(
      make(PRIVATE, { name: "cruddur.local", vpc: "vpc-0123456789abcdef0" }),
      /InvalidInput: The VPC ID 'vpc-0123456789abcdef0' in region 'eu-central-1' is invalid/,
    );
    await assert.rejects(
      make(SERVICE, { name: "x", namespaceId: "ns-0123456789abcdef" }),
      /NamespaceNotFound/,
    );
    const { failures } = await account.engine.check(T.namespace, "bad", { name: "a b" });
    assert.equal(failures.length, 1);
  });

  it("keeps a namespace while it has services", async () => {
    const http = await make(T.namespace, { name: "cruddur" });
    const service = await make(SERVICE, { name: "backend", namespaceId: http.id });
    await assert.rejects(
      account.engine.delete(http),
      /ResourceInUse: Namespace has associated services\./,
    );
    await account.engine.delete(service);
    await account.engine.delete(http);
  });
});
