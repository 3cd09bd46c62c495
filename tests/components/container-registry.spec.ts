import * as assert from "node:assert/strict";
import type { ContainerRegistryArgs } from "../../components";
import { assertRefused } from "../support/errors";
import {
  ACCOUNT,
  documentOf,
  inventory,
  only,
  registered,
  startMocks,
  text,
} from "../support/mocks";

interface Image {
  readonly tags: readonly string[];
  readonly ageInDays: number;
}
interface LifecycleRule {
  readonly rulePriority: number;
  readonly selection: {
    readonly tagStatus: string;
    readonly tagPatternList?: readonly string[];
    readonly countType: string;
    readonly countNumber: number;
  };
}

/**
 * What ECR would expire, by its documentation ("Lifecycle policies", how they work): rules are tried by priority; an
 * image that a rule's tag requirement matches is never expired by a rule of lower priority.
 */
function expired(policy: string, images: readonly Image[]): Image[] {
  const { rules } = JSON.parse(policy) as { rules: LifecycleRule[] };
  const claimed = new Set<Image>();
  const gone: Image[] = [];
  for (const { selection } of [...rules].sort((a, b) => a.rulePriority - b.rulePriority)) {
    const patterns = selection.tagPatternList?.map(
      (pattern) => new RegExp(`^${pattern.replaceAll("*", ".*")}$`),
    );
    const matches = ({ tags }: Image) =>
      selection.tagStatus === "untagged"
        ? tags.length === 0
        : (patterns?.every((pattern) => tags.some((tag) => pattern.test(tag))) ?? tags.length > 0);
    const found = images
      .filter((image) => matches(image) && !claimed.has(image))
      .sort((a, b) => a.ageInDays - b.ageInDays);
    for (const image of found) claimed.add(image);
    gone.push(
      ...(selection.countType === "imageCountMoreThan"
        ? found.slice(selection.countNumber)
        : found.filter((image) => image.ageInDays > selection.countNumber)),
    );
  }
  return gone;
}

describe("ContainerRegistry", () => {
  let components: typeof import("../../components");
  let references: typeof import("../support/references");
  beforeEach(async () => {
    await startMocks();
    components = await import("../../components");
    references = await import("../support/references");
  });
  const args: ContainerRegistryArgs = {
    account: ACCOUNT,
    prefix: "cruddur-test",
    repositories: ["web", "base"],
  };

  it("has three resources for each repository", async () => {
    new components.ContainerRegistry("registry", args);
    const of = (name: string) => [
      `aws:ecr/lifecyclePolicy:LifecyclePolicy registry-${name}`,
      `aws:ecr/repository:Repository registry-${name}`,
      `aws:ecr/repositoryPolicy:RepositoryPolicy registry-${name}`,
    ];
    assert.deepEqual(
      await inventory(),
      [...of("web"), ...of("base"), "cruddur:ecr:ContainerRegistry registry"].sort(),
    );
  });

  it("makes tags immutable, scans on push, encrypts with KMS and keeps images on deletion", async () => {
    new components.ContainerRegistry("registry", args);
    const { inputs } = await only("aws:ecr/repository:Repository", "registry-web");
    assert.deepEqual(inputs, {
      encryptionConfigurations: [{ encryptionType: "KMS" }],
      forceDelete: false,
      imageScanningConfiguration: { scanOnPush: true },
      imageTagMutability: "IMMUTABLE",
      name: "cruddur-test-web",
    });
  });

  it("takes a customer key, and gives images away only where protection is off", async () => {
    const key = references.key("registry");
    new components.ContainerRegistry("registry", { ...args, key, protect: false });
    for (const { inputs } of await registered("aws:ecr/repository:Repository")) {
      assert.deepEqual(inputs.encryptionConfigurations, [
        { encryptionType: "KMS", kmsKey: "arn:aws:kms:us-east-1:123456789012:key/registry" },
      ]);
      assert.equal(inputs.forceDelete, true);
    }
  });

  it("lets this account pull and denies everything to everyone else", async () => {
    new components.ContainerRegistry("registry", args);
    const policy = documentOf(
      await only("aws:ecr/repositoryPolicy:RepositoryPolicy", "registry-web"),
    );
    const [pull, others, ...rest] = policy.Statement;
    assert.deepEqual(rest, []);
    assert.deepEqual(pull?.Principal, { AWS: "arn:aws:iam::123456789012:root" });
    assert.deepEqual(pull.Action, [
      "ecr:BatchCheckLayerAvailability",
      "ecr:BatchGetImage",
      "ecr:GetDownloadUrlForLayer",
    ]);
    assert.equal(others?.Effect, "Deny");
    assert.equal(others.Action, "ecr:*");
    assert.deepEqual(others.Condition?.["StringNotEquals"], {
      "aws:PrincipalAccount": "123456789012",
    });
  });

  it("knows the images' address before the repository exists", async () => {
    const { repositories } = new components.ContainerRegistry("registry", args);
    await inventory();
    assert.equal(
      repositories["web"]?.uri,
      "123456789012.dkr.ecr.us-east-1.amazonaws.com/cruddur-test-web",
    );
  });

  describe("lifecycle", () => {
    const images = (count: number, tag: (index: number) => string[]): Image[] =>
      Array.from({ length: count }, (_, index) => ({ tags: tag(index), ageInDays: index }));

    it("never expires a released image, however many follow it", () => {
      const running: Image = { tags: ["candidate-old", "release-1"], ageInDays: 900 };
      const rollback: Image = { tags: ["release-0"], ageInDays: 901 };
      const later = images(500, (index) => [`candidate-${index}`, `release-${index + 2}`]);
      assert.deepEqual(expired(components.lifecyclePolicy(1), [running, rollback, ...later]), []);
    });

    it("never expires an image under any other tag", () => {
      const policy = components.lifecyclePolicy(1);
      assert.deepEqual(
        expired(
          policy,
          images(500, (index) => [`${index}f3a9c1`]),
        ),
        [],
      );
    });

    it("keeps the newest candidates and drops the rest", () => {
      const candidates = images(9, (index) => [`candidate-${index}`]);
      assert.deepEqual(expired(components.lifecyclePolicy(5), candidates), candidates.slice(5));
    });

    it("drops untagged images after a week", () => {
      const untagged = images(10, () => []);
      assert.deepEqual(expired(components.lifecyclePolicy(5), untagged), untagged.slice(8));
    });

    it("expires nothing untagged where images are signed: signatures have no tag", async () => {
      const untagged = images(900, () => []);
      assert.deepEqual(expired(components.lifecyclePolicy(5, true), untagged), []);
      const candidates = images(9, (index) => [`candidate-${index}`]);
      assert.deepEqual(
        expired(components.lifecyclePolicy(5, true), candidates),
        candidates.slice(5),
      );
      new components.ContainerRegistry("registry", { ...args, signatures: true });
      const { inputs } = await only("aws:ecr/lifecyclePolicy:LifecyclePolicy", "registry-web");
      assert.equal(inputs.policy, components.lifecyclePolicy(20, true));
    });

    it("gives every rule a priority of its own", async () => {
      new components.ContainerRegistry("registry", { ...args, keepCandidates: 7 });
      const { inputs } = await only("aws:ecr/lifecyclePolicy:LifecyclePolicy", "registry-web");
      assert.equal(inputs.policy, components.lifecyclePolicy(7));
      const { rules } = JSON.parse(text(inputs.policy)) as { rules: LifecycleRule[] };
      assert.equal(new Set(rules.map(({ rulePriority }) => rulePriority)).size, rules.length);
    });
  });

  it("refuses all faults at once", () => {
    assertRefused(
      () =>
        new components.ContainerRegistry("registry", {
          ...args,
          repositories: ["Web", "base", "base"],
          keepCandidates: 0,
        }),
      [
        'ContainerRegistry "registry": repositories "Web" is not lower-case letters and digits, joined by -, . or _.',
        'ContainerRegistry "registry": repositories has "base" twice.',
        'ContainerRegistry "registry": keepCandidates 0 is out of range; choose 1 to 1000.',
      ],
    );
  });

  it("refuses a prefix that no repository can have, and names that are too long with it", () => {
    const long = "a".repeat(250);
    assertRefused(
      () => new components.ContainerRegistry("registry", { ...args, prefix: "cruddur/dev" }),
      [
        'ContainerRegistry "registry": prefix "cruddur/dev" is not lower-case letters and digits, joined by -, . or _.',
      ],
    );
    assertRefused(
      () =>
        new components.ContainerRegistry("registry", {
          ...args,
          prefix: "test-dev",
          repositories: ["web", long],
        }),
      [
        `ContainerRegistry "registry": repositories: "test-dev-${"a".repeat(66)}…" has 259 characters, at most 256 are allowed.`,
      ],
    );
  });
});
