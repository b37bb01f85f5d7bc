import { randomBytes } from 'node:crypto';
import { Uri, type Webview, type WebviewOptions } from 'vscode';

import { pageHtml, type PageName } from './pageHtml.ts';

export interface WebviewPage {
  readonly name: PageName;
  /** Plain text, in the person's language. */
  readonly title: string;
  /** A BCP 47 tag. */
  readonly language: string;
  readonly extensionUri: Uri;
}

/** What a page may do: run its script, and load what lies beside it. */
export function pageOptions(extensionUri: Uri): WebviewOptions {
  return {
    enableScripts: true,
    enableForms: false,
    enableCommandUris: false,
    localResourceRoots: [Uri.joinPath(extensionUri, 'dist')],
  };
}

/** Puts the page into a webview, also into one that a reload has brought back. It draws what it is sent. */
export function showPage(webview: Webview, { name, title, language, extensionUri }: WebviewPage): void {
  const inDist = (file: string): string => webview.asWebviewUri(Uri.joinPath(extensionUri, 'dist', file)).toString();
  webview.options = pageOptions(extensionUri);
  webview.html = pageHtml({
    page: name,
    title,
    language,
    scriptUri: inDist('pages.js'),
    styleUri: inDist(`${name}Page.css`),
    nonce: randomBytes(18).toString('base64url'),
  });
}
