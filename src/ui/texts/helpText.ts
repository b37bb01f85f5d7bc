import { stopReasons, type StopOutcome, type StopReason } from '../../stop/outcome.ts';
import { clock, type Reader } from '../../texts/format.ts';
import type { KnownCampaign } from '../../texts/knownCampaign.ts';
import { outcomeText } from './outcomeText.ts';
import { reasonHelp } from './reasonHelp.ts';
import { wrap } from './wrap.ts';

/** The last stop of a campaign, to which a page of help belongs. */
export interface ExplainedStop {
  readonly campaign: KnownCampaign;
  readonly outcome: StopOutcome;
}

/** What a reason means, whether anything was sent, and what to do next; first how this stop ended, where there is one. */
export function reasonPage(reason: StopReason, stop: ExplainedStop | undefined, reader: Reader): string {
  const { l10n } = reader;
  const { title, means, sent, next } = reasonHelp(reason, reader);
  return asText([
    [title],
    ...(stop === undefined ? [] : [ofThisStop(stop, reader)]),
    [l10n.t('WHAT HAPPENED'), ...wrap(means)],
    [l10n.t('WAS ANYTHING SENT?'), ...wrap(sent)],
    [l10n.t('WHAT TO DO'), ...next.flatMap((step, index) => listed(`${index + 1}  `, step))],
    [
      l10n.t('IN ANY CASE'),
      ...listed('-  ', l10n.t('“Kore: How to Stop by Hand” leads through the console, and needs no credential here.')),
      ...listed('-  ', l10n.t('A stop can be sent again at any time: that is safe, also where it has worked.')),
      ...listed('-  ', l10n.t('“Kore: Show Log” has each request, with the time, the address and the answer.')),
      ...listed('-  ', l10n.t('Still stuck? “Kore: Report a Problem” gathers what is needed, without secrets.')),
    ],
  ]);
}

function ofThisStop({ campaign, outcome }: ExplainedStop, reader: Reader): readonly string[] {
  const { l10n } = reader;
  const { requests } = outcome;
  const count =
    requests === 0
      ? l10n.t('Of this stop nothing was sent.')
      : requests === 1
        ? l10n.t('Of this stop one request may have left.')
        : l10n.t('Of this stop {requests} requests may have left.', { requests });
  const at = clock(Date.parse(outcome.finishedAt), reader);
  return [
    l10n.t('THE ANSWER AT {at}', { at }),
    ...wrap(outcomeText(outcome, campaign, undefined, reader).sentence),
    ...wrap(count),
    ...wrap(l10n.t("What was learnt since stands in the campaign's row.")),
  ];
}

/** The help of the extension, to be read without a network and with a screen reader. `stopKey`: as this system writes it. */
export function helpText(stopKey: string, trying: string, reader: Reader): string {
  const { l10n } = reader;
  const items = (...texts: readonly string[]): readonly string[] => texts.flatMap((text) => listed('-  ', text));
  return asText([
    [
      l10n.t('Help for Kore Campaigns'),
      ...wrap(l10n.t('It needs no network. Close it with the key that closes editors.')),
    ],
    [
      l10n.t('STOP A CAMPAIGN'),
      ...items(
        l10n.t(
          'F1, type “stop sms”, Enter: pick the campaign, Enter; read the question, Enter stops, Escape does not.',
        ),
        l10n.t('The key {key} opens the same picker from anywhere.', { key: stopKey }),
        l10n.t('A campaign id, or a pasted address or curl command, can be typed into the picker.'),
        l10n.t('No credential, or nothing works? Run “Kore: How to Stop by Hand”.'),
      ),
    ],
    [
      l10n.t('WITH THE KEYBOARD'),
      ...items(
        l10n.t('F1, then “Focus on Campaigns View”: the arrow keys go through streams and campaigns.'),
        l10n.t('Right and Left open and close a stream. Enter on a campaign stops nothing.'),
        l10n.t('Shift+F10 or the menu key opens the menu of a row, with Stop, Check Now and all else.'),
        l10n.t('Shift+Down selects several campaigns, for “Stop SMS Campaigns, Several at Once…”.'),
        l10n.t('The picker: the row that Enter takes does not move when lists are read behind it.'),
        l10n.t('{key} ends Keep Trying while it runs.', { key: trying }),
        l10n.t('F1, then “Notifications: Show Notifications”, brings back what has faded.'),
      ),
    ],
    [
      l10n.t('WITH A SCREEN READER'),
      ...items(
        l10n.t('Each row is read with its name, what it does, how many were sent, tier, and when that was read.'),
        l10n.t(
          'The first word of every answer tells how the stop ended: Stopped, NOT stopped, Not confirmed, UNKNOWN.',
        ),
        l10n.t(
          'An answer stays in the row and in the status bar until it is resolved or put away with “Mark as Seen”.',
        ),
        l10n.t('F1, then “Focus Next Part” reaches the status bar; its one item of Kore says how many stops are open.'),
        l10n.t('Nothing is told by colour alone: each icon has its words in the row.'),
      ),
    ],
    [
      l10n.t('WHERE TO FIND WHAT A STREAM NEEDS'),
      ...items(
        l10n.t('Host: the address of your Kore console, such as platform.kore.ai or eu-platform.kore.ai.'),
        l10n.t("Stream id (st-…): on the app's General Settings page."),
        l10n.t('Account id: not documented; it follows accountId= in any campaign API call of your account.'),
        l10n.t('Client id and secret: in the console, App Settings > Dev Tools > Web/Mobile SDK > Create JWT App.'),
        l10n.t(
          'Permission: App Settings > Dev Tools > API Scope > Create API Scope > the app > Contact Center > Campaign Management > Save. Then publish the app: an unpublished scope has no effect.',
        ),
        l10n.t('No access? “Kore: Copy Request for Admin” copies what to ask for.'),
      ),
    ],
    [
      l10n.t('WHY A STOP DID NOT WORK'),
      ...wrap(
        l10n.t(
          'Each of these has a page: “What Does This Mean?” in the menu of a row, or “Kore: What Does This Mean?” with F1.',
        ),
      ),
      ...items(...stopReasons.map((reason) => reasonHelp(reason, reader).title)),
    ],
    [
      l10n.t('MORE'),
      ...items(
        l10n.t('Practice without an account: “Kore: Open Practice Stream”. Nothing of it is real.'),
        l10n.t('Practice for the bad night: “Kore: Practice with Faults…”.'),
        l10n.t('The five first steps: F1, then “Welcome: Open Walkthrough…”, “Stop Kore.ai SMS Campaigns”.'),
        l10n.t('Something is wrong here? “Kore: Report a Problem”.'),
      ),
    ],
  ]);
}

/** A list's entry, wrapped below its first letter. */
function listed(mark: string, text: string): readonly string[] {
  return wrap(text).map((line, index) => `${index === 0 ? mark : ' '.repeat(mark.length)}${line}`);
}

function asText(parts: readonly (readonly string[])[]): string {
  return `${parts.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}
