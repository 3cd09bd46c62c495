import { getAvailabilityZones } from "@pulumi/aws/getAvailabilityZones";
import { ComponentResource, type ComponentResourceOptions, type Inputs } from "@pulumi/pulumi";
import { endpointFaults } from "./endpoints";
import type { SubnetLayout } from "./layout-types";
import { buildNetwork } from "./network";
import { LayoutError, planSubnets } from "./subnet-layout";
import { natFaults, readVpcArgs, type VpcArgs } from "./vpc-args";

/**
 * `awsx:ec2:Vpc`: a network with its subnets, route tables, internet gateway, NAT gateways and endpoints, with the
 * names, tags, parents and outputs of pulumi-awsx 3.9.0 (its awsx/ec2/vpc.ts).
 */
export class Vpc extends ComponentResource<Inputs> {
  constructor(name: string, inputs: Inputs, options: ComponentResourceOptions) {
    super("awsx:ec2:Vpc", name, inputs, options);
  }

  /** The component's outputs, once all its children are registered. Throws {@link LayoutError}. */
  outputs(): Promise<Inputs> {
    return this.getData();
  }

  protected override async initialize(
    inputs: Inputs,
    _options?: ComponentResourceOptions,
    name = "",
  ): Promise<Inputs> {
    const { args, faults } = readVpcArgs(inputs);
    const zones = args.zoneNames ?? (await this.firstZones(args, faults));
    const layout = plan(name, args, zones, [...faults, ...endpointFaults(args)]);
    const outputs = buildNetwork(this, name, args, zones, layout);
    this.registerOutputs(outputs);
    return outputs;
  }

  /** The region's first zones; where it has too few, that is a fault, and numbers stand for the missing ones. */
  private async firstZones({ region, zoneCount }: VpcArgs, faults: string[]): Promise<string[]> {
    let names: string[] = [];
    if (region === undefined || typeof region === "string") {
      const found = await getAvailabilityZones(region === undefined ? {} : { region }, {
        parent: this,
      });
      names = found.names;
      if (names.length < zoneCount) {
        faults.push(
          `numberOfAvailabilityZones: ${zoneCount} wanted (the default is 3), but ${found.id} has ${names.length}`,
        );
      }
    } else {
      faults.push(
        "region: must be a plain value unless availabilityZoneNames is given; it is an output",
      );
    }
    return Array.from({ length: zoneCount }, (_, index) => names[index] ?? String(index + 1));
  }
}

/** Lays the subnets out; throws with these faults and those of addresses and NAT gateways together. */
function plan(
  name: string,
  args: VpcArgs,
  zones: readonly string[],
  found: readonly string[],
): SubnetLayout {
  const faults = [...found, ...natFaults(args, zones.length)];
  try {
    const layout = planSubnets({
      name,
      zones,
      cidrBlock: args.cidrBlock,
      strategy: args.subnetStrategy,
      nameTagStrategy: args.nameTagStrategy,
      ...(args.subnetSpecs === undefined ? {} : { specs: args.subnetSpecs }),
      ...(args.zoneCidrMask === undefined ? {} : { zoneCidrMask: args.zoneCidrMask }),
    });
    if (faults.length === 0) return layout;
  } catch (error) {
    if (!(error instanceof LayoutError)) throw error;
    faults.push(...error.faults);
  }
  throw new LayoutError(faults);
}
