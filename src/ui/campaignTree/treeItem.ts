import { ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode';

import { canKeepTrying } from '../../stop/afterwards/keepTrying.ts';
import { timedTier } from '../../stop/safetyTimer/timer.ts';
import type { Reader } from '../../texts/format.ts';
import { isFresh, knownState, type KnownCampaign, type KnownStream } from '../../texts/knownCampaign.ts';
import type { CampaignBoard } from '../campaigns/campaignBoard.ts';
import { isUnseen, standingOf } from '../campaigns/standing.ts';
import { commandIds } from '../commands/commandIds.ts';
import { canStartAgain, type Ended } from '../texts/endedRow.ts';
import type { CredentialOverview } from '../credentials/credentialOverview.ts';
import type { ReadinessBoard } from '../readiness/readinessBoard.ts';
import { addStreamRow, moreRow, notReadRow, nothingSendingRow } from '../texts/listRows.ts';
import { goneCredentialRow, missingCredentialsRow } from '../texts/credentialRows.ts';
import { listFailureRow } from '../texts/listFailureText.ts';
import { needsAccess } from '../texts/outcomeFixes.ts';
import { campaignRow, settingProblemRow, type RowText } from '../texts/rowText.ts';
import { streamRow } from '../texts/streamRow.ts';
import type { TreeNode } from './treeNode.ts';

/** With more streams than this, each is opened by hand: opening one asks Kore for its campaigns. */
const openByThemselves = 3;

/** What rows are told from. */
export interface TreeFacts {
  readonly board: CampaignBoard;
  readonly readiness: ReadinessBoard;
  readonly overview: CredentialOverview;
  /** As `leavesFromText` tells it. */
  readonly leavesFrom: () => string;
  readonly now: () => number;
  readonly reader: Reader;
}

/**
 * Maps a node to what VS Code shows. Yellow, red and green mean a stop that is not resolved, or one that is; blue and
 * purple what sends or is about to.
 */
export function treeItem(node: TreeNode, facts: TreeFacts): TreeItem {
  const { reader } = facts;
  switch (node.kind) {
    case 'stream':
      return streamItem(node.stream, facts);
    case 'campaign':
      return campaignItem(node.campaign, facts.now(), reader);
    case 'listFailure': {
      const item = rowItem(listFailureRow(node.stream, node.failure, reader));
      const noCredential = node.failure.reason === 'noCredential';
      item.iconPath = noCredential
        ? new ThemeIcon('key')
        : new ThemeIcon('warning', new ThemeColor('list.warningForeground'));
      item.contextValue = noCredential ? 'problem' : 'problem refreshable';
      item.command = noCredential
        ? { command: commandIds.setCredentials, title: '', arguments: [{ kind: 'stream', stream: node.stream }] }
        : { command: commandIds.explainListFailure, title: '', arguments: [node] };
      return item;
    }
    case 'notRead': {
      const item = rowItem(notReadRow(node, reader));
      item.iconPath = new ThemeIcon(node.reading ? 'loading~spin' : 'clock');
      item.contextValue = node.reading ? 'notRead' : 'notRead refreshable';
      return item;
    }
    case 'nothingSending': {
      const item = rowItem(nothingSendingRow(node.streams.length, node.readAtMs, node.which, reader));
      item.iconPath = new ThemeIcon('info');
      item.contextValue = node.which === 'sending' ? 'nothing refreshable onlySending' : 'nothing refreshable';
      return item;
    }
    case 'more': {
      const item = rowItem(moreRow(node, reader));
      item.iconPath = new ThemeIcon(node.reading ? 'loading~spin' : 'fold-down');
      item.contextValue = 'more';
      item.command = { command: commandIds.showMore, title: '', arguments: [node] };
      return item;
    }
    case 'missingCredentials': {
      const item = rowItem(missingCredentialsRow(node.streams, reader));
      item.iconPath = new ThemeIcon('key');
      item.contextValue = 'problem';
      item.command = { command: commandIds.setCredentialForSeveral, title: '' };
      return item;
    }
    case 'goneCredential': {
      const item = rowItem(goneCredentialRow(node.gone, reader));
      item.iconPath = new ThemeIcon('key');
      item.contextValue = 'goneCredential';
      item.command = { command: commandIds.removeCredentials, title: '', arguments: [node] };
      return item;
    }
    case 'addStream': {
      const item = rowItem(addStreamRow(reader));
      item.iconPath = new ThemeIcon('add');
      item.contextValue = 'addStream';
      item.command = { command: commandIds.addStreamInForm, title: '' };
      return item;
    }
    case 'settingProblem': {
      const item = rowItem(settingProblemRow(node.found, reader));
      item.iconPath = new ThemeIcon('warning', new ThemeColor('list.warningForeground'));
      item.contextValue = 'problem';
      item.command = { command: commandIds.openSetting, title: '' };
      return item;
    }
  }
}

/** The tooltip of a row that is drawn without one, for when the pointer is over it. */
export function treeTooltip(node: TreeNode, facts: TreeFacts): string | undefined {
  if (node.kind === 'stream') return rowOfStream(node.stream, facts).tooltip;
  if (node.kind === 'campaign') return campaignRow(node.campaign, facts.now(), facts.reader).tooltip;
  return undefined;
}

/** All that a stream's own row shows, to see whether it must be drawn again. */
export function streamShows(stream: KnownStream, facts: TreeFacts): string {
  const { label, description, accessible } = rowOfStream(stream, facts);
  return [label, description, accessible, contextOfStream(stream, facts)].join('\n');
}

/** Of thousands of rows each costs: a tooltip is made when it is asked for. */
function rowItem(row: RowText, withTooltip = true): TreeItem {
  const item = new TreeItem(row.label);
  item.description = row.description;
  if (withTooltip) item.tooltip = row.tooltip;
  item.accessibilityInformation = { label: row.accessible };
  return item;
}

function rowOfStream(stream: KnownStream, { board, readiness, leavesFrom, now, reader }: TreeFacts): RowText {
  const told = {
    list: board.listState(stream),
    campaigns: board.campaigns(stream),
    readiness: readiness.readiness(stream),
    record: readiness.record(stream),
    credential: readiness.credential(stream),
    leavesFrom: leavesFrom(),
  };
  return streamRow(stream, told, now(), reader);
}

function contextOfStream(stream: KnownStream, { board }: TreeFacts): string {
  if (stream.practice === true) return 'stream practice';
  return `stream editable ${board.isPinned(stream) ? 'pinned' : 'pinnable'}`;
}

function streamItem(stream: KnownStream, facts: TreeFacts): TreeItem {
  const { board } = facts;
  const item = rowItem(rowOfStream(stream, facts), false);
  const pinned = board.isPinned(stream);
  item.iconPath = new ThemeIcon(stream.practice === true ? 'beaker' : pinned ? 'pinned' : 'comment-discussion');
  item.collapsibleState =
    stream.practice === true || pinned || board.streams().length <= openByThemselves
      ? TreeItemCollapsibleState.Expanded
      : TreeItemCollapsibleState.Collapsed;
  item.contextValue = contextOfStream(stream, facts);
  return item;
}

function campaignItem(campaign: KnownCampaign, nowMs: number, reader: Reader): TreeItem {
  const item = rowItem(campaignRow(campaign, nowMs, reader), false);
  item.iconPath = campaignIcon(campaign, nowMs);
  item.contextValue = [
    'campaign',
    'stoppable',
    ...(campaign.configured ? ['configured'] : []),
    ...(timedTier(campaign.stream) === undefined ? [] : ['timable']),
    ...(campaign.stopsAtMs === undefined ? [] : ['timed']),
    ...(campaign.activity?.kind === 'ended' ? endedWords(campaign.activity) : []),
  ].join(' ');
  return item;
}

/** Colours that mean nothing of a stop: yellow, red and green are for how one ended. */
const iconOfState: Readonly<Record<string, readonly [icon: string, colour?: string]>> = {
  Active: ['broadcast', 'charts.blue'],
  Preparing: ['watch', 'charts.purple'],
  Scheduled: ['calendar', 'charts.purple'],
  Rescheduled: ['calendar', 'charts.purple'],
  Ready: ['circle-outline'],
  Paused: ['debug-pause'],
  Stopped: ['circle-slash'],
  Completed: ['check'],
};

function campaignIcon(campaign: KnownCampaign, nowMs: number): ThemeIcon {
  if (campaign.activity?.kind === 'stopping') return new ThemeIcon('sync~spin');
  if (campaign.activity !== undefined) return outcomeIcon(campaign.activity, campaign);
  const known = knownState(campaign);
  const fresh = known !== undefined && isFresh(known, nowMs);
  const [icon, colour] = (fresh ? iconOfState[known.state] : undefined) ?? ['question'];
  return new ThemeIcon(icon, colour === undefined ? undefined : new ThemeColor(colour));
}

function outcomeIcon(activity: Ended, campaign: KnownCampaign): ThemeIcon {
  const warning = new ThemeColor('list.warningForeground');
  switch (standingOf(campaign)?.kind) {
    case 'stopped':
      return canStartAgain(activity, campaign)
        ? new ThemeIcon('debug-restart', warning)
        : new ThemeIcon('pass', new ThemeColor('testing.iconPassed'));
    case 'tooLate':
      return new ThemeIcon('check');
    case 'notStopped':
      return new ThemeIcon('error', new ThemeColor('list.errorForeground'));
    default:
      return new ThemeIcon('warning', warning);
  }
}

/** Capability words of a stop that ended: what the menu of its row offers. */
function endedWords(activity: Ended): readonly string[] {
  const { outcome } = activity;
  return [
    'ended',
    ...(isUnseen({ activity }) ? ['unseen'] : []),
    ...(canKeepTrying(outcome) ? ['retryable'] : []),
    ...(needsAccess(outcome) ? ['needsAccess'] : []),
    ...(outcome.reason === undefined ? [] : ['explainable']),
  ];
}
