import { commands } from 'vscode';

import { firstProblem } from '../../stop/readinessChecks.ts';
import type { App } from '../app.ts';
import { commandIds } from '../commands/commandIds.ts';
import { readinessReport } from '../texts/readinessReport.ts';
import { readinessSummary } from '../texts/readinessText.ts';
import type { CheckedStream } from './runReadiness.ts';

/** One notification for all that was checked; the report has those that are `shown`. */
export async function tellReadiness(
  app: Pick<App, 'reader' | 'outlet' | 'documents' | 'channel' | 'leavesFrom' | 'now'>,
  checked: readonly CheckedStream[],
  shown = checked,
): Promise<void> {
  const { reader } = app;
  const { l10n } = reader;
  const summary = readinessSummary(checked, reader);
  if (summary === undefined) return;
  const setCredential = l10n.t('Set Credential');
  const showReport = l10n.t('Show Report');
  const showLog = l10n.t('Show Log');
  // Of several the first is the one that the sentence tells the advice for.
  const told = checked.find(({ readiness }) => !readiness.ready);
  const wanting = told !== undefined && needsCredential(told) ? told : undefined;
  const buttons = [...(wanting === undefined ? [] : [setCredential]), showReport, showLog];
  const report = readinessReport(shown, app.leavesFrom(), app.now(), reader);
  const choice = await app.outlet[summary.severity](summary.sentence, ...buttons);
  if (choice === showReport) await app.documents.show(l10n.t('Kore Readiness'), report);
  if (choice === showLog) app.channel.show();
  if (choice === setCredential && wanting !== undefined) {
    await commands.executeCommand(commandIds.setCredentials, { kind: 'stream', stream: wanting.stream });
  }
}

/** True where another credential can help. */
function needsCredential({ stream, readiness }: CheckedStream): boolean {
  const problem = firstProblem(readiness.checks);
  const ofCredential = problem?.check === 'credential' || problem?.check === 'signIn';
  return stream.practice !== true && ofCredential && problem.result === 'failed' && problem.reason !== 'clockSkew';
}
