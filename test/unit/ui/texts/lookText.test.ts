import assert from 'node:assert/strict';

import type { Looked } from '../../../../src/stop/lookForCampaign.ts';
import {
  editStreamLabel,
  lookedText,
  lookingProgress,
  lookingTitle,
  whichStreamText,
  whichStreamTitle,
} from '../../../../src/ui/texts/lookText.ts';
import { assertNeutral, assertPlainWords, hostileTexts, nowMs, reader, reasons } from '../support.ts';

const found: Looked = { kind: 'found', state: 'Active', readAtMs: nowMs };
const notThere: Looked = { kind: 'notThere', httpStatus: 404 };
const notRead: Looked = { kind: 'notRead', reason: 'forbidden', httpStatus: 403 };
const notAsked: Looked = { kind: 'notAsked' };

describe('The search for a campaign in the streams', () => {
  it('says what it does, that no stop is sent, and how far it is', () => {
    assert.equal(lookingTitle('cd-1-8f3a2', 5, reader), 'Looking for campaign …8f3a2 in 5 streams; no stop is sent');
    assert.equal(lookingTitle('cd-1-8f3a2', 1, reader), 'Looking for campaign …8f3a2 in 1 stream; no stop is sent');
    assert.equal(lookingProgress(3, 5, reader), '3 of 5 asked');
  });

  it('tells of each stream what it said, or why it could not be asked', () => {
    assert.equal(lookedText(found, reader), 'there: Active');
    assert.equal(lookedText({ ...found, state: 'Rerun' }, reader), 'there: “Rerun”');
    assert.equal(lookedText(notThere, reader), 'not known there (404)');
    assert.equal(lookedText(notRead, reader), 'could not be asked: 403');
    assert.equal(
      lookedText({ kind: 'notRead', reason: 'noCredential' }, reader),
      'could not be asked: no credential here',
    );
    assert.equal(lookedText(notAsked, reader), 'not asked');
    for (const reason of reasons) assertPlainWords(lookedText({ kind: 'notRead', reason }, reader));
    for (const state of hostileTexts) assertNeutral(lookedText({ ...found, state }, reader), 200);
  });
});

describe('The question which stream it is', () => {
  const asked = (...all: readonly Looked[]): string => whichStreamText(all, false, reader);

  it('says that no stream knows it only where each has said so', () => {
    assert.equal(asked(notThere, notThere), 'No stream here knows it. Which one is it in all the same?');
    for (const other of [notRead, notAsked]) {
      assert.equal(
        asked(notThere, other, notThere),
        'Not known in 2 of 3 streams, others could not be asked. Which one is it in?',
      );
      assert.equal(asked(other), 'No stream could be asked. Which one is it in?');
    }
  });

  it('asks among those that know it', () => {
    assert.equal(asked(found, found), '2 streams know it. Which one is meant?');
  });

  it('says that the person ended the search', () => {
    assert.equal(whichStreamText([notAsked, notThere], true, reader), 'Stopped looking. Which stream is it in?');
  });

  it('says that there is no other stream', () => {
    assert.equal(asked(), 'There is no other stream here. Which one is it in?');
  });

  it('fits into its box', () => {
    for (const all of [[], [found, found], [notThere], [notRead], [notThere, notRead]]) {
      assert.ok(asked(...all).length <= 80, asked(...all));
    }
  });

  it('names the campaign and the stream to change', () => {
    assert.equal(whichStreamTitle('cd-1-8f3a2', reader), 'Stream of Campaign …8f3a2');
    assert.equal(editStreamLabel('Acme Retail', reader), 'Edit “Acme Retail”…');
  });
});
