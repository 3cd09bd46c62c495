import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
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
const ROLE_PATTERN = /^arn:(aws[a-z-]*|\*):iam::(\d{12}|\*):role\/[\w+=,.@/*-]+$/;
const TARGET = /^(r-[0-9a-z]{4,32}|\d{12}|ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})$/;

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
    const policies = policiesOf(args);
    refuse(`OrganizationGuardrails ${quote(name)}`, guardrailsFaults(args, policies));
    super("cruddur:organizations:OrganizationGuardrails", name, {}, opts);
    const entries = policies.map(({ what, description, content }) => {
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

function policiesOf(args: OrganizationGuardrailsArgs): GuardrailPolicy[] {
  const exempt: Exemptions = {
    deployRoles: args.deployRoles,
    administrators: args.administrators ?? [],
  };
  return [
    {
      what: "regions",
      description: "Nothing outside the regions in use",
      content: regionLock(args.regions, exempt),
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

function guardrailsFaults(
  args: OrganizationGuardrailsArgs,
  policies: readonly GuardrailPolicy[],
): string[] {
  const faults: string[] = [];
  if (args.targets.length === 0) faults.push("targets is empty: nothing would be bound");
  for (const target of args.targets)
    if (!TARGET.test(target))
      faults.push(
        `target ${quote(target)} is not the id of a root (r-…), a unit (ou-…-…) or an account (12 digits)`,
      );
  if (args.regions.length === 0) faults.push("regions is empty: everything would be denied");
  for (const region of args.regions)
    if (!/^[a-z]{2}(-[a-z]+)+-\d$/.test(region))
      faults.push(`region ${quote(region)} is not a region such as us-east-1`);
  if (args.deployRoles.length === 0)
    faults.push("deployRoles is empty: nobody could deploy; name one role or more");
  for (const role of [...args.deployRoles, ...(args.administrators ?? [])])
    if (!ROLE_PATTERN.test(role) || role.endsWith(":role/*"))
      faults.push(
        `role ${quote(role)} is not the ARN of a role with a name, such as arn:aws:iam::*:role/cruddur-*-deploy`,
      );
  for (const list of ["targets", "regions", "deployRoles", "administrators"] as const)
    for (const value of new Set(args[list]?.filter((each, at, all) => all.indexOf(each) !== at)))
      faults.push(`${list} has ${quote(value)} twice`);
  for (const { what, content } of policies)
    if (content.length > MAX_SCP_LENGTH)
      faults.push(
        `the policy on ${what} has ${content.length} characters, at most ${MAX_SCP_LENGTH} are allowed; name fewer roles or regions, with * where names begin alike`,
      );
  return faults;
}
