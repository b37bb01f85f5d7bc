import type { NameLookResult, ScheduleOutcome } from '../../stop/afterwards/index.ts';
import { clock, hostLabel, idTail, quoted, tierLabel, type Reader } from '../../texts/format.ts';
import { campaignLabel, type KnownCampaign } from '../../texts/knownCampaign.ts';
import { plainText } from '../../texts/plainText.ts';
import { listFailureText } from './listFailureText.ts';
import type { LaterText } from './laterText.ts';
import { koreWords } from './reasonFacts.ts';

type NameLook = Extract<NameLookResult, { kind: 'looked' }>;
type Namesakes = NameLook['namesakes'];

const shownNamesakes = 3;

/** What is asked before a schedule is turned off. */
export function scheduleQuestion(
  campaign: KnownCampaign,
  look: NameLook,
  reader: Reader,
): { readonly message: string; readonly detail: string; readonly yes: string; readonly no: string } {
  const { l10n } = reader;
  const { stream } = campaign;
  const lines = [
    l10n.t('Stream: {stream} ({tier}), {host}', {
      stream: plainText(stream.name),
      tier: tierLabel(stream, reader),
      host: hostLabel(stream.host),
    }),
    l10n.t('Kore.ai finds it by name only. The stop is not affected.'),
    look.sawAll
      ? l10n.t('No other campaign of this stream has the name.')
      : l10n.t('There are more campaigns than could be looked at: another one may have the name.'),
    l10n.t('Only the Kore console can turn it on again.'),
  ];
  return {
    message: l10n.t('Turn off the schedule of {name}?', { name: quoted(look.name) }),
    detail: lines.join('\n'),
    yes: l10n.t('Turn Off Schedule'),
    no: l10n.t("Don't Turn Off"),
  };
}

/** How turning it off ended, told apart from the stop. */
export function scheduleResult(campaign: KnownCampaign, outcome: ScheduleOutcome, reader: Reader): LaterText {
  const { l10n } = reader;
  const name = quoted(campaignLabel(campaign));
  if (outcome.kind === 'off') {
    const facts = { name, at: clock(Date.parse(outcome.at), reader) };
    return outcome.confirmedBy === 'status'
      ? { severity: 'info', sentence: l10n.t('Schedule off: {name} (Kore.ai, {at}).', facts) }
      : {
          severity: 'error',
          sentence: l10n.t(
            'Kore.ai says that the schedule is off: {name} ({at}). Not double-checked: the campaign could not be read.',
            facts,
          ),
        };
  }
  if (outcome.kind === 'otherCampaign') {
    return {
      severity: 'error',
      sentence: l10n.t(
        'WRONG CAMPAIGN: Kore.ai turned off the schedule of another campaign of this name (id …{id}), not that of {name}. Look at both in the Kore console.',
        { name, id: plainText(outcome.id, 200).slice(-5) },
      ),
    };
  }
  if (outcome.kind === 'unknown') {
    return {
      severity: 'error',
      sentence: l10n.t(
        'UNKNOWN whether the schedule is off: {name}. The request left, and nothing tells what came of it. Trying again is safe. The stop is not affected.',
        { name },
      ),
    };
  }
  return {
    severity: 'error',
    sentence: l10n.t('Schedule NOT turned off: {name}. {why} The campaign stays stopped until its next start.', {
      name,
      why: whyNot(campaign, outcome, reader),
    }),
  };
}

function whyNot(
  campaign: KnownCampaign,
  outcome: Exclude<ScheduleOutcome, { kind: 'off' | 'otherCampaign' | 'unknown' }>,
  reader: Reader,
): string {
  const { l10n } = reader;
  switch (outcome.kind) {
    case 'stillOn':
      return l10n.t('Kore.ai still tells that it is scheduled ({at}).', { at: clock(Date.parse(outcome.at), reader) });
    case 'notUnique':
      return l10n.t('Kore.ai finds it by name only, and others have the name: {others}. Use the Kore console.', {
        others: namesakesText(outcome.namesakes, reader),
      });
    case 'noName':
      return l10n.t('Kore.ai finds it by name only, and tells none that can be used. Use the Kore console.');
    case 'notSent':
    case 'refused': {
      const { reason, httpStatus, details } = outcome;
      if (outcome.kind === 'refused' && (reason === 'refused' || reason === 'notFound')) {
        return l10n.t('Kore.ai refused ({status}): “{words}”.', {
          status: httpStatus ?? '?',
          words: koreWords({ details }) || l10n.t('no reason given'),
        });
      }
      const failure = {
        kind: 'failed',
        reason,
        details,
        atMs: 0,
        ...(httpStatus === undefined ? {} : { httpStatus }),
      } as const;
      return listFailureText(campaign.stream, failure, reader).cause;
    }
  }
}

function namesakesText(namesakes: Namesakes, reader: Reader): string {
  const { l10n } = reader;
  const shown = namesakes
    .slice(0, shownNamesakes)
    .map(({ id, type }) =>
      type === 'voice' ? l10n.t('voice {id}', { id: idTail(id) }) : l10n.t('SMS {id}', { id: idTail(id) }),
    );
  const more = namesakes.length - shown.length;
  return more > 0 ? l10n.t('{some} and {more} more', { some: shown.join(', '), more }) : shown.join(', ');
}
