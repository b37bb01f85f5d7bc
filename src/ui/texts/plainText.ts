/** The window's door to what the command line makes plain in the same way. */
export * from '../../texts/plainText.ts';
