/** The images that `npm run release` knows, and what each is built with. */
import type { RepositoryName } from "../services";

/** Where the value of a build argument comes from. */
export type ArgumentSource =
  /** The digest that a public image has today. */
  | { readonly digestOf: string }
  /** The address of one of the stack's repositories. */
  | { readonly repositoryOf: RepositoryName }
  /** The digest of the newest released image of one of the stack's repositories. */
  | { readonly releaseOf: RepositoryName }
  /** An output of the stack. */
  | { readonly output: "apiUrl" };

/** How an image comes about: from its folder in `images/`, or as a copy of a public one. */
export type ImagePlan =
  { readonly build: Readonly<Record<string, ArgumentSource>> } | { readonly copyOf: string };

/** By repository. `tracing` is not among them: which image it mirrors is the user's choice. */
export const IMAGES: Readonly<Partial<Record<RepositoryName, ImagePlan>>> = {
  "backend-flask": {
    build: {
      BASE_REPOSITORY: { repositoryOf: "cruddur-python" },
      BASE_DIGEST: { releaseOf: "cruddur-python" },
    },
  },
  "cruddur-python": {
    build: { PYTHON_DIGEST: { digestOf: "docker.io/library/python:3.13-slim-trixie" } },
  },
  "frontend-react-js": {
    build: {
      BASE_REPOSITORY: { repositoryOf: "nginx-unprivileged" },
      BASE_DIGEST: { releaseOf: "nginx-unprivileged" },
      REACT_APP_BACKEND_URL: { output: "apiUrl" },
    },
  },
  "nginx-unprivileged": { copyOf: "docker.io/nginxinc/nginx-unprivileged:stable-alpine-slim" },
};
