import assert from 'node:assert/strict';

import { describeProblem } from '../../../../../src/streams/problemText.ts';
import { readStreamSettings } from '../../../../../src/streams/streamSettings.ts';
import { checkOfField, oddShape } from '../../../../../src/ui/texts/fieldText.ts';
import { draftOf, emptyDraft } from '../../../../../src/ui/webviews/form/formDraft.ts';
import { firstProblem, judgeDraft, type Judged } from '../../../../../src/ui/webviews/form/judgeDraft.ts';
import { newEntry } from '../../../../../src/ui/webviews/form/streamEntry.ts';
import { reader, stream } from '../../support.ts';

const judges = {
  reader,
  describeProblem,
  checkField: (field: keyof typeof checkOfField, text: string) => checkOfField[field](text),
  oddShape: (field: keyof typeof checkOfField, text: string) => oddShape(field, text, reader),
};
const good = draftOf({ ...stream, iid: 'st-2', campaigns: [{ id: 'cd-1', name: 'One' }] });
const judge = (draft: Partial<typeof good>, whole = false, others: readonly (typeof stream)[] = []): Judged =>
  judgeDraft({ ...good, ...draft }, { whole, others }, judges);

describe('what is typed into a stream form', () => {
  it('is a stream that the settings take as it is', () => {
    const { stream: judged, remarks } = judge({ name: '  Acme ', campaigns: [{ id: ' cd-9 ', name: '' }] });
    assert.deepEqual(remarks, {});
    assert.ok(judged);
    assert.deepEqual(readStreamSettings([newEntry(judged)]), { streams: [judged], problems: [] });
    assert.deepEqual([judged.name, judged.host, judged.campaigns], ['Acme', stream.host, [{ id: 'cd-9' }]]);
  });

  it('is told of a wrong field by name as it is typed, and is no stream then', () => {
    const wrong = {
      accountId: [{ accountId: 'a/b' }, 'The account id has “/” in place 2.'],
      streamId: [{ streamId: 'st- 1' }, 'The stream id has a space in place 4.'],
      host: [
        { hostChoice: 'other', host: 'http://x.example' },
        'The host must use https; http is for this computer only.',
      ],
      iid: [{ iid: 'st-ä' }, 'The application id (iid) has “ä” in place 4.'],
      'campaigns.1.id': [
        {
          campaigns: [
            { id: 'cd-1', name: '' },
            { id: 'cd/2', name: '' },
          ],
        },
        'The campaign id has “/” in place 3.',
      ],
    } as const;
    for (const [id, [draft, text]] of Object.entries(wrong)) {
      const { remarks, stream: none } = judge(draft);
      assert.equal(none, undefined, id);
      assert.deepEqual(remarks[id as keyof typeof remarks], { kind: 'problem', text });
      assert.equal(firstProblem(remarks), id);
    }
  });

  it('is not told of what is still empty until it is to be saved', () => {
    assert.deepEqual(judgeDraft(emptyDraft, { whole: false, others: [] }, judges), { remarks: {} });
    const { remarks } = judgeDraft(emptyDraft, { whole: true, others: [] }, judges);
    assert.deepEqual(Object.keys(remarks), ['accountId', 'streamId', 'name']);
    assert.equal(remarks.name?.text, 'The name is missing.');
  });

  it('is told of an odd shape, which hinders nothing', () => {
    const { remarks, stream: judged } = judge({ accountId: 'short' });
    assert.deepEqual(remarks.accountId, {
      kind: 'warning',
      text: 'Usually 24 characters 0-9, a-f. Is this the account id?',
    });
    assert.equal(judged?.accountId, 'short');
  });

  it('cannot be a stream that is there already, or a campaign twice', () => {
    const there = { ...stream, name: 'Other name' };
    assert.equal(
      judge({}, false, [there]).remarks.streamId?.text,
      'This stream is in the list already, as “Other name”.',
    );
    assert.equal(judge({}, false, [there]).stream, undefined);
    const twice = [
      { id: 'cd-1', name: '' },
      { id: ' cd-1', name: 'x' },
    ];
    assert.equal(judge({ campaigns: twice }).remarks['campaigns.1.id']?.kind, 'problem');
    assert.equal(judge({ campaigns: twice }).stream, undefined);
  });

  it('may have the name of another stream, and says so', () => {
    const { remarks, stream: judged } = judge({}, false, [{ ...stream, streamId: 'st-9' }]);
    assert.equal(remarks.name?.text, 'Another stream has this name already.');
    assert.ok(judged);
  });

  it('leaves out an iid that is the stream id, an empty tier and empty rows', () => {
    const { stream: judged } = judge({ iid: stream.streamId, tier: '', campaigns: [{ id: ' ', name: '' }] });
    assert.ok(judged);
    assert.deepEqual(Object.keys(newEntry(judged)), ['name', 'host', 'accountId', 'streamId']);
  });
});
