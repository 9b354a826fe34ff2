import { lightNames, type EventPayload } from '../../../shared/bridge/contract.ts';
import { daysBetween } from '../../../shared/calendar/legalDay.ts';
import { chinaDay, wallTime } from '../../../shared/calendar/wallTime.ts';
import type { ProblemCode } from '../../../shared/errors/catalog.ts';
import { isVersionAtLeast } from '../../../shared/profile/signedProfile.ts';
import type { Text } from '../../../shared/text.ts';
import { faultDef, type Fault } from '../center/mapTlsError.ts';
import type { ProfilePolicy } from '../profile/activeProfile.ts';
import {
  accountTexts,
  atSignIn,
  certificateReason,
  faultTexts,
  notServing,
  otherCertificate,
  tooOld,
  wrongPlace,
  type Advice,
} from './gateTexts.ts';

export type Gate = EventPayload<'gate'>;
type Light = Gate['lights'][number];
type State = Light['state'];

/** What the center said on `GET /gate`. */
export interface ServerWord {
  readonly accepted: boolean;
  readonly reason: string | null;
  readonly version: string;
  /** Address of this connection as the server saw it. */
  readonly sourceIp: string;
  /** Number of the account that the certificate names; null where it names none. */
  readonly accountNo: string | null;
  /** That account; null where the certificate was not accepted. */
  readonly account: {
    readonly state: string;
    readonly bound: boolean;
    readonly sourceAllowed: boolean;
  } | null;
}

/** What was found out; plain values, so that the judgement is a function of them. */
export interface Probes {
  /** False = this workstation has no connection profile. */
  readonly isConfigured: boolean;
  /** What the profile asks of the client. */
  readonly policy: ProfilePolicy;
  /** Fault of dialling the server; null = reached; undefined = not tried yet. */
  readonly network: Fault | null | undefined;
  /** Fault of the secured request; null = answered; undefined = not tried. */
  readonly request: Fault | null | undefined;
  /** What the server itself, proven to be the center, answered instead of its word; null = nothing of the kind. */
  readonly refusal: ProblemCode | null;
  readonly word: ServerWord | null;
  /** Server's clock minus ours at the middle of the request, ms; null = not known. */
  readonly skewMs: number | null;
  /** The tunnel the profile asks for, and whether the address that the server saw is of its pool. */
  readonly vpn: { readonly required: boolean; readonly inPool: boolean | null };
  /** The certificate chosen here; null = none. */
  readonly certificate: {
    readonly validFrom: string;
    readonly validTo: string;
    /** Account that the profile has it for. */
    readonly accountNo: string;
  } | null;
  /** Why there is none although the profile names some. */
  readonly certificateFailure: ProblemCode | null;
  readonly session: 'none' | 'open' | 'ended' | 'inactive';
  readonly clientVersion: string;
  /** UTC ISO instant of this machine's clock. */
  readonly now: string;
}

const DAY_MS = 86_400_000;
/** One-time codes (RFC 6238) step every 30 s; beyond a minute they begin to fail, beyond five they are useless. */
const CLOCK_WARN_MS = 60_000;
const CLOCK_BAD_MS = 300_000;

/**
 * Judges the six lights. The gate is open when the way, the server, the certificate and the clock hold and the
 * versions fit; the session's state is shown but does not close it, for signing in needs an open gate.
 */
export function judgeGate(probes: Probes): Pick<Gate, 'open' | 'lights'> {
  if (!probes.isConfigured) return { open: false, lights: lightNames.map(unconfigured) };
  const lights = [network(probes), vpn(probes), server(probes), certificate(probes), clock(probes)];
  const holds = lights.every(({ state }) => !['bad', 'unknown'].includes(state));
  const open = holds && versionFits(probes) !== false;
  return { open, lights: [...lights, account(probes, open)] };
}

function light(name: Light['name'], state: State, { cause, remedy }: Advice): Light {
  return { name, state, cause, remedy };
}

/** Without a profile there is no center to look for; the server's light says what to do, the others wait. */
function unconfigured(name: Light['name']): Light {
  if (name === 'server')
    return light(name, 'bad', {
      cause: { zh: '本机没有可用的连接配置', en: 'This workstation has no connection profile to work with' },
      remedy: {
        zh: '请导入中心签发的连接配置文件(*.egovprofile)',
        en: "Import the center's connection profile (*.egovprofile)",
      },
    });
  return light(name, 'unknown', {
    cause: { zh: '启用连接配置后检查', en: 'Checked once a connection profile is in use' },
    remedy: null,
  });
}

const notTried = (name: Light['name']): Light =>
  light(name, 'unknown', { cause: { zh: '尚未检查', en: 'Not checked yet' }, remedy: null });

const notReached = (name: Light['name']): Light =>
  light(name, 'unknown', {
    cause: {
      zh: '未能连到服务器,待其他故障排除后检查',
      en: 'The server was not reached; checked once the other faults are mended',
    },
    remedy: null,
  });

const clockFirst: Advice = {
  cause: {
    zh: '本机时钟有误,无法判断服务器证书是否在有效期内',
    en: "By this machine's wrong clock the dates of the server's certificate cannot be judged",
  },
  remedy: { zh: '请先校准本机时间', en: 'Set the clock of this machine first' },
};

/** Faults that a wrong clock makes of a good certificate. */
export function isOfDates(fault: Fault): boolean {
  return fault === 'server-expired' || fault === 'server-not-yet-valid';
}

/** The fault that belongs to one light: a failure on the way shows where it happened and nowhere else. */
function faultAt(probes: Probes, name: 'network' | 'vpn' | 'server' | 'certificate'): Fault | null {
  const fault = probes.network ?? probes.request ?? null;
  return fault !== null && faultDef(fault).light === name ? fault : null;
}

function network(probes: Probes): Light {
  if (probes.network === undefined) return notTried('network');
  const fault = faultAt(probes, 'network');
  if (fault !== null) return light('network', 'bad', faultTexts[fault]);
  if (faultAt(probes, 'vpn') !== null)
    return light('network', 'unknown', {
      cause: {
        zh: '未经 VPN 不连接服务器,未检查',
        en: 'Without the VPN the server is not dialled; not checked',
      },
      remedy: null,
    });
  return light('network', 'ok', {
    cause: { zh: '服务器可以到达', en: 'The server can be reached' },
    remedy: null,
  });
}

function vpn(probes: Probes): Light {
  const { required, inPool } = probes.vpn;
  if (!required)
    return light('vpn', 'unused', {
      cause: { zh: '本机配置不要求 VPN', en: 'The profile of this workstation asks for no VPN' },
      remedy: null,
    });
  const fault = faultAt(probes, 'vpn');
  if (fault !== null) return light('vpn', 'bad', faultTexts[fault]);
  const seen = probes.word?.sourceIp ?? '';
  if (inPool === null) return probes.network === undefined ? notTried('vpn') : notReached('vpn');
  if (!inPool)
    return light('vpn', 'bad', {
      cause: {
        zh: `服务器看到的本机地址 ${seen} 不在 VPN 地址池内`,
        en: `The server saw the address ${seen}, which is not of the VPN's pool`,
      },
      remedy: faultTexts['vpn-source'].remedy,
    });
  return light('vpn', 'ok', {
    cause: { zh: `经 VPN 连接,本机地址 ${seen}`, en: `Connected through the VPN, address ${seen}` },
    remedy: null,
  });
}

function server(probes: Probes): Light {
  const fault = faultAt(probes, 'server');
  // By a clock that is wrong no date can be judged; the clock is what has to be mended.
  if (fault !== null && isOfDates(fault) && Math.abs(probes.skewMs ?? 0) > CLOCK_BAD_MS)
    return light('server', 'unknown', clockFirst);
  if (fault !== null) return light('server', 'bad', faultTexts[fault]);
  if (probes.refusal !== null) return light('server', 'bad', notServing(probes.refusal));
  if (probes.network === undefined) return notTried('server');
  if (probes.word === null && faultAt(probes, 'certificate') === null) return notReached('server');
  return light('server', 'ok', {
    cause: {
      zh: '服务器证书、名称和公钥均与配置相符',
      en: 'Certificate, name and key of the server are as configured',
    },
    remedy: null,
  });
}

function certificate(probes: Probes): Light {
  const { certificate: own, certificateFailure, word } = probes;
  if (own === null)
    return light('certificate', 'bad', certificateReason(certificateFailure ?? 'CERTIFICATE_REQUIRED'));
  const fault = faultAt(probes, 'certificate');
  if (fault !== null) return light('certificate', 'bad', faultTexts[fault]);
  // The server's clock decides where it is known: a wrong clock here must not condemn a good certificate.
  const now = Date.parse(probes.now) + (probes.skewMs ?? 0);
  if (Date.parse(own.validTo) <= now)
    return light('certificate', 'bad', certificateReason('CERT_HAS_EXPIRED'));
  if (Date.parse(own.validFrom) > now)
    return light('certificate', 'bad', certificateReason('CERT_NOT_YET_VALID'));
  if (word === null)
    return probes.network === undefined ? notTried('certificate') : notReached('certificate');
  if (!word.accepted) return light('certificate', 'bad', certificateReason(word.reason ?? ''));
  // A certificate of another CA may not say whose it is; then only the center knows.
  if (word.accountNo !== null && own.accountNo !== '' && word.accountNo !== own.accountNo)
    return light('certificate', 'bad', ofAnotherAccount(word.accountNo, own.accountNo));
  return validUntil(Date.parse(own.validTo), now, probes.policy.certificateWarnDays);
}

const ofAnotherAccount = (theirs: string, own: string): Advice => ({
  cause: {
    zh: `证书属于账号 ${theirs},不是本机配置的账号 ${own}`,
    en: `The certificate belongs to the account ${theirs}, not to ${own} as the profile has it`,
  },
  remedy: {
    zh: '请选择本人账号的证书;配置有误请联系系统管理员',
    en: 'Choose the certificate of your own account; if the profile is wrong, tell the system administrator',
  },
});

function validUntil(end: number, now: number, warnDays: number): Light {
  const left = Math.floor((end - now) / DAY_MS);
  if (left > warnDays)
    return light('certificate', 'ok', {
      cause: { zh: `证书有效,还剩 ${left} 天`, en: `The certificate is valid for ${left} more days` },
      remedy: null,
    });
  // Said in days of the calendar: what ends tomorrow at dawn does not end today.
  const days = daysBetween(chinaDay(now), chinaDay(end));
  const soon = days === 1 ? 'in 1 day' : `in ${days} days`;
  return light('certificate', 'warn', {
    cause: {
      zh: days === 0 ? '证书今天到期' : `证书 ${days} 天后到期`,
      en: `The certificate ends ${days === 0 ? 'today' : soon}`,
    },
    remedy: {
      zh: '请登录后在“设置 · 客户端证书”中续期',
      en: 'Sign in and renew it under Settings · Client certificate',
    },
  });
}

function clock({ skewMs, network: reached, now, policy: { timeSource } }: Probes): Light {
  if (skewMs === null) return reached === undefined ? notTried('clock') : notReached('clock');
  const off = Math.abs(skewMs);
  const slow = skewMs > 0;
  const here = wallTime(now);
  const there = wallTime(new Date(Date.parse(now) + skewMs).toISOString());
  const long = spanText(off);
  const cause: Text = {
    zh: `本机 ${here},服务器 ${there},本机${slow ? '慢' : '快'} ${long.zh}`,
    en: `This machine ${here}, server ${there}: ${long.en} ${slow ? 'behind' : 'ahead'}`,
  };
  const remedy: Text = {
    zh: `请校准本机时间(打开自动对时${timeSource === null ? '' : `,时间源 ${timeSource}`}),否则动态口令会失效`,
    en: `Set the clock of this machine (turn on time synchronisation${timeSource === null ? '' : ` with ${timeSource}`}); one-time codes fail otherwise`,
  };
  if (off > CLOCK_BAD_MS) return light('clock', 'bad', { cause, remedy });
  if (off > CLOCK_WARN_MS) return light('clock', 'warn', { cause, remedy });
  // A clock that is right changes every second; its light does not.
  return light('clock', 'ok', {
    cause: {
      zh: '本机时钟与服务器一致(相差不到 1 分钟)',
      en: 'The clocks agree to less than a minute',
    },
    remedy: null,
  });
}

/** A span as a person says it, in the largest unit that it fills; to the second, since the way there takes some ms. */
function spanText(exact: number): Text {
  const ms = Math.round(exact / 1_000) * 1_000;
  const units = [
    [DAY_MS, '天', 'd'],
    [3_600_000, '小时', 'h'],
    [60_000, '分钟', 'min'],
    [1_000, '秒', 's'],
  ] as const;
  const [size, zh, en] = units.find(([unit]) => ms >= unit) ?? units[3];
  const n = Math.floor(ms / size);
  return { zh: `${n} ${zh}`, en: `${n} ${en}` };
}

/** The profile's minimum decides where it gives one; else major and minor parts have to agree; null = not known yet. */
function versionFits({ word, clientVersion, policy: { minimumClientVersion } }: Probes): boolean | null {
  if (minimumClientVersion !== null) return isVersionAtLeast(clientVersion, minimumClientVersion);
  if (word === null) return null;
  const line = (version: string) => version.split('.').slice(0, 2).join('.');
  return line(word.version) === line(clientVersion);
}

function account(probes: Probes, isOpen: boolean): Light {
  const { minimumClientVersion } = probes.policy;
  if (versionFits(probes) === false) {
    return light('account', 'bad', {
      cause:
        minimumClientVersion !== null
          ? tooOld(probes.clientVersion, minimumClientVersion)
          : {
              zh: `客户端版本 ${probes.clientVersion} 与服务器版本 ${probes.word?.version ?? ''} 不一致`,
              en: `Client ${probes.clientVersion} and server ${probes.word?.version ?? ''} differ in version`,
            },
      remedy: { zh: '请升级客户端', en: 'Update the client' },
    });
  }
  const { word, session } = probes;
  const known = word?.account ?? null;
  if (known?.sourceAllowed === false) return light('account', 'bad', wrongPlace(word?.sourceIp ?? ''));
  if (known?.bound === false) return light('account', 'bad', otherCertificate);
  const standing = known === null || known.state === 'active' ? session : 'inactive';
  // Through a closed gate nobody can sign in; what keeps it closed is what has to be mended.
  if (standing === 'none' && !isOpen) return light('account', 'unknown', atSignIn);
  return light('account', accountStates[standing], accountTexts[standing]);
}

const accountStates = { none: 'unknown', open: 'ok', ended: 'warn', inactive: 'bad' } as const;
