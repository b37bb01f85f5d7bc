import type { KoreCampaignsError } from '../../../kore-campaigns.d.ts';

/** What a call of another extension rejects with. */
export class ApiError extends Error implements KoreCampaignsError {
  override readonly name = 'KoreCampaignsError';
  readonly code: KoreCampaignsError['code'];
  readonly field?: string;

  /** `field`: the member of what was given that is wrong. */
  constructor(code: KoreCampaignsError['code'], message: string, field?: string) {
    super(message);
    this.code = code;
    if (field !== undefined) this.field = field;
  }
}
