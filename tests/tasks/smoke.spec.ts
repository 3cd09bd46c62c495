import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as http from "node:http";
import * as https from "node:https";
import type { AddressInfo } from "node:net";
import * as path from "node:path";
import {
  AllocateAddressCommand,
  AssociateAddressCommand,
  DescribeNetworkInterfacesCommand,
  EC2Client,
} from "@aws-sdk/client-ec2";
import {
  CreateServiceCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
  RunTaskCommand,
} from "@aws-sdk/client-ecs";
import type { OneOffTaskRun } from "../../components/one-off-task";
import { smokeCommand } from "../../operations/smoke";
import { capture } from "../../sandbox/lib/process";
import { AwsFault, AwsServer, type Json } from "../support/aws-server";
import { MissingTool, orSkip } from "../support/missing-tool";
import { deployedTask, perform, pulumiWith, REGION, session, type Session } from "./world";

const DOMAIN = "cruddur.test";
const SERVICE = "backend-flask-1234567";
const PACE = { poll: 0, capacity: 0, patience: 60_000 };

/** What a host answers to a path. */
type Site = (host: string, path: string) => { status: number; body?: string; location?: string };

const WELL: Site = (host, url) =>
  host.startsWith("www.")
    ? { status: 301, location: `https://${host.slice(4)}:443${url}` }
    : url === (host.startsWith("api.") ? "/api/health-check" : "/healthz")
      ? { status: 200, body: '{"success": true, "ver": 1}' }
      : { status: 404 };

const REDIRECTING: Site = (host, url) => ({ status: 301, location: `https://${host}:443${url}` });

describe("npm run smoke", () => {
  let aws: AwsServer;
  let user: Session;
  let run: OneOffTaskRun;
  let outputs: Json;
  let certificate: { readonly key: string; readonly cert: string };
  const sites = { "https:": WELL, "http:": REDIRECTING };
  const servers: http.Server[] = [];
  const ports = { "https:": 0, "http:": 0 };

  before(async function () {
    this.timeout(120_000);
    aws = await orSkip(this, () => AwsServer.start());
    certificate = await orSkip(this, selfSigned);
    for (const scheme of ["https:", "http:"] as const) {
      const answer: http.RequestListener = (request, response) => {
        const { status, body, location } = sites[scheme](
          request.headers.host ?? "",
          request.url ?? "",
        );
        response.writeHead(status, location === undefined ? {} : { location }).end(body);
      };
      const server =
        scheme === "https:" ? https.createServer(certificate, answer) : http.createServer(answer);
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      ports[scheme] = (server.address() as AddressInfo).port;
      servers.push(server);
    }
  });
  after(async () => {
    for (const server of servers) server.close();
    await aws.stop();
  });

  beforeEach(async () => {
    await aws.reset();
    Object.assign(sites, { "https:": WELL, "http:": REDIRECTING });
    run = await deployedTask(aws);
    user = session(aws);
    outputs = {
      region: REGION,
      url: `https://${DOMAIN}`,
      apiUrl: `https://api.${DOMAIN}`,
      clusterName: "cruddur-dev",
      serviceNames: { "backend-flask": SERVICE },
      taskDefinitionArns: { "backend-flask": await deployService() },
      oneOffTasks: { "db-test": run },
    };
    perform(aws, run, { log: [["The database answers."]] });
    aws.override("DescribeServices", withServiceConnect(["backend-flask"]));
  });
  afterEach(() => {
    user.close();
  });

  /** A service with one task; answers its revision. */
  async function deployService(): Promise<string> {
    const ecs = new ECSClient({ ...aws.settings, region: REGION });
    const { taskDefinition } = await ecs.send(
      new RegisterTaskDefinitionCommand({
        family: "cruddur-dev-backend-flask",
        networkMode: "awsvpc",
        cpu: "512",
        memory: "1024",
        containerDefinitions: [{ name: "backend-flask", image: "web", memory: 512 }],
      }),
    );
    const revision = taskDefinition?.taskDefinitionArn ?? "";
    const network = {
      awsvpcConfiguration: { subnets: run.subnets, securityGroups: run.securityGroups },
    };
    const common = { cluster: "cruddur-dev", taskDefinition: revision };
    await ecs.send(
      new CreateServiceCommand({
        ...common,
        serviceName: SERVICE,
        desiredCount: 1,
        networkConfiguration: network,
      }),
    );
    // moto starts no tasks for a service.
    await ecs.send(
      new RunTaskCommand({
        ...common,
        launchType: "FARGATE",
        group: `service:${SERVICE}`,
        networkConfiguration: network,
      }),
    );
    return revision;
  }

  /** moto forgets what a service offers by Service Connect. */
  const withServiceConnect =
    (names: readonly string[], more: Json = {}) =>
    async (_: Json, ask: () => Promise<Json>): Promise<Json> => {
      const answer = (await ask()) as { services: (Json & { deployments: Json[] })[] };
      const serviceConnectResources = names.map((discoveryName) => ({ discoveryName }));
      return {
        ...answer,
        services: answer.services.map((service) => ({
          ...service,
          deployments: service.deployments.map((each) => ({ ...each, serviceConnectResources })),
          ...more,
        })),
      };
    };

  const smoke = (): Promise<number> => {
    pulumiWith(user.programs, outputs);
    return smokeCommand(["--stack", "dev"], user.context, {
      connect: { ca: certificate.cert, portInstead: ports },
      pace: PACE,
    });
  };
  /** The one line about a check. */
  const line = (name: string): string => {
    const found = user.printed.filter((text) => text.includes(`  ${name}: `));
    assert.equal(found.length, 1, user.printed.join("\n"));
    return (found[0] ?? "").trim();
  };
  const fails = async (name: string, detail: RegExp): Promise<void> => {
    assert.equal(await smoke(), 1);
    assert.match(line(name), /^FAIL /);
    assert.match(line(name), detail);
    assert.match(user.printed.at(-1) ?? "", /^\d passed, [1-9] failed, \d skipped$/);
  };

  it("passes where everything is as it should be, and says what it saw", async () => {
    assert.equal(await smoke(), 0, user.printed.join("\n"));
    assert.deepEqual(user.printed, [
      "  pass  backend-flask answers on /api/health-check: https://api.cruddur.test/api/health-check: 200 and success",
      "  pass  backend-flask turns HTTP to HTTPS: http://api.cruddur.test/api/health-check: 301 to https://api.cruddur.test/api/health-check",
      "  pass  frontend-react-js answers on /healthz: https://cruddur.test/healthz: 200",
      "  pass  frontend-react-js turns HTTP to HTTPS: http://cruddur.test/healthz: 301 to https://cruddur.test/healthz",
      "  pass  www is sent on to the front end: https://www.cruddur.test/healthz: 301 to https://cruddur.test/healthz",
      "  pass  backend-flask runs the revision that was deployed: 1 of 1 tasks run cruddur-dev-backend-flask:1",
      "  pass  backend-flask is registered with Service Connect: ECS has the endpoint backend-flask",
      "  skip  frontend-react-js runs the revision that was deployed: it is not deployed: cruddur:frontendReactJsImageDigest is none",
      "  pass  no task has a public address: 1 network interfaces of 1 tasks, private only",
      "  pass  task db-test exits with 0: The database answers.",
      "9 passed, 0 failed, 1 skipped",
    ]);
  });

  const HEALTH = "backend-flask answers on /api/health-check";
  for (const [what, answer, detail] of [
    ["an error", { status: 503 }, /status 503, not 200$/],
    ["a redirect", { status: 302, location: "/" }, /status 302, not 200$/],
    ["a failure", { status: 200, body: '{"success": false}' }, /not \{"success": true\}$/],
    ["no JSON", { status: 200, body: "<html>" }, /not \{"success": true\}$/],
    ["null", { status: 200, body: "null" }, /not \{"success": true\}$/],
  ] as const)
    it(`fails when the health check answers ${what}`, async () => {
      sites["https:"] = (host, url) => (host.startsWith("api.") ? answer : WELL(host, url));
      await fails(HEALTH, detail);
    });

  it("fails when the certificate is not trusted", async () => {
    pulumiWith(user.programs, outputs);
    const code = await smokeCommand([], user.context, {
      connect: { portInstead: ports },
      pace: PACE,
    });
    assert.equal(code, 1);
    assert.match(line(HEALTH), /^FAIL .*self-signed certificate$/);
  });

  it("fails when the certificate is another name's", async () => {
    outputs = { ...outputs, apiUrl: "https://api.other.test" };
    await fails(HEALTH, /certificate's altnames/);
  });

  it("fails when nobody listens", async () => {
    pulumiWith(user.programs, outputs);
    const code = await smokeCommand([], user.context, {
      connect: { portInstead: { "https:": 1, "http:": 1 } },
      pace: PACE,
    });
    assert.equal(code, 1);
    assert.match(line(HEALTH), /^FAIL .*ECONNREFUSED/);
  });

  const REDIRECT = "backend-flask turns HTTP to HTTPS";
  for (const [what, answer, detail] of [
    ["answers", { status: 200, body: '{"success": true}' }, /status 200, not 301$/],
    ["leads elsewhere", { status: 301, location: "https://evil.test/" }, /301 to https:\/\/evil/],
    ["leads to HTTP", { status: 301, location: "http://api.cruddur.test/" }, /not https:/],
    ["leads nowhere", { status: 301 }, /301 to nowhere, not https:/],
  ] as const)
    it(`fails when HTTP ${what}`, async () => {
      sites["http:"] = () => answer;
      await fails(REDIRECT, detail);
    });

  it("fails when www has pages of its own, whose origin the backend does not admit", async () => {
    sites["https:"] = (host, url) => WELL(host.replace(/^www\./, ""), url);
    await fails("www is sent on to the front end", /www\.cruddur\.test.*status 200, not 301$/);
  });

  const REVISION = "backend-flask runs the revision that was deployed";
  for (const [what, more, detail] of [
    ["another revision", { taskDefinition: "arn:x/other:7" }, /told to run other:7, not cruddur/],
    ["too few tasks", { runningCount: 0 }, /0 of 1 tasks run$/],
    [
      "a deployment that failed",
      { deployments: [{ status: "PRIMARY", rolloutState: "FAILED" }] },
      /a deployment is FAILED$/,
    ],
    [
      "two deployments",
      {
        deployments: [
          { status: "PRIMARY", rolloutState: "IN_PROGRESS" },
          { status: "ACTIVE", rolloutState: "COMPLETED" },
        ],
      },
      /a deployment is IN_PROGRESS$/,
    ],
    ["a service that is going", { status: "DRAINING" }, /is DRAINING$/],
  ] as const)
    it(`fails at ${what}`, async () => {
      aws.override("DescribeServices", withServiceConnect(["backend-flask"], more));
      await fails(REVISION, detail);
    });

  it("fails at a task of another revision", async () => {
    const other = "arn:aws:ecs:us-east-1:123456789012:task-definition/cruddur-dev-backend-flask:9";
    aws.override("DescribeTasks", async (_, ask) => {
      const { tasks } = (await ask()) as { tasks: Json[] };
      return { tasks: tasks.map((task) => ({ ...task, taskDefinitionArn: other })) };
    });
    await fails(REVISION, /1 of 1 tasks run cruddur-dev-backend-flask:9, not .*:1$/);
  });

  it("skips a service of which no task is wanted", async () => {
    const more = { desiredCount: 0, runningCount: 0 };
    aws.override("DescribeServices", withServiceConnect(["backend-flask"], more));
    assert.equal(await smoke(), 0);
    assert.match(line(REVISION), /^skip .*no task is wanted/);
  });

  it("fails when the service is gone", async () => {
    aws.override("DescribeServices", () => Promise.resolve({ services: [] }));
    await fails(REVISION, /there is no service backend-flask-1234567 in cluster cruddur-dev$/);
  });

  it("fails when Service Connect has another name or none", async () => {
    aws.override("DescribeServices", withServiceConnect(["web"]));
    await fails("backend-flask is registered with Service Connect", /ECS has web, not backend-/);
    user.printed.length = 0;
    aws.override("DescribeServices", withServiceConnect([]));
    await fails("backend-flask is registered with Service Connect", /has no endpoint, not/);
  });

  it("fails when a task has a public address", async () => {
    const ec2 = new EC2Client({ ...aws.settings, region: REGION });
    const { NetworkInterfaces: interfaces = [] } = await ec2.send(
      new DescribeNetworkInterfacesCommand({
        Filters: [{ Name: "description", Values: ["moto ECS"] }],
      }),
    );
    const { AllocationId, PublicIp } = await ec2.send(
      new AllocateAddressCommand({ Domain: "vpc" }),
    );
    const id = interfaces[0]?.NetworkInterfaceId ?? "";
    await ec2.send(new AssociateAddressCommand({ AllocationId, NetworkInterfaceId: id }));
    await fails("no task has a public address", new RegExp(`${id} has ${PublicIp ?? "?"}$`));
  });

  it("fails when the database does not answer, with the task's own words", async () => {
    const words = "The database cannot be used: no answer in time.";
    perform(aws, run, { log: [[words]], container: { exitCode: 1 } });
    await fails("task db-test exits with 0", new RegExp(`exit code 1: ${words}$`));
    assert.ok(!user.printed.includes(words));
  });

  it("counts what may not be read as a failure, and goes on", async () => {
    aws.override("ListTasks", () =>
      Promise.resolve(new AwsFault("AccessDeniedException", "not authorized: ecs:ListTasks")),
    );
    await fails("no task has a public address", /the tasks cannot be read: AccessDeniedException/);
    assert.match(line("task db-test exits with 0"), /^pass /);
  });

  it("has nothing to see in a platform without images and domain, and does not call that well", async () => {
    outputs = { region: REGION, clusterName: "cruddur-dev", serviceNames: {}, oneOffTasks: {} };
    outputs = { ...outputs, taskDefinitionArns: {} };
    aws.override("ListTasks", () => Promise.resolve({ taskArns: [] }));
    assert.equal(await smoke(), 1);
    assert.equal(user.printed.at(-1), "0 passed, 0 failed, 10 skipped");
    assert.deepEqual(user.said, ["Nothing of this stack could be seen to work."]);
  });

  it("skips the way to HTTPS where plain HTTP is allowed", async () => {
    outputs = { ...outputs, apiUrl: "http://lb.test", url: "http://lb.test" };
    sites["http:"] = () => ({ status: 200, body: '{"success": true}' });
    assert.equal(await smoke(), 0, user.printed.join("\n"));
    assert.match(line(REDIRECT), /^skip .*allowPlainHttp/);
  });

  it("stops between two checks on Ctrl-C", async () => {
    user.interrupt();
    assert.equal(await smoke(), 1);
    assert.deepEqual(user.printed, ["0 passed, 0 failed, 0 skipped, 10 not run"]);
  });
});

async function selfSigned(): Promise<{ key: string; cert: string }> {
  const folder = fs.mkdtempSync(path.join(fs.realpathSync("/tmp"), "certificate-"));
  try {
    const { code, stderr } = await capture(
      "openssl",
      [
        ...["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"],
        ...["-keyout", "key.pem", "-out", "cert.pem", "-days", "2", "-subj", `/CN=${DOMAIN}`],
        ...["-addext", `subjectAltName=DNS:${DOMAIN},DNS:www.${DOMAIN},DNS:api.${DOMAIN}`],
      ],
      { cwd: folder },
    );
    if (code === 127) throw new MissingTool("openssl");
    assert.equal(code, 0, stderr);
    const read = (name: string) => fs.readFileSync(path.join(folder, name), "utf8");
    return { key: read("key.pem"), cert: read("cert.pem") };
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
