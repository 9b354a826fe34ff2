import { operations, type OperationId, type OperationInput } from '../../shared/api/operations.ts';
import { ProblemError } from '../../shared/errors/problem.ts';
import {
  accessEndSession,
  accessGet,
  accessUnlock,
  sessionsEndOthers,
  sessionsList,
  sessionsOwn,
} from './access.ts';
import { auditVerify } from './audit.ts';
import type { Call, Handler, SignedInCall } from './call.ts';
import { bootstrapRun } from './bootstrap.ts';
import { certificatesList, certificatesRevoke } from './certificates.ts';
import { casesEffect, commandsPreview, commandsRun } from './commands.ts';
import {
  enrolmentsApply,
  enrolmentsCode,
  enrolmentsComplete,
  enrolmentsRenew,
  enrolmentsStanding,
  enrolmentsWithdraw,
} from './enrolment.ts';
import { exportsClose, exportsOpen, exportsPage } from './exports.ts';
import { filesGet, filesPut } from './files.ts';
import { gateGet, gateList } from './gate.ts';
import { importsCheck, importsRun, importsUndo } from './imports.ts';
import {
  recordsGet,
  recordsHistory,
  recordsImpact,
  recordsLine,
  recordsMany,
  recordsQuery,
  recordsSearch,
} from './records.ts';
import { secretsReveal } from './reveal.ts';
import { sessionClose, sessionGet, sessionOpen, sessionPassword, sessionStepUp } from './session.ts';
import { workbenchGet } from './workbench.ts';

type Runner = (call: Call, input: unknown) => Promise<unknown>;

/** An operation anybody with a connection may call; its own schema types the input. */
function open<K extends OperationId>(id: K, handler: Handler<K, Call>): Runner {
  return (call, input) => handler(call, parse(id, input));
}

/** An operation that needs a session. */
function signedIn<K extends OperationId>(id: K, handler: Handler<K>): Runner {
  return (call, input) => {
    if (!call.session) throw new ProblemError('auth/session-ended');
    const full: SignedInCall = { ...call, session: call.session, actor: call.session.actor };
    return handler(full, parse(id, input));
  };
}

function parse<K extends OperationId>(id: K, input: unknown): OperationInput<K>;
function parse(id: OperationId, input: unknown): unknown {
  return operations[id].input.parse(input);
}

/** Every operation of the API; a missing one does not compile. */
export const handlers: Readonly<Record<OperationId, Runner>> = {
  'gate.get': open('gate.get', gateGet),
  'gate.list': open('gate.list', gateList),
  'session.open': open('session.open', sessionOpen),
  'session.get': signedIn('session.get', sessionGet),
  'session.close': signedIn('session.close', sessionClose),
  'session.stepUp': signedIn('session.stepUp', sessionStepUp),
  'session.password': signedIn('session.password', sessionPassword),
  'access.get': signedIn('access.get', accessGet),
  'sessions.list': signedIn('sessions.list', sessionsList),
  'sessions.own': signedIn('sessions.own', sessionsOwn),
  'sessions.endOthers': signedIn('sessions.endOthers', sessionsEndOthers),
  'access.endSession': signedIn('access.endSession', accessEndSession),
  'access.unlock': signedIn('access.unlock', accessUnlock),
  'enrolments.code': signedIn('enrolments.code', enrolmentsCode),
  'enrolments.apply': open('enrolments.apply', enrolmentsApply),
  'enrolments.standing': open('enrolments.standing', enrolmentsStanding),
  'enrolments.withdraw': open('enrolments.withdraw', enrolmentsWithdraw),
  'enrolments.complete': open('enrolments.complete', enrolmentsComplete),
  'enrolments.renew': signedIn('enrolments.renew', enrolmentsRenew),
  'bootstrap.run': open('bootstrap.run', bootstrapRun),
  'certificates.list': signedIn('certificates.list', certificatesList),
  'certificates.revoke': signedIn('certificates.revoke', certificatesRevoke),
  'records.query': signedIn('records.query', recordsQuery),
  'records.get': signedIn('records.get', recordsGet),
  'records.many': signedIn('records.many', recordsMany),
  'records.history': signedIn('records.history', recordsHistory),
  'records.search': signedIn('records.search', recordsSearch),
  'records.impact': signedIn('records.impact', recordsImpact),
  'records.line': signedIn('records.line', recordsLine),
  'commands.run': signedIn('commands.run', commandsRun),
  'commands.preview': signedIn('commands.preview', commandsPreview),
  'cases.effect': signedIn('cases.effect', casesEffect),
  'workbench.get': signedIn('workbench.get', workbenchGet),
  'secrets.reveal': signedIn('secrets.reveal', secretsReveal),
  'files.put': signedIn('files.put', filesPut),
  'files.get': signedIn('files.get', filesGet),
  'imports.check': signedIn('imports.check', importsCheck),
  'imports.run': signedIn('imports.run', importsRun),
  'imports.undo': signedIn('imports.undo', importsUndo),
  'exports.open': signedIn('exports.open', exportsOpen),
  'exports.page': signedIn('exports.page', exportsPage),
  'exports.close': signedIn('exports.close', exportsClose),
  'audit.verify': signedIn('audit.verify', auditVerify),
};
