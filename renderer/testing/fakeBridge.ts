import {
  type Answer,
  type Bridge,
  type BridgeEvent,
  lightNames,
  type Method,
  methods,
  type MethodInput,
  type MethodOutput,
  settingsSchema,
} from '../../shared/bridge/contract.ts';
import type { ObjectState } from '../../shared/domain/object.ts';
import { type ObjectType, objectTypeNames } from '../../shared/domain/objectType.ts';
import { ProblemError } from '../../shared/errors/problem.ts';
import type { Defs } from '../ui/defs.ts';
import { type CenterHandlers, fakeActor, fakeCenter, fakeNow } from './fakeCenter.ts';

type HostHandlers = {
  [M in Exclude<Method, 'center.call'>]?: (
    input: MethodInput<M>,
  ) => MethodOutput<M> | Promise<MethodOutput<M>>;
};

/** What a test sets up; all of it optional. */
export interface FakeGiven {
  readonly defs?: Defs;
  readonly records?: Readonly<Partial<Record<ObjectType, readonly ObjectState[]>>>;
  readonly center?: CenterHandlers;
  readonly host?: HostHandlers;
}

/** A bridge in memory, with every call it was asked and a way to tell events. */
export interface FakeBridge extends Bridge {
  readonly calls: { readonly method: Method; readonly input: unknown }[];
  emit(event: BridgeEvent, payload: unknown): void;
}

export const openGate: MethodOutput<'gate.get'> = {
  open: true,
  checkedAt: fakeNow,
  lights: lightNames.map((name) => ({
    name,
    state: 'ok',
    cause: { zh: '正常', en: 'Fine' },
    remedy: null,
  })),
};

/** A keychain that works and was read about. */
export const openKeychain: MethodOutput<'keychain.get'> = {
  kind: 'keychain',
  state: 'open',
  healthy: true,
  text: { zh: '凭据保存在系统密钥环中。', en: 'Credentials are kept in the system keychain.' },
  advice: null,
  notice: null,
  understood: true,
  mayCreate: false,
  retryAt: null,
};

export const fakeSession: NonNullable<MethodOutput<'session.get'>> = {
  accountId: fakeActor.id,
  accountNo: fakeActor.accountNo,
  name: fakeActor.name,
  unitId: null,
  unitName: fakeActor.unitName,
  roles: ['P1', 'C1'],
  idleUntil: '2099-01-01T00:00:00.000Z',
  absoluteUntil: '2099-01-01T00:00:00.000Z',
  lastSignIn: { at: '2026-11-20T00:58:12.000Z', ip: '10.20.3.15' },
  mustChangePassword: false,
};

/** What the host itself keeps: drafts, settings, views. */
function keptHandlers(): HostHandlers {
  const drafts = new Map<string, MethodInput<'drafts.put'>['value']>();
  let settings: MethodOutput<'settings.get'> = {
    language: 'zh-CN',
    theme: 'light',
    density: 'standard',
    navigation: 'open',
  };
  let views: MethodOutput<'views.list'> = [];
  return {
    'settings.get': () => settings,
    'settings.set': (next) => {
      settings = settingsSchema.parse({ ...settings, ...next });
      return settings;
    },
    'views.list': () => views,
    'views.save': (view) => {
      views = [...views, view];
      return views;
    },
    'views.remove': ({ id }) => {
      views = views.filter((view) => view.id !== id);
      return views;
    },
    'drafts.get': ({ key }) => drafts.get(key) ?? null,
    'drafts.put': ({ key, value }) => {
      drafts.set(key, value);
      return {};
    },
    'drafts.remove': ({ key }) => {
      drafts.delete(key);
      return {};
    },
  };
}

function hostHandlers(): HostHandlers {
  return {
    ...keptHandlers(),
    'host.info': () => ({
      host: 'loopback',
      version: '0.1.0',
      profile: '常州市',
      server: 'https://center.example',
      profileId: 'c.main',
      contact: null,
      certificateWarnDays: 30,
      certificateFiles: true,
      capabilities: { reveal: true },
    }),
    'profiles.list': () => ({ entries: [], offered: null, refused: null }),
    'gate.get': () => openGate,
    'gate.check': () => openGate,
    'session.get': () => fakeSession,
    'session.signIn': () => fakeSession,
    'session.signOut': () => ({}),
    'certificates.list': () => [],
    'enrolment.get': () => null,
    'enrolment.check': () => null,
    'keychain.get': () => openKeychain,
    'keychain.check': () => openKeychain,
    'keychain.understand': () => openKeychain,
    'jobs.list': () => [],
  };
}

/** Builds the fake; what crosses it is copied as JSON and checked against the contract, as the real ones do. */
export function fakeBridge(given: FakeGiven = {}): FakeBridge {
  const entries = objectTypeNames.flatMap((type) =>
    (given.records?.[type] ?? []).map((state) => ({ type, state })),
  );
  const records = new Map(entries.map(({ state }) => [state.id, state]));
  const types = new Map(entries.map(({ type, state }) => [state.id, type]));
  const center = { ...fakeCenter(given.defs ?? {}, records, types), ...given.center };
  const host = { ...hostHandlers(), ...given.host };
  const listeners = new Map<BridgeEvent, Set<(payload: unknown) => void>>();
  const calls: FakeBridge['calls'] = [];

  const run = async (method: Method, input: unknown): Promise<unknown> => {
    if (method === 'center.call') {
      const { op, input: inner, rev } = methods[method].input.parse(input);
      return answerOf(center, op, inner, rev ?? null);
    }
    return answerOf(host, method, methods[method].input.parse(input), null);
  };
  return {
    calls,
    call: async (method, input): Promise<Answer<unknown>> => {
      calls.push({ method, input });
      try {
        return { ok: true, value: copy(await run(method, copy(input))) };
      } catch (error) {
        if (error instanceof ProblemError) return { ok: false, problem: error.problem };
        throw error;
      }
    },
    cancel: () => undefined,
    on: (event, listener) => {
      const set = listeners.get(event) ?? new Set();
      listeners.set(event, set.add(listener));
      return () => set.delete(listener);
    },
    emit: (event, payload) => {
      for (const listener of listeners.get(event) ?? []) listener(copy(payload));
    },
  };
}

/** Handlers are looked up by a name that came as data, so their types can not be told apart here. */
async function answerOf(
  handlers: object,
  name: string,
  input: unknown,
  rev: number | null,
): Promise<unknown> {
  const handler: unknown = Object.entries(handlers).find(([key]) => key === name)?.[1];
  if (typeof handler !== 'function')
    throw new ProblemError('bridge/invalid', { requestId: `no fake of ${name}` });
  return handler(input, rev);
}

function copy(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}
