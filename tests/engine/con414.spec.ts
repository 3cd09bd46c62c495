import assert from "node:assert/strict";
import * as path from "node:path";
import { openAccount, type StoredObject } from "../../sandbox/aws/account";
import { putImage } from "../../sandbox/aws/images";
import { imageFromFolder } from "../../sandbox/image";
import { ROOT } from "../../sandbox/tools";
import { TestSandbox } from "../support/engine";

const REGION = "eu-central-1";
const DOMAIN = "lab.cruddur.example";
const PASSWORD = "canary:$2y$05$0123456789012345678901";
const INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";

describe("the CON414 lab", () => {
  let box: TestSandbox;
  let empty: readonly StoredObject[];
  const printed: string[] = [];

  const account = (): Promise<readonly StoredObject[]> =>
    openAccount(box.sandbox.accountFolder).transaction(REGION, (view) =>
      view.all().filter(({ token }) => token.startsWith("aws:")),
    );
  const ofType = async (token: string) => (await account()).filter((each) => each.token === token);
  const pulumi = async (...args: string[]) => {
    const output = await box.mustPulumi(...args, "--stack", "lab");
    printed.push(output);
    return output;
  };
  /** Ends with an error at the first mandatory finding. */
  const up = (...flags: string[]) =>
    pulumi(
      ...["up", "--yes", "--skip-preview", "--policy-pack", path.join(ROOT, "policy-pack")],
      ...flags,
    );

  before(async () => {
    box = await TestSandbox.open("con414", path.join(ROOT, "examples", "con414"));
    await box.mustPulumi("stack", "init", "lab");
    const plain = { "aws:region": REGION, "con414:domain": DOMAIN };
    const all = { ...plain, "con414:hostedZone": "cruddur.example" };
    const given = Object.entries(all).flatMap(([key, value]) => ["--plaintext", `${key}=${value}`]);
    await pulumi("config", "set-all", ...given, "--secret", `con414:htpasswd=${PASSWORD}`);
    empty = await account();
  });
  after(() => box.close());

  it("is pleasing to the policy pack at its first preview", async () => {
    await pulumi("preview", "--policy-pack", path.join(ROOT, "policy-pack"));
  });

  it("brings everything but the service, until there is an image", async () => {
    await up();
    assert.deepEqual(await ofType("aws:ecs/service:Service"), []);
  });

  it("brings the service with the image", async () => {
    const image = await imageFromFolder(path.join(ROOT, "images", "frontend-react-js"));
    const repository = { region: REGION, repository: "reinvent2019-con414", tag: "release-1" };
    assert.ok(await putImage(box.sandbox.accountFolder, { ...repository, ...image }));
    await pulumi("config", "set", "imageDigest", image.digest);
    await up();
    assert.equal((await ofType("aws:ecs/service:Service")).length, 1);
    const [task] = await ofType("aws:ecs/taskDefinition:TaskDefinition");
    const [container, ...others] = JSON.parse(String(task?.properties["containerDefinitions"])) as {
      name: string;
      secrets: { name: string; valueFrom: string }[];
    }[];
    assert.deepEqual(others, []);
    assert.equal(container?.name, "httpd-auth");
    assert.deepEqual(container.secrets, [
      {
        name: "HTPASSWD",
        valueFrom: `arn:aws:secretsmanager:${REGION}:123456789012:secret:reinvent2019-con414/HTPASSWD`,
      },
    ]);
  });

  it("is open to the world on the load balancer's ports 80 and 443, and nowhere else", async () => {
    const open = (await ofType(INGRESS)).filter(({ properties }) =>
      [properties["cidrIpv4"], properties["cidrIpv6"]].some((range) =>
        ["0.0.0.0/0", "::/0"].includes(String(range)),
      ),
    );
    assert.deepEqual(
      open.map(({ properties }) => [properties["fromPort"], properties["toPort"]]).sort(),
      [
        [443, 443],
        [80, 80],
      ],
    );
    const [balancer] = await ofType("aws:lb/loadBalancer:LoadBalancer");
    const groups = balancer?.properties["securityGroups"] as string[];
    for (const { properties } of open)
      assert.ok(groups.includes(String(properties["securityGroupId"])));
  });

  it("keeps the password with a customer key, and out of state, account and output", async () => {
    const [secret] = await ofType("aws:secretsmanager/secret:Secret");
    assert.match(String(secret?.properties["kmsKeyId"]), /^arn:aws:kms:/);
    const state = await box.mustPulumi("stack", "export", "--stack", "lab");
    const kept = JSON.stringify(await account());
    for (const text of [state, kept, ...printed]) assert.ok(!text.includes(PASSWORD));
  });

  it("changes nothing the second time", async () => {
    await up("--expect-no-changes");
  });

  it("leaves nothing behind", async () => {
    await pulumi("destroy", "--yes", "--skip-preview");
    assert.deepEqual(await box.exported("lab"), []);
    assert.deepEqual(await account(), empty);
  });
});
