import type { Bundle, BundledPackage } from './bundledPackages.ts';

/** Licences that allow to pass the code on in a bundle, with nothing but their text beside it. */
const allowedLicenses: readonly string[] = ['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', '0BSD'];

export interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

export interface LockFile {
  readonly packages?: Readonly<
    Record<
      string,
      { readonly integrity?: string; readonly resolved?: string; readonly link?: boolean; readonly inBundle?: boolean }
    >
  >;
}

/** Every package has a hash, and none says where it must come from. */
export function lockProblems({ packages = {} }: LockFile): readonly string[] {
  return Object.entries(packages)
    .filter(([path, { link, inBundle }]) => path !== '' && link !== true && inBundle !== true)
    .flatMap(([path, { integrity, resolved }]) => [
      ...(integrity === undefined || integrity === '' ? [`${path} has no integrity`] : []),
      ...(resolved === undefined ? [] : [`${path} names where it comes from`]),
    ]);
}

/** Every version is one version. */
export function versionProblems({ dependencies = {}, devDependencies = {} }: Manifest): readonly string[] {
  return Object.entries({ ...dependencies, ...devDependencies })
    .filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version))
    .map(([name, version]) => `${name} is not pinned: ${version}`);
}

/** Every run-time dependency has its line, with words in it, in the table of CONTRIBUTING.md. */
export function justificationProblems({ dependencies = {} }: Manifest, contributing: string): readonly string[] {
  const lines = contributing.split('\n');
  return Object.keys(dependencies)
    .filter(
      (name) => !lines.some((line) => line.startsWith(`| \`${name}\` `) && /\|[^|]*\w+ \w+[^|]*\|\s*$/.test(line)),
    )
    .map((name) => `${name} is not justified in CONTRIBUTING.md`);
}

export function licenseProblems(packages: readonly BundledPackage[]): readonly string[] {
  return packages.flatMap(({ name, license, licenseText }) => [
    ...(allowedLicenses.includes(license) ? [] : [`${name} has the licence “${license}”, which is not on the list`]),
    ...(licenseText === '' ? [`${name} has no licence text`] : []),
  ]);
}

/** Every package in a bundle is in the notices, at this version. */
export function noticeProblems(packages: readonly BundledPackage[], notices: string): readonly string[] {
  return packages
    .filter(({ name, version }) => !notices.includes(`\n${name} ${version} (`))
    .map(({ name, version }) => `${name} ${version} is not in ThirdPartyNotices.txt`);
}

/** One line for each bundle and each of its parts. */
export function bundleLines(bundles: readonly Bundle[]): readonly string[] {
  return bundles.flatMap(({ file, bytes, parts }) => [
    `${file}: ${bytes} bytes`,
    ...parts.map((part) => `  ${part.name}: ${part.bytes} bytes`),
  ]);
}

export type Advisories =
  | { readonly kind: 'checked'; readonly problems: readonly string[] }
  | { readonly kind: 'notChecked'; readonly why: string };

/** What `npm audit --json` printed. Anything but its report means that nothing was checked. */
export function readAdvisories(output: string): Advisories {
  const report = parse(output);
  if (typeof report?.vulnerabilities !== 'object' || report.vulnerabilities === null) {
    const why = typeof report?.message === 'string' ? report.message : 'no report';
    return { kind: 'notChecked', why: why.split('\n')[0]?.slice(0, 200) ?? '' };
  }
  const problems = Object.entries(report.vulnerabilities as Record<string, { severity?: unknown } | null>).map(
    ([name, found]) => `${name}: ${typeof found?.severity === 'string' ? found.severity : 'unknown severity'}`,
  );
  return { kind: 'checked', problems };
}

/** npm prints warnings before its JSON, and errors after it. */
function parse(output: string): { vulnerabilities?: unknown; message?: unknown } | undefined {
  const [json] = /^\{[^]*^\}/m.exec(output) ?? [];
  if (json === undefined) return undefined;
  try {
    return JSON.parse(json) as { vulnerabilities?: unknown; message?: unknown };
  } catch {
    return undefined;
  }
}
