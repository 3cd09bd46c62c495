/** What every resource of a stack is tagged with, for owners and for the bill. */
export function defaultTags(of: {
  readonly environment: string;
  readonly owner: string;
  readonly costCenter: string;
}): Record<string, string> {
  return {
    Project: "cruddur",
    Environment: of.environment,
    ManagedBy: "pulumi",
    Owner: of.owner,
    CostCenter: of.costCenter,
  };
}
