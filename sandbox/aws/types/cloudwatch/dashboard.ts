import { isObject } from "../../../lib/values";
import { checks, isJson, matches } from "../../lib/check";
import { documentText } from "../../lib/resource-policy";
import { AwsError, type Properties, type ResourceType } from "../../resource-type";

const DASHBOARD = "aws:cloudwatch/dashboard:Dashboard";
/** CloudWatch quotas: widgets per dashboard; its API reference: the grid has 24 columns. */
const MAX_WIDGETS = 500;
const COLUMNS = 24;
const WIDGETS = ["metric", "text", "log", "alarm", "explorer", "custom"];

export const dashboard: ResourceType = {
  token: DASHBOARD,
  source: [
    "API model cloudwatch 2010-08-01: PutDashboard",
    "terraform-provider-aws internal/service/cloudwatch/dashboard.go",
    "Amazon CloudWatch API Reference, Dashboard Body Structure and Syntax",
  ],
  required: ["dashboardBody", "dashboardName"],
  forceNew: ["dashboardName"],
  json: ["dashboardBody"],
  check: checks(
    matches("dashboardName", /^[\w-]{1,255}$/, "1 to 255 letters, digits, _ and -"),
    isJson("dashboardBody"),
  ),
  create: (inputs, { partition, accountId }) => {
    const name = String(inputs["dashboardName"]);
    validate(inputs);
    return {
      id: name,
      outputs: {
        dashboardArn: `arn:${partition}:cloudwatch::${accountId}:dashboard/${name}`,
        dashboardBody: documentText(inputs["dashboardBody"]),
      },
    };
  },
  update: (_id, inputs) => {
    validate(inputs);
    return { dashboardBody: documentText(inputs["dashboardBody"]) };
  },
};

function validate(inputs: Properties): void {
  const body: unknown = JSON.parse(documentText(inputs["dashboardBody"]));
  const widgets: unknown = isObject(body) ? body["widgets"] : undefined;
  if (!Array.isArray(widgets)) throw invalid("should have required property 'widgets' (/)");
  if (widgets.length > MAX_WIDGETS) {
    throw invalid(`should NOT have more than ${MAX_WIDGETS} items (/widgets)`);
  }
  widgets.forEach((widget: unknown, index) => {
    const at = `/widgets/${index}`;
    if (!isObject(widget)) throw invalid(`should be object (${at})`);
    if (!WIDGETS.includes(String(widget["type"]))) {
      throw invalid(`should be equal to one of the allowed values (${at}/type)`);
    }
    if (!isObject(widget["properties"])) {
      throw invalid(`should have required property 'properties' (${at})`);
    }
    const [x, width] = [Number(widget["x"] ?? 0), Number(widget["width"] ?? 6)];
    if (x + width > COLUMNS)
      throw invalid(`x and width should be at most ${COLUMNS} together (${at})`);
  });
}

function invalid(message: string): AwsError {
  return new AwsError(
    "CloudWatch: PutDashboard",
    "InvalidParameterInput",
    `The dashboard body is invalid, there are validation errors: ${message}`,
  );
}
