import { CodedError } from '../codedError.ts';

/** The passphrase does not open the file; `what` names it for the reader. */
export function wrongPassphrase(what: string): CodedError {
  return new CodedError('pki/wrong-passphrase', {
    zh: `口令不正确，无法打开${what}。`,
    en: `The passphrase does not open ${what}.`,
  });
}

/** The bytes are not what they should be. */
export function fileBroken(what: string, cause?: unknown): CodedError {
  return new CodedError(
    'pki/file-broken',
    {
      zh: `${what}已损坏或不是所需格式，请重新导出。`,
      en: `${what} is damaged or of another format. Export it again.`,
    },
    cause,
  );
}

/** RC2, triple DES and the like, which no current exporter needs. */
export function legacyAlgorithm(cause: unknown): CodedError {
  return new CodedError(
    'pki/legacy-algorithm',
    {
      zh: '证书文件使用已淘汰的加密算法（如 RC2、3DES）。请以 AES-256（PBES2）重新导出。',
      en: 'The certificate file uses a withdrawn algorithm (such as RC2 or 3DES). Export it again with AES-256 (PBES2).',
    },
    cause,
  );
}

/** A PKCS#12 file without a private key or without the certificate that belongs to it. */
export function fileIncomplete(): CodedError {
  return new CodedError('pki/file-incomplete', {
    zh: '证书文件缺少私钥或与私钥对应的证书。请连同私钥重新导出。',
    en: 'The certificate file lacks a private key or the certificate that belongs to it. Export it again with its key.',
  });
}

/** A PKCS#10 request whose own signature fails. */
export function requestBroken(cause?: unknown): CodedError {
  return new CodedError(
    'pki/request-broken',
    {
      zh: '证书请求（CSR）无法解析或签名不符，未签发证书。请重新生成请求。',
      en: 'The certificate request (CSR) cannot be read or its signature fails; no certificate was issued. Create a new request.',
    },
    cause,
  );
}

/** A key that is too weak or of a kind the center does not issue for. */
export function weakKey(found: string): CodedError {
  return new CodedError('pki/weak-key', {
    zh: `证书请求的密钥为 ${found}，仅接受 P-256、P-384 椭圆曲线或不少于 2048 位的 RSA，未签发证书。`,
    en: `The request's key is ${found}; only P-256, P-384 or RSA of at least 2048 bits are accepted. No certificate was issued.`,
  });
}

/** A display name that no certificate can carry. */
export function badName(): CodedError {
  return new CodedError('pki/bad-name', {
    zh: '证书显示名须为 1 至 64 个字符，且不含控制字符（RFC 5280 附录 A）。',
    en: 'The display name must have 1 to 64 characters and no control characters (RFC 5280 appendix A).',
  });
}

/** There is a center CA already. */
export function caExists(directory: string): CodedError {
  return new CodedError('pki/exists', {
    zh: `${directory} 中已有中心 CA，未作改动。重建会使已发证书全部失效。`,
    en: `${directory} already holds a center CA; nothing was changed. A new one would void every issued certificate.`,
  });
}

/** No issued certificate has this serial number. */
export function unknownSerial(serial: string): CodedError {
  return new CodedError('pki/unknown-serial', {
    zh: `没有序列号为 ${serial} 的已发证书，未作改动。`,
    en: `No issued certificate has the serial number ${serial}; nothing was changed.`,
  });
}

/** The file of trust anchors holds no usable CA certificate. */
export function anchorsBroken(file: string, cause?: unknown): CodedError {
  return new CodedError(
    'pki/anchors',
    {
      zh: `信任锚文件 ${file} 无法读取，或其中没有 CA 证书。请核对 clientTrust.anchorsFile。`,
      en: `The trust anchors in ${file} cannot be read or hold no CA certificate. Check clientTrust.anchorsFile.`,
    },
    cause,
  );
}

/** Certificate and key of the server do not belong together, or one of them cannot be read. */
export function serverPair(cert: string, key: string, cause?: unknown): CodedError {
  return new CodedError(
    'pki/server-pair',
    {
      zh: `服务器证书 ${cert} 与私钥 ${key} 不匹配或无法读取。请核对 tlsCertFile 与 tlsKeyFile。`,
      en: `The server certificate ${cert} and the key ${key} do not match or cannot be read. Check tlsCertFile and tlsKeyFile.`,
    },
    cause,
  );
}

/** A profile whose CA does not reach the certificate that the server shows: no client could connect with it. */
export function serverChain(): CodedError {
  return new CodedError('profile/server-chain', {
    zh: '服务器证书不能追溯到所给的根证书，未签发连接配置。请核对 tlsCertFile（含中间证书）与 tlsCaFile（含根证书）。',
    en: 'The server certificate does not lead up to the root that is given; no profile was issued. Check tlsCertFile (with the CAs between) and tlsCaFile (with the root).',
  });
}

/** A profile under a name that the server's certificate does not carry: no client could connect with it. */
export function serverName(name: string): CodedError {
  return new CodedError('profile/server-name', {
    zh: `服务器证书中没有名称 ${name}，未签发连接配置。请核对 names、addresses，或换发服务器证书（center ca renew-server）。`,
    en: `The server certificate does not carry the name ${name}; no profile was issued. Check names and addresses, or renew the certificate (center ca renew-server).`,
  });
}

/** A revocation list that cannot be read, or that names no end. */
export function listBroken(what: string, cause?: unknown): CodedError {
  return new CodedError(
    'pki/list-broken',
    {
      zh: `吊销列表 ${what} 无法读取；沿用此前的列表，直至其失效。`,
      en: `The revocation list ${what} cannot be read; the one before stays in use until it ends.`,
    },
    cause,
  );
}

/** A revocation list that none of the trusted CAs has signed. */
export function listOfStranger(what: string, issuer: string): CodedError {
  return new CodedError('pki/list-issuer', {
    zh: `吊销列表 ${what}（签发者 ${issuer}）不是由受信任的 CA 签名，未采用。`,
    en: `The revocation list ${what} (issuer ${issuer}) is not signed by a trusted CA; it was not taken.`,
  });
}

/** A revocation list that is older than the one in use, or that has ended. */
export function listOutdated(what: string): CodedError {
  return new CodedError('pki/list-outdated', {
    zh: `吊销列表 ${what} 已失效或早于在用列表，未采用。`,
    en: `The revocation list ${what} has ended or is older than the one in use; it was not taken.`,
  });
}
