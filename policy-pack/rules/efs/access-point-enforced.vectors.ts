import { resource, UNKNOWN, type Vectors, type VectorResource } from "../../lib/vectors";

const point = (props: Record<string, unknown>): VectorResource =>
  resource("aws:efs/accessPoint:AccessPoint", { fileSystemId: UNKNOWN, ...props });
const posixUser = { uid: 1000, gid: 1000 };
const rootDirectory = { path: "/uploads" };
const root = (what: string): string => `rootDirectory.path ${what}; expected a directory below /.`;
const USER = "posixUser names no user; expected a user and a group.";

export default {
  pass: {
    "directory and user": point({ posixUser, rootDirectory }),
    "of aws-native, as texts": resource("aws-native:efs:AccessPoint", {
      posixUser: { uid: "1000", gid: "1000" },
      rootDirectory,
    }),
    "a user whose number waits": point({ posixUser: { uid: UNKNOWN, gid: 0 }, rootDirectory }),
  },
  fail: {
    neither: [point({}), [root("is not set"), USER]],
    "no user": [point({ rootDirectory }), [USER]],
    "no directory": [point({ posixUser }), [root("is not set")]],
    "all directories": [point({ posixUser, rootDirectory: { path: "/" } }), [root('is "/"')]],
    "an access point of aws-native": [
      resource("aws-native:efs:AccessPoint", { posixUser }),
      [root("is not set")],
    ],
  },
  unknown: {
    "the path waits, and there is no user": [
      point({ rootDirectory: { path: UNKNOWN } }),
      ["rootDirectory.path"],
      { findings: [USER] },
    ],
    "the user waits": [point({ rootDirectory, posixUser: UNKNOWN }), ["posixUser"]],
  },
  malformed: {
    "the directory is a word": [
      point({ posixUser, rootDirectory: "/uploads" }),
      ['rootDirectory is "/uploads"; expected an object.'],
    ],
  },
} satisfies Vectors;
