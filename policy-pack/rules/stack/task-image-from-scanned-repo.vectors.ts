import { namedTask } from "../../lib/stack.vectors";
import {
  configured,
  daemonTask,
  express,
  MALFORMED_CONTAINERS,
  nativeTask,
  resource,
  stack,
  taskText,
  UNKNOWN,
  UNKNOWN_CONTAINERS,
  type VectorResource,
  type Vectors,
} from "../../lib/vectors";

type Properties = Readonly<Record<string, unknown>>;

const REGISTRY = "123456789012.dkr.ecr.us-east-1.amazonaws.com";
const image = `${REGISTRY}/web@sha256:${"a".repeat(64)}`;
const EXPECTED = "expected an image of a repository that is scanned and has immutable tags.";
const hardened = {
  imageTagMutability: "IMMUTABLE",
  imageScanningConfiguration: { scanOnPush: true },
};
const repository = (props: Properties = {}, rest: Partial<VectorResource> = {}): VectorResource =>
  resource(
    "aws:ecr/repository:Repository",
    { name: "web", ...hardened, ...props },
    { name: "web", ...rest },
  );
const web = namedTask([{ name: "web", image }]);
const waiting = (...from: string[]): VectorResource => ({
  ...taskText(UNKNOWN),
  name: "task",
  from: { containerDefinitions: from },
});
const registry = (rule: Properties): VectorResource =>
  resource(
    "aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration",
    { scanType: "ENHANCED", rules: [{ repositoryFilters: [{ filter: "w*" }], ...rule }] },
    { name: "registry" },
  );
const of = (lacks: string, at = "containerDefinitions[0].image"): string =>
  `Container "web": ${at} is of Repository "web", which ${lacks}; ${EXPECTED}`;
const from = (lacks: string): string =>
  `containerDefinitions is computed from Repository "web", which ${lacks}; ${EXPECTED}`;
const unscanned = { imageScanningConfiguration: { scanOnPush: false } };
const mutable = { imageTagMutability: "MUTABLE" };

export default {
  pass: {
    "a repository that is scanned and immutable": stack(repository(), web),
    "a repository with exclusions": stack(
      repository({ imageTagMutability: "IMMUTABLE_WITH_EXCLUSION" }),
      web,
    ),
    "a repository that the registry scans": stack(
      repository(unscanned),
      registry({ scanFrequency: "CONTINUOUS_SCAN" }),
      web,
    ),
    "a repository that a registry of another stack scans": configured(
      [repository(unscanned), web],
      { config: { scannedByRegistry: ["w*"] } },
    ),
    "a repository that is scanned elsewhere": configured(web, {
      config: { scannedElsewhere: [REGISTRY] },
    }),
    "a registry that the settings trust": configured(
      namedTask([{ name: "xray", image: "public.ecr.aws/xray/aws-xray-daemon:3.3.14" }]),
      { settings: { registries: ["public.ecr.aws/xray"] } },
    ),
    "a repository of aws-native": stack(
      resource(
        "aws-native:ecr:Repository",
        { repositoryName: "web", ...hardened },
        { name: "web" },
      ),
      { ...nativeTask([{ name: "web", image }]), name: "task" },
    ),
  },
  fail: {
    "a repository that is not scanned": [stack(repository(unscanned), web), [of("is not scanned")]],
    "a repository with AWS's defaults": [
      stack(resource("aws:ecr/repository:Repository", { name: "web" }, { name: "web" }), web),
      [of("is not scanned and lets tags be moved")],
    ],
    "a registry that scans by hand": [
      stack(repository(unscanned), registry({ scanFrequency: "MANUAL" }), web),
      [of("is not scanned")],
    ],
    "a repository, before the image's name is known": [
      stack(repository(mutable), waiting("web")),
      [from("lets tags be moved")],
      { waits: ["containerDefinitions"] },
    ],
    "a repository to which a build pushes": [
      stack(
        repository(unscanned),
        resource(
          "docker-build:index:Image",
          { tags: [UNKNOWN] },
          { name: "build", from: { tags: ["web"] } },
        ),
        waiting("build"),
      ),
      [from("is not scanned")],
      { waits: ["containerDefinitions"] },
    ],
    "a component's repository": [
      stack(
        resource("awsx:ecr:Repository", {}, { name: "repository" }),
        repository(mutable, { parent: "repository" }),
        waiting("repository"),
      ),
      [from("lets tags be moved")],
      { waits: ["containerDefinitions"] },
    ],
    "a daemon's image that waits": [
      stack(repository(mutable), {
        ...daemonTask([{ name: "web", image: UNKNOWN }]),
        name: "task",
        from: { containerDefinitions: ["web"] },
      }),
      [from("lets tags be moved")],
      { waits: ["containerDefinitions[0].image"] },
    ],
    "an image of Docker Hub": [
      namedTask([{ name: "web", image: "nginx:1.27.0" }]),
      [`Container "web": containerDefinitions[0].image is "nginx:1.27.0"; ${EXPECTED}`],
    ],
    "an image of another account": [
      stack(repository({}, { outputs: { registryId: "999999999999" } }), web),
      [
        `Container "web": containerDefinitions[0].image is of repository "web", which this stack does not declare; ${EXPECTED}`,
      ],
    ],
    "an Express service": [
      stack(repository(mutable), express({ image })),
      [
        `The primary container: primaryContainer.image is of Repository "web", which lets tags be moved; ${EXPECTED}`,
      ],
    ],
  },
  unknown: {
    ...UNKNOWN_CONTAINERS,
    "a good repository, but the image's name is not known": [
      stack(repository(), waiting("web")),
      ["containerDefinitions"],
    ],
    "whether the repository is scanned": [
      stack(repository({ imageScanningConfiguration: { scanOnPush: UNKNOWN } }), web),
      ["imageScanningConfiguration.scanOnPush"],
    ],
  },
  malformed: {
    ...MALFORMED_CONTAINERS,
    "the image is a list": [
      namedTask([{ name: "web", image: ["web", "web"] }]),
      ['Container "web": containerDefinitions[0].image is ["web", "web"]; expected a string.'],
    ],
  },
} satisfies Vectors;
