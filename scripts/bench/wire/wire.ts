import type { BenchPlan } from '../plan.ts';
import { figureRow, spreadOf, spreadRow, type Goal, type Row, type Spread } from '../row.ts';
import { curlSender, hostSender, PlainNode, rounds, type Sender } from './otherClients.ts';
import { StopWindow, type SeenStop } from './stopWindow.ts';
import { stepsOf, stepsText } from './whereItGoes.ts';

const group = 'Yes to wire: from the person’s yes to the first byte of the stop request at the server (TLS, 127.0.0.2)';
const goalMs = { median: 2, p95: 5, question: 100 };

/** Stops as a person makes them in a real window, and the same request by what else one would take. */
export async function benchWire(plan: BenchPlan): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const way of ['direct', 'through a proxy'] as const) {
    const proxyUrl = way === 'direct' ? undefined : (await plan.servers.ask('proxy')).url;
    rows.push(...(await benchWay(plan, way, proxyUrl)));
  }
  return rows;
}

async function benchWay(plan: BenchPlan, way: string, proxyUrl: string | undefined): Promise<readonly Row[]> {
  const { servers, probe, quick } = plan;
  const [warmUps, held, never, others] = quick ? [1, 3, 2, 4] : [2, 20, 8, 21];
  const window = await StopWindow.open(servers, {
    probe: probe.extension,
    // Two streams take turns in being asked about.
    campaigns: Math.max(Math.ceil((warmUps + held) / 2), never),
    ...(proxyUrl === undefined ? {} : { proxyUrl }),
  });
  const plain = new PlainNode(probe.plainClient, servers.authorityFile);
  try {
    for (let nth = 0; nth < warmUps; nth += 1) await window.stop('asked');
    const asked: SeenStop[] = [];
    const notAsked: SeenStop[] = [];
    for (let nth = 0; nth < held; nth += 1) asked.push(await window.stop('asked'));
    for (let nth = 0; nth < never; nth += 1) notAsked.push(await window.stop('never'));

    const senders: readonly (readonly [string, Sender])[] = [
      ['curl, a whole process', curlSender(servers.authorityFile, proxyUrl)],
      ['got 14 in the extension host', hostSender(window.probe, 'got')],
      // A plain Node takes no proxy by itself.
      ...(proxyUrl === undefined
        ? ([
            ['fetch (undici) in plain Node', plain.sender('fetch')],
            ['got 14 in plain Node', plain.sender('got')],
          ] as const)
        : []),
      // The last one: it changes a setting.
      ['fetch (undici) in the extension host', hostSender(window.probe, 'fetch')],
    ];
    const campaigns = senders.length * others;
    const kore = await servers.ask('kore', { prefix: 'cd-other', campaigns, behindProxy: proxyUrl !== undefined });
    const otherRows: Row[] = [];
    let curl: Spread | undefined;
    for (const [nth, [what, send]] of senders.entries()) {
      const ids = Array.from({ length: others }, (_, round) => `cd-other-${nth * others + round}`);
      const label = `${way}: ${what}`;
      try {
        const roundsMs = await rounds(send, kore, servers, ids);
        if (nth === 0) curl = spreadOf(roundsMs);
        otherRows.push(spreadRow(group, label, roundsMs));
      } catch (error: unknown) {
        otherRows.push({ group, what: label, failed: String(error) });
      }
    }
    return [...ownRows(way, asked, notAsked, curl), ...otherRows];
  } finally {
    plain.close();
    await window.close();
  }
}

function ownRows(
  way: string,
  asked: readonly SeenStop[],
  notAsked: readonly SeenStop[],
  curl: Spread | undefined,
): readonly Row[] {
  const askedSteps = asked.map(stepsOf);
  const notAskedSteps = notAsked.map(stepsOf);
  const questions = asked.flatMap(({ questionMs }) => questionMs ?? []);
  return [
    spreadRow(
      group,
      `${way}: (a) after the confirmation`,
      askedSteps.map(({ firstByte }) => firstByte),
      (spread) => heldGoal(spread, curl),
    ),
    figureRow(group, `${way}: (a) where it goes, ms after the yes`, stepsText(askedSteps)),
    spreadRow(
      group,
      `${way}: (b) kore.confirmStop never, from the choice in the picker`,
      notAskedSteps.map(({ firstByte }) => firstByte),
    ),
    figureRow(group, `${way}: (b) where it goes, ms after the choice`, stepsText(notAskedSteps)),
    spreadRow(group, `${way}: from the key to the confirmation in the page`, questions, ({ median }) => ({
      text: `${goalMs.question} ms or less`,
      met: median <= goalMs.question,
    })),
  ];
}

function heldGoal({ median, p95 }: Spread, curl: Spread | undefined): Goal {
  const text = `median ${goalMs.median} ms, p95 ${goalMs.p95} ms, a quarter of curl`;
  const met = median <= goalMs.median && p95 <= goalMs.p95 && median <= (curl?.median ?? 0) / 4;
  return { text, met };
}
