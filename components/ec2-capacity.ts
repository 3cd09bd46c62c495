import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "./lib/account";
import { ec2CapacityFaults } from "./lib/ec2-capacity-checks";
import { hostStatements, hostUserData } from "./lib/ec2-hosts";
import { quote, refuse } from "./lib/faults";
import { plainTrustOf, policyDocument } from "./lib/iam-documents";
import { defaultInstanceType } from "./lib/instance-types";
import { type Peer, securityGroup } from "./lib/peers";
import type { NetworkReference } from "./network";

/** Arguments of {@link Ec2Capacity}. */
export interface Ec2CapacityArgs {
  /** Where everything is. */
  readonly account: Account;
  /** In whose private subnets the instances run. */
  readonly network: NetworkReference;
  /** The fixed name of the cluster that the instances join. */
  readonly clusterName: string;
  /** Instances that always run, 0 to 100. Default 1. */
  readonly minInstances?: number;
  /** Instances that may run, at least 1 and the minimum, at most 100. Default 2. */
  readonly maxInstances?: number;
  /** The processor that the images are built for. Default `X86_64`. */
  readonly architecture?: "X86_64" | "ARM64";
  /** A type with that processor. Default `t3.medium`, or `t4g.medium` for `ARM64`. */
  readonly instanceType?: string;
  /** GiB of an instance's encrypted disk, 30 (the image's own size) to 1000. Default 30. */
  readonly volumeGiB?: number;
  /** To whom the hosts may open connections, by name: the AWS services that their agents need. Default: nobody. */
  readonly egressTo?: Readonly<Record<string, Peer>>;
  /** Tags of instances, disks and the group: the provider's default tags do not reach them. */
  readonly tags?: Readonly<Record<string, string>>;
  /** IAM policy that bounds the instances' role. Default: none. */
  readonly permissionsBoundaryArn?: string;
}

/**
 * Instances for a cluster: AWS's current ECS image of Amazon Linux 2023, no key pair (Session Manager instead), no way
 * in, no public address, IMDSv2 one hop far, an encrypted disk. ECS adds and removes them as tasks need, never one that
 * runs a task, and drains what leaves. Tasks share a kernel there, which they do not on Fargate.
 */
export class Ec2Capacity extends pulumi.ComponentResource {
  /** For the cluster's capacity providers and services' strategies. */
  readonly capacityProviderName: pulumi.Output<string>;
  /** The hosts' security group. Tasks have their own. */
  readonly securityGroupId: pulumi.Output<string>;

  constructor(name: string, args: Ec2CapacityArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(`Ec2Capacity ${quote(name)}`, ec2CapacityFaults(args));
    super("cruddur:ecs:Ec2Capacity", name, {}, opts);
    const parent = { parent: this };
    const { network, architecture = "X86_64" } = args;
    const { group: hosts, rules } = securityGroup(
      name,
      {
        vpcId: network.vpcId,
        port: undefined,
        ingressFrom: {},
        egressTo: args.egressTo ?? {},
        description: `Instances of ${args.clusterName}`,
      },
      parent,
    );
    const { profile, ready } = hostProfile(name, args, parent);
    const tags = { ...args.tags, Name: `${args.clusterName}-${name}` };
    const image = architecture === "ARM64" ? "/arm64" : "";
    const template = new aws.ec2.LaunchTemplate(
      name,
      {
        imageId: `resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023${image}/recommended/image_id`,
        instanceType: args.instanceType ?? defaultInstanceType(args.architecture),
        iamInstanceProfile: { arn: profile.arn },
        networkInterfaces: [{ associatePublicIpAddress: "false", securityGroups: [hosts.id] }],
        metadataOptions: {
          httpEndpoint: "enabled",
          httpTokens: "required",
          httpPutResponseHopLimit: 1,
        },
        blockDeviceMappings: [
          {
            deviceName: "/dev/xvda",
            ebs: {
              encrypted: "true",
              volumeType: "gp3",
              volumeSize: args.volumeGiB ?? 30,
              deleteOnTermination: "true",
            },
          },
        ],
        monitoring: { enabled: true },
        tagSpecifications: ["instance", "network-interface", "volume"].map((resourceType) => ({
          resourceType,
          tags,
        })),
        userData: hostUserData(args.clusterName),
        updateDefaultVersion: true,
      },
      parent,
    );
    const group = new aws.autoscaling.Group(
      name,
      {
        minSize: args.minInstances ?? 1,
        maxSize: args.maxInstances ?? 2,
        vpcZoneIdentifiers: network.privateSubnetIds,
        launchTemplate: { id: template.id, version: template.latestVersion.apply(String) },
        protectFromScaleIn: true,
        // It goes after the last service, with nothing left to drain; hooks of ECS's draining would hold it for hours.
        forceDelete: true,
        tags: Object.entries({ ...tags, AmazonECSManaged: "true" }).map(([key, value]) => ({
          key,
          value,
          propagateAtLaunch: key === "AmazonECSManaged",
        })),
      },
      {
        ...parent,
        // ECS decides how many run.
        ignoreChanges: ["desiredCapacity"],
        // Neither rights nor ways out are edges of the group; without them instances do not join the cluster.
        dependsOn: [...ready, ...rules],
      },
    );
    const provider = new aws.ecs.CapacityProvider(
      name,
      {
        autoScalingGroupProvider: {
          autoScalingGroupArn: group.arn,
          managedTerminationProtection: "ENABLED",
          managedDraining: "ENABLED",
          managedScaling: {
            status: "ENABLED",
            targetCapacity: 100,
            minimumScalingStepSize: 1,
            maximumScalingStepSize: 10,
            instanceWarmupPeriod: 300,
          },
        },
      },
      parent,
    );
    this.capacityProviderName = provider.name;
    this.securityGroupId = hosts.id;
    this.registerOutputs({
      capacityProviderName: this.capacityProviderName,
      securityGroupId: this.securityGroupId,
    });
  }
}

/** The instances' role. It trusts EC2 without a condition, for EC2 gives no source. */
function hostProfile(
  name: string,
  { account, clusterName, permissionsBoundaryArn }: Ec2CapacityArgs,
  opts: pulumi.CustomResourceOptions,
): { readonly profile: aws.iam.InstanceProfile; readonly ready: readonly pulumi.Resource[] } {
  const role = new aws.iam.Role(
    name,
    {
      description: `Instances of ${clusterName}`,
      assumeRolePolicy: plainTrustOf("ec2.amazonaws.com"),
      permissionsBoundary: permissionsBoundaryArn,
    },
    opts,
  );
  const policy = new aws.iam.RolePolicy(
    name,
    { role: role.name, policy: policyDocument(hostStatements(account, clusterName)) },
    opts,
  );
  return { profile: new aws.iam.InstanceProfile(name, { role: role.name }, opts), ready: [policy] };
}
