/** Values that show by themselves that they are secrets: what they are, and how they look. */
export interface SecretPattern {
  /** With its article, for a finding: `looks like <what>`. */
  readonly what: string;
  /** A group named `value` holds the part that may be a mere placeholder. */
  readonly pattern: RegExp;
  /** False for a `value` that only has the form. */
  readonly holds?: (value: string) => boolean;
}

const isUserAndPassword = (value: string): boolean =>
  /^[\x20-\x7e]*:[\x20-\x7e]+$/.test(Buffer.from(value, "base64").toString("latin1"));

// Formats as their issuers document them; the prefix is what makes them certain.
export const SECRET_PATTERNS: readonly SecretPattern[] = [
  {
    what: "an AWS access key id",
    pattern: /(?<![A-Za-z0-9])(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Za-z0-9])/,
  },
  { what: "a private key", pattern: /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----/ },
  { what: "a private key", pattern: /AGE-SECRET-KEY-1[A-Z0-9]{50,}/ },
  // "-----BEGIN … PRIVATE KEY" in base64, at each of the three alignments of "PRIVATE".
  {
    what: "a private key",
    pattern: /LS0tLS1CRUdJTi[A-Za-z0-9+/\s]{0,40}(?:UFJJVkFUR|BSSVZBVE|QUklWQVRF)/,
  },
  { what: "a JSON Web Token", pattern: /(?<![\w-])eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,}/ },
  { what: "a GitHub token", pattern: /(?<!\w)(?:gh[pousr]_[A-Za-z0-9]{30,}|github_pat_\w{30,})/ },
  { what: "a GitLab token", pattern: /(?<!\w)gl(?:pat|dt|rt|cbt|ptt|ft|soat)-[\w-]{20,}/ },
  { what: "a Slack token", pattern: /(?<!\w)(?:xox[abeprs]-|xapp-\d-)[A-Za-z0-9-]{10,}/ },
  {
    what: "a Slack webhook",
    pattern: /hooks\.slack\.com\/(?:services|workflows)\/[A-Z0-9]+\/[A-Z0-9]+\/\w+/i,
  },
  { what: "a Discord webhook", pattern: /discord(?:app)?\.com\/api\/webhooks\/\d+\/[\w-]{30,}/ },
  { what: "a Stripe key", pattern: /(?<!\w)(?:[sr]k_(?:live|test)_|whsec_)[A-Za-z0-9]{16,}/ },
  { what: "a Google API key", pattern: /(?<!\w)AIza[\w-]{35}(?![\w-])/ },
  { what: "a Google OAuth secret", pattern: /(?<!\w)(?:GOCSPX-[\w-]{20,}|ya29\.[\w-]{20,})/ },
  {
    what: "an OpenAI or Anthropic key",
    pattern: /(?<!\w)sk-(?:ant-|proj-|svcacct-|admin-)?[\w-]{32,}/,
  },
  { what: "a SendGrid key", pattern: /(?<!\w)SG\.[\w-]{16,}\.[\w-]{16,}/ },
  { what: "a Twilio key", pattern: /(?<!\w)SK[0-9a-f]{32}(?!\w)/ },
  { what: "a Mailgun key", pattern: /(?<!\w)key-[0-9a-f]{32}(?!\w)/ },
  { what: "a Mailchimp key", pattern: /(?<!\w)[0-9a-f]{32}-us\d{1,2}(?!\w)/ },
  { what: "an npm token", pattern: /(?<!\w)npm_[A-Za-z0-9]{36}(?!\w)/ },
  { what: "a PyPI token", pattern: /(?<!\w)pypi-AgE[\w-]{50,}/ },
  { what: "a Docker Hub token", pattern: /(?<!\w)dckr_(?:pat|oat)_[\w-]{20,}/ },
  { what: "a HashiCorp Vault token", pattern: /(?<!\w)hv[sbr]\.[\w-]{20,}/ },
  { what: "a Terraform Cloud token", pattern: /(?<!\w)\w{14}\.atlasv1\.[\w-]{60,}/ },
  { what: "a Pulumi token", pattern: /(?<!\w)pul-[0-9a-f]{40}(?!\w)/ },
  { what: "a DigitalOcean token", pattern: /(?<!\w)do[opr]_v1_[0-9a-f]{64}/ },
  { what: "a Shopify token", pattern: /(?<!\w)shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}/ },
  { what: "a Databricks token", pattern: /(?<!\w)dapi[0-9a-f]{32}/ },
  { what: "a New Relic key", pattern: /(?<!\w)NR(?:AK|JS|II)-[A-Za-z0-9]{20,}/ },
  { what: "a Grafana token", pattern: /(?<!\w)gl(?:sa|c)_[\w+/=]{30,}/ },
  { what: "a Sentry token", pattern: /(?<!\w)sntry[su]_[\w+/=]{30,}/ },
  { what: "a Hugging Face token", pattern: /(?<!\w)hf_[A-Za-z0-9]{30,}/ },
  { what: "a Linear key", pattern: /(?<!\w)lin_(?:api|oauth)_[A-Za-z0-9]{30,}/ },
  { what: "an Atlassian token", pattern: /(?<!\w)ATATT3[\w-]{30,}/ },
  { what: "a Telegram bot token", pattern: /(?<!\w)\d{8,10}:AA[\w-]{32,}/ },
  { what: "a Square token", pattern: /(?<!\w)(?:sq0(?:csp|atp)-[\w-]{22,}|EAAA[\w-]{60})/ },
  { what: "a Doppler token", pattern: /(?<!\w)dp\.(?:pt|st|ct|sa)\.[\w.-]{40,}/ },
  {
    what: "an Azure storage key",
    pattern: /(?:AccountKey|SharedAccessKey)=(?<value>[A-Za-z0-9+/]{40,}=*)/,
  },
  {
    what: "an authorization header",
    pattern: /\bBearer +(?<value>[A-Za-z0-9+/_.~-]{16,}=*)/,
    holds: (value) => /\d/.test(value),
  },
  {
    what: "an authorization header",
    pattern: /\bBasic +(?<value>[A-Za-z0-9+/]{4,}={0,2})/,
    holds: isUserAndPassword,
  },
  { what: "a Laravel key", pattern: /^base64:[A-Za-z0-9+/]{43}=$/ },
  {
    what: "an Entra ID client secret",
    pattern: /(?<![\w~.-])[\w~.-]{3}\dQ~[\w~.-]{31,34}(?![\w~.-])/,
  },
  {
    what: "a Teams webhook",
    pattern: /\.office(?:365)?\.com\/webhook(?:b2)?\/[\w-]{36}@[\w-]{36}\/IncomingWebhook\/\w+/,
  },
  { what: "an EasyPost key", pattern: /(?<!\w)EZ[AT]K[A-Za-z0-9]{54}(?!\w)/ },
  { what: "a Postman key", pattern: /(?<!\w)PMAK-[0-9a-f]{24}-[0-9a-f]{34}/ },
  { what: "a Clojars token", pattern: /(?<!\w)CLOJARS_[0-9a-f]{60}/i },
  { what: "a RubyGems key", pattern: /(?<!\w)rubygems_[0-9a-f]{48}/ },
  { what: "a Figma token", pattern: /(?<!\w)figd_[\w-]{40}/ },
  { what: "a Fly token", pattern: /(?<!\w)fo1_[\w-]{43}/ },
  { what: "a PostHog key", pattern: /(?<!\w)phx_\w{43}/ },
  { what: "a Brevo key", pattern: /(?<!\w)xkeysib-[0-9a-f]{64}-\w{16}/ },
  { what: "a Tailscale key", pattern: /(?<!\w)tskey-[a-z]+-\w{8,}-\w{16,}/ },
  { what: "a PlanetScale secret", pattern: /(?<!\w)pscale_(?:tkn|oauth|pw)_[\w.=-]{32,}/ },
  {
    what: "a Notion token",
    pattern: /(?<!\w)(?:secret_[A-Za-z0-9]{43}|ntn_[A-Za-z0-9]{46})(?!\w)/,
  },
  { what: "a Dynatrace token", pattern: /(?<!\w)dt0[a-z]\d\d\.[A-Z0-9]{8,24}\.[A-Z0-9]{64}/i },
  { what: "a Twilio account and its token", pattern: /(?<!\w)AC[0-9a-f]{32}:[0-9a-f]{32}(?!\w)/ },
  {
    what: "a URL with a password",
    pattern: /\b[a-z][a-z0-9+.-]{0,30}:\/\/[^\s/?#:@"']*:(?<value>[^\s/@"']+)@/i,
  },
  {
    what: "a connection string with a password",
    pattern: /\bjdbc:oracle:\w+:[^\s/@]+\/(?<value>[^\s/@]+)@/i,
  },
  {
    what: "a URL with a secret",
    pattern:
      /[?&](?:api[-_]?key|access[-_]?token|auth[-_]?token|client[-_]?secret|password|secret|token|sig)=(?<value>[^&\s"']{8,})/i,
  },
  {
    what: "a connection string with a password",
    pattern: /(?:^|[;\s"'])(?:password|pwd)\s*=\s*(?<value>[^;\s"']+)/i,
  },
];
