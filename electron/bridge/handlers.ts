import { join } from 'node:path';
import { operations, type OperationId } from '../../shared/api/operations.ts';
import { methods, type Method } from '../../shared/bridge/contract.ts';
import { ProblemError } from '../../shared/errors/problem.ts';
import type { Services } from '../services/createServices.ts';
import { serve, serveAsIs, type Served } from './served.ts';

/** These have methods of their own: tokens, keys and pick-up codes must not pass through the screens. */
const OWN_METHODS: ReadonlySet<string> = new Set(
  Object.keys(operations).filter(
    (op) =>
      /^(?:enrolments\.(?!code$)|bootstrap\.)/.test(op) || ['session.open', 'session.close'].includes(op),
  ),
);

/** Every method of the contract with the service that answers it. */
export function createHandlers(services: Services): Readonly<Record<Method, Served>> {
  return {
    ...hostHandlers(services),
    ...connectionHandlers(services),
    ...enrolmentHandlers(services),
    ...profileHandlers(services),
    ...fileHandlers(services),
    ...settingHandlers(services),
  } satisfies Record<Method, Served>;
}

function hostHandlers(services: Services) {
  const { ports, keychain } = services;
  return {
    'host.info': serve(methods['host.info'], () => {
      const { id, profile, policy, contact } = services.profile;
      return {
        host: ports.host,
        version: ports.version,
        profile: profile.name,
        server: id === null ? '' : `${profile.server.servername}:${profile.server.port}`,
        profileId: id,
        contact,
        certificateWarnDays: policy.certificateWarnDays,
        certificateFiles: policy.certificateFiles,
        capabilities: { reveal: ports.reveal !== null },
      };
    }),
    'keychain.get': serve(methods['keychain.get'], () => keychain.status()),
    'keychain.check': serve(methods['keychain.check'], () => keychain.check()),
    'keychain.create': serve(methods['keychain.create'], ({ passphrase }) => keychain.create(passphrase)),
    'keychain.unlock': serve(methods['keychain.unlock'], ({ passphrase }) => keychain.unlock(passphrase)),
    'keychain.skip': serve(methods['keychain.skip'], () => keychain.skip()),
    'keychain.understand': serve(methods['keychain.understand'], () => keychain.understand()),
  };
}

function connectionHandlers(services: Services) {
  const { gate, session, certificates, client, identities } = services;
  return {
    'gate.get': serve(methods['gate.get'], () => gate.get()),
    'gate.check': serve(methods['gate.check'], () => gate.check()),
    'session.get': serve(methods['session.get'], () => session.get()),
    'session.signIn': serve(methods['session.signIn'], (factors, signal) => session.signIn(factors, signal)),
    'session.signOut': serve(methods['session.signOut'], async () => {
      await services.signOut();
      return {};
    }),
    'certificates.list': serve(methods['certificates.list'], () =>
      certificates.list().map(({ fingerprint, subject, accountNo, validTo }) => ({
        fingerprint,
        subject,
        accountNo,
        validTo,
        active: certificates.active()?.fingerprint === fingerprint,
        own: certificates.isOwn(fingerprint),
      })),
    ),
    'certificates.choose': serve(methods['certificates.choose'], ({ fingerprint }) =>
      identities.choose(fingerprint),
    ),
    'center.call': serveAsIs(methods['center.call'], async ({ op, input, rev, key }, signal) => {
      if (!isOperation(op) || OWN_METHODS.has(op)) throw new ProblemError('bridge/invalid');
      return client.callRaw(op, input, { rev, key, signal });
    }),
  };
}

function enrolmentHandlers({ enrolment, uploads, identities, setUp }: Services) {
  return {
    'certificates.import': serve(methods['certificates.import'], ({ uploadId, passphrase }) =>
      identities.import(uploads.take(uploadId).bytes, passphrase),
    ),
    'certificates.remove': serve(methods['certificates.remove'], ({ fingerprint }) =>
      identities.remove(fingerprint),
    ),
    'enrolment.get': serve(methods['enrolment.get'], () => enrolment.get()),
    'enrolment.apply': serve(methods['enrolment.apply'], (given) => enrolment.apply(given)),
    'enrolment.renew': serve(methods['enrolment.renew'], () => enrolment.renew()),
    'enrolment.check': serve(methods['enrolment.check'], () => enrolment.check()),
    'enrolment.authenticator': serve(methods['enrolment.authenticator'], async () => ({
      uri: await enrolment.authenticator(),
    })),
    'enrolment.complete': serve(methods['enrolment.complete'], async (given) => {
      await enrolment.complete(given);
      return {};
    }),
    'enrolment.abandon': serve(methods['enrolment.abandon'], async () => {
      await enrolment.abandon();
      return {};
    }),
    'setup.run': serve(methods['setup.run'], (given) => setUp(given)),
  };
}

function profileHandlers({ profiles }: Services) {
  return {
    'profiles.list': serve(methods['profiles.list'], () => profiles.list()),
    'profiles.inspect': serve(methods['profiles.inspect'], ({ base64 }) =>
      profiles.inspect(Buffer.from(base64, 'base64')),
    ),
    'profiles.dismiss': serve(methods['profiles.dismiss'], () => profiles.dismiss()),
    'profiles.accept': serve(methods['profiles.accept'], ({ digest, activate }) =>
      profiles.accept(digest, activate),
    ),
    'profiles.activate': serve(methods['profiles.activate'], ({ id }) => profiles.activate(id)),
    'profiles.remove': serve(methods['profiles.remove'], ({ id }) => profiles.remove(id)),
  };
}

function fileHandlers({ ports, uploads, attachments, imports, exports, jobs }: Services) {
  return {
    'uploads.open': serve(methods['uploads.open'], ({ name, size }) => ({
      uploadId: uploads.open(name, size),
    })),
    'uploads.write': serve(methods['uploads.write'], ({ uploadId, base64 }) => {
      uploads.write(uploadId, base64);
      return {};
    }),
    'uploads.attach': serve(methods['uploads.attach'], ({ uploadId }, signal) =>
      attachments.attach(uploadId, signal),
    ),
    'imports.open': serve(methods['imports.open'], (input) => imports.open(input)),
    'imports.check': serve(methods['imports.check'], (input, signal) => imports.check(input, signal)),
    'imports.run': serve(methods['imports.run'], (input, signal) => imports.run(input, signal)),
    'imports.marked': serve(methods['imports.marked'], (input, signal) => imports.marked(input, signal)),
    'exports.start': serve(methods['exports.start'], (input) => exports.start(input)),
    'jobs.list': serve(methods['jobs.list'], () => jobs.list()),
    'jobs.cancel': serve(methods['jobs.cancel'], ({ jobId }) => {
      jobs.cancel(jobId);
      return {};
    }),
    'jobs.reveal': serve(methods['jobs.reveal'], ({ jobId }) => {
      ports.reveal?.(join(ports.exportDir, jobs.fileOf(jobId)));
      return {};
    }),
    'files.save': serve(methods['files.save'], ({ digest, name }, signal) =>
      attachments.save(digest, name, signal),
    ),
  };
}

function settingHandlers({ settings, drafts }: Services) {
  return {
    'settings.get': serve(methods['settings.get'], () => settings.get()),
    'settings.set': serve(methods['settings.set'], (change) => settings.set(change)),
    'views.list': serve(methods['views.list'], () => settings.views()),
    'views.save': serve(methods['views.save'], (view) => settings.saveView(view)),
    'views.remove': serve(methods['views.remove'], ({ id }) => settings.removeView(id)),
    'drafts.get': serve(methods['drafts.get'], ({ key }) => drafts.get(key)),
    'drafts.put': serve(methods['drafts.put'], async ({ key, value }) => {
      await drafts.put(key, value);
      return {};
    }),
    'drafts.remove': serve(methods['drafts.remove'], async ({ key }) => {
      await drafts.remove(key);
      return {};
    }),
  };
}

function isOperation(op: string): op is OperationId {
  return Object.hasOwn(operations, op);
}
