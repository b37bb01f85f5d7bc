export type PageName = 'form' | 'history';

/** What the document of a webview is made of. The page itself is drawn by its script, with texts that it is sent. */
export interface PageParts {
  /** Which page the script shows. */
  readonly page: PageName;
  /** Plain text. */
  readonly title: string;
  /** A BCP 47 tag. */
  readonly language: string;
  readonly scriptUri: string;
  readonly styleUri: string;
  /** New for each document, and not to be guessed. */
  readonly nonce: string;
}

/**
 * The document of a webview: an empty `main` and one script. Nothing but that script and that style sheet is loaded or
 * run, nothing is sent anywhere: a text that got in as mark-up could do nothing.
 */
export function pageHtml({ page, title, language, scriptUri, styleUri, nonce }: PageParts): string {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${escaped(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escaped(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<link rel="stylesheet" nonce="${escaped(nonce)}" href="${escaped(styleUri)}">
</head>
<body>
<main data-page="${page}"></main>
<script nonce="${escaped(nonce)}" src="${escaped(scriptUri)}"></script>
</body>
</html>
`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '');
}
