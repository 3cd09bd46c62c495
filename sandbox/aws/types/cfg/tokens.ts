import { AwsError, type Call, type Properties } from "../../resource-type";

export const RECORDER = "aws:cfg/recorder:Recorder";
export const DELIVERY_CHANNEL = "aws:cfg/deliveryChannel:DeliveryChannel";
export const RECORDER_STATUS = "aws:cfg/recorderStatus:RecorderStatus";
export const RULE = "aws:cfg/rule:Rule";
export const CONFORMANCE_PACK = "aws:cfg/conformancePack:ConformancePack";
export const ORGANIZATION_CONFORMANCE_PACK =
  "aws:cfg/organizationConformancePack:OrganizationConformancePack";

/** API model config 2014-11-12: MaximumExecutionFrequency. */
export const FREQUENCIES = [
  ..."One_Hour Three_Hours Six_Hours Twelve_Hours TwentyFour_Hours".split(" "),
];

/** An answer of AWS Config. */
export function refuse(operation: string, code: string, message: string): AwsError {
  return new AwsError(`Config Service: ${operation}`, code, message);
}

/** The region's one recorder. */
export function recorderOf({ account }: Call): Properties | undefined {
  return account.list(RECORDER)[0]?.properties;
}

/** Whether something is recorded now. */
export function isRecording({ account }: Call): boolean {
  return account.find(RECORDER_STATUS, ({ isEnabled }) => isEnabled === true) !== undefined;
}
