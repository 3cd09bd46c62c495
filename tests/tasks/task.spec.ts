import assert from "node:assert/strict";
import * as path from "node:path";
import type { OneOffTaskRun } from "../../components/one-off-task";
import { taskCommand } from "../../operations/task";
import type { Pace } from "../../operations/task-run";
import { UserError } from "../../sandbox/lib/user-error";
import { capture } from "../../sandbox/lib/process";
import { ROOT } from "../../sandbox/tools";
import { AwsFault, AwsServer } from "../support/aws-server";
import { orSkip } from "../support/missing-tool";
import { assertNoStackTrace } from "../support/stack-trace";
import { deployedTask, perform, pulumiWith, session, type Session } from "./world";

/** Pauses take no time here, whatever they are; patience is real time. */
const PACE: Pace = { poll: 0, capacity: 0, patience: 60_000 };

describe("npm run task", () => {
  let aws: AwsServer;
  let run: OneOffTaskRun;
  let user: Session;
  before(async function () {
    this.timeout(120_000);
    aws = await orSkip(this, () => AwsServer.start());
  });
  after(() => aws.stop());
  beforeEach(async () => {
    await aws.reset();
    run = await deployedTask(aws);
    user = session(aws);
    pulumiWith(user.programs, { oneOffTasks: { "db-test": run, "db-migrate": run } });
  });
  afterEach(() => {
    user.close();
  });

  const task = (...args: string[]) => taskCommand(args, user.context, PACE);
  const refusal = async (...args: string[]): Promise<string> => {
    try {
      await task(...args);
    } catch (error) {
      assert.ok(error instanceof UserError, String(error));
      return error.message;
    }
    return assert.fail("nothing was refused");
  };

  it("runs the task, prints its log as it comes, and answers its exit code", async () => {
    perform(aws, run, { log: [[], ["connecting"], ["The database answers."], [], ["late line"]] });
    assert.equal(await task("db-test", "--stack", "dev"), 0);
    assert.deepEqual(user.printed, ["connecting", "The database answers.", "late line"]);
    const [id] = user.said
      .map((line) => /started as (\S+)/.exec(line)?.[1])
      .filter((found) => found);
    assert.deepEqual(user.said, [
      `db-test: started as ${id ?? ""} in cluster cruddur-dev`,
      "db-test: DEACTIVATING",
      "db-test: STOPPING",
      "db-test: DEPROVISIONING",
      "db-test: STOPPED",
      "db-test: exit code 0",
    ]);
  });

  it("prints a line before the task has ended", async () => {
    const seen: string[][] = [];
    perform(aws, run, { log: [["first"], ["second"]] });
    const context = {
      ...user.context,
      say: (line: string) => {
        seen.push([line, ...user.printed]);
      },
    };
    await taskCommand(["db-test"], context, PACE);
    const stopped = seen.find(([line]) => line === "db-test: STOPPED");
    assert.deepEqual(stopped?.slice(1), ["first", "second"]);
  });

  it("starts it as the stack says: on demand, in private subnets, without a public address, once", async () => {
    await task("db-test");
    const [asked, ...others] = aws.asked("RunTask");
    assert.deepEqual(others, []);
    const { clientToken, ...rest } = asked ?? {};
    assert.match(String(clientToken), /^[0-9a-f-]{36}$/);
    assert.deepEqual(rest, {
      cluster: "cruddur-dev",
      taskDefinition: run.taskDefinition,
      launchType: "FARGATE",
      count: 1,
      startedBy: "npm-run-task",
      networkConfiguration: {
        awsvpcConfiguration: {
          subnets: run.subnets,
          securityGroups: run.securityGroups,
          assignPublicIp: "DISABLED",
        },
      },
    });
  });

  it("starts it on the stack's instances, if that is where its tasks run", async () => {
    const onInstances = { ...run, capacityProvider: "hosts" };
    pulumiWith(user.programs, { oneOffTasks: { "db-test": onInstances } });
    const failures = [{ reason: "enough seen" }];
    aws.override("RunTask", () => Promise.resolve({ tasks: [], failures }));
    await refusal("db-test");
    const [asked = {}] = aws.asked("RunTask");
    assert.equal(asked["launchType"], undefined);
    assert.deepEqual(asked["capacityProviderStrategy"], [{ capacityProvider: "hosts", weight: 1 }]);
  });

  it("asks pulumi for the outputs of the stack and never for secrets", async () => {
    await task("db-test", "--stack", "dev");
    assert.deepEqual(
      user.programs.calls("pulumi").map(({ args }) => args),
      [["stack", "output", "--json", "--stack", "dev", "--non-interactive"]],
    );
  });

  for (const code of [1, 3, 137])
    it(`answers ${code} when the container exits with ${code}`, async () => {
      perform(aws, run, { log: [["no"]], container: { exitCode: code } });
      assert.equal(await task("db-test"), code);
      assert.equal(user.said.at(-1), `db-test: exit code ${code}`);
    });

  it("says what ECS says of a container that was killed", async () => {
    const reason = "OutOfMemoryError: Container killed due to memory usage";
    perform(aws, run, { container: { exitCode: 137, reason } });
    assert.equal(await task("db-test"), 137);
    assert.ok(user.said.includes(`db-test: ${reason}`), user.said.join("\n"));
  });

  it("says why a task did not get as far as an exit code", async () => {
    const stoppedReason =
      "ResourceInitializationError: unable to pull secrets or registry auth: AccessDeniedException";
    perform(aws, run, {
      task: { stoppedReason, stopCode: "TaskFailedToStart" },
      container: { exitCode: undefined },
    });
    assert.equal(
      await refusal("db-test"),
      `db-test did not run: ${stoppedReason} (TaskFailedToStart). If it logged something, it is in ${run.logGroup}.`,
    );
  });

  it("tries again where AWS has no capacity, and starts one task", async () => {
    let attempts = 0;
    aws.override("RunTask", (_, ask) =>
      ++attempts < 3
        ? Promise.resolve({
            tasks: [],
            failures: [{ reason: "Capacity is unavailable at this time." }],
          })
        : ask(),
    );
    assert.equal(await task("db-test"), 0);
    assert.equal(attempts, 3);
    assert.equal(new Set(aws.asked("RunTask").map(({ clientToken }) => clientToken)).size, 3);
  });

  it("gives up where there is still none", async () => {
    const failures = [{ reason: "Capacity is unavailable at this time." }];
    aws.override("RunTask", () => Promise.resolve({ tasks: [], failures }));
    assert.equal(
      await refusal("db-test"),
      "db-test could not be started: Capacity is unavailable at this time. (3 attempts)",
    );
  });

  it("does not repeat what another attempt cannot mend", async () => {
    const failures = [{ arn: "x", reason: "MISSING", detail: "No such subnet" }];
    aws.override("RunTask", () => Promise.resolve({ tasks: [], failures }));
    assert.equal(await refusal("db-test"), "db-test could not be started: No such subnet");
    assert.equal(aws.asked("RunTask").length, 1);
  });

  it("says who may not start it", async () => {
    const message =
      "User: arn:aws:iam::123456789012:user/reader is not authorized to perform: ecs:RunTask";
    aws.override("RunTask", () => Promise.resolve(new AwsFault("AccessDeniedException", message)));
    assert.equal(
      await refusal("db-test"),
      `db-test could not be started: AccessDeniedException: ${message}\nThese credentials may not do that.`,
    );
  });

  it("says that the task may go on when it may not be watched, and how to go on", async () => {
    aws.override("DescribeTasks", () =>
      Promise.resolve(new AwsFault("AccessDeniedException", "not authorized: ecs:DescribeTasks")),
    );
    const message = await refusal("db-test");
    assert.match(
      message,
      /^db-test was started, but cannot be watched: AccessDeniedException: not/,
    );
    assert.match(
      message,
      /\nThe task may go on\.\n {2}follow it: {2}aws logs tail \/cruddur\/dev\/backend-flask --follow --region us-east-1\n {2}stop it: {4}aws ecs stop-task --region us-east-1 --cluster cruddur-dev --task arn:aws:ecs:\S+$/,
    );
  });

  it("goes on without a log that may not be read, and says so once", async () => {
    aws.override("GetLogEvents", () =>
      Promise.resolve(new AwsFault("AccessDeniedException", "not authorized: logs:GetLogEvents")),
    );
    assert.equal(await task("db-test"), 0);
    const lines = user.said.filter((line) => line.startsWith("The log cannot be read"));
    assert.equal(lines.length, 1);
    assert.match(
      lines[0] ?? "",
      /\/cruddur\/dev\/backend-flask, db-test\/db-test\/\S+\): AccessDenied/,
    );
  });

  it("outlives moments in which ECS does not know the task, or does not answer", async () => {
    let looks = 0;
    aws.override("DescribeTasks", async (_, ask) => {
      looks++;
      if (looks === 1) return { tasks: [], failures: [{ reason: "MISSING" }] };
      // The SDK asks five times before it gives an error back.
      if (looks <= 6) return new AwsFault("ServerException", "service error", 500);
      return ask();
    });
    assert.equal(await task("db-test"), 0);
    assert.ok(looks > 7, String(looks));
  });

  it("ends when ECS never knows the task", async () => {
    aws.override("DescribeTasks", () => Promise.resolve({ tasks: [], failures: [] }));
    assert.match(
      await refusal("db-test"),
      /^db-test: ECS does not know the task\nThe task may go on\./,
    );
  });

  it("stops watching on Ctrl-C: the task goes on, and how to stop it is said", async () => {
    perform(aws, run, { log: [["working"]] });
    aws.override("GetLogEvents", async (_, ask) => {
      user.interrupt();
      return ask();
    });
    assert.equal(await task("db-test"), 130);
    assert.deepEqual(aws.asked("StopTask"), []);
    assert.match(
      user.said.at(-1) ?? "",
      /^db-test: the task goes on\.\n {2}follow it: .*\n {2}stop it: /,
    );
  });

  it("leaves a task alone that takes too long", async () => {
    aws.override("DescribeTasks", async (_, ask) => {
      const answer = (await ask()) as { tasks: object[] };
      return { tasks: answer.tasks.map((each) => ({ ...each, lastStatus: "RUNNING" })) };
    });
    assert.equal(await taskCommand(["db-test"], user.context, { ...PACE, patience: -1 }), 124);
    assert.match(user.said.at(-1) ?? "", /^db-test: the task goes on\./);
  });

  it("spells out what would control the terminal", async () => {
    perform(aws, run, { log: [["a\u001b]0;owned\u0007b\ttab", "two\nlines\r\nthree"]] });
    await task("db-test");
    assert.deepEqual(user.printed, ["a\\u001b]0;owned\\u0007b\ttab", "two", "lines", "three"]);
  });

  it("knows only what the stack has", async () => {
    assert.equal(
      await refusal("db-tset", "--stack", "dev"),
      'Stack dev has no task "db-tset"; choose db-migrate or db-test.',
    );
    assert.equal(
      await refusal("constructor"),
      'The selected stack has no task "constructor"; choose db-migrate or db-test.',
    );
  });

  for (const [outputs, message] of [
    [{}, /^Stack dev has no outputs: nothing is deployed\. Run `pulumi up --stack dev` first\./],
    [{ vpcId: "vpc-1" }, /^Stack dev has no output oneOffTasks: .* Run `pulumi up --stack dev`\.$/],
    [{ oneOffTasks: {} }, /^Stack dev has no one-off tasks: they come with a service's image\./],
    [{ oneOffTasks: { "db-test": { region: 1 } } }, /was written by another version/],
    [{ oneOffTasks: { "db-test": null } }, /was written by another version/],
    [[], /^Stack dev: `pulumi stack output` did not answer a JSON object\.$/],
  ] as const)
    it(`refuses the outputs ${JSON.stringify(outputs)}`, async () => {
      pulumiWith(user.programs, outputs);
      assert.match(await refusal("db-test", "--stack", "dev"), message);
    });

  it("repeats what pulumi says of a stack that cannot be read", async () => {
    user.programs.add("pulumi", `complain("error: no stack named 'nowhere' found\\n"); exit(255);`);
    assert.equal(
      await refusal("db-test", "--stack", "nowhere"),
      "Stack nowhere: its outputs cannot be read: no stack named 'nowhere' found",
    );
  });

  it("says that pulumi is missing", async () => {
    user.programs.remove();
    assert.match(
      await refusal("db-test", "--stack", "nowhere"),
      /^The Pulumi CLI was not found in PATH: install it \(https:\/\/www\.pulumi\.com\/docs\/install\/\)\.$/,
    );
  });

  for (const [args, message] of [
    [[], /^An argument is missing\.\nUsage: npm run task/],
    [["a", "b"], /^Too many arguments: "b"\.\nUsage: /],
    [["db-test", "--force"], /^Unknown option '--force'\nUsage: /],
    [["db-test", "--stack"], /argument missing\nUsage: /],
  ] as const)
    it(`refuses the call ${JSON.stringify(args)}`, async () => {
      assert.match(await refusal(...args), message);
    });

  describe("as a program", () => {
    const program = (env: NodeJS.ProcessEnv) =>
      capture(
        process.execPath,
        [path.join(ROOT, "scripts", "operation.js"), "task", "db-test", "--stack", "dev"],
        { env: { ...user.programs.env, AWS_EC2_METADATA_DISABLED: "true", ...env } },
      );

    it("exits with the task's exit code, its log on standard output", async () => {
      perform(aws, run, { log: [["no route"]], container: { exitCode: 7 } });
      const { code, stdout, stderr } = await program({
        AWS_ENDPOINT_URL: aws.endpoint,
        AWS_ACCESS_KEY_ID: "test",
        AWS_SECRET_ACCESS_KEY: "test",
      });
      assert.equal(code, 7, stderr);
      assert.equal(stdout, "no route\n");
    });

    it("says that there are no credentials", async () => {
      const { code, stderr } = await program({ HOME: user.programs.folder });
      assert.equal(code, 125);
      assert.match(
        stderr,
        /^db-test could not be started: CredentialsProviderError: .*\nNo AWS cred/,
      );
      assertNoStackTrace(stderr);
    });

    it("says that AWS cannot be reached", async () => {
      const { code, stderr } = await program({
        AWS_ENDPOINT_URL: "http://127.0.0.1:1",
        AWS_ACCESS_KEY_ID: "test",
        AWS_SECRET_ACCESS_KEY: "test",
      });
      assert.equal(code, 125);
      assert.match(
        stderr,
        /^db-test could not be started: AWS could not be reached: .*ECONNREFUSED/,
      );
    });
  });
});
