/** The body of a CloudWatch dashboard. Source: CloudWatch API reference, "Dashboard Body Structure and Syntax". */
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "./account";
import type { Metric } from "./metrics";

/** Columns of the grid; two graphs stand beside each other. */
const COLUMNS = 24;
const WIDTH = COLUMNS / 2;
const HEIGHT = 6;

/** Lines over time. */
export interface Graph {
  readonly title: string;
  /** What the axis begins at 0 and counts: `%`, `seconds`, `requests a minute`. */
  readonly unit: string;
  /** By what the legend calls them. */
  readonly lines: Readonly<Record<string, Metric>>;
}

/** What a dashboard shows, from top to bottom. */
export interface DashboardContents {
  readonly region: string;
  /** ARNs of alarms, whose states stand at the top. */
  readonly alarms: readonly pulumi.Input<string>[];
  readonly graphs: readonly Graph[];
}

/** The body as JSON. */
export function dashboardBody(contents: DashboardContents): pulumi.Output<string> {
  const { region, alarms, graphs } = contents;
  const top = alarms.length > 0 ? HEIGHT : 0;
  const states = {
    ...{ type: "alarm", x: 0, y: 0, width: COLUMNS, height: HEIGHT },
    properties: { title: "Alarms", alarms },
  };
  const widgets = graphs.map(({ title, unit, lines }, index) => ({
    type: "metric",
    ...{ x: (index % 2) * WIDTH, y: top + Math.floor(index / 2) * HEIGHT },
    ...{ width: WIDTH, height: HEIGHT },
    properties: {
      title,
      region,
      view: "timeSeries",
      period: 60,
      yAxis: { left: { min: 0, label: unit, showUnits: false } },
      metrics: Object.entries(lines).map(([label, { namespace, name, dimensions, statistic }]) => [
        ...[namespace, name, ...Object.entries(dimensions).flat()],
        { label, stat: statistic },
      ]),
    },
  }));
  return pulumi.jsonStringify({ widgets: [...(top > 0 ? [states] : []), ...widgets] });
}

/** The console's host by partition. Source: AWS Regions and endpoints, China and GovCloud guides. */
const CONSOLES: Readonly<Record<string, string>> = {
  "aws-cn": "console.amazonaws.cn",
  "aws-us-gov": "console.amazonaws-us-gov.com",
};

/** Where a dashboard is in the AWS console. */
export function dashboardUrl({ region, partition }: Account, dashboardName: string): string {
  const host = CONSOLES[partition] ?? `${region}.console.aws.amazon.com`;
  return `https://${host}/cloudwatch/home?region=${region}#dashboards/dashboard/${dashboardName}`;
}
