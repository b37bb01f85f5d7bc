import { env, Uri, UIKind, version, workspace } from 'vscode';

import type { Reader } from '../../texts/format.ts';
import type { App } from '../app.ts';
import { problemReport } from '../texts/problemReport.ts';

/** Of the log's end; a whole night of it would hide what matters. */
const lastLines = 200;
/** Enough for as many long lines; a log can be of megabytes. */
const lastCharacters = 200_000;
/** About a person: the report says only whether they are set. */
const personal: readonly string[] = ['operatorName', 'byHandContact'];

/** The parts of `package.json` that a report needs; VS Code gives it as anything. */
interface Manifest {
  readonly version?: string;
  readonly bugs?: { readonly url?: string };
  readonly contributes?: { readonly configuration?: { readonly properties?: Readonly<Record<string, unknown>> } };
}

/** Opens a report without secrets. It goes nowhere by itself. */
export async function reportProblem(app: App): Promise<void> {
  const { board, readiness, reader } = app;
  const { l10n } = reader;
  const manifest = app.about.manifest as Manifest;
  const { properties = {} } = manifest.contributes?.configuration ?? {};
  const sendTo = manifest.bugs?.url;
  const text = problemReport(
    {
      versions: versions(manifest, reader),
      settings: settings(Object.keys(properties), reader),
      streams: board
        .streams()
        .filter(({ practice }) => practice !== true)
        .map((stream) => ({ stream, readiness: readiness.readiness(stream) })),
      badEntries: board.settingProblems().length,
      leavesFrom: app.leavesFrom(),
      log: await readLog(app.about.logs),
      ...(sendTo === undefined ? {} : { sendTo }),
    },
    app.now(),
    reader,
  );
  await app.documents.show(l10n.t('Kore Problem Report'), text);
  const copy = l10n.t('Copy Report');
  const choice = await app.outlet.info(
    l10n.t('The report is open, and was sent nowhere. Read it before you send it.'),
    copy,
  );
  if (choice === copy) await app.outlet.copy(text);
}

function versions({ version: own = '?' }: Manifest, { l10n }: Reader): readonly (readonly [string, string])[] {
  return [
    ['Kore Campaigns', own],
    [env.appName, version],
    [
      l10n.t('window'),
      [
        env.uiKind === UIKind.Web ? l10n.t('in a browser') : l10n.t('on the desktop'),
        env.remoteName ?? l10n.t('local'),
      ].join(', '),
    ],
    [l10n.t('system'), `${process.platform} ${process.arch}`],
    ['Node', process.versions.node],
    [l10n.t('language'), env.language],
  ];
}

/** `kore.streams` is told by the streams themselves. */
function settings(names: readonly string[], { l10n }: Reader): readonly (readonly [string, unknown])[] {
  const all = workspace.getConfiguration('kore');
  return names
    .map((name) => name.replace(/^kore\./, ''))
    .filter((name) => name !== 'streams')
    .map((name) => {
      const value = all.get<unknown>(name);
      const isSet = value !== undefined && value !== '';
      return [`kore.${name}`, personal.includes(name) ? (isSet ? l10n.t('set') : l10n.t('not set')) : value] as const;
    });
}

/** VS Code keeps the output channel in a file of its name; one that cannot be read is a report without a log. */
async function readLog(folder: Uri): Promise<readonly string[]> {
  try {
    const bytes = await workspace.fs.readFile(Uri.joinPath(folder, 'Kore.log'));
    const text = new TextDecoder().decode(bytes.subarray(-lastCharacters));
    return text
      .split('\n')
      .filter((line) => line !== '')
      .slice(-lastLines);
  } catch {
    return [];
  }
}
