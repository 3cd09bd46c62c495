import * as assert from "node:assert/strict";
import { assertRefused } from "../support/errors";
import { inventory, only, startMocks, text } from "../support/mocks";

const PROFILE = "aws:signer/signingProfile:SigningProfile";

describe("ImageSigning", () => {
  let components: typeof import("../../components");
  beforeEach(async () => {
    await startMocks();
    components = await import("../../components");
  });

  it("is one profile for images, of a name that is made, valid as long as AWS allows", async () => {
    new components.ImageSigning("signing", { prefix: "cruddur-test" });
    assert.deepEqual(await inventory(), [
      `${PROFILE} signing`,
      "cruddur:signer:ImageSigning signing",
    ]);
    assert.deepEqual((await only(PROFILE)).inputs, {
      namePrefix: "cruddur_test_",
      platformId: "Notation-OCI-SHA384-ECDSA",
      signatureValidityPeriod: { type: "MONTHS", value: 135 },
    });
  });

  it("lets signatures end earlier", async () => {
    new components.ImageSigning("signing", { prefix: "team", validityMonths: 6 });
    const { inputs } = await only(PROFILE);
    assert.deepEqual(inputs["signatureValidityPeriod"], { type: "MONTHS", value: 6 });
  });

  it("takes any name of an environment", async () => {
    new components.ImageSigning("signing", { prefix: `cruddur-${"e".repeat(12)}` });
    assert.match(text((await only(PROFILE)).inputs["namePrefix"]), /^\w{21}$/);
  });

  it("refuses all faults at once", () => {
    for (const validityMonths of [0, 136, 1.5, Number.NaN])
      assertRefused(
        () => new components.ImageSigning("signing", { prefix: "1 team", validityMonths }),
        [
          'ImageSigning "signing": prefix "1 team" is not 1 to 37 letters, digits, - and _, a letter first.',
          `ImageSigning "signing": validityMonths ${validityMonths} is ${Number.isInteger(validityMonths) ? "out of range" : "not a whole number"}; choose 1 to 135.`,
        ],
      );
    for (const prefix of ["", "p".repeat(38), "p\n"])
      assertRefused(
        () => new components.ImageSigning("signing", { prefix }),
        [
          `ImageSigning "signing": prefix ${JSON.stringify(prefix)} is not 1 to 37 letters, digits, - and _, a letter first.`,
        ],
      );
  });
});
