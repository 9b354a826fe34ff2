import { isAbsolute } from 'node:path';
import { objectTypeNames, type ObjectType } from '../../../shared/domain/objectType.ts';
import { appScheme } from './protocol.ts';

/**
 * What the program was called with. Parsed once, here; a link only shows a record and never acts.
 */
export type LaunchTarget =
  | { readonly kind: 'none' }
  | { readonly kind: 'record'; readonly type: ObjectType; readonly id: string }
  /** An opened connection profile; it is shown, and nothing is taken from it before a person accepts. */
  | { readonly kind: 'profile'; readonly file: string }
  | { readonly kind: 'malformed' };

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Reads the arguments of a launch (`argv` without the program itself), or of a second one. */
export function launchTarget(args: readonly string[]): LaunchTarget {
  const link = args.find((arg) => arg.startsWith(`${appScheme}:`));
  if (link !== undefined) return linkTarget(link);
  const file = args.find((arg) => arg.endsWith('.egovprofile') && !arg.startsWith('-'));
  if (file === undefined) return { kind: 'none' };
  return isAbsolute(file) ? { kind: 'profile', file } : { kind: 'malformed' };
}

/** `gov-admin://open/<type>/<uuid>`, nothing more. */
function linkTarget(link: string): LaunchTarget {
  const [type, id, ...more] = pathOf(link) ?? [];
  const known = objectTypeNames.find((name) => name === type);
  if (known === undefined || id === undefined || !UUID.test(id) || more.length > 0)
    return { kind: 'malformed' };
  return { kind: 'record', type: known, id };
}

/** Parsed by hand: URL parsing of private schemes differs between Node, Chromium and operating systems. */
function pathOf(link: string): string[] | null {
  const prefix = `${appScheme}://open/`;
  if (!link.startsWith(prefix) || /[?#%\\\s]/.test(link)) return null;
  return link.slice(prefix.length).split('/');
}
