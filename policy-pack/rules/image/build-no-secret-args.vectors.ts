import { resource, UNKNOWN, type Vectors, type VectorResource } from "../../lib/vectors";

const image = (buildArgs: unknown): VectorResource =>
  resource("docker-build:index:Image", { buildArgs, push: true });
const finding = (path: string, what = "a secret"): string =>
  `${path} looks like ${what}; expected the value under \`secrets\`.`;
// Of the shape of a token, and nobody's.
const token = ["npm", "0123456789abcdefghijABCDEFGHIJ012345"].join("_");

export default {
  pass: {
    "versions and digests": image({
      PYTHON_VERSION: "3.13.1",
      BASE_DIGEST: `sha256:${"0a".repeat(32)}`,
      REACT_APP_TOKEN_URL: "https://example.com/token",
    }),
    "secrets by mount": resource("docker-build:index:Image", { secrets: { NPM_TOKEN: token } }),
    "an image that is only pulled": resource("docker:index/remoteImage:RemoteImage", {
      name: "nginx:1.29.1",
    }),
  },
  fail: {
    "a token under its name": [
      image({ NPM_TOKEN: token, NODE_ENV: "production" }),
      [finding("buildArgs.NPM_TOKEN", "an npm token")],
    ],
    "a token under a harmless name": [
      image({ REGISTRY: `//registry.npmjs.org/:_authToken=${token}` }),
      [finding("buildArgs.REGISTRY", "an npm token")],
    ],
    "a password": [
      image({ DB_PASSWORD: "hunter22" }),
      [finding("buildArgs.DB_PASSWORD", "a password")],
    ],
    "a proxy with a password": [
      image({ HTTPS_PROXY: "http://me:hunter22@proxy.example.com:3128" }),
      [finding("buildArgs.HTTPS_PROXY", "a URL with a password")],
    ],
    "the docker provider": [
      resource("docker:index/image:Image", {
        imageName: "web:1",
        build: { args: { DB_PASSWORD: "hunter22" } },
      }),
      [finding("build.args.DB_PASSWORD", "a password")],
    ],
    "a local image, built": [
      resource("docker:index/remoteImage:RemoteImage", {
        name: "web",
        build: { context: ".", buildArg: { DB_PASSWORD: "hunter22" } },
      }),
      [finding("build.buildArg.DB_PASSWORD", "a password")],
    ],
    awsx: [
      resource("awsx:ecr:Image", { args: { DB_PASSWORD: "hunter22" } }),
      [finding("args.DB_PASSWORD", "a password")],
    ],
  },
  unknown: {
    "the arguments wait": [image(UNKNOWN), ["buildArgs"]],
    "one waits, another is a password": [
      image({ COMMIT: UNKNOWN, DB_PASSWORD: "hunter22" }),
      ["buildArgs.COMMIT"],
      { findings: [finding("buildArgs.DB_PASSWORD", "a password")] },
    ],
  },
  malformed: {
    "the arguments are a word": [image("A=b"), ['buildArgs is "A=b"; expected an object.']],
  },
} satisfies Vectors;
