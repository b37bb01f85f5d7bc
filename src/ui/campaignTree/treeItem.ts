import { ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode';

import { canKeepTrying } from '../../stop/afterwards/keepTrying.ts';
import { timedTier } from '../../stop/safetyTimer/timer.ts';
import { streamKey } from '../../streams/streamSettings.ts';
import type { CampaignBoard } from '../campaigns/campaignBoard.ts';
import { campaignKey, isFresh, knownState, type KnownCampaign, type KnownStream } from '../campaigns/knownCampaign.ts';
import { isUnseen, standingOf } from '../campaigns/standing.ts';
import { commandIds } from '../commands/commandIds.ts';
import { canStartAgain, type Ended } from '../texts/endedRow.ts';
import type { CredentialOverview } from '../credentials/credentialOverview.ts';
import type { ReadinessBoard } from '../readiness/readinessBoard.ts';
import { clock, type Reader } from '../texts/format.ts';
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

/** Maps a node to what VS Code shows. Colour means a stop that is not resolved, or one that is. */
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
    case 'nothingSending': {
      const label = reader.l10n.t('Nothing is sending (read {at})', { at: clock(node.readAtMs, reader) });
      const item = new TreeItem(label);
      item.iconPath = new ThemeIcon('info');
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
    case 'settingProblem': {
      const item = rowItem(settingProblemRow(node.found, reader));
      item.iconPath = new ThemeIcon('warning', new ThemeColor('list.warningForeground'));
      item.contextValue = 'problem';
      item.command = { command: commandIds.openSetting, title: '' };
      return item;
    }
  }
}

function rowItem(row: RowText): TreeItem {
  const item = new TreeItem(row.label);
  item.description = row.description;
  item.tooltip = row.tooltip;
  item.accessibilityInformation = { label: row.accessible };
  return item;
}

function streamItem(stream: KnownStream, { board, readiness, leavesFrom, now, reader }: TreeFacts): TreeItem {
  const told = {
    list: board.listState(stream),
    campaigns: board.campaigns(stream),
    readiness: readiness.readiness(stream),
    record: readiness.record(stream),
    credential: readiness.credential(stream),
    leavesFrom: leavesFrom(),
  };
  const item = rowItem(streamRow(stream, told, now(), reader));
  item.id = streamKey(stream);
  item.iconPath = new ThemeIcon(stream.practice === true ? 'beaker' : 'comment-discussion');
  item.collapsibleState =
    stream.practice === true || board.streams().length <= openByThemselves
      ? TreeItemCollapsibleState.Expanded
      : TreeItemCollapsibleState.Collapsed;
  item.contextValue = stream.practice === true ? 'stream practice' : 'stream editable';
  return item;
}

function campaignItem(campaign: KnownCampaign, nowMs: number, reader: Reader): TreeItem {
  const item = rowItem(campaignRow(campaign, nowMs, reader));
  item.id = campaignKey(campaign.stream, campaign.id);
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

const iconOfState: Readonly<Record<string, string>> = {
  Active: 'broadcast',
  Preparing: 'watch',
  Scheduled: 'calendar',
  Rescheduled: 'calendar',
  Ready: 'circle-outline',
  Paused: 'debug-pause',
  Stopped: 'circle-slash',
  Completed: 'check',
};

function campaignIcon(campaign: KnownCampaign, nowMs: number): ThemeIcon {
  if (campaign.activity?.kind === 'stopping') return new ThemeIcon('sync~spin');
  if (campaign.activity !== undefined) return outcomeIcon(campaign.activity, campaign);
  const known = knownState(campaign);
  return new ThemeIcon(
    known !== undefined && isFresh(known, nowMs) ? (iconOfState[known.state] ?? 'question') : 'question',
  );
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
  ];
}
