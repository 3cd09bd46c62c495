import type { RouteTable } from "@pulumi/aws/ec2/routeTable";
import type { RouteTableAssociation } from "@pulumi/aws/ec2/routeTableAssociation";
import type { Subnet } from "@pulumi/aws/ec2/subnet";
import type { Vpc } from "@pulumi/aws/ec2/vpc";
import type { CustomResourceOptions, Input, Resource } from "@pulumi/pulumi";
import type { PlannedSubnet } from "./layout-types";
import type { VpcArgs } from "./vpc-args";

/** A subnet with its route table. */
export interface BuiltSubnet {
  readonly plan: PlannedSubnet;
  readonly subnet: Subnet;
  readonly routeTable: RouteTable;
  readonly association: RouteTableAssociation;
}

/** What all parts of a network are made from. */
export interface Site {
  readonly name: string;
  readonly args: VpcArgs;
  readonly zones: readonly string[];
  readonly vpc: Vpc;
  /** `region`, if one was given. */
  readonly region: { readonly region?: Input<string> };
  /** Tags of the network itself, on which those of its parts rest. */
  readonly tags: Readonly<Record<string, Input<string>>>;
}

/** Options of a part: below its owner, created after it. */
export function below(owner: Resource): CustomResourceOptions {
  return { parent: owner, dependsOn: [owner] };
}
