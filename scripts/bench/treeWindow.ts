import { setTimeout as sleep } from 'node:timers/promises';
import { rowsOfPage } from '../../src/kore/rowsOfPage.ts';
import { startSimulator, type PracticeCampaign, type Simulator } from '../../src/practice/index.ts';
import { extensionHosts } from '../../test/e2e/extensionHost.ts';
import { setCredential } from '../../test/e2e/steps.ts';
import { sendingCampaign } from '../../test/unit/support/sendingCampaign.ts';
import { extensionPackage, openWindow, type VsCodeWindow } from '../../test/window/index.ts';
import { megabytes, milliseconds, type Figure } from './figures.ts';
import { usageOf } from './hostUsage.ts';

const streamsShown = 100;
const campaignsInOne = 10_000;
/** What a request counts for in the account's minute. */
const budgetMinuteMs = 61_000;

export interface TreeWindowPlan {
  readonly refreshes: number;
  /** That are read by “Show 50 more”, after a minute of waiting; 0 for neither. */
  readonly pages: number;
}

/** A stream with 10,000 campaigns that are about to send, and 99 streams without a credential. */
export async function benchWindow(plan: TreeWindowPlan = { refreshes: 20, pages: 10 }): Promise<readonly Figure[]> {
  const campaigns = Array.from({ length: campaignsInOne }, (_, nth) => waiting(nth));
  const kore = await startSimulator({ rateLimitPerMinute: null, campaigns });
  const { host, accountId, streamId } = kore.stream;
  const tier = 'staging';
  const other = { host, accountId: '0123456789abcdef01234567', tier };
  const entries = Array.from({ length: streamsShown }, (_, nth) =>
    nth === 0
      ? { name: 'Full stream', host, accountId, streamId, tier }
      : { ...other, name: `Stream ${nth}`, streamId: `st-${nth}` },
  );
  const window = await openWindow({
    vsix: [extensionPackage],
    size: { width: 1000, height: 900 },
    settings: { 'kore.refreshSeconds': 0, 'kore.streams': entries },
  });
  try {
    return await measure(window, kore, plan);
  } finally {
    await window.close();
    await kore.close();
  }
}

async function measure(
  window: VsCodeWindow,
  kore: Simulator,
  { refreshes, pages }: TreeWindowPlan,
): Promise<readonly Figure[]> {
  await window.openKoreView();
  await window.campaigns.waitForRow('Full stream', undefined, 60_000);
  const [host] = await extensionHosts(window);
  if (host === undefined) throw new Error('There is no extension host');
  await setCredential(window, 'Full stream', kore.credential, 'On this computer');
  await watchRows(window);
  await window.campaigns.expand('Full stream');
  const shownMs = (await shownAtMs(window)) - lastListAtMs(kore);

  const before = await usageOf(host);
  for (let nth = 0; nth < refreshes; nth += 1) {
    const asked = lastListAtMs(kore);
    await window.campaigns.clickInline('Full stream', 'Refresh');
    await window.screen.waitFor('the list to be read', () => Promise.resolve(lastListAtMs(kore) > asked));
    await sleep(300);
  }
  const after = await usageOf(host);
  const moreMs = pages === 0 ? [] : await showMore(window, kore, pages);
  return [
    ['from the arrival of the list call at Kore to its first row on the screen', `${shownMs} ms`],
    ['CPU of the extension host for a refresh', `${((after.cpuMs - before.cpuMs) / refreshes).toFixed(1)} ms`],
    [`its memory after ${refreshes} refreshes`, `${megabytes(after.bytes - before.bytes)} more`],
    ...(moreMs.length === 0
      ? []
      : [['from Enter on “Show 50 more” to the first of its rows', milliseconds(moreMs)] as const]),
  ];
}

/** From Enter to the first of its rows, for each page. */
async function showMore(window: VsCodeWindow, kore: Simulator, pages: number): Promise<readonly number[]> {
  // The lists so far have had their half of the account's minute: what comes now would wait for the next one.
  await sleep(budgetMinuteMs);
  const moreMs: number[] = [];
  await window.campaigns.select(/^Campaign 0\b/);
  for (let page = 1; page <= pages; page += 1) {
    const asked = lastListAtMs(kore);
    await window.page.keyboard.press('Home');
    // Below the row of missing credentials and the stream's own.
    for (let row = 0; row < page * rowsOfPage + 2; row += 1) await window.page.keyboard.press('ArrowDown');
    await window.campaigns.waitForRow(/^Show 50 more of 10,000/);
    const startedMs = performance.now();
    await window.page.keyboard.press('Enter');
    await window.screen.waitFor('the page to be read', () => Promise.resolve(lastListAtMs(kore) > asked));
    await window.campaigns.waitForRow(`Campaign ${page * rowsOfPage}`);
    moreMs.push(performance.now() - startedMs);
  }
  return moreMs;
}

/** Notes when a campaign is in the tree for the first time: milliseconds since 1970. */
async function watchRows(window: VsCodeWindow): Promise<void> {
  await window.page.evaluate(`new MutationObserver((_changes, observer) => {
    if (document.querySelector('[role=treeitem][aria-label^="Campaign "]') === null) return;
    document.body.dataset.benchShownAtMs = String(Date.now());
    observer.disconnect();
  }).observe(document.body, { childList: true, subtree: true, attributes: true })`);
}

async function shownAtMs(window: VsCodeWindow): Promise<number> {
  const read = (): Promise<string | undefined> =>
    window.page.evaluate<string | undefined>('document.body.dataset.benchShownAtMs');
  return Number(await window.screen.waitFor('a campaign in the tree', read));
}

/** When Kore was asked for a list last; milliseconds since 1970. */
function lastListAtMs(kore: Simulator): number {
  const last = kore.state().requests.findLast(({ target }) => target.includes('getAllCampaignDetails'));
  return last === undefined ? 0 : Date.parse(last.at);
}

function waiting(nth: number): PracticeCampaign {
  return sendingCampaign({
    id: `cd-${nth}`,
    name: `Campaign ${nth}`,
    status: 'Preparing',
    totalMessagesSent: 0,
    createdAt: new Date(Date.UTC(2026, 10, 20) - nth * 1000).toISOString(),
  });
}
