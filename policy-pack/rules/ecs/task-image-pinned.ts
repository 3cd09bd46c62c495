import { CONTAINER_TYPES } from "../../lib/containers";
import { parseImage } from "../../lib/image";
import { choice } from "../../lib/options";
import { containerRule } from "../../lib/rule";

export default containerRule(
  {
    name: "ecs-task-image-pinned",
    severity: "medium",
    enforcementLevel: "mandatory",
    description: "Images must be pinned to a version: a tag other than latest, or a digest.",
    why: "What `latest` means changes between two starts of the same task, and with it what runs.",
    remediationSteps:
      "Name the image by digest (`repository@sha256:…`), or by the tag of one build.",
    example: "image: `${repository.repositoryUrl}@${digest}`",
    url: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-considerations.html",
    tags: ["cis-docker:5.28", "nist-800-190:4.2.2", "trivy:DS-0001", "checkov:CKV_DOCKER_7"],
    practices: ["A30", "B6", "C2", "C8", "C17"],
    options: {
      require: choice(["tag", "digest"], "tag", 'With "digest" a tag alone is not enough.'),
    },
  },
  CONTAINER_TYPES,
  function* (container, _, { config }) {
    const image = parseImage(container.text("image") ?? "");
    // No reference at all is a finding of ecs-task-trusted-registry.
    if (image === undefined || image.digest !== undefined) return;
    if (config.require === "digest")
      yield container.finding("image", { expected: "a digest (@sha256:…)" });
    else if (image.tag === undefined || image.tag.toLowerCase() === "latest") {
      yield container.finding("image", { expected: "a digest, or a tag other than latest" });
    }
  },
);
