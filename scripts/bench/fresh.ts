import type { BenchPlan } from './plan.ts';
import type { Activation } from './probe/protocol.ts';
import { figureRow, spreadRow, type Row } from './row.ts';
import { StopWindow, type SeenStop } from './wire/stopWindow.ts';
import { stepsOf, stepsText } from './wire/whereItGoes.ts';

const stopGroup = 'First stop of a fresh window (new extension host, TLS, 127.0.0.2)';
const activationGroup = 'Activation in the extension host';
const goal = { activateMs: 10, bytes: 60_000 };
/** Of VS Code itself: they are in every window, and none of them is active at the start. */
const others = [
  'ms-vscode.js-debug',
  'vscode.typescript-language-features',
  'vscode.markdown-language-features',
] as const;

/** Loads a window again and again: each time the extension is activated, a campaign stopped, and others activated. */
export async function benchFresh({ servers, probe, quick }: BenchPlan): Promise<readonly Row[]> {
  const hosts = quick ? 2 : 10;
  const window = await StopWindow.open(servers, { probe: probe.extension, campaigns: hosts });
  const stops: SeenStop[] = [];
  const own: Activation[] = [];
  const ofOthers = new Map<string, Activation[]>(others.map((id) => [id, []]));
  try {
    for (let nth = 0; nth < hosts; nth += 1) {
      await window.reload();
      own.push(await window.probe.ask('activation'));
      stops.push(await window.stop('asked'));
      for (const [id, all] of ofOthers) all.push(await window.probe.ask('activate', { id }));
    }
  } finally {
    await window.close();
  }
  const steps = stops.map(stepsOf);
  const questions = stops.flatMap(({ questionMs }) => questionMs ?? []);
  return [
    spreadRow(
      stopGroup,
      '(c) after the confirmation',
      steps.map(({ firstByte }) => firstByte),
    ),
    figureRow(stopGroup, '(c) where it goes, ms after the yes', stepsText(steps)),
    spreadRow(stopGroup, 'from the key to the confirmation in the page', questions),
    ...activationRows('Kore Campaigns', own, true),
    ...[...ofOthers].flatMap(([id, all]) => activationRows(`${id} (ships with VS Code)`, all, false)),
  ];
}

function activationRows(who: string, all: readonly Activation[], judged: boolean): readonly Row[] {
  const [first] = all;
  if (first === undefined) throw new Error(`${who} was not activated`);
  const most = Math.max(...all.map(({ bytes }) => bytes));
  return [
    spreadRow(
      activationGroup,
      `${who}: activate()`,
      all.map(({ activateMs }) => activateMs),
      ...(judged
        ? [
            ({ median }: { median: number }) => ({
              text: `${goal.activateMs} ms or less`,
              met: median <= goal.activateMs,
            }),
          ]
        : []),
    ),
    spreadRow(
      activationGroup,
      `${who}: loading its main file`,
      all.map(({ loadMs }) => loadMs),
    ),
    figureRow(
      activationGroup,
      `${who}: JavaScript loaded`,
      `${(most / 1000).toFixed(1)} kB in ${first.files} file${first.files === 1 ? '' : 's'}`,
      ...(judged ? [{ text: `${goal.bytes / 1000} kB or less`, met: most <= goal.bytes }] : []),
    ),
  ];
}
