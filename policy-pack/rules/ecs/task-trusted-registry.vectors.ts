import {
  configured,
  daemonTask,
  express,
  MALFORMED_CONTAINERS,
  task,
  UNKNOWN,
  UNKNOWN_CONTAINERS,
  type Vectors,
} from "../../lib/vectors";

const ECR = "123456789012.dkr.ecr.us-east-1.amazonaws.com";
const web = (image: unknown): Record<string, unknown> => ({ name: "web", image });
const finding = (image: string, expected = "an image in a private ECR registry"): string =>
  `Container "web": containerDefinitions[0].image is "${image}"; expected ${expected}.`;

export default {
  pass: {
    "a private ECR registry": task([web(`${ECR}/backend-flask:1.0`)]),
    "by digest": task([web(`${ECR}/backend-flask@sha256:${"a".repeat(64)}`)]),
    "a FIPS endpoint": task([web("123456789012.dkr.ecr-fips.us-gov-west-1.amazonaws.com/web:1")]),
    "a dual-stack endpoint": task([web("123456789012.dkr-ecr.eu-west-1.on.aws/web:1")]),
    China: task([web("123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn/web:1")]),
    "a registry that the configuration trusts": configured(
      task([web("public.ecr.aws/xray/aws-xray-daemon:3")]),
      {
        config: { registries: ["public.ecr.aws/xray"] },
      },
    ),
    "a registry that the settings trust": configured(task([web("public.ecr.aws/xray/daemon:3")]), {
      settings: { registries: ["public.ecr.aws/xray"] },
    }),
    "an account that the settings list": configured(task([web(`${ECR}/web:1`)]), {
      settings: { accounts: ["123456789012"], regions: ["us-east-1"] },
    }),
  },
  fail: {
    "Docker Hub, without saying so": [task([web("nginx")]), [finding("nginx")]],
    "Docker Hub, a user's": [task([web("bitnami/redis:7")]), [finding("bitnami/redis:7")]],
    "GitHub's registry": [task([web("ghcr.io/acme/web:1")]), [finding("ghcr.io/acme/web:1")]],
    "ECR's public gallery": [
      express(web("public.ecr.aws/nginx/nginx:1")),
      [
        'Container "web": primaryContainer.image is "public.ecr.aws/nginx/nginx:1"; expected an image in a private ECR registry.',
      ],
    ],
    "a host that only begins like ECR": [
      task([web(`${ECR}.example.com/web:1`)]),
      [finding(`${ECR}.example.com/web:1`)],
    ],
    "a path that only contains ECR's host": [
      task([web(`example.com/${ECR}/web:1`)]),
      [finding(`example.com/${ECR}/web:1`)],
    ],
    "a repository that only begins like the trusted one": [
      configured(task([web("public.ecr.aws/xrayx/daemon:3")]), {
        config: { registries: ["public.ecr.aws/xray"] },
      }),
      [finding("public.ecr.aws/xrayx/daemon:3")],
    ],
    "an account that the settings do not list": [
      configured(task([web(`${ECR}/web:1`)]), { settings: { accounts: ["210987654321"] } }),
      [finding(`${ECR}/web:1`, 'an image of one of the accounts ["210987654321"]')],
    ],
    "a region that the settings do not list": [
      configured(task([web(`${ECR}/web:1`)]), { settings: { regions: ["eu-west-1"] } }),
      [finding(`${ECR}/web:1`, 'an image in one of the regions ["eu-west-1"]')],
    ],
    "no image at all": [
      task([{ name: "web" }]),
      ['Container "web": containerDefinitions[0].image is not set; expected an image reference.'],
    ],
    "a text that is no reference": [
      task([web("my image")]),
      [finding("my image", "an image reference")],
    ],
  },
  unknown: {
    ...UNKNOWN_CONTAINERS,
    "the image waits": [daemonTask([web(UNKNOWN)]), ["containerDefinitions[0].image"]],
  },
  malformed: {
    ...MALFORMED_CONTAINERS,
    "the image is an object": [
      task([web({ tag: "1" })]),
      ['Container "web": containerDefinitions[0].image is an object; expected a string.'],
    ],
  },
} satisfies Vectors;
