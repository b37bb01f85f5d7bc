/** What the person configured, and what the stop-request module takes. Source of the shapes: the stable contract. */

export type Tier = 'production' | 'staging' | 'development';

export const tiers: readonly Tier[] = ['production', 'staging', 'development'];

/** A stream without a tier is handled as production. */
export function isProduction(tier: string | undefined): boolean {
  return tier === undefined || tier === 'production';
}

/** One Kore bot or app, in one account on one host. */
export interface Stream {
  /** What the person calls it. */
  readonly name: string;
  /** With or without scheme; `https` unless it is a loopback host, where no scheme means `http`. */
  readonly host: string;
  /** 24 hex characters, by example. */
  readonly accountId: string;
  /** `st-` and a UUID, by example. */
  readonly streamId: string;
  /** Sent as the `iid` header; `streamId` when absent. */
  readonly iid?: string;
}

/** A campaign that the person listed in the settings. */
export interface ConfiguredCampaign {
  /** `cd-` and a UUID-like text, by example. */
  readonly id: string;
  readonly name?: string;
}

/** A stream as it stands in `kore.streams`. A missing tier is handled as production. */
export interface ConfiguredStream extends Stream {
  readonly tier?: Tier;
  readonly campaigns: readonly ConfiguredCampaign[];
  /** Another entry has this name too: only its id tells a person which one it is. Never written. */
  readonly sharesName?: true;
}

/** What signs, or is, the auth token of a stream. It lives in SecretStorage or in memory, nowhere else. */
export type Credential = ClientSecretCredential | PrivateKeyCredential | TokenCredential;

export interface ClientSecretCredential {
  readonly kind: 'clientSecret';
  readonly clientId: string;
  readonly clientSecret: string;
  /** Default `HS256`. */
  readonly algorithm?: 'HS256' | 'HS384' | 'HS512';
  /** The token's `sub`; default `kore-campaigns`. */
  readonly subject?: string;
}

export interface PrivateKeyCredential {
  readonly kind: 'privateKey';
  readonly clientId: string;
  /** PKCS#8 in PEM. */
  readonly privateKeyPem: string;
  readonly algorithm: 'RS256' | 'RS384' | 'RS512';
  /** The token's `sub`; default `kore-campaigns`. */
  readonly subject?: string;
}

export interface TokenCredential {
  readonly kind: 'token';
  readonly token: string;
}
