import assert from 'node:assert/strict';

import { actionTitle, type MessageAction } from '../../../../src/ui/texts/actionTitle.ts';
import { reader } from '../support.ts';

const all: Readonly<Record<MessageAction, true>> = {
  stopAgain: true,
  checkNow: true,
  keepTrying: true,
  setCredential: true,
  replaceAnyway: true,
  useAnotherOnce: true,
  lookElsewhere: true,
  turnOffSchedule: true,
  openConsole: true,
  editStream: true,
  howToStopByHand: true,
  copySummary: true,
  copyRequestForAdmin: true,
  showLog: true,
};

describe('The button of a message', () => {
  it('is told from every other by its title: VS Code gives back nothing else', () => {
    const titles = Object.keys(all).map((action) => actionTitle(action as MessageAction, reader));
    assert.equal(new Set(titles).size, titles.length);
  });

  it('has a title that three of them leave room for', () => {
    for (const action of Object.keys(all)) {
      const title = actionTitle(action as MessageAction, reader);
      assert.ok(title.length <= 'Look in My Other Streams'.length, title);
    }
  });
});
