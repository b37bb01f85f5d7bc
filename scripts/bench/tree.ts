/**
 * `npm run bench:tree`: 10,000 campaigns in one stream beside 99 other streams, first the tree's own work in a plain
 * Node, then a real window against the simulator.
 */
import { say } from '../run.mjs';
import { benchRows } from './treeRows.ts';
import { benchWindow } from './treeWindow.ts';

say('The rows of the tree, in Node');
for (const [what, figure] of await benchRows()) say(`  ${what}: ${figure}`);
say('The tree in a real window');
for (const [what, figure] of await benchWindow()) say(`  ${what}: ${figure}`);
