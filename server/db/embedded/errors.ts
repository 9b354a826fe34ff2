import { CodedError } from '../../codedError.ts';

/** Another process has the data directory open; `pid` is null when the owner left no readable note. */
export function inUse(directory: string, pid: number | null): CodedError {
  const who =
    pid === null ? { zh: '另一进程', en: 'another process' } : { zh: `进程 ${pid} `, en: `process ${pid}` };
  return new CodedError('data/in-use', {
    zh: `数据目录 ${directory} 正由${who.zh}使用，本次未做任何改动。请先停止该进程，或换用其他数据目录。`,
    en: `The data directory ${directory} is in use by ${who.en}; nothing was changed. Stop that process or choose another data directory.`,
  });
}

/** The directory cannot be read or written by this operating-system user. */
export function noAccess(directory: string, cause: unknown): CodedError {
  return new CodedError(
    'data/no-access',
    {
      zh: `当前操作系统用户不能读写 ${directory}，未做任何改动。请更正目录属主或权限。`,
      en: `The current operating-system user cannot read and write ${directory}; nothing was changed. Correct its owner or mode.`,
    },
    cause,
  );
}

/** Too little space for a database to work safely. Amounts in bytes. */
export function diskFull(directory: string, free: number | null, needed: number): CodedError {
  const mib = (bytes: number): string => `${Math.floor(bytes / 1048576)} MiB`;
  const left = free === null ? { zh: '', en: '' } : { zh: `剩余 ${mib(free)}，`, en: `${mib(free)} left, ` };
  return new CodedError('data/disk-full', {
    zh: `${directory} 所在磁盘空间不足（${left.zh}至少需要 ${mib(needed)}），数据库未启动，已有数据未受影响。请清理磁盘后重试。`,
    en: `The disk of ${directory} is full (${left.en}at least ${mib(needed)} needed). The database was not started; existing data is untouched. Free some space and try again.`,
  });
}

/** The cluster was written by another major version of PostgreSQL. */
export function wrongVersion(directory: string, found: string, expected: string): CodedError {
  return new CodedError('data/wrong-version', {
    zh: `${directory} 中的数据由 PostgreSQL ${found} 写入，本程序自带 PostgreSQL ${expected}，不能直接打开，数据未受影响。请用原版本导出后再导入。`,
    en: `The data in ${directory} was written by PostgreSQL ${found}; this program carries PostgreSQL ${expected} and cannot open it. The data is untouched. Export it with the old version and import it here.`,
  });
}

/** The data directory names a cluster that is not there. */
export function clusterMissing(cluster: string): CodedError {
  return new CodedError('data/cluster-missing', {
    zh: `数据目录登记的数据库文件 ${cluster} 不存在。为免误建空库，程序已停止。请恢复该目录或从备份还原。`,
    en: `The database files ${cluster} that the data directory names are missing. To avoid starting with an empty database the program stopped. Restore that directory or a backup.`,
  });
}

/** A cluster is there but the file with its passwords is not, or is damaged. */
export function credentialsMissing(file: string, cause?: unknown): CodedError {
  return new CodedError(
    'data/credentials-missing',
    {
      zh: `数据库文件存在，但口令文件 ${file} 缺失或损坏，数据未受影响。请从备份恢复该文件。`,
      en: `Database files exist but the credentials file ${file} is missing or damaged. The data is untouched. Restore that file from a backup.`,
    },
    cause,
  );
}

/** Root started the server but no unprivileged account exists that PostgreSQL could run as. */
export function noAccount(): CodedError {
  return new CodedError('data/no-account', {
    zh: 'PostgreSQL 不能以 root 运行，而本机没有 postgres 或 nobody 用户。请建立 postgres 用户，或以普通用户启动。',
    en: 'PostgreSQL refuses to run as root and this machine has neither a "postgres" nor a "nobody" user. Create the user "postgres" or start as an ordinary user.',
  });
}

/** The unprivileged account that PostgreSQL runs as cannot enter the directory. */
export function unreachable(directory: string, account: string): CodedError {
  return new CodedError('data/unreachable', {
    zh: `数据库以用户 ${account} 运行，但该用户无法进入 ${directory}。请把数据目录移到该用户可进入的位置，或放开上级目录的进入权限。`,
    en: `The database runs as the user ${account}, who cannot enter ${directory}. Move the data directory to a reachable place or allow entering its parent directories.`,
  });
}

/** No PostgreSQL binaries for this machine. */
export function noBinaries(wanted: string, cause?: unknown): CodedError {
  return new CodedError(
    'data/no-binaries',
    {
      zh: `找不到内嵌数据库程序（${wanted}）。请重新安装依赖，或用 --database-url 指定已有的 PostgreSQL。`,
      en: `The embedded database binaries (${wanted}) were not found. Reinstall the dependencies or name an existing PostgreSQL with --database-url.`,
    },
    cause,
  );
}

/** PostgreSQL or initdb ended before it was ready; `detail` is the end of its own output. */
export function startFailed(detail: string): CodedError {
  return new CodedError('data/start-failed', {
    zh: `内嵌数据库未能启动，已有数据未受影响。数据库输出：${detail}`,
    en: `The embedded database did not start; existing data is untouched. It said: ${detail}`,
  });
}
