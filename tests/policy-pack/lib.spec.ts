import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isAnywhere, isPublic, parseCidr } from "../../policy-pack/lib/cidr";
import { show } from "../../policy-pack/lib/finding";
import { buildFault } from "../../policy-pack/lib/fresh-build";
import { isFrom, parseEcrHost, parseImage } from "../../policy-pack/lib/image";
import { parseReference } from "../../policy-pack/lib/references";
import { secretInText } from "../../policy-pack/lib/secret-text";
import { secretNamed } from "../../policy-pack/lib/secrets";
import { matches } from "../../policy-pack/lib/settings";

describe("images", () => {
  const parts = (text: string): unknown[] => Object.values(parseImage(text) ?? {});
  const digest = `sha256:${"a".repeat(64)}`;

  it("are taken apart as Docker does", () => {
    assert.deepEqual(parts("nginx"), ["docker.io", "library/nginx", undefined, undefined]);
    assert.deepEqual(parts("bitnami/redis:7"), ["docker.io", "bitnami/redis", "7", undefined]);
    assert.deepEqual(parts("localhost:5000/web"), ["localhost:5000", "web", undefined, undefined]);
    assert.deepEqual(parts(`GHCR.io/acme/web:1@${digest}`), ["ghcr.io", "acme/web", "1", digest]);
  });

  it("are refused where Docker would", () => {
    for (const text of [
      "",
      " ",
      "my image",
      "web:",
      "web@sha256:abc",
      "Web",
      "https://x/web",
      "a b/c",
    ]) {
      assert.equal(parseImage(text), undefined, text);
    }
  });

  it("belong to ECR by the whole host", () => {
    assert.deepEqual(parseEcrHost("123456789012.dkr.ecr.eu-central-1.amazonaws.com"), {
      account: "123456789012",
      region: "eu-central-1",
    });
    for (const host of [
      "123456789012.dkr.ecr.eu-central-1.amazonaws.com.evil.com",
      "1.dkr.ecr.x.amazonaws.com",
    ]) {
      assert.equal(parseEcrHost(host), undefined, host);
    }
  });

  it("lie below a prefix at a slash", () => {
    const image = parseImage("ghcr.io/acme/web:1");
    assert.ok(image);
    assert.ok(isFrom(image, "ghcr.io/acme/"));
    assert.ok(!isFrom(image, "ghcr.io/ac"));
  });
});

describe("address blocks", () => {
  const block = (text: string): NonNullable<ReturnType<typeof parseCidr>> => {
    const parsed = parseCidr(text);
    assert.ok(parsed, text);
    return parsed;
  };

  it("are public unless they lie in a private one", () => {
    for (const text of [
      "0.0.0.0/0",
      "::/0",
      "8.8.8.8/32",
      "10.0.0.0/7",
      "2600::/16",
      "0:0:0:0:0:0:0:0/0",
    ]) {
      assert.ok(isPublic(block(text)), text);
    }
    for (const text of [
      "10.1.2.3/8",
      "172.16.0.0/12",
      "192.168.1.1",
      "100.64.0.0/10",
      "fd12::/16",
      "fe80::1/64",
    ]) {
      assert.ok(!isPublic(block(text)), text);
    }
  });

  it("are anywhere also in parts", () => {
    for (const text of ["0.0.0.0/0", "128.0.0.0/1", "::/1", "2000::/3"])
      assert.ok(isAnywhere(block(text)), text);
    for (const text of ["3.0.0.0/8", "198.51.100.0/24", "2600:1f00::/24"]) {
      assert.ok(!isAnywhere(block(text)), text);
    }
  });

  it("must be written as blocks", () => {
    for (const text of [
      "",
      "10.0.0.0/33",
      "10.0.0/8",
      "::/129",
      "any",
      "10.0.0.0/8/8",
      "10.0.0.0/-1",
    ]) {
      assert.equal(parseCidr(text), undefined, text);
    }
  });
});

describe("references to secrets", () => {
  it("are ARNs and names, never literals", () => {
    const arn =
      "arn:aws-us-gov:secretsmanager:us-gov-west-1:123456789012:secret:db-AbCdEf:password::";
    assert.deepEqual(parseReference(arn), { partition: "aws-us-gov", region: "us-gov-west-1" });
    assert.ok(parseReference("db-password"));
    for (const text of [
      "",
      "p@ss",
      "AKIAIOSFODNN7EXAMPLE",
      "arn:aws:ssm:us-east-1:12:parameter/x",
      "a b",
      "/",
    ]) {
      assert.equal(parseReference(text), undefined, text);
    }
  });
});

describe("secrets", () => {
  it("are seen in commands", () => {
    for (const text of [
      "mysql --password hunter2 -h db",
      "PGPASSWORD=hunter2 psql",
      "export API_TOKEN='q9w8e7r6t5'",
      "curl https://app:hunter2@db/",
      "sqlcmd -S db; Password=Yukon900;",
    ]) {
      assert.ok(secretInText(text), text);
    }
  });

  it("are not seen in references to variables, files and services", () => {
    for (const text of [
      "psql --password=$PGPASSWORD",
      'curl -H "Authorization: Bearer ${TOKEN}"',
      "app --token-url https://auth.example.com/token --secret-name prod/db",
      "curl -f http://localhost:4567/api/health-check || exit 1",
    ]) {
      assert.equal(secretInText(text), undefined, text);
    }
  });

  it("are told by form before name", () => {
    assert.equal(secretNamed("ANYTHING", "AKIAIOSFODNN7EXAMPLE"), "an AWS access key id");
    assert.equal(secretNamed("SECRET_NAME", "b7Qx2Lw9Zk4Vt8Rn1Ys6"), undefined);
  });

  it("are hidden wherever a value is shown", () => {
    assert.equal(show("AKIAIOSFODNN7EXAMPLE"), "(hidden: looks like an AWS access key id)");
    assert.equal(
      show(["a", "postgres://u:hunter2@db/"]),
      '["a", (hidden: looks like a URL with a password)]',
    );
  });
});

describe("patterns", () => {
  it("match whole names, with * for any characters and nothing else special", () => {
    assert.ok(matches("prod-eu", ["prod*"]));
    assert.ok(matches("a.b", ["a.b"]));
    assert.ok(!matches("axb", ["a.b"]));
    assert.ok(!matches("preprod", ["prod*"]));
    assert.ok(!matches("prod", []));
  });
});

describe("the build", () => {
  const folder = mkdtempSync(join(tmpdir(), "pack-"));
  const entry = join(folder, "bin/index.js");
  const at = (file: string, seconds: number): void => {
    mkdirSync(join(folder, file, ".."), { recursive: true });
    writeFileSync(join(folder, file), "");
    utimesSync(join(folder, file), seconds, seconds);
  };
  after(() => {
    rmSync(folder, { recursive: true });
  });

  it("of an installed pack is never stale", () => {
    at("bin/index.js", 100);
    assert.equal(buildFault(entry), undefined);
  });

  it("is stale when a source beside it is newer, and names it", () => {
    for (const file of ["index.ts", "lib/a.ts", "rules/ecs/b.ts"]) at(file, 90);
    at("rules/ecs/b.vectors.ts", 200);
    assert.equal(buildFault(entry), undefined);
    at("rules/ecs/b.ts", 110);
    assert.equal(buildFault(entry), "was built before its source rules/ecs/b.ts was changed");
  });
});

describe("long texts", () => {
  it("take the detector of secrets no longer than their length explains", () => {
    const units = [
      "x",
      "a-",
      "a.",
      "a=",
      "${",
      "{{",
      "a='",
      "--a ",
      "a://b:",
      "-----BEGIN A ",
      "eyJaaaaaaaa.",
    ];
    const shell = ["$(", "`", "'", '\\"', "curl -u ", "mysql ", "echo a|", "'a:", '"a":', "$env:a"];
    for (const unit of [...units, ...shell, "LS0tLS1CRUdJTi", "password ", "<"]) {
      // A pattern that backtracks needs minutes for this; one that does not, milliseconds.
      const text = unit.repeat(Math.ceil(100_000 / unit.length));
      secretInText(text);
      secretNamed("API_KEY", text);
    }
  });
});
