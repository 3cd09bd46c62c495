import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type Checks, faultsOf, flag, optional, text, whole } from "./lib/checks";
import { quote, refuse } from "./lib/faults";

/** Signatures of Notation on images in OCI registries. Source: AWS Signer Developer Guide, "Signing platforms". */
const PLATFORM = "Notation-OCI-SHA384-ECDSA";
/** AWS Signer Developer Guide, "Creating profiles": the default and the maximum. */
const MOST_MONTHS = 135;
/** One less than the provider takes, for the underscore that follows; the rest of the 64 characters of a profile's name is the provider's. Source: terraform-provider-aws, signing_profile.go. */
const LONGEST_PREFIX = 37;

/** Arguments of {@link ImageSigning}. */
export interface ImageSigningArgs {
  /**
   * What the profile's name begins with, such as `cruddur-dev`: at most 37 letters, digits, `-` and `_`, a letter first.
   * The name itself is made: AWS never gives the name of a cancelled profile again, and allows no hyphen in it.
   */
  readonly prefix: string;
  /** How long a signature is valid, 1 to 135 months. A change makes a new profile. Default 135. */
  readonly validityMonths?: number;
  /** Refuses deletion by Pulumi: a cancelled profile cannot sign any more, and never comes back. Default true. */
  readonly protect?: boolean;
}

const CHECKS: Checks<ImageSigningArgs> = {
  prefix: text(
    new RegExp(`^[A-Za-z][A-Za-z0-9_-]{0,${LONGEST_PREFIX - 1}}$`),
    `1 to ${LONGEST_PREFIX} letters, digits, - and _, a letter first`,
  ),
  validityMonths: optional(whole(1, MOST_MONTHS)),
  protect: optional(flag),
};

/**
 * The profile that images are signed with (AWS Signer; Notation makes and checks the signatures). AWS keeps the key and
 * the certificates. Who may sign is who may call `signer:SignPayload` on it; what nobody may sign with it any more, is
 * said by revoking the profile or a signature (`aws signer revoke-signing-profile`).
 */
export class ImageSigning extends pulumi.ComponentResource {
  /** The profile's ARN, without a version: the identity that a trust policy of Notation names. */
  readonly profileArn: pulumi.Output<string>;

  constructor(name: string, args: ImageSigningArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(`ImageSigning ${quote(name)}`, faultsOf(args, CHECKS));
    super("cruddur:signer:ImageSigning", name, {}, opts);
    const profile = new aws.signer.SigningProfile(
      name,
      {
        namePrefix: `${args.prefix.replaceAll("-", "_")}_`,
        platformId: PLATFORM,
        signatureValidityPeriod: { type: "MONTHS", value: args.validityMonths ?? MOST_MONTHS },
      },
      { parent: this, protect: args.protect ?? true },
    );
    this.profileArn = profile.arn;
    this.registerOutputs({ profileArn: this.profileArn });
  }
}
