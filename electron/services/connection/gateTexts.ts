import { problems, type ProblemCode } from '../../../shared/errors/catalog.ts';
import type { Text } from '../../../shared/text.ts';
import type { Fault } from '../center/mapTlsError.ts';

/** Why a light is as it is, and what helps. */
export interface Advice {
  readonly cause: Text;
  readonly remedy: Text | null;
}

const advice = (zh: string, en: string, zhRemedy: string, enRemedy: string): Advice => ({
  cause: { zh, en },
  remedy: { zh: zhRemedy, en: enRemedy },
});

const alarm = [
  '不要继续操作,立即通知系统管理员',
  'Do not go on; tell the system administrator at once',
] as const;

/** Cause and remedy of every fault on the way to the center. */
export const faultTexts: Readonly<Record<Fault, Advice>> = {
  'name-lookup': advice(
    '无法解析服务器名称',
    'The name of the server cannot be looked up',
    '请检查网线或无线网络,以及 DNS 设置',
    'Check cable or wireless network and the DNS settings',
  ),
  refused: advice(
    '服务器拒绝连接,服务可能未启动',
    'The server refuses connections; its service may be down',
    '请稍候再试;持续如此请联系系统管理员',
    'Try again in a moment; if it stays so, tell the system administrator',
  ),
  unroutable: advice(
    '没有到服务器的网络路由',
    'There is no network route to the server',
    '请检查网络连接和 VPN',
    'Check the network connection and the VPN',
  ),
  timeout: advice(
    '服务器在规定时间内没有应答',
    'The server did not answer in time',
    '请检查网络;稍候会自动重试',
    'Check the network; the client tries again by itself',
  ),
  reset: advice(
    '连接被中途断开',
    'The connection was cut on the way',
    '稍候会自动重试;持续如此请检查防火墙',
    'The client tries again by itself; if it stays so, check the firewall',
  ),
  'vpn-route': advice(
    '到服务器的路由不经过规定的 VPN',
    'The route to the server does not run through the VPN',
    '请连接 VPN;已连接仍如此,请断开后重新连接,或联系系统管理员',
    'Connect the VPN; if it is connected, disconnect and connect again, or ask the system administrator',
  ),
  'vpn-source': advice(
    '连接没有从 VPN 接口发出',
    'The connection did not leave by the interface of the VPN',
    '请断开其他网络后重新连接 VPN;仍如此请联系系统管理员',
    'Leave other networks and connect the VPN again; if it stays so, ask the system administrator',
  ),
  'untrusted-ca': advice(
    '服务器证书不是由中心的 CA 签发',
    "The server's certificate was not issued by the center's CA",
    ...alarm,
  ),
  'server-expired': advice(
    '服务器证书已过期',
    "The server's certificate has expired",
    '请系统管理员更换服务器证书;并核对本机时间',
    'Let the system administrator renew it, and check the clock of this machine',
  ),
  'server-not-yet-valid': advice(
    '服务器证书尚未生效',
    "The server's certificate is not valid yet",
    '请核对本机时间',
    'Check the clock of this machine',
  ),
  'server-revoked': advice('服务器证书已被吊销', "The server's certificate was revoked", ...alarm),
  'server-list-ended': advice(
    '服务器证书的吊销列表已过期,无法确认服务器身份',
    "The revocation list for the server's certificate has ended; the server cannot be confirmed",
    '请系统管理员更新中心的证书吊销列表',
    "Let the system administrator renew the center's revocation list",
  ),
  'server-purpose': advice(
    '对方出示的证书不可用于服务器身份验证',
    'The certificate shown is not meant for a server',
    ...alarm,
  ),
  'name-mismatch': advice(
    '服务器证书上的名称与配置不符',
    "The name in the server's certificate is not the configured one",
    ...alarm,
  ),
  'pin-mismatch': advice(
    '服务器公钥与配置中固定的公钥不符',
    "The server's key is not the pinned one",
    ...alarm,
  ),
  'not-tls': advice(
    '对方没有以 TLS 应答,可能是上网认证页面,或端口有误',
    'The peer did not answer in TLS: perhaps a log-in page of this network, or a wrong port',
    '请先完成本地网络的上网认证,再核对服务器地址和端口',
    'Log in to this network first, then check the address and port of the server',
  ),
  protocol: advice(
    '对方不是中心服务器,或不支持要求的 TLS 版本和算法',
    'The peer is not the center server or does not speak the TLS version and suites asked for',
    '请核对服务器地址和端口',
    'Check the address and port of the server',
  ),
  'client-certificate': advice(
    '服务器不接受本机出示的客户端证书',
    'The server does not take the client certificate shown',
    '请选择本人的有效证书,或联系系统管理员换发',
    'Choose your valid certificate or ask the system administrator for a new one',
  ),
  unknown: advice(
    '连接失败,原因不明',
    'The connection failed for an unknown reason',
    '请重试;持续如此请将日志交系统管理员',
    'Try again; if it stays so, give the log to the system administrator',
  ),
};

/** Why a server that was proven to be the center's does not serve; a problem not listed is told by its own first sentence. */
const refusals: Readonly<Partial<Record<ProblemCode, Text>>> = {
  'center/unreachable': { zh: '其后的中心服务没有应答', en: 'the service behind it does not respond' },
  'center/contract-mismatch': {
    zh: '应答无法识别,客户端与服务器版本可能不一致',
    en: 'its answer could not be read, and the versions may differ',
  },
};

/** The center itself answered, and with a problem. */
export function notServing(code: ProblemCode): Advice {
  const { text } = problems[code];
  const first = { zh: text.zh.split('。')[0] ?? '', en: text.en.split('. ')[0] ?? '' };
  const { zh, en } = refusals[code] ?? first;
  return advice(
    `服务器有应答,但暂时不能提供服务:${zh}`,
    `The server answers but cannot serve: ${en}`,
    '客户端会自动重试;持续如此请联系系统管理员',
    'The client tries again by itself; if it stays so, tell the system administrator',
  );
}

const renew = ['请联系系统管理员换发证书', 'Ask the system administrator for a new certificate'] as const;

const noList = advice(
  '中心没有签发该证书的 CA 的有效吊销列表,无法判断证书是否已吊销',
  'The center has no current revocation list of the CA that issued the certificate and cannot judge it',
  '请联系系统管理员更新吊销列表',
  'Ask the system administrator to renew the revocation list',
);

const otherCa = advice(
  '证书不是由中心的 CA 签发',
  "The certificate was not issued by the center's CA",
  ...renew,
);

/** Reasons of the server's `GET /gate` (codes of OpenSSL, and the center's own), and of a file that cannot be used here. */
const reasons: Readonly<Record<string, Advice>> = {
  CERTIFICATE_REQUIRED: advice(
    '没有可用的客户端证书',
    'There is no client certificate to show',
    '请选择、导入或凭领取码申领本人的证书',
    'Choose or import your certificate, or enrol with an enrolment code',
  ),
  CERT_REVOKED: advice('证书已被吊销', 'The certificate was revoked', ...renew),
  CERT_HAS_EXPIRED: advice('证书已过期', 'The certificate has expired', ...renew),
  CERT_NOT_YET_VALID: advice(
    '证书尚未生效',
    'The certificate is not valid yet',
    '请核对本机时间,或等到生效之日',
    'Check the clock of this machine, or wait for its first day',
  ),
  UNABLE_TO_GET_CRL: noList,
  CRL_HAS_EXPIRED: noList,
  INVALID_PURPOSE: advice(
    '证书不可用于客户端身份验证',
    'The certificate is not meant for client authentication',
    ...renew,
  ),
  NO_ACCOUNT: advice('证书未载明账号', 'The certificate names no account', ...renew),
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: otherCa,
  UNABLE_TO_GET_ISSUER_CERT: otherCa,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: otherCa,
  SELF_SIGNED_CERT_IN_CHAIN: otherCa,
  DEPTH_ZERO_SELF_SIGNED_CERT: otherCa,
  CERT_SIGNATURE_FAILURE: otherCa,
  'certificate/unreadable': advice(
    '证书文件已损坏或无法读取',
    'The certificate file is damaged or cannot be read',
    '请向系统管理员索取新的 PKCS#12 证书文件',
    'Ask the system administrator for a new PKCS#12 file',
  ),
  'certificate/passphrase': advice(
    '证书文件的口令不符',
    'The passphrase does not open the certificate file',
    '请核对证书文件的口令;仍不符请向系统管理员索取新的证书文件和口令',
    'Check the passphrase of the file; if it stays wrong, ask the system administrator for a new file with its passphrase',
  ),
  'certificate/legacy': advice(
    '证书文件使用已淘汰的加密算法(RC2/3DES)',
    'The certificate file uses outdated encryption (RC2/3DES)',
    '请系统管理员用 AES-256 重新导出',
    'Let the system administrator export it again with AES-256',
  ),
  'certificate/key-mismatch': advice(
    '证书文件中的私钥与证书不匹配',
    'The private key in the certificate file belongs to another certificate',
    '请向系统管理员索取新的证书文件',
    'Ask the system administrator for a new certificate file',
  ),
};

/** Cause and remedy of a refused client certificate; an unknown reason is shown as it is. */
export function certificateReason(reason: string): Advice {
  const known = reasons[reason];
  if (known) return known;
  return advice(`服务器不接受该证书(${reason})`, `The server refuses the certificate (${reason})`, ...renew);
}

export const tooOld = (present: string, wanted: string): Text => ({
  zh: `客户端版本 ${present} 低于连接配置要求的 ${wanted}`,
  en: `Client ${present} is older than ${wanted}, which the connection profile asks for`,
});

export const wrongPlace = (ip: string): Advice => ({
  cause: {
    zh: `账号不得从本机地址 ${ip} 使用`,
    en: `The account may not be used from the address ${ip}`,
  },
  remedy: {
    zh: '请在允许的地点办理,或请系统管理员核对账号的允许地址',
    en: 'Work from an allowed place, or let the system administrator check the allowed addresses of the account',
  },
});

export const otherCertificate: Advice = {
  cause: {
    zh: '账号绑定的是另一张证书',
    en: 'The account is tied to another certificate',
  },
  remedy: {
    zh: '请选择账号现用的证书,或请系统管理员重新绑定',
    en: 'Choose the certificate the account is tied to now, or let the system administrator bind this one',
  },
};

export const atSignIn: Advice = { cause: { zh: '登录时检查', en: 'Checked at sign-in' }, remedy: null };

/** What became of the session. */
export const accountTexts: Readonly<Record<'none' | 'open' | 'ended' | 'inactive', Advice>> = {
  none: { cause: { zh: '尚未登录', en: 'Not signed in' }, remedy: { zh: '请登录', en: 'Sign in' } },
  open: { cause: { zh: '已登录', en: 'Signed in' }, remedy: null },
  ended: {
    cause: { zh: '会话已结束', en: 'The session has ended' },
    remedy: { zh: '请重新登录;已填写的内容仍保留', en: 'Sign in again; what you typed is kept' },
  },
  inactive: {
    cause: { zh: '账号未启用、已暂停或已注销', en: 'The account is not in force, suspended or revoked' },
    remedy: { zh: '请联系权限管理员', en: 'Ask the permission manager' },
  },
};
