import { CodedError } from '../codedError.ts';

/** The master key is not where the settings say. */
export function keyMissing(where: string, cause?: unknown): CodedError {
  return new CodedError(
    'secret/key-missing',
    {
      zh: `无法从${where}取得主密钥，服务未启动。请检查主密钥的来源设置。`,
      en: `The master key could not be read from ${where}; the server did not start. Check where the master key comes from.`,
    },
    cause,
  );
}

/** What was found there is no 32-byte key. */
export function keyMalformed(where: string): CodedError {
  return new CodedError('secret/key-malformed', {
    zh: `${where}中的主密钥格式不符，须为 32 字节，以 64 位十六进制或 Base64 书写。`,
    en: `The master key from ${where} is malformed: it must be 32 bytes, written as 64 hexadecimal digits or as Base64.`,
  });
}

/** Others than the owner can read the key file. */
export function keyExposed(file: string): CodedError {
  return new CodedError('secret/key-exposed', {
    zh: `主密钥文件 ${file} 可被其他用户读取，服务未启动。请将权限改为 0600，并考虑更换主密钥。`,
    en: `Other users can read the master key file ${file}; the server did not start. Set its mode to 0600 and consider rotating the key.`,
  });
}

/** A value was sealed under a key this server was not given. */
export function unknownKey(keyId: string): CodedError {
  return new CodedError('secret/unknown-key', {
    zh: `数据由主密钥 ${keyId} 加密，而服务未持有该密钥。请一并提供旧主密钥。`,
    en: `The value was sealed under the master key ${keyId}, which this server does not hold. Provide the previous master key as well.`,
  });
}

/** A sealed value or a password hash that was changed, moved to another row, or is no such thing. */
export function broken(cause?: unknown): CodedError {
  return new CodedError(
    'secret/broken',
    {
      zh: '加密数据已损坏、被改动或被移到别处，无法解开。请从备份恢复该记录，并查明原因。',
      en: 'A protected value is damaged, was changed or was moved to another place and cannot be opened. Restore the record from a backup and find out why.',
    },
    cause,
  );
}
