import { resource, stack, UNKNOWN, type VectorResource, type Vectors } from "../../lib/vectors";

const enabler = (
  resourceTypes: unknown,
  accountIds: unknown = ["123456789012"],
  name = "inspector",
): VectorResource =>
  resource("aws:inspector2/enabler:Enabler", { accountIds, resourceTypes }, { name });
const organization = (autoEnable: object): VectorResource =>
  resource("aws:inspector2/organizationConfiguration:OrganizationConfiguration", { autoEnable });
const EC2 = 'resourceTypes is ["EC2"]; expected "ECR" among them.';

export default {
  pass: {
    "images alone": enabler(["ECR"]),
    "images among others": enabler(["EC2", "ECR", "LAMBDA"]),
    "by another enabler of the same account": stack(
      enabler(["EC2"], ["123456789012"], "hosts"),
      enabler(["ECR"], ["123456789012", "210987654321"], "images"),
    ),
    "new accounts of the organization": organization({ ec2: true, ecr: true }),
  },
  fail: {
    "hosts alone": [enabler(["EC2"]), [EC2]],
    "nothing at all": [enabler([]), ['resourceTypes is []; expected "ECR" among them.']],
    "images of another account alone": [
      stack(
        enabler(["EC2"], ["123456789012"], "hosts"),
        enabler(["ECR"], ["210987654321"], "images"),
      ),
      [EC2],
    ],
    "not for new accounts of the organization": [
      organization({ ec2: true, ecr: false }),
      ["autoEnable.ecr is false; expected true."],
    ],
  },
  unknown: {
    "the types wait": [enabler(UNKNOWN), ["resourceTypes"]],
    "the account of one enabler waits, where another scans images": [
      stack(enabler(["EC2"], [UNKNOWN], "hosts"), enabler(["ECR"], ["123456789012"], "images")),
      ["accountIds[0]"],
    ],
  },
  malformed: {
    "a type is an object": [
      enabler([{ type: "ECR" }]),
      ["resourceTypes[0] is an object; expected a string."],
    ],
  },
} satisfies Vectors;
