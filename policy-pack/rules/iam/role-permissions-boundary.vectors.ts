import { TASKS_TRUST, role } from "../../lib/iam.vectors";
import { configured, resource, UNKNOWN, type Vectors } from "../../lib/vectors";

const arn = "arn:aws:iam::123456789012:policy/boundary";
const ours = { config: { boundaries: ["arn:aws*:iam::123456789012:policy/boundary"] } };

export default {
  pass: {
    "a boundary": role([TASKS_TRUST], { permissionsBoundary: arn }),
    "a boundary that is still being made": role([TASKS_TRUST], { permissionsBoundary: UNKNOWN }),
    "the boundary of the configuration": configured(
      role([TASKS_TRUST], { permissionsBoundary: arn }),
      ours,
    ),
    "the organization's boundary": configured(role([TASKS_TRUST], { permissionsBoundary: arn }), {
      settings: { permissionsBoundary: arn },
    }),
  },
  fail: {
    "no boundary": [
      role([TASKS_TRUST]),
      ["permissionsBoundary is not set; expected the ARN of a policy."],
    ],
    "an empty one, in aws-native": [
      resource("aws-native:iam:Role", { permissionsBoundary: "" }),
      ['permissionsBoundary is ""; expected the ARN of a policy.'],
    ],
    "another than the organization's": [
      configured(role([TASKS_TRUST], { permissionsBoundary: `${arn}-2` }), {
        settings: { permissionsBoundary: arn },
      }),
      [`permissionsBoundary is "${arn}-2"; expected one of ["${arn}"].`],
    ],
    "another than the configuration's": [
      configured(
        role([TASKS_TRUST], { permissionsBoundary: "arn:aws:iam::aws:policy/PowerUserAccess" }),
        ours,
      ),
      [
        'permissionsBoundary is "arn:aws:iam::aws:policy/PowerUserAccess"; expected one of ["arn:aws*:iam::123456789012:policy/boundary"].',
      ],
    ],
  },
  unknown: {
    "the boundary waits, where the configuration names some": [
      configured(role([TASKS_TRUST], { permissionsBoundary: UNKNOWN }), ours),
      ["permissionsBoundary"],
    ],
  },
  malformed: {
    "the boundary is an object": [
      configured(role([TASKS_TRUST], { permissionsBoundary: { arn } }), ours),
      ["permissionsBoundary is an object; expected a string."],
    ],
  },
} satisfies Vectors;
