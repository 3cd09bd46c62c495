import {
  configured,
  resource,
  UNKNOWN,
  type Vectors,
  type VectorResource,
} from "../../lib/vectors";

const digest = `sha256:${"0a".repeat(32)}`;
const python = `python:3.13-slim@${digest}`;
const image = (lines: readonly string[], more: object = {}): VectorResource =>
  resource("docker-build:index:Image", { dockerfile: { inline: lines.join("\n") }, ...more });
const good = ["USER 10001:10001", 'HEALTHCHECK CMD ["/app/health-check"]', 'CMD ["/app/run"]'];
const finding = (line: number, text: string): string => `dockerfile.inline line ${line} ${text}.`;
const fails = (
  lines: readonly string[],
  line: number,
  text: string,
  more: object = {},
): [VectorResource, string[]] => [image(lines, more), [finding(line, text)]];
const noUser = "expected a user other than root";

export default {
  pass: {
    "a pinned base, a user, a health check": image([`FROM ${python}`, "COPY . /app", ...good]),
    "root in a stage that is thrown away, and a base by argument, as the program's own": image([
      "# check=skip=InvalidDefaultArgInFrom",
      "ARG BASE_REPOSITORY",
      "ARG BASE_DIGEST",
      "FROM ${BASE_REPOSITORY}@${BASE_DIGEST} AS packages",
      "USER 0:0",
      "RUN python3 -m venv /opt/venv \\",
      "    # a comment between the lines",
      "    && pip install --require-hashes -r requirements.txt",
      "FROM ${BASE_REPOSITORY}@${BASE_DIGEST}",
      "COPY --from=packages /opt/venv /opt/venv",
      ...good,
    ]),
    "a user from the stage before": image([
      `FROM ${python} AS base`,
      ...good,
      "FROM base AS final",
      "COPY . /app",
    ]),
    "the target decides which stage counts": image(
      [`FROM ${python} AS app`, ...good, `FROM ${python} AS debug`, "USER root"],
      { target: "app" },
    ),
    "instructions inside of a heredoc are none": image([
      `FROM ${python}`,
      "COPY <<EOF /etc/motd",
      "USER root",
      "ADD everything",
      "EOF",
      ...good,
    ]),
    "a base that says by its name that it is not root's": image([
      `FROM gcr.io/distroless/static:nonroot@${digest}`,
      'HEALTHCHECK CMD ["/app", "health"]',
    ]),
    "an archive that is unpacked, a download that is checked": image([
      `FROM ${python}`,
      "ADD root.tar.gz /",
      `ADD --checksum=${digest} https://example.com/x /x`,
      ...good,
    ]),
    "an update that is used": image([
      `FROM ${python}`,
      "RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates=2025",
      ...good,
    ]),
    "a private registry": image([
      `FROM 123456789012.dkr.ecr.us-east-1.amazonaws.com/base@${digest}`,
      ...good,
    ]),
    "a named context": image(["FROM base", ...good], {
      context: { location: ".", named: { base: { location: "docker-image://x" } } },
    }),
    "an image that is only pulled": resource("docker:index/remoteImage:RemoteImage", {
      name: "nginx:1.29.1",
    }),
  },
  fail: {
    "no user": fails(
      [`FROM ${python}`, good[1] ?? ""],
      1,
      `begins a stage without USER; ${noUser}`,
    ),
    "root at last": fails(
      [`FROM ${python}`, ...good, "user root:root"],
      5,
      `runs the container as "root:root"; ${noUser}`,
    ),
    "root by an argument's default": fails(
      [`FROM ${python}`, "ARG UID=0", good[1] ?? "", "USER ${UID:-10001}"],
      4,
      `runs the container as "0"; ${noUser}`,
    ),
    "root by a build argument": fails(
      [`FROM ${python}`, "ARG UID=10001", good[1] ?? "", "USER $UID"],
      4,
      `runs the container as "0"; ${noUser}`,
      { buildArgs: { UID: "0" } },
    ),
    "root from the stage before": fails(
      [`FROM ${python} AS base`, "USER root", "FROM base", good[1] ?? ""],
      2,
      `runs the container as "root"; ${noUser}`,
    ),
    "a tag alone": fails(
      ["FROM python:3.13", ...good],
      1,
      'takes "python:3.13"; expected an image by digest (@sha256:…)',
    ),
    "a tag from an argument before FROM": fails(
      ["ARG VERSION=3.13", "FROM python:${VERSION} AS app", ...good],
      2,
      'takes "python:3.13"; expected an image by digest (@sha256:…)',
    ),
    "a base of somebody": fails(
      [`FROM somebody/python@${digest}`, ...good],
      1,
      `takes "somebody/python@sha256:${"0a".repeat(32)}"; expected an image of a trusted registry`,
    ),
    "files of somebody's image": fails(
      [`FROM ${python}`, `COPY --from=ghcr.io/somebody/tool@${digest} /tool /tool`, ...good],
      2,
      `takes "ghcr.io/somebody/tool@sha256:${"0a".repeat(32)}"; expected an image of a trusted registry`,
    ),
    "ADD in place of COPY": fails(
      [`FROM ${python}`, "ADD . /app", ...good],
      2,
      "uses ADD; expected COPY, or --checksum for what is downloaded",
    ),
    "ADD with continued lines, after another escape": fails(
      ["# escape=`", `FROM ${python}`, "RUN a `", "  && b", "ADD a `", "  /b", ...good],
      5,
      "uses ADD; expected COPY, or --checksum for what is downloaded",
    ),
    "a password in the environment": fails(
      [`FROM ${python}`, "ENV PATH=/app DB_PASSWORD='hunter22'", ...good],
      2,
      'sets "DB_PASSWORD" to what looks like a password; expected a secret mount (RUN --mount=type=secret)',
    ),
    "an argument for a token": fails(
      [`FROM ${python}`, "ARG NPM_TOKEN", ...good],
      2,
      'sets "NPM_TOKEN" to what looks like a secret; expected a secret mount (RUN --mount=type=secret)',
    ),
    "a token in a command": fails(
      [
        `FROM ${python}`,
        "RUN <<EOF",
        "pip install --index-url https://me:hunter22@pypi.example.com/ x",
        "EOF",
        ...good,
      ],
      2,
      "holds a URL with a password; expected a secret mount",
    ),
    "a port for SSH": fails(
      [`FROM ${python}`, "EXPOSE 4567 20-23/tcp", ...good],
      2,
      'exposes "20-23/tcp"; expected no port for SSH',
    ),
    "a lone update": fails(
      [`FROM ${python}`, 'RUN ["apt-get", "-q", "update"]', ...good],
      2,
      'runs "apt-get -q update" alone; expected the update and what it is for in one RUN',
    ),
    "no health check": fails(
      [`FROM ${python}`, "USER app"],
      1,
      "begins a stage without HEALTHCHECK; expected a command that tells whether the container works",
    ),
    "a health check that is turned off": fails(
      [`FROM ${python}`, "USER app", "HEALTHCHECK NONE"],
      3,
      "turns HEALTHCHECK off; expected a command that tells whether the container works",
    ),
    "several at once": [
      image(["FROM nginx", "ADD a /a"]),
      [
        finding(1, 'takes "nginx"; expected an image by digest (@sha256:…)'),
        finding(1, `begins a stage without USER; ${noUser}`),
        finding(
          1,
          "begins a stage without HEALTHCHECK; expected a command that tells whether the container works",
        ),
        finding(2, "uses ADD; expected COPY, or --checksum for what is downloaded"),
      ],
    ],
    "no Dockerfile at all": fails(
      ['{"this": "is JSON"}'],
      1,
      "is followed by no FROM; expected a Dockerfile",
    ),
  },
  unknown: {
    "the text waits": [
      resource("docker-build:index:Image", { dockerfile: { inline: UNKNOWN } }),
      ["dockerfile.inline"],
    ],
    "a build argument that decides waits": [
      image(["ARG BASE", "ARG OTHER", "FROM ${BASE}", ...good], {
        buildArgs: { BASE: UNKNOWN, OTHER: UNKNOWN },
      }),
      ["buildArgs.BASE"],
    ],
    "the file cannot be read from here": [
      configured(
        resource("docker-build:index:Image", { dockerfile: { location: "no/such/Dockerfile" } }),
        { config: { folder: "/nonexistent" } },
      ),
      ["dockerfile.location"],
    ],
    "the context is elsewhere": [
      resource("docker:index/image:Image", {
        imageName: "web",
        build: { context: "https://github.com/cruddur/web.git" },
      }),
      ["build.context"],
    ],
  },
  malformed: {
    "the Dockerfile is a list": [
      resource("docker-build:index:Image", { dockerfile: { inline: ["FROM a", "USER b"] } }),
      ['dockerfile.inline is ["FROM a", "USER b"]; expected a string.'],
    ],
  },
} satisfies Vectors;
