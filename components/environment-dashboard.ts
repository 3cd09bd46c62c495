import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "./lib/account";
import { dashboardBody, dashboardUrl } from "./lib/dashboard";
import { environmentGraphs } from "./lib/environment-graphs";
import { ACCOUNT, arn } from "./lib/aws-checks";
import { type Checks, faultsOf, input, list, optional, text } from "./lib/checks";
import { quote, refuse } from "./lib/faults";
import { WATCHED, type WatchedEnvironment } from "./lib/watched";

/** Alarms a widget shows. Source: CloudWatch API reference, "Dashboard Body Structure and Syntax". */
const MAX_ALARMS = 100;

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

const CHECKS: Checks<EnvironmentDashboardArgs> = {
  account: ACCOUNT,
  dashboardName: text(/^[\w-]{1,255}$/, "1 to 255 letters, digits, - and _"),
  watched: WATCHED,
  alarmArns: optional(list(input(arn("cloudwatch", "alarm:", "an alarm")), { most: MAX_ALARMS })),
};

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
    refuse(`EnvironmentDashboard ${quote(name)}`, faultsOf(args, CHECKS));
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
