import {
  configured,
  resource,
  UNKNOWN,
  type Vectors,
  type VectorResource,
} from "../../lib/vectors";

const cache = (upstreamRegistryUrl: unknown, more: object = {}): VectorResource =>
  resource("aws:ecr/pullThroughCacheRule:PullThroughCacheRule", {
    ecrRepositoryPrefix: "cache",
    upstreamRegistryUrl,
    ...more,
  });
const finding = (found: string): string =>
  `upstreamRegistryUrl ${found}; expected one of ["public.ecr.aws", "registry.k8s.io", "registry-1.docker.io/library"] or a private ECR registry.`;

export default {
  pass: {
    "ECR's public gallery": cache("public.ecr.aws"),
    "the official images of Docker Hub": cache("registry-1.docker.io", {
      upstreamRepositoryPrefix: "library",
    }),
    "another account's ECR": cache("123456789012.dkr.ecr.us-east-1.amazonaws.com"),
    "Kubernetes, by CloudFormation's word": resource("aws-native:ecr:PullThroughCacheRule", {
      upstreamRegistry: "k8s",
    }),
    "a registry that the configuration trusts": configured(cache("ghcr.io/"), {
      config: { upstreams: ["ghcr.io"] },
    }),
  },
  fail: {
    "all of Docker Hub": [
      cache("registry-1.docker.io", { upstreamRepositoryPrefix: "ROOT" }),
      [finding('is "registry-1.docker.io"')],
    ],
    "a name that begins alike": [
      cache("registry-1.docker.io", { upstreamRepositoryPrefix: "librarystuff" }),
      [finding('is "registry-1.docker.io/librarystuff"')],
    ],
    "a host that begins alike": [
      cache("public.ecr.aws.example.com"),
      [finding('is "public.ecr.aws.example.com"')],
    ],
    "GitHub, by CloudFormation's word": [
      resource("aws-native:ecr:PullThroughCacheRule", {
        upstreamRegistry: "github-container-registry",
      }),
      [finding('is "ghcr.io"')],
    ],
    "an account that is not configured": [
      configured(cache("999999999999.dkr.ecr.us-east-1.amazonaws.com"), {
        settings: { accounts: ["123456789012"] },
      }),
      [finding('is "999999999999.dkr.ecr.us-east-1.amazonaws.com"')],
    ],
    "no registry": [cache(null), [finding("is not set")]],
  },
  unknown: { "the registry waits": [cache(UNKNOWN), ["upstreamRegistryUrl"]] },
  malformed: {
    "the registry is an object": [
      cache({ url: "public.ecr.aws" }),
      ["upstreamRegistryUrl is an object; expected a string."],
    ],
  },
} satisfies Vectors;
