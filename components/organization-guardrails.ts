import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { REGION } from "./lib/aws-checks";
import { type Checks, faultsOf, list, optional, text } from "./lib/checks";
import { quote, refuse } from "./lib/faults";
import {
  auditStays,
  containersByDeploymentOnly,
  type Exemptions,
  MAX_SCP_LENGTH,
  regionLock,
} from "./lib/service-control-policies";

/** Arguments of {@link OrganizationGuardrails}. */
export interface OrganizationGuardrailsArgs {
  /** Ids of the roots (`r-…`), units (`ou-…`) and accounts (12 digits) that the policies bind, with all below them. */
  readonly targets: readonly string[];
  /** The only regions in which anything may be done; global services are spared. */
  readonly regions: readonly string[];
  /** ARNs, `*` for any characters, of the roles that may create and delete in ECS and ECR. */
  readonly deployRoles: readonly string[];
  /**
   * ARNs, `*` for any characters, of the roles that set up accounts: spared by all policies. Default: nobody is; then only
   * the management account, which service control policies never bind, can change the records.
   */
  readonly administrators?: readonly string[];
}

/** Patterns of ARNs of roles; nothing else is spared. */
const ROLE = text(
  /^(?!.*:role\/\*$)arn:(aws[a-z-]*|\*):iam::(\d{12}|\*):role\/[\w+=,.@/*-]+$/,
  "the ARN of a role with a name, such as arn:aws:iam::*:role/cruddur-*-deploy",
);

const CHECKS: Checks<OrganizationGuardrailsArgs> = {
  // API model organizations 2016-11-28, PolicyTargetId.
  targets: list(
    text(
      /^(r-[0-9a-z]{4,32}|\d{12}|ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})$/,
      "the id of a root (r-…), a unit (ou-…-…) or an account (12 digits)",
    ),
    { least: 1, empty: "nothing would be bound" },
  ),
  regions: list(REGION, { least: 1, empty: "everything would be denied" }),
  deployRoles: list(ROLE, { least: 1, empty: "nobody could deploy; name one role or more" }),
  administrators: optional(list(ROLE)),
};

/**
 * What nobody in the organization's accounts may do, administrators of the accounts included: work outside the regions in
 * use, create or delete containers other than by deployment, stop the records. Service control policies do not bind the
 * management account, and cost nothing.
 */
export class OrganizationGuardrails extends pulumi.ComponentResource {
  /** Ids of the policies by what they guard. */
  readonly policyIds: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(
    name: string,
    args: OrganizationGuardrailsArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    refuse(`OrganizationGuardrails ${quote(name)}`, faultsOf(args, CHECKS, lengthFaults));
    super("cruddur:organizations:OrganizationGuardrails", name, {}, opts);
    const entries = policiesOf(args).map(({ what, description, content }) => {
      const policy = new aws.organizations.Policy(
        `${name}-${what}`,
        { description, content, type: "SERVICE_CONTROL_POLICY" },
        { parent: this },
      );
      for (const targetId of args.targets)
        new aws.organizations.PolicyAttachment(
          `${name}-${what}-${targetId}`,
          { policyId: policy.id, targetId },
          { parent: this },
        );
      return [what, policy.id] as const;
    });
    this.policyIds = Object.fromEntries(entries);
    this.registerOutputs({ policyIds: this.policyIds });
  }
}

interface GuardrailPolicy {
  readonly what: string;
  readonly description: string;
  readonly content: string;
}

function policiesOf({
  regions = [],
  deployRoles = [],
  administrators = [],
}: Partial<OrganizationGuardrailsArgs>): GuardrailPolicy[] {
  const exempt: Exemptions = { deployRoles, administrators };
  return [
    {
      what: "regions",
      description: "Nothing outside the regions in use",
      content: regionLock(regions, exempt),
    },
    {
      what: "containers",
      description: "Containers and images are changed by deployment only",
      content: containersByDeploymentOnly(exempt),
    },
    {
      what: "audit",
      description: "The account's records are not stopped",
      content: auditStays(exempt),
    },
  ];
}

/** A wrong role counts, too: it is about to be mended, not to be left out. */
function lengthFaults(_: unknown, given: OrganizationGuardrailsArgs): string[] {
  const texts = (value: unknown) =>
    Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
  const [regions, deployRoles, administrators] = [
    given.regions,
    given.deployRoles,
    given.administrators,
  ].map(texts);
  return policiesOf({ regions, deployRoles, administrators }).flatMap(({ what, content }) =>
    content.length > MAX_SCP_LENGTH
      ? [
          `the policy on ${what} has ${content.length} characters, at most ${MAX_SCP_LENGTH} are allowed; name fewer roles or regions, with * where names begin alike`,
        ]
      : [],
  );
}
