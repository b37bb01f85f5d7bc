import assert from 'node:assert/strict';
import { spreadOf, spreadRow, spreadText, type Row } from '../../../scripts/bench/row.ts';
import { markdownOf } from '../../../scripts/bench/table.ts';
import { stepsOf, stepsText } from '../../../scripts/bench/wire/whereItGoes.ts';

describe('the figures of the benchmark', () => {
  const hundredAndOne = Array.from({ length: 101 }, (_, nth) => (nth * 37) % 101);
  const arrival = { campaignId: 'cd-1', connectedMs: 80, securedMs: 90, firstByteMs: 103, newConnection: true };

  it('are the median, the 5th and the 95th of a hundred, whatever the order of the rounds', () => {
    assert.deepEqual(spreadOf(hundredAndOne), { median: 50, p5: 5, p95: 95, rounds: 101 });
    assert.equal(spreadText(spreadOf([1.234, 1.234])), '1.23 ms (1.23 to 1.23, 2 rounds)');
  });

  it('are not told where nothing was measured, or where a round has no time', () => {
    assert.throws(() => spreadOf([]));
    assert.throws(() => spreadOf([1, NaN, 2, 3]));
  });

  it('say in their row whether the goal is met, and what failed in place of a figure', () => {
    const judge = ({ median }: { median: number }) => ({ text: '10 ms or less', met: median <= 10 });
    const rows: readonly Row[] = [
      spreadRow('Speed', 'fast', [9], judge),
      spreadRow('Speed', 'slow', [11], judge),
      { group: 'Speed', what: 'broken', failed: 'Error: it does not start\n    at a place' },
    ];
    const cells = markdownOf(rows)
      .split('\n')
      .map((line) => line.split('|').map((cell) => cell.trim()));
    const found = (what: string): readonly string[] => cells.find((line) => line[1] === what)?.slice(2, 4) ?? [];
    assert.deepEqual(found('fast'), ['9.00 ms (9.00 to 9.00, 1 rounds)', '10 ms or less: yes']);
    assert.deepEqual(found('slow'), ['11.0 ms (11.0 to 11.0, 1 rounds)', '10 ms or less: **no**']);
    assert.deepEqual(found('broken'), ['not measured: Error: it does not start', '']);
  });

  it('count from the answer to the question, and from the choice only where none was put', () => {
    const accepted = { what: 'accepted', atMs: 50 } as const;
    const answered = { what: 'answered', atMs: 100 } as const;
    assert.equal(stepsOf({ marks: [accepted, answered], arrival }).firstByte, 3);
    assert.equal(stepsOf({ marks: [accepted], arrival }).firstByte, 53);
    assert.throws(() => stepsOf({ marks: [], arrival }), /No yes was seen/);
  });

  it('leave out of the steps what came after the request, and what was not seen', () => {
    const marks = [
      { what: 'signed', atMs: 70 },
      { what: 'answered', atMs: 100 },
      { what: 'signed', atMs: 110 },
    ] as const;
    const text = 'signed -30.0 → connected -20.0 → TLS done -10.0 → first byte at the server 3.0';
    assert.equal(stepsText([stepsOf({ marks, arrival })]), text);
  });
});
