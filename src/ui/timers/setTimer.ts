import { longestMinutes, readMinutes, timedTier, type TimedTier } from '../../stop/safetyTimer/index.ts';
import { checkHost } from '../../streams/fields.ts';
import { quoted } from '../../texts/format.ts';
import { campaignKey, campaignLabel, type KnownCampaign } from '../../texts/knownCampaign.ts';
import type { CredentialLookup } from '../credentials/credentialStore.ts';
import { askText } from '../quickInput.ts';
import { noTimerText, timerNotSetText, timerPrompt, timerSetText, tokenTooShortText } from '../texts/timerText.ts';
import { toError } from '../toError.ts';
import { cancelTimerOf } from './cancelTimer.ts';
import { findSoon } from './findSoon.ts';
import type { TimerDesk } from './timerDesk.ts';
import type { WindowTimers } from './windowTimers.ts';

type Found = Extract<CredentialLookup, { kind: 'found' }>;

const minuteMs = 60_000;
const usualMinutes = 15;

/** Asks for the minutes and sets the timer. What was typed then is the yes for the stop. */
export async function setTimer(timers: WindowTimers, argument: unknown): Promise<void> {
  const { desk } = timers;
  const { l10n } = desk.reader;
  const campaign = await desk.findCampaign(argument, {
    title: l10n.t('Stop Campaign After a While'),
    placeholder: l10n.t('Campaign name, id, or a pasted link: Enter asks for the minutes, nothing is sent now'),
  });
  if (campaign === undefined) return;
  const tier = timedTier(campaign.stream);
  if (tier === undefined) {
    void offer(desk, noTimerText(campaign, desk.reader), l10n.t('Stop Now'), () => desk.stopNow(campaign));
    return;
  }
  const credential = await credentialFor(timers, campaign);
  if (credential === undefined) return;
  const minutes = await askMinutes(timers, campaign, credential);
  if (minutes !== undefined) await setAndTell(timers, campaign, { tier, minutes, keep: credential.keep });
}

/** The credential that the stop will be signed with: nobody is asked for one when the time has come. */
async function credentialFor(timers: WindowTimers, campaign: KnownCampaign): Promise<Found | undefined> {
  const { desk } = timers;
  const found = await findSoon(campaign.stream, desk);
  if (found.kind === 'found') return found;
  if (found.kind === 'none') {
    // It is looked up again: where the secret store fails it is kept in another place than was chosen.
    return (await desk.enterCredential(campaign)) ? credentialFor(timers, campaign) : undefined;
  }
  void offer(desk, timerNotSetText(campaign, found.words, desk.reader), desk.reader.l10n.t('Try Again'), () =>
    setTimer(timers, { kind: 'campaign', campaign }),
  );
  return undefined;
}

async function askMinutes(
  timers: WindowTimers,
  campaign: KnownCampaign,
  { credential, keep }: Found,
): Promise<number | undefined> {
  const { desk } = timers;
  const { reader } = desk;
  const key = campaignKey(campaign.stream, campaign.id);
  const old = timers.waiting().find((one) => campaignKey(one.campaign.stream, one.campaign.id) === key);
  const facts = {
    thisWindowOnly: isThisWindowOnly(campaign, keep),
    ...(old === undefined ? {} : { replacesAtMs: old.timer.dueAtMs }),
  };
  const token = credential.kind === 'token' ? await desk.inspectToken(credential.token) : undefined;
  const runsOutAtMs = token?.kind === 'jwt' ? (token.expiresAtMs ?? Infinity) : Infinity;
  const answer = await askText({
    title: reader.l10n.t('Stop {name} After a While', { name: quoted(campaignLabel(campaign)) }),
    prompt: timerPrompt(campaign, facts, reader),
    value: String(usualMinutes),
    check: (text) => {
      const minutes = readMinutes(text);
      if (minutes === undefined)
        return reader.l10n.t('A whole number of minutes, from 1 to {longest}.', { longest: longestMinutes });
      return desk.now() + minutes * minuteMs >= runsOutAtMs ? tokenTooShortText(runsOutAtMs, reader) : undefined;
    },
  });
  return answer === undefined || answer === 'back' ? undefined : readMinutes(answer.value);
}

async function setAndTell(
  timers: WindowTimers,
  campaign: KnownCampaign,
  { tier, minutes, keep }: { readonly tier: TimedTier; readonly minutes: number; readonly keep: Found['keep'] },
): Promise<void> {
  const { desk } = timers;
  const { reader } = desk;
  const { name, host, accountId, streamId } = campaign.stream;
  const origin = checkHost(host);
  const stream = { name, origin: origin.ok ? origin.value : host, accountId, streamId };
  const named = campaign.name === undefined ? {} : { campaignName: campaign.name };
  try {
    const timer = await timers.core.set({ stream, tier, campaignId: campaign.id, ...named, minutes });
    // Its last minute is told already, with its Cancel.
    if (minutes === 1) return;
    const sentence = timerSetText(campaign, timer, isThisWindowOnly(campaign, keep), reader);
    const cancel = reader.l10n.t('Cancel Timer');
    void desk.outlet.info(sentence, cancel).then((chosen) => {
      if (chosen === cancel) void cancelTimerOf(timers, [{ timer, campaign }]);
    });
  } catch (error: unknown) {
    const sentence = timerNotSetText(campaign, toError(error).message, reader);
    void offer(desk, sentence, reader.l10n.t('Show Log'), () => {
      desk.showLog();
      return Promise.resolve();
    });
  }
}

/** The simulator is in this window only anyway. */
function isThisWindowOnly({ stream }: KnownCampaign, keep: Found['keep']): boolean {
  return keep !== 'computer' && stream.practice !== true;
}

async function offer(desk: TimerDesk, sentence: string, title: string, act: () => Promise<unknown>): Promise<void> {
  if ((await desk.outlet.error(sentence, title)) === title) await act();
}
