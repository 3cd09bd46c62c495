import { resource, UNKNOWN, type Vectors, type VectorResource } from "../../lib/vectors";

const repository = "123456789012.dkr.ecr.us-east-1.amazonaws.com/web";
const image = (...tags: unknown[]): VectorResource =>
  resource("docker-build:index:Image", { push: true, tags });
const finding = (property: string, value: string): string =>
  `${property} is ${value}; expected a tag with the commit, version or number of the build.`;

export default {
  pass: {
    "latest beside a commit": image(`${repository}:latest`, `${repository}:candidate-3f2a91c`),
    "a version": image(`${repository}:v1.4.2`),
    "a time": image(`${repository}:main-20261121`),
    "a registry with a port": image("localhost:5000/web:build-117"),
    "an image that is not pushed": resource("docker-build:index:Image", { push: false }),
    "awsx chooses the tag": resource("awsx:ecr:Image", { repositoryUrl: repository }),
    "awsx, a commit": resource("awsx:ecr:Image", { imageTag: "3f2a91c4" }),
  },
  fail: {
    "latest alone": [image(`${repository}:latest`), [finding("tags", `"${repository}:latest"`)]],
    "no tag": [image(repository), [finding("tags", `"${repository}"`)]],
    "a registry with a port, and no tag": [
      image("localhost:5000/web"),
      [finding("tags", '"localhost:5000/web"')],
    ],
    "two that move": [image("web:dev", "web:main"), [finding("tags", '["web:dev", "web:main"]')]],
    "pushed without tags": [image(), [finding("tags", "[]")]],
    "a minor version, in the docker provider": [
      resource("docker:index/image:Image", { imageName: "web:1.4" }),
      [finding("imageName", '"web:1.4"')],
    ],
    "the seed's latest, in awsx": [
      resource("awsx:ecr:RegistryImage", { tag: "latest" }),
      [finding("tag", '"latest"')],
    ],
  },
  unknown: {
    "a tag waits": [image("web:latest", UNKNOWN), ["tags[1]"]],
  },
  malformed: {
    "a tag is an object": [image({ tag: "v1" }), ["tags[0] is an object; expected a string."]],
  },
} satisfies Vectors;
