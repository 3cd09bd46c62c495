import { each } from "../../lib/finding";
import { parseDockerfile } from "../../lib/dockerfile";
import { problemsOf } from "../../lib/dockerfile-problems";
import { dockerfileOf } from "../../lib/dockerfile-source";
import { IMAGE_BUILDS, buildArguments, buildOf } from "../../lib/image-builds";
import { strings, text } from "../../lib/options";
import { rule } from "../../lib/rule";

export default rule(
  {
    name: "image-dockerfile-lint",
    severity: "medium",
    enforcementLevel: "advisory",
    description:
      "Dockerfiles must end with a user other than root, build on pinned and trusted images, and hold no secrets.",
    why: "What the image brings along, every task that runs it has: root, old packages, and secrets that anyone who may pull can read.",
    remediationSteps: "Change the instruction in the line that is named.",
    example: `new dockerBuild.Image("web", { dockerfile: { location: "images/web/Dockerfile" }, secrets: { NPM_TOKEN: token }, ...args });`,
    url: "https://docs.docker.com/build/building/best-practices/",
    tags: [
      ...["4.1", "4.2", "4.6", "4.7", "4.9", "4.10"].map((id) => `cis-docker:${id}`),
      ...["0001", "0002", "0004", "0005", "0017", "0026", "0031"].map((id) => `trivy:DS-${id}`),
      ...["1", "2", "3", "4", "5", "7", "8"].map((id) => `checkov:CKV_DOCKER_${id}`),
    ],
    practices: ["A3", "A26", "B5", "C1", "C4", "C5", "C13", "C14", "D9"],
    options: {
      registries: strings(
        [
          ...["docker.io/library", "public.ecr.aws", "gcr.io/distroless", "cgr.dev"],
          ...["mcr.microsoft.com", "registry.access.redhat.com"],
        ],
        "Registries or repositories that images may be built on beside private ECR, with all below them.",
      ),
      folder: text(
        "",
        "Folder of the program, from which paths of Dockerfiles are read. Default: where `pulumi` was called, or the project above the pack.",
      ),
    },
  },
  IMAGE_BUILDS,
  function* (image, { type, config: { registries, folder } }) {
    const build = buildOf(image, type);
    if (build === undefined) return;
    const given = buildArguments(image, build);
    const args = new Map(
      given.map(([name, value]) => [name, value.known() ? value.text() : undefined]),
    );
    const source = dockerfileOf(image, build, folder);
    const problems = problemsOf(parseDockerfile(source.text), {
      ...{ args, registries, target: image.text(build.target) ?? "" },
      contexts: build.contexts === "" ? [] : image.entries(build.contexts).map(([name]) => name),
    });
    for (const { line, found, expected } of problems) {
      yield image.finding(source.path, { found: `line ${line} ${found}`, expected });
    }
    // An argument that cannot be known yet matters where the Dockerfile asks for it.
    const used = given.filter(([name]) =>
      [`$${name}`, `\${${name}`].some((variable) => source.text.includes(variable)),
    );
    yield* each(used, ([, value]) => {
      value.text();
      return [];
    });
  },
);
