import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { imageNamed, imagesOf, putImage } from "../../sandbox/aws/images";
import { startAccount, type Bag, type EngineClient } from "./engine-client";

const REPOSITORY = "aws:ecr/repository:Repository";
const LIFECYCLE = "aws:ecr/lifecyclePolicy:LifecyclePolicy";
const POLICY = "aws:ecr/repositoryPolicy:RepositoryPolicy";
const KEY = "aws:kms/key:Key";
const region = "eu-central-1";

describe("simulated ECR", () => {
  let started: Awaited<ReturnType<typeof startAccount>>;
  let engine: EngineClient;
  before(async () => {
    started = await startAccount();
    ({ engine } = started);
  });
  after(() => started.stop());

  it("gives a repository the registry's address", async () => {
    const { id, outputs } = await engine.create(REPOSITORY, "r", { name: "team/backend" });
    assert.equal(id, "team/backend");
    assert.equal(outputs["arn"], "arn:aws:ecr:eu-central-1:123456789012:repository/team/backend");
    const url = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/team/backend";
    assert.equal(outputs["repositoryUrl"], url);
    assert.deepEqual(outputs["encryptionConfigurations"], [
      { encryptionType: "AES256", kmsKey: "" },
    ]);
  });

  for (const name of ["Upper", "a", "-lead", "double..dot", "x".repeat(257), "end/"]) {
    it(`refuses the name ${name.slice(0, 12)}`, async () => {
      await assert.rejects(
        engine.create(REPOSITORY, "n", { name }),
        /CreateRepository, InvalidParameterException: .*repositoryName/,
      );
    });
  }

  it("refuses a name that exists", async () => {
    await engine.create(REPOSITORY, "one", { name: "twice" });
    await assert.rejects(
      engine.create(REPOSITORY, "two", { name: "twice" }),
      /RepositoryAlreadyExistsException: The repository with name 'twice' already exists in the registry with id '123456789012'/,
    );
  });

  it("refuses a key that does not exist, and takes one that does", async () => {
    const encrypted = (kmsKey: unknown) => ({
      encryptionConfigurations: [{ encryptionType: "KMS", kmsKey }],
    });
    await assert.rejects(
      engine.create(REPOSITORY, "k", encrypted("alias/nothing")),
      /KmsException: Key 'alias\/nothing' does not exist/,
    );
    const key = await engine.create(KEY, "k", {});
    const repository = await engine.create(REPOSITORY, "k", encrypted(key.outputs["arn"]));
    const { replaces } = await engine.diff(repository, {});
    assert.deepEqual(replaces, [], "a block that is no longer given stays");
    const other = await engine.diff(repository, {
      encryptionConfigurations: [{ encryptionType: "AES256" }],
    });
    assert.deepEqual(other.replaces, ["encryptionConfigurations"]);
  });

  it("is replaced by a key that it is given later, and keeps the one that is taken from its settings", async () => {
    const kms = (more: object) => ({
      encryptionConfigurations: [{ encryptionType: "KMS", ...more }],
    });
    const key = await engine.create(KEY, "later", {});
    const plain = await engine.create(REPOSITORY, "later", kms({}));
    const given = await engine.diff(plain, kms({ kmsKey: key.outputs["arn"] }));
    assert.deepEqual(given.replaces, ["encryptionConfigurations"]);
    const keyed = await engine.create(REPOSITORY, "keyed", kms({ kmsKey: key.outputs["arn"] }));
    const taken = await engine.diff(keyed, kms({}));
    assert.deepEqual(taken.replaces, []);
  });

  it("checks settings before AWS is asked", async () => {
    const { failures } = await engine.check(REPOSITORY, "c", {
      imageTagMutability: "FROZEN",
      encryptionConfigurations: [{ encryptionType: "ROT13" }],
      imageTagMutabilityExclusionFilters: [{ filter: "no spaces", filterType: "WILDCARD" }],
    });
    assert.deepEqual(failures.map((failure) => failure.split(":")[0]).sort(), [
      "encryptionConfigurations[0].encryptionType",
      "imageTagMutability",
      "imageTagMutabilityExclusionFilters",
      "imageTagMutabilityExclusionFilters[0].filter",
    ]);
  });

  describe("images", () => {
    const push = (repository: string, text: string, tag?: string, changes: Bag = {}) =>
      putImage(started.folder, {
        region,
        repository,
        ...manifest(text),
        ...(tag && { tag }),
        ...changes,
      });
    const look = <T>(work: (view: Parameters<typeof imagesOf>[0]) => T) =>
      started.account.transaction(region, work);

    it("need their repository", async () => {
      assert.equal(await push("missing", "a", "v1"), false);
    });

    it("keep their digest, and pushing one again changes nothing", async () => {
      await engine.create(REPOSITORY, "i", { name: "images", imageTagMutability: "IMMUTABLE" });
      assert.equal(await push("images", "a", "v1"), true);
      assert.equal(await push("images", "a", "v1"), true);
      assert.equal(await push("images", "a", "v2"), true);
      const images = await look((view) => imagesOf(view, "images"));
      assert.deepEqual(
        images.map(({ digest, tags }) => ({ digest, tags })),
        [{ digest: manifest("a").digest, tags: ["v1", "v2"] }],
      );
    });

    it("do not move an immutable tag", async () => {
      await assert.rejects(push("images", "b", "v1"), {
        code: "ImageTagAlreadyExistsException",
        message: /'v1' already exists .* because the tag is immutable/,
      });
    });

    it("move a tag where the repository lets them, or an exclusion does", async () => {
      await engine.create(REPOSITORY, "m", { name: "movable" });
      await engine.create(REPOSITORY, "x", {
        name: "excluding",
        imageTagMutability: "IMMUTABLE_WITH_EXCLUSION",
        imageTagMutabilityExclusionFilters: [{ filter: "dev-*", filterType: "WILDCARD" }],
      });
      await push("movable", "a", "latest");
      await push("movable", "b", "latest");
      const latest = await look((view) => imageNamed(view, "movable", "latest"));
      assert.equal(latest?.digest, manifest("b").digest);
      await push("excluding", "a", "dev-1");
      await push("excluding", "b", "dev-1");
      await push("excluding", "a", "v1");
      await assert.rejects(push("excluding", "b", "v1"), /immutable/);
    });

    it("are refused with another digest, tag or content than a registry takes", async () => {
      const other = { digest: manifest("other").digest };
      await assert.rejects(push("movable", "a", "t", other), /digest is sha256:.*, not sha256:/);
      await assert.rejects(push("movable", "a", "no spaces"), /is not a tag/);
      const text = "not a manifest";
      const digest = `sha256:${createHash("sha256").update(text).digest("hex")}`;
      await assert.rejects(
        push("movable", "a", "t", { text, digest }),
        /not JSON with a mediaType/,
      );
    });

    it("keep their repository from being deleted, unless it is forced", async () => {
      const repository = await engine.create(REPOSITORY, "d", { name: "full" });
      await push("full", "a", "v1");
      await assert.rejects(
        engine.delete(repository),
        /RepositoryNotEmptyException: .* cannot be deleted because it still contains images/,
      );
      await engine.delete(await engine.update(repository, { name: "full", forceDelete: true }));
      assert.deepEqual(await look((view) => imagesOf(view, "full")), []);
    });
  });

  describe("policies", () => {
    const rule = (changes: Bag = {}, selection: Bag = {}) => ({
      rulePriority: 1,
      description: "Keeps the last thirty images, whatever they are called",
      selection: {
        tagStatus: "any",
        countType: "imageCountMoreThan",
        countNumber: 30,
        ...selection,
      },
      action: { type: "expire" },
      ...changes,
    });

    before(() => engine.create(REPOSITORY, "p", { name: "policies" }));

    for (const [fault, rules] of [
      ["at least one rule", []],
      ["rulePriority must be unique", [rule(), rule()]],
      ["rulePriority must be a whole number", [rule({ rulePriority: 0 })]],
      ["action.type", [rule({ action: { type: "delete" } })]],
      ["tagStatus", [rule({}, { tagStatus: "all" })]],
      ["needs one of tagPrefixList and tagPatternList", [rule({}, { tagStatus: "tagged" })]],
      ["countNumber", [rule({}, { countNumber: 0.5 })]],
      ["countUnit must be days", [rule({}, { countType: "sinceImagePushed" })]],
      ["highest rulePriority", [rule(), rule({ rulePriority: 2 }, { tagStatus: "untagged" })]],
    ] as const) {
      it(`refuse a lifecycle: ${fault}`, async () => {
        const policy = JSON.stringify({ rules }).padEnd(120);
        await assert.rejects(
          engine.create(LIFECYCLE, "l", { repository: "policies", policy }),
          new RegExp(`Lifecycle policy validation failure: .*${fault.replaceAll(".", "\\.")}`),
        );
      });
    }

    it("refuse what is no policy", async () => {
      const { failures } = await engine.check(LIFECYCLE, "l", { policy: "{" });
      assert.equal(failures.length, 2, failures.join());
      const args = { repository: "policies" };
      for (const statement of [
        { Effect: "Allow", Action: "ecr:*" },
        { Effect: "Allow", Action: "ecr", Principal: "*" },
        { Effect: "Maybe", Action: "ecr:*", Principal: "*" },
        { Effect: "Allow", Action: "ecr:*", Principal: { Person: "me" } },
      ]) {
        const policy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
        await assert.rejects(
          engine.create(POLICY, "p", { ...args, policy }),
          /Invalid repository policy provided/,
        );
      }
    });

    it("need their repository, and go with it", async () => {
      const policy = JSON.stringify({ rules: [rule()] });
      await assert.rejects(
        engine.create(LIFECYCLE, "l", { repository: "missing", policy }),
        /RepositoryNotFoundException: The repository with name 'missing' does not exist/,
      );
      const repository = await engine.create(REPOSITORY, "g", { name: "goes" });
      const lifecycle = await engine.create(LIFECYCLE, "g", { repository: "goes", policy });
      await engine.delete(repository);
      assert.equal(await engine.refresh(lifecycle), undefined);
    });
  });
});

function manifest(name: string): { text: string; digest: string; size: number } {
  const text = JSON.stringify({
    schemaVersion: 2,
    mediaType: "application/vnd.oci.image.manifest.v1+json",
    annotations: { name },
  });
  return { text, digest: `sha256:${createHash("sha256").update(text).digest("hex")}`, size: 1 };
}
