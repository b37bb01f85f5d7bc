import { credentialKey } from '../../streams/credentialKey.ts';
import { groupByAccount } from '../../streams/credentialGroups.ts';
import { hostLabel, idTail, quoted } from '../../texts/format.ts';
import type { KnownStream } from '../../texts/knownCampaign.ts';
import { plainText } from '../../texts/plainText.ts';
import type { App } from '../app.ts';
import { askForCredential } from '../credentials/askForCredential.ts';
import { askChoice } from '../quickInput.ts';
import { replaceAndTell } from './credentialCommands.ts';
import { askSome, configuredStreams } from './credentialTargets.ts';

interface Group {
  readonly streams: readonly KnownStream[];
  readonly missing: readonly KnownStream[];
}

/** Sets one credential for several streams: of one account on one host, those without one ticked at first. */
export async function setCredentialForSeveral(app: App): Promise<void> {
  const { l10n } = app.reader;
  const { missing } = await app.overview.read();
  const keys = new Set(missing.map(credentialKey));
  const groups = groupByAccount(configuredStreams(app))
    .map((streams) => ({ streams, missing: streams.filter((stream) => keys.has(credentialKey(stream))) }))
    .sort((one, other) => other.missing.length - one.missing.length);
  if (groups.length === 0) {
    void app.outlet.info(
      l10n.t('There is no stream yet. Add one first: {name}', { name: quoted('Kore: Add Stream…') }),
    );
    return;
  }
  const group = await askGroup(app, groups);
  if (group === undefined) return;
  const ticked = group.missing.length > 0 ? group.missing : group.streams;
  const streams = await askSome(app, group.streams, ticked, l10n.t('Which streams is the credential for?'));
  const [first, ...others] = streams ?? [];
  if (first === undefined) return;
  const entered = await askForCredential({ stream: first, others: others.length, keeps: ['computer', 'window'] }, app);
  if (entered !== undefined) await replaceAndTell(app, [first, ...others], entered);
}

/** One account on one host: a credential is never for two of them. */
async function askGroup(app: App, groups: readonly Group[]): Promise<Group | undefined> {
  const { l10n } = app.reader;
  const [only, ...more] = groups;
  if (more.length === 0) return only;
  const answer = await askChoice({
    title: l10n.t('Set Credential for Several Streams'),
    placeholder: l10n.t('Of which account? A credential is for one account on one host.'),
    choices: groups.map((value) => ({ value, ...groupLabel(app, value) })),
  });
  return answer === undefined || answer === 'back' ? undefined : answer.value;
}

function groupLabel({ reader: { l10n } }: App, { streams, missing }: Group): { label: string; detail: string } {
  const [first] = streams;
  const host = hostLabel(first?.host ?? '');
  const account = idTail(first?.accountId ?? '');
  return {
    label: l10n.t('{host}, account {account}: {missing} of {count} streams without a credential', {
      host,
      account,
      missing: missing.length,
      count: streams.length,
    }),
    detail: streams.map(({ name }) => plainText(name)).join(', '),
  };
}
