import assert from "node:assert/strict";
import { type Account, openAccount, type StoredObject } from "../../sandbox/aws/account";
import {
  findRevision,
  nextRevision,
  putRevision,
  putRollout,
  rolloutOf,
  SERVICE,
} from "../../sandbox/aws/types/ecs/records";
import { ALARM } from "../../sandbox/aws/types/ecs/deployment-failure";
import { HOOK_FUNCTION } from "../../sandbox/aws/types/ecs/lifecycle-hooks";
import {
  LISTENER,
  LISTENER_RULE,
  LOAD_BALANCER,
  TARGET_GROUP,
} from "../../sandbox/aws/types/lb/tokens";
import { publishImage } from "../../sandbox/publish";
import { SERVICE_NAMES } from "../../services";
import { type PlainValues, TestSandbox } from "../support/engine";
import { copyOfProgram, type Edits, type ProgramCopy } from "../support/program";
import { routingOf } from "../support/routing";
import { assertNoStackTrace } from "../support/stack-trace";

const STACK = "dev";
const QUIET = ["--stack", STACK, "--yes", "--skip-preview"];
const DIGEST = "cruddur:backendFlaskImageDigest";
/** What ECS asks; nothing of the kind is in the account at first. */
const HOOK = "arn:aws:lambda:us-east-1:123456789012:function:check";
/** No registry holds it. */
const ABSENT = `sha256:${"d".repeat(64)}`;

/** What changes the backend's target groups in place, what makes other ones, and what makes another load balancer. */
const PATH: Edits = { "services.ts": [['"/api/health-check"', '"/api/health"']] };
const PORT: Edits = { "services.ts": [["port: 4567,", "port: 5000,"]] };
const SCHEME: Edits = {
  "stacks/edge.ts": [
    [
      'scheme: "internet-facing",',
      'scheme: "internal", clients: { us: { cidrIpv4: "10.0.0.0/8" } },',
    ],
  ],
};
const backwards = (edits: Edits): Edits =>
  Object.fromEntries(
    Object.entries(edits).map(([file, all]) => [
      file,
      all.map(([from, to]) => [to, from] as const),
    ]),
  );
const RECORD = "aws:route53/record:Record";
const SECOND_SERVES =
  /LoadBalancerTarget "(backend-flask|frontend-react-js)": its second target group serves, and .* Deploy the service once more as before/;
/** Strategies under which the three are tried, there and back, and what they lead to. */
const MOVES = [
  { by: "blueGreen", way: (edits: Edits) => edits, port: 5000, path: "/api/health", groups: 2 },
  { by: "rolling", way: backwards, port: 4567, path: "/api/health-check", groups: 1 },
];

describe("deployments of a running environment", () => {
  let program: ProgramCopy;
  let box: TestSandbox;
  let digest: string;

  const set = (values: PlainValues) => box.configure(STACK, values);
  const up = (...flags: string[]) => box.mustPulumi("up", ...QUIET, ...flags);
  const settled = async () => {
    await up("--expect-no-changes");
    // ECS has moved weights that the state does not know of: seen once, and then left alone.
    await box.mustPulumi("refresh", ...QUIET);
    await up("--expect-no-changes");
    await box.mustPulumi("refresh", ...QUIET, "--expect-no-changes");
  };
  const account = <T>(work: (view: Account) => T) =>
    openAccount(box.sandbox.accountFolder).transaction("us-east-1", work);
  const backend = (view: Account) => {
    const found = view
      .list(SERVICE)
      .find(({ properties }) => String(properties["name"]).startsWith("backend-flask"));
    assert.ok(found);
    return found;
  };
  const running = () =>
    account((view) => {
      const { id } = backend(view);
      const rollout = rolloutOf(view, id);
      assert.ok(rollout);
      return rollout;
    });

  /** The weights of the backend's rule, once two groups share it. */
  const weights = () =>
    account((view) => {
      const [balancer] = backend(view).properties["loadBalancers"] as {
        targetGroupArn: string;
      }[];
      const lists = view.list(LISTENER_RULE).flatMap(({ properties }) => {
        const [action] = properties["actions"] as {
          forward?: { targetGroups: { arn: string; weight: number }[] };
        }[];
        return action?.forward ? [action.forward.targetGroups] : [];
      });
      const groups = lists.find((list) => list.some(({ arn }) => arn === balancer?.targetGroupArn));
      return groups?.map(({ weight }) => weight);
    });
  /** The requests of every service go where its tasks are; gives the groups. */
  const answered = async () => {
    const routing = await account(routingOf);
    assert.equal(routing.length, SERVICE_NAMES.length);
    for (const { service, requests, tasks } of routing) assert.deepEqual(requests, tasks, service);
    return routing.flatMap(({ requests }) => requests);
  };
  const all = (token: string) => account((view) => view.list(token));
  const backendGroups = async () =>
    (await all(TARGET_GROUP)).filter(({ properties }) =>
      String(properties["name"]).startsWith("backend-flask"),
    );
  const pathsOf = (groups: readonly StoredObject[]) =>
    groups.map(({ properties }) => (properties["healthCheck"] as { path: string }).path);
  /** An update that is rolled back; gives what it printed. */
  const rolledBack = async () => {
    const before = await running();
    const { code, stdout, stderr } = await box.pulumi("up", ...QUIET);
    assert.notEqual(code, 0);
    const after = await running();
    assert.equal(after.effective["taskDefinition"], before.effective["taskDefinition"]);
    return stdout + stderr;
  };

  before(async () => {
    program = copyOfProgram();
    box = await TestSandbox.open("deployments", program.folder);
    await box.sandbox.prepareStack(STACK);
    await set({ backendFlaskRequestsPerTask: 500 });
    await up();
    for (const name of SERVICE_NAMES) assert.equal(await publishImage(box.sandbox, name, STACK), 0);
    digest = (await box.mustPulumi("config", "get", "--stack", STACK, DIGEST)).trim();
    await up();
  });
  after(async () => {
    await box.close();
    program.remove();
  });

  for (const deployment of ["blueGreen", "canary", "linear", "rolling"]) {
    const moves = MOVES.filter(({ by }) => by === deployment);

    it(`turn to ${deployment}, deploy a change, and have nothing left to do`, async () => {
      await set({ deployment });
      await up();
      await up("--expect-no-changes");
      await set({ frontendUrl: `https://${deployment.toLowerCase()}.example` });
      const { effective: before } = await running();
      const shares = await weights();
      const groups = await backendGroups();
      for (const { way } of moves) program.edit(way(PATH));
      await up();
      const { effective: after } = await running();
      assert.notEqual(after["taskDefinition"], before["taskDefinition"]);
      assert.deepEqual(await weights(), shares?.reverse());
      assert.deepEqual(shares?.sort(), deployment === "rolling" ? undefined : [0, 100]);
      await answered();
      const now = await backendGroups();
      assert.deepEqual(
        now.map(({ id }) => id),
        groups.map(({ id }) => id),
        "another path for the health check changes the groups in place",
      );
      for (const { path } of moves)
        assert.deepEqual(
          pathsOf(now),
          groups.map(() => path),
        );
      await settled();
    });

    for (const { way, port, groups } of moves) {
      it(`by ${deployment}: give the backend another port, and no target group is in use or its name taken`, async () => {
        const before = (await backendGroups()).map(({ id }) => id);
        program.edit(way(PORT));
        await up();
        const after = await backendGroups();
        assert.equal(after.length, groups);
        for (const { id, properties } of after) {
          assert.ok(!before.includes(id));
          assert.equal(properties["port"], port);
        }
        await answered();
        await up("--expect-no-changes");
      });

      it(`by ${deployment}: move to a load balancer of another scheme, and listeners, rules, target groups and names follow`, async () => {
        const [before] = await all(LOAD_BALANCER);
        const old = (await all(TARGET_GROUP)).map(({ id }) => id);
        program.edit(way(SCHEME));
        await up();
        const [balancer, ...others] = await all(LOAD_BALANCER);
        assert.ok(balancer && before);
        assert.deepEqual(others, []);
        assert.notEqual(balancer.id, before.id);
        assert.notEqual(balancer.properties["internal"], before.properties["internal"]);
        for (const { properties } of await all(LISTENER))
          assert.equal(properties["loadBalancerArn"], balancer.id);
        const serving = await answered();
        assert.ok(serving.every((group) => !old.includes(group)));
        assert.equal((await all(TARGET_GROUP)).length, old.length);
        const aliases = (await all(RECORD)).flatMap(
          ({ properties }) => (properties["aliases"] as { name: string }[] | undefined) ?? [],
        );
        assert.ok(aliases.length > 0);
        for (const { name } of aliases) assert.equal(name, balancer.properties["dnsName"]);
        await up("--expect-no-changes");
      });
    }

    if (deployment === "linear")
      it("are not turned to rolling while a second target group serves, but after one more deployment", async () => {
        await set({ deployment: "rolling" });
        const { code, stdout, stderr } = await box.pulumi("preview", "--stack", STACK);
        assert.notEqual(code, 0);
        assert.match(stdout + stderr, SECOND_SERVES);
        assertNoStackTrace(stdout + stderr);
        await set({ deployment: "linear", backendUrl: "https://once-more.example" });
        await up();
        const second = (await answered()).filter((group) => group.includes("-alt-"));
        assert.deepEqual(second, []);
      });
  }

  it("fail when their image is not there; the old revision runs on, and the next update mends it", async () => {
    await set({ deployment: "canary" });
    await up();
    const before = await running();
    await set({ backendFlaskImageDigest: ABSENT });
    const { code, stdout, stderr } = await box.pulumi("up", ...QUIET);
    assert.notEqual(code, 0);
    assert.match(stdout + stderr, /rolled back|CannotPullContainerError/);
    assertNoStackTrace(stdout + stderr);
    const after = await running();
    assert.equal(after.effective["taskDefinition"], before.effective["taskDefinition"]);
    assert.equal(after.runningCount, before.runningCount);
    await set({ backendFlaskImageDigest: digest });
    await up("--refresh");
    await settled();
  });

  it("are stopped by a hook that does not agree, and go on when it does", async () => {
    await set({ deploymentHookArn: HOOK, frontendUrl: "https://hook.example" });
    const before = await weights();
    assert.match(
      await rolledBack(),
      /rolled back because POST_SCALE_UP lifecycle hook\(s\) failed\. ECS was unable to invoke hook target \S+:function:check due to Function not found/,
    );
    assert.deepEqual(await weights(), before);
    await account((view) => {
      view.put(HOOK_FUNCTION, HOOK, { hookStatus: "SUCCEEDED" });
    });
    await up("--refresh");
    assert.deepEqual(await weights(), before?.reverse());
    await settled();
  });

  it("are rolled back by the alarm on errors", async () => {
    const name = await account((view) => {
      const { alarmNames } = backend(view).properties["alarms"] as { alarmNames: string[] };
      assert.equal(alarmNames.length, 1);
      return String(alarmNames[0]);
    });
    const firing = (is: boolean) =>
      account((view) => {
        view.put(ALARM, name, { firing: is });
      });
    await firing(true);
    await set({ frontendUrl: "https://alarm.example" });
    assert.match(
      await rolledBack(),
      /rolled back because of alarms: requests-target-backend-flask-errors/,
    );
    await firing(false);
    await up("--refresh");
    await settled();
  });

  it("leave the count to autoscaling", async () => {
    await account((view) => {
      const { id, properties } = backend(view);
      view.put(SERVICE, id, { ...properties, desiredCount: 2 });
    });
    await box.mustPulumi("refresh", ...QUIET);
    await up();
    const count = await account((view) => backend(view).properties["desiredCount"]);
    assert.equal(count, 2);
  });

  it("leave the revision to a pipeline, if that decides", async () => {
    await set({ revisionsBy: "pipeline" });
    await up();
    const theirs = await account((view) => {
      const { id, properties } = backend(view);
      const rollout = rolloutOf(view, id);
      const current = findRevision(view, String(rollout?.effective["taskDefinition"]));
      assert.ok(rollout && current);
      const { family, arnWithoutRevision } = current.properties;
      const revision = nextRevision(view, String(family));
      const arn = `${String(arnWithoutRevision)}:${revision}`;
      putRevision(view, { ...current, properties: { ...current.properties, arn, revision } });
      view.put(SERVICE, id, { ...properties, taskDefinition: arn });
      const effective = { ...rollout.effective, taskDefinition: arn };
      putRollout(view, id, {
        ...rollout,
        deployments: rollout.deployments.map((one) => ({ ...one, taskDefinition: arn })),
        effective,
        completed: effective,
      });
      return arn;
    });
    await up("--expect-no-changes");
    await up("--refresh");
    await up("--expect-no-changes");
    await set({ frontendUrl: "https://pipeline.example" });
    await up();
    const { effective } = await running();
    assert.equal(effective["taskDefinition"], theirs);
    await set({ revisionsBy: "pulumi" });
    await up();
    const ours = (await running()).effective["taskDefinition"];
    assert.notEqual(ours, theirs);
  });
});
