import type { Session } from 'electron';

/** What the page may ask of the system: to put text on the clipboard, and nothing else. */
const allowed: ReadonlySet<string> = new Set(['clipboard-sanitized-write']);

type Guarded = Pick<
  Session,
  | 'setPermissionRequestHandler'
  | 'setPermissionCheckHandler'
  | 'setDevicePermissionHandler'
  | 'setDisplayMediaRequestHandler'
  | 'setSpellCheckerEnabled'
>;

/** Sets every permission handler: Electron grants what no handler refuses. */
export function denyPermissions(session: Guarded): void {
  session.setPermissionRequestHandler((_contents, permission, callback) => callback(allowed.has(permission)));
  session.setPermissionCheckHandler((_contents, permission) => allowed.has(permission));
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, callback) => callback({}));
  session.setSpellCheckerEnabled(false);
}

/** Lets requests of our own scheme through and cancels all others: the page has no network. */
export function mayRequest(url: string, scheme: string): boolean {
  return URL.canParse(url) && new URL(url).protocol === `${scheme}:`;
}
