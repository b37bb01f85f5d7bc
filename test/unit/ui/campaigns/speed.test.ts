import assert from 'node:assert/strict';
import fc from 'fast-check';

import { nextPace, type Counted, type Pace } from '../../../../src/ui/campaigns/speed.ts';

const read = (seconds: number, sent?: number, state = 'Active'): Counted => ({
  state,
  readAtMs: seconds * 1000,
  ...(sent === undefined ? {} : { sent }),
});
const after = (reads: readonly Counted[]): Pace | undefined =>
  reads.reduce<Pace | undefined>((pace, one) => nextPace(pace, one), undefined);
const speed = (...reads: readonly Counted[]): number | undefined => after(reads)?.perMinute;

describe('The speed of a campaign', () => {
  it('is what was sent between two reads, for a minute', () => {
    assert.equal(speed(read(0, 1000), read(60, 1310)), 310);
    assert.equal(speed(read(0, 1000), read(30, 1155)), 310);
    assert.equal(speed(read(0, 1000), read(61, 1000)), 0);
    assert.equal(speed(read(0, 1000), read(90, 1001)), 1);
  });

  it('is that of the last two reads', () => {
    assert.equal(speed(read(0, 0), read(60, 600), read(120, 610)), 10);
  });

  it('is not known from one read', () => {
    assert.equal(speed(read(0, 1000)), undefined);
  });

  it('is told by reads at least 5 s apart; one that comes sooner leaves it as it was', () => {
    assert.equal(speed(read(0, 0), read(4.999, 100)), undefined);
    assert.equal(speed(read(0, 0), read(5, 100)), 1200);
    assert.equal(speed(read(0, 0), read(60, 600), read(62, 700)), 600);
    assert.equal(speed(read(0, 0), read(60, 600), read(62, 700), read(65, 700)), 1200);
  });

  it('is not known when the count fell, until two reads tell it anew', () => {
    assert.equal(speed(read(0, 0), read(60, 600), read(120, 5)), undefined);
    assert.equal(speed(read(0, 0), read(60, 600), read(120, 5), read(180, 65)), 60);
  });

  it('is not known of a campaign that was not Active at both, or has no count', () => {
    for (const other of [read(60, 600, 'Paused'), read(60, 600, 'active'), read(60), read(60, NaN)]) {
      assert.equal(speed(read(0, 0), other), undefined);
      assert.equal(speed(read(0, 0), other, read(120, 1200)), undefined);
    }
  });

  it('is not told by a mean over more than ten minutes, nor over a clock that was set back', () => {
    assert.equal(speed(read(0, 0), read(600, 6000)), 600);
    assert.equal(speed(read(0, 0), read(601, 6000)), undefined);
    assert.equal(speed(read(100, 0), read(40, 600)), undefined);
  });

  it('is a whole number, never negative, whatever is read', () => {
    const anyRead = fc.record({
      state: fc.constantFrom('Active', 'Paused'),
      sent: fc.oneof(fc.double(), fc.integer()),
      readAtMs: fc.double({ noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(anyRead, { maxLength: 6 }), (reads) => {
        const perMinute = after(reads)?.perMinute;
        assert.ok(perMinute === undefined || (Number.isFinite(perMinute) && perMinute >= 0), String(perMinute));
      }),
    );
  });
});
