import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "./lib/account";
import { dashboardBody, dashboardUrl } from "./lib/dashboard";
import { environmentGraphs } from "./lib/environment-graphs";
import { quote, refuse } from "./lib/faults";
import { type WatchedEnvironment, watchedFaults } from "./lib/watched";

/** Arguments of {@link EnvironmentDashboard}. */
export interface EnvironmentDashboardArgs {
  /** Where everything is. */
  readonly account: Account;
  /** The fixed name, one of its kind in the account: 1 to 255 letters, digits, - and _. */
  readonly dashboardName: string;
  /** What is shown. */
  readonly watched: WatchedEnvironment;
  /** ARNs of alarms whose states are shown, at most 100. Default: none. */
  readonly alarmArns?: readonly pulumi.Input<string>[];
}

/** Alarms a widget shows. Source: CloudWatch API reference, "Dashboard Body Structure and Syntax". */
const MAX_ALARMS = 100;

/**
 * One page for an environment: which alarms are on, what users see of it, and what explains it. AWS gives an account three
 * dashboards for nothing; each further one is 3 USD a month.
 */
export class EnvironmentDashboard extends pulumi.ComponentResource {
  /** The dashboard's name. */
  readonly dashboardName: pulumi.Output<string>;
  /** Its address in the AWS console. */
  readonly url: pulumi.Output<string>;

  constructor(
    name: string,
    args: EnvironmentDashboardArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    refuse(`EnvironmentDashboard ${quote(name)}`, dashboardFaults(args));
    super("cruddur:cloudwatch:EnvironmentDashboard", name, {}, opts);
    const { account, dashboardName, watched, alarmArns: alarms = [] } = args;
    const dashboard = new aws.cloudwatch.Dashboard(
      name,
      {
        dashboardName,
        dashboardBody: dashboardBody({
          region: account.region,
          alarms,
          graphs: environmentGraphs(watched),
        }),
      },
      { parent: this },
    );
    this.dashboardName = dashboard.dashboardName;
    this.url = this.dashboardName.apply((created) => dashboardUrl(account, created));
    this.registerOutputs({ dashboardName: this.dashboardName, url: this.url });
  }
}

function dashboardFaults({
  dashboardName,
  watched,
  alarmArns = [],
}: EnvironmentDashboardArgs): string[] {
  const faults = watchedFaults(watched);
  if (!/^[\w-]{1,255}$/.test(dashboardName))
    faults.push(`dashboardName ${quote(dashboardName)} is not 1 to 255 letters, digits, - and _`);
  if (alarmArns.length > MAX_ALARMS)
    faults.push(`alarmArns has ${alarmArns.length}, at most ${MAX_ALARMS} are shown`);
  return faults;
}
