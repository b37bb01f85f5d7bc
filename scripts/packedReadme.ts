// Writes out/README.md: the README as it is packed, without its pictures, which would be half of the package.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { root } from './run.mjs';

const text = readFileSync(join(root, 'README.md'), 'utf8');
const packed = text.replace(/(?:^!\[[^\]]*\]\(pictures\/[^)]*\)\n)+\n/gm, '');
if (packed.includes('](pictures/')) throw new Error('A picture of README.md stands inside a paragraph');
mkdirSync(join(root, 'out'), { recursive: true });
writeFileSync(join(root, 'out', 'README.md'), packed);
