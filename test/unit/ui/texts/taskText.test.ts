import assert from 'node:assert/strict';

import { terminalLine } from '../../../../src/ui/texts/taskText.ts';

describe('A line in the terminal of a task', () => {
  it('is one line, in a colour only as an extra', () => {
    assert.equal(terminalLine('Stopped.'), 'Stopped.\r\n');
    assert.equal(terminalLine('Stopped.', 'green'), '\u001B[32mStopped.\u001B[0m\r\n');
    assert.equal(terminalLine('NOT stopped.', 'red'), '\u001B[31mNOT stopped.\u001B[0m\r\n');
  });

  it('cannot steer the terminal, whatever a campaign is called', () => {
    const line = terminalLine('“a\u001B]0;title\u0007b\r\nStopped: all\u009B2J\u202E”');
    assert.equal(line, '“a]0;titleb Stopped: all2J”\r\n');
  });
});
