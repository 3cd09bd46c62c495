import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

/** The port of HTTP. */
export const HTTP = 80;
/** The port of HTTPS. */
export const HTTPS = 443;

/**
 * Policies with TLS 1.2 and 1.3 only: with CBC ciphers (`-1-2-2021-06`) or without (`-Res`), and TLS 1.3 alone.
 * Source: Elastic Load Balancing, Security policies for your Application Load Balancer.
 */
export const TLS_POLICIES = [
  "ELBSecurityPolicy-TLS13-1-2-2021-06",
  "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
  "ELBSecurityPolicy-TLS13-1-3-2021-06",
] as const;

/** A security policy of AWS that takes TLS 1.2 or later only. */
export type TlsPolicy = (typeof TLS_POLICIES)[number];

/** A year: what browsers ask for before they keep a domain on their HSTS lists. */
const YEAR = 31_536_000;

/** What listeners of one load balancer share. */
export interface ListenerSettings {
  /** Without it: plain HTTP. */
  readonly certificateArn?: pulumi.Input<string>;
  /** Default: no CBC ciphers. */
  readonly tlsPolicy?: TlsPolicy;
  /** Default: a year. */
  readonly hstsMaxAgeSeconds?: number;
}

/** A listener, but for its load balancer. */
export type ListenerArgs = Omit<aws.lb.ListenerArgs, "loadBalancerArn"> & { readonly port: number };

/** A listener that answers 404 to whatever no rule matches: unknown hosts never reach a target. */
export function listenerArgs(
  port: number,
  { certificateArn, tlsPolicy, hstsMaxAgeSeconds }: ListenerSettings,
): ListenerArgs {
  const answer = {
    port,
    defaultActions: [
      {
        type: "fixed-response",
        fixedResponse: { contentType: "text/plain", messageBody: "Not found", statusCode: "404" },
      },
    ],
    // Says neither what answers nor lets browsers guess what kind of content it is.
    routingHttpResponseServerEnabled: false,
    routingHttpResponseXContentTypeOptionsHeaderValue: "nosniff",
  };
  if (certificateArn === undefined) return { ...answer, protocol: "HTTP" };
  return {
    ...answer,
    protocol: "HTTPS",
    certificateArn,
    sslPolicy: tlsPolicy ?? "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
    routingHttpResponseStrictTransportSecurityHeaderValue: `max-age=${hstsMaxAgeSeconds ?? YEAR}`,
  };
}

/** A listener that sends clients to the same address by HTTPS, for good. */
export function redirectArgs(): ListenerArgs {
  return {
    port: HTTP,
    protocol: "HTTP",
    defaultActions: [
      {
        type: "redirect",
        redirect: {
          protocol: "HTTPS",
          port: String(HTTPS),
          host: "#{host}",
          path: "/#{path}",
          query: "#{query}",
          statusCode: "HTTP_301",
        },
      },
    ],
    routingHttpResponseServerEnabled: false,
  };
}
