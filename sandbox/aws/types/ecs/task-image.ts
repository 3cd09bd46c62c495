/**
 * Whether a task can pull an image from the account's ECR.
 * Sentences: CannotPullContainerError as quoted in public issue trackers.
 */
import { imageNamed } from "../../images";
import { listOf, parseDocument, statementsOf } from "../../lib/iam-document";
import { decide } from "../../lib/iam-evaluate";
import type { Call } from "../../resource-type";
import { documentText } from "../iam/common";
import { object } from "./records";
import { contextOf, denial, type TaskRole } from "./task-role";

const IMAGE =
  /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?\/([^:@]+)(?::([^@]+))?(?:@(sha256:[0-9a-fA-F]{64}))?$/;
const REPOSITORY = "aws:ecr/repository:Repository";
const REPOSITORY_POLICY = "aws:ecr/repositoryPolicy:RepositoryPolicy";

/** What a pull needs (ECR User Guide: "Amazon ECR actions that are required to pull an image"). */
const PULL_ACTIONS = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"];

function cannotPull(image: string, why: string, attempts = 7): string {
  return `CannotPullContainerError: pull image manifest has been retried ${attempts} time(s): failed to resolve ref ${image}: ${why}`;
}

/** Why the image cannot be pulled; undefined: it can. Images of other registries and accounts are taken to be there. */
export function imageFault(
  image: string,
  architecture: string,
  role: TaskRole,
  call: Call,
): string | undefined {
  const match = IMAGE.exec(image);
  if (match?.[1] !== call.accountId || match[2] !== call.region) return undefined;
  const [, registry = "", , repository = "", tag = "latest", digest] = match;
  const arn = `arn:${call.partition}:ecr:${call.region}:${registry}:repository/${repository}`;
  for (const action of PULL_ACTIONS) {
    const denied = denial(role, call, action, arn);
    if (denied !== undefined && !repositoryAllows(repository, action, role, call)) {
      return cannotPull(image, `unexpected status from HEAD request: 403 Forbidden: ${denied}`, 1);
    }
  }
  if (call.account.get(REPOSITORY, repository) === undefined) {
    return cannotPull(
      image,
      `name unknown: The repository with name '${repository}' does not exist in the registry with id '${registry}'`,
    );
  }
  const found = imageNamed(call.account, repository, digest ?? tag);
  if (found === undefined) return cannotPull(image, "not found.");
  return runsOn(found.text, architecture)
    ? undefined
    : `CannotPullContainerError: pull image manifest has been retried 7 time(s): image Manifest does not contain descriptor matching platform 'linux/${architecture}'`;
}

/** The manifest of an image of the account's own registry; undefined: it is another's, or not there. */
export function manifestOf(image: string, call: Call): string | undefined {
  const [, registry, region, repository = "", tag = "latest", digest] = IMAGE.exec(image) ?? [];
  if (registry !== call.accountId || region !== call.region) return undefined;
  return imageNamed(call.account, repository, digest ?? tag)?.text;
}

function repositoryAllows(repository: string, action: string, role: TaskRole, call: Call): boolean {
  const policy = call.account.find(
    REPOSITORY_POLICY,
    (item) => item["repository"] === repository,
  )?.properties;
  const statements = statementsOf(parseDocument(documentText(policy?.["policy"])));
  const naming = statements.filter(({ Principal: principal }) => {
    const names = principal === "*" ? ["*"] : listOf(object(principal)?.["AWS"]);
    return names.includes(role.arn) || names.includes("*");
  });
  const whole = naming.map((statement) => ({ Resource: "*", ...statement }));
  const request = { action, resource: "*", context: contextOf(call, role.arn) };
  return decide([{ Statement: whole }], undefined, request) === "allowed";
}

/** An index lists platforms; a single manifest says nothing about them. */
function runsOn(manifest: string, architecture: string): boolean {
  try {
    const { manifests } = JSON.parse(manifest) as {
      manifests?: readonly { platform?: { architecture?: string } }[];
    };
    const platforms = (manifests ?? []).flatMap((item) => item.platform?.architecture ?? []);
    return platforms.length === 0 || platforms.includes(architecture);
  } catch {
    return true;
  }
}
