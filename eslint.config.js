import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** Layers see only what is below them: ui → texts → stop → kore → streams; practice sees streams. */
const layer = (files, forbidden) => ({
  files,
  rules: {
    'no-restricted-imports': [
      'error',
      {
        paths: [{ name: 'vscode', message: 'This folder is plain Node; only extension.ts and ui/ see vscode.' }],
        patterns: [{ group: forbidden, message: 'Arrows point one way: ui → stop → kore → streams.' }],
      },
    ],
  },
});

export default defineConfig(
  { ignores: ['dist/', 'out/', 'node_modules/', '**/node_modules/', '.vscode-test/'] },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'no-console': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
    },
  },
  {
    files: ['src/ui/**'],
    ignores: ['src/ui/outlet.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector:
            'MemberExpression[object.name="window"][property.name=/^(?:show(?:Information|Warning|Error)Message|setStatusBarMessage)$/]',
          message: 'Messages leave through the outlet, which takes secrets out.',
        },
        {
          selector: 'MemberExpression[object.name="env"][property.name="clipboard"]',
          message: 'Text is copied through the outlet, which takes secrets out.',
        },
      ],
    },
  },
  layer(['src/streams/**'], ['**/kore/**', '**/stop/**', '**/texts/**', '**/practice/**', '**/ui/**']),
  layer(['src/kore/**'], ['**/stop/**', '**/texts/**', '**/practice/**', '**/ui/**']),
  layer(['src/stop/**'], ['**/texts/**', '**/practice/**', '**/ui/**']),
  layer(['src/texts/**'], ['**/practice/**', '**/ui/**']),
  layer(['src/practice/**'], ['**/kore/**', '**/stop/**', '**/texts/**', '**/ui/**']),
  layer(['src/cli/**'], ['**/practice/**', '**/ui/**']),
  {
    files: ['test/**/*.ts'],
    rules: {
      // Mocha's describe and it return promises of their own; node:assert narrows by assertion.
      '@typescript-eslint/no-floating-promises': [
        'error',
        { allowForKnownSafeCalls: [{ from: 'package', package: '@types/mocha', name: ['describe', 'it'] }] },
      ],
    },
  },
  {
    files: ['**/*.mjs', '**/*.js'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        setTimeout: 'readonly',
        Buffer: 'readonly',
      },
    },
  },
);
