// One stop with a real journal, as a process of its own, to be killed: told by its environment what to stop.
import { writeSync } from 'node:fs';

import { createStopper } from '../../../src/stop/index.ts';
import { openJournal } from '../../../src/stop/journal/index.ts';

const { KORE_FOLDER: folder = '', KORE_HOST: host = '', KORE_CAMPAIGN: campaignId = '' } = process.env;

/** Written at once, so that a kill right after it does not take it back. */
const tell = (line: string): void => void writeSync(1, `${line}\n`);

const log = { info: () => undefined, warn: (line: string) => tell(`warned ${line}`) };
const { stopSmsCampaign } = createStopper({ log, journal: openJournal({ folder, now: Date.now }) });
const stream = { name: 'Acme Retail', host, accountId: 'acc', streamId: 'st-1' };
const credential = { kind: 'token', token: 'opaque-token' } as const;

tell('begins');
void stopSmsCampaign({ stream, campaignId, credential, about: { campaignName: campaignId } }).then(() => tell('ended'));
