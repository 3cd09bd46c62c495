import { show } from "../../lib/finding";
import { parseEcrHost } from "../../lib/image";
import { strings } from "../../lib/options";
import { own } from "../../lib/properties";
import { rule } from "../../lib/rule";

/** Hosts of the registries that CloudFormation names by a word. */
const HOSTS: Readonly<Record<string, string>> = {
  "docker-hub": "registry-1.docker.io",
  "ecr-public": "public.ecr.aws",
  "github-container-registry": "ghcr.io",
  "gitlab-container-registry": "registry.gitlab.com",
  k8s: "registry.k8s.io",
  quay: "quay.io",
};

export default rule(
  {
    name: "ecr-pull-through-trusted-upstream",
    severity: "medium",
    enforcementLevel: "mandatory",
    description: "Pull-through caches must be of registries that are trusted.",
    why: "A cache makes a stranger's image look like one of your own registry: whoever asks for it, runs it.",
    remediationSteps:
      "Narrow the cache with `upstreamRepositoryPrefix`, or list the registry in `upstreams`.",
    example: `new aws.ecr.PullThroughCacheRule("public", { ecrRepositoryPrefix: "public", upstreamRegistryUrl: "public.ecr.aws" });`,
    url: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache.html",
    tags: ["nist-800-190:4.1.5"],
    practices: ["B5", "C1"],
    options: {
      upstreams: strings(
        ["public.ecr.aws", "registry.k8s.io", "registry-1.docker.io/library"],
        "Registries, or repositories below them, that may be cached beside private ECR registries.",
      ),
    },
  },
  ["aws:ecr/pullThroughCacheRule:PullThroughCacheRule", "aws-native:ecr:PullThroughCacheRule"],
  function* (cache, { settings: { accounts }, config: { upstreams } }) {
    const url =
      cache.text("upstreamRegistryUrl") ?? own(HOSTS, cache.text("upstreamRegistry") ?? "");
    const host = (url ?? "")
      .replace(/^https?:\/\//, "")
      .replace(/\/+$/, "")
      .toLowerCase();
    const prefix = cache.text("upstreamRepositoryPrefix") ?? "";
    const upstream = prefix === "" || prefix === "ROOT" ? `${host}/` : `${host}/${prefix}/`;
    if (upstreams.some((trusted) => upstream.startsWith(`${trusted.replace(/\/+$/, "")}/`))) return;
    const ecr = parseEcrHost(host);
    if (ecr !== undefined && (accounts.length === 0 || accounts.includes(ecr.account))) return;
    yield cache.finding("upstreamRegistryUrl", {
      ...(url !== undefined && { found: `is ${show(upstream.replace(/\/$/, ""))}` }),
      expected: `one of ${show(upstreams)} or a private ECR registry`,
    });
  },
);
