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
    super("awsx:ec2:Vpc", name, { name, inputs }, options);
  }

  /** The component's outputs, once all its children are registered. Throws {@link LayoutError}. */
  outputs(): Promise<Inputs> {
    return this.getData();
  }

  protected override async initialize(given: { name: string; inputs: Inputs }): Promise<Inputs> {
    const { args, faults } = readVpcArgs(given.inputs);
    faults.push(...endpointFaults(args));
    if (faults.length > 0) throw new LayoutError(faults);
    const zones = args.zoneNames ?? (await this.firstZones(args));
    const outputs = buildNetwork(this, given.name, args, zones, plan(given.name, args, zones));
    this.registerOutputs(outputs);
    return outputs;
  }

  private async firstZones({ region, zoneCount }: VpcArgs): Promise<string[]> {
    if (region !== undefined && typeof region !== "string") {
      throw new LayoutError([
        "region: must be a plain value unless availabilityZoneNames is given; it is an output",
      ]);
    }
    const { names, id } = await getAvailabilityZones(region === undefined ? {} : { region }, {
      parent: this,
    });
    if (names.length < zoneCount) {
      throw new LayoutError([
        `numberOfAvailabilityZones: ${zoneCount} wanted (the default is 3), but ${id} has ${names.length}`,
      ]);
    }
    return names.slice(0, zoneCount);
  }
}

/** Lays the subnets out; throws with the faults of addresses and of NAT gateways together. */
function plan(name: string, args: VpcArgs, zones: readonly string[]): SubnetLayout {
  const faults = natFaults(args, zones.length);
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
