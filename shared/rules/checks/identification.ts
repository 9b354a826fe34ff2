import { type Finding, refuse, warn } from '../finding.ts';
import type { Limit } from '../rule.ts';
import type { AccountKind, Factor } from '../terms.ts';

/** Kind of proof behind a factor: two of one kind are one technique (GB/T 22239 8.1.4.1 d). */
const factorKinds: Readonly<Record<Factor, 'knowledge' | 'possession' | 'inherence'>> = {
  password: 'knowledge',
  pin: 'knowledge',
  certificate: 'possession',
  otp: 'possession',
  biometric: 'inherence',
};
const cryptographic: ReadonlySet<Factor> = new Set<Factor>(['certificate', 'otp']);
const singleFactor: ReadonlySet<AccountKind> = new Set<AccountKind>(['query']);

/**
 * Administrative users prove themselves by two or more techniques of different kind, one of them cryptographic
 * (R133, GB/T 22239 8.1.4.1 d). Only query accounts get by with one.
 */
export function checkFactors(given: {
  readonly accountKind: AccountKind;
  readonly factors: readonly Factor[];
  readonly kinds: Limit;
}): readonly Finding[] {
  const kinds = new Set(given.factors.map((factor) => factorKinds[factor])).size;
  const needed = singleFactor.has(given.accountKind) ? 1 : given.kinds.value;
  const findings: Finding[] = [];
  if (kinds < needed) {
    findings.push(
      refuse('account/too-few-factors', 'R133', 'factors', {
        zh: `须有 ${needed} 种不同类型的鉴别方式，现有 ${kinds} 种；请补充（如口令加数字证书）`,
        en: `${needed} factors of different kind are needed, ${kinds} given; add one (such as password with certificate)`,
      }),
    );
  }
  if (needed > 1 && !given.factors.some((factor) => cryptographic.has(factor))) {
    findings.push(
      refuse('account/no-cryptographic-factor', 'R133', 'factors', {
        zh: '鉴别方式中至少一种须采用密码技术；请绑定数字证书或动态口令',
        en: 'At least one factor must be cryptographic; bind a certificate or a one-time password token',
      }),
    );
  }
  return findings;
}

/** Remote publishing needs a certificate or a VPN binding (R131). */
export function checkRemoteBinding(given: {
  readonly remote: boolean;
  readonly certificateSerial: string | null;
  readonly vpnId: string | null;
}): readonly Finding[] {
  if (!given.remote || given.certificateSerial || given.vpnId) return [];
  return [
    refuse('account/remote-unbound', 'R131', 'certificateSerial', {
      zh: '远程使用的账号须绑定数字证书或VPN；请登记证书序列号或VPN账号',
      en: 'An account used remotely is bound to a certificate or a VPN; enter the serial or the VPN account',
    }),
  ];
}

/** Names of default, shared or anonymous accounts in widely used systems. */
const forbiddenNames: ReadonlySet<string> = new Set(
  (
    'admin administrator root guest test user users default anonymous anon nobody demo temp tmp public system sysadmin ' +
    'sysdba sys sa dba oracle postgres mysql tomcat weblogic www webmaster manager operator support service super ' +
    'superuser supervisor backup 管理员 超级管理员 系统管理员 测试 访客 匿名 游客 来宾 公共 默认'
  ).split(' '),
);

/** Neither default nor anonymous nor shared account names (R132); a number behind such a name does not mend it. */
export function checkForbiddenName(given: { readonly accountName: string }): readonly Finding[] {
  const name = given.accountName.normalize('NFKC').trim().toLowerCase();
  const stem = name.replace(/[\d\s._@-]+$/u, '');
  if (!forbiddenNames.has(stem)) return [];
  return [
    refuse('account/forbidden-name', 'R132', 'accountName', {
      zh: `「${given.accountName}」是默认或匿名账户名；请改用能对应到本人的账号名`,
      en: `"${given.accountName}" is a default or anonymous account name; use one that stands for the person`,
    }),
  ];
}

/** Functions for staff restrict addresses or devices; access from abroad only with period, device and account (X07). */
export function checkSourceRestriction(given: {
  readonly allowedAddresses: readonly string[];
  readonly deviceBinding: string | null;
  readonly foreign: { readonly from: string | null; readonly to: string | null } | null;
}): readonly Finding[] {
  const findings: Finding[] = [];
  if (given.allowedAddresses.length === 0 && !given.deviceBinding) {
    findings.push(
      refuse('account/no-source-restriction', 'X07', 'allowedAddresses', {
        zh: '账号未限定IP地址段或设备；请登记允许地址或绑定终端',
        en: 'The account is restricted to no address range or device; enter allowed addresses or bind a terminal',
      }),
    );
  }
  if (given.allowedAddresses.some((range) => /^(?:0\.0\.0\.0|::)\/0$/u.test(range.trim()))) {
    findings.push(
      warn('account/any-source', 'X07', 'allowedAddresses', {
        zh: '允许地址包含全部地址，等于没有限定；请缩小范围',
        en: 'The allowed addresses contain every address, which restricts nothing; narrow them',
      }),
    );
  }
  const { foreign } = given;
  if (foreign && (!foreign.from || !foreign.to || !given.deviceBinding)) {
    findings.push(
      refuse('account/foreign-access-open', 'X07', 'foreign', {
        zh: '境外访问须以白名单限定起止时段和设备；请补全',
        en: 'Access from abroad needs a white-list entry with period and device; complete it',
      }),
    );
  }
  return findings;
}
