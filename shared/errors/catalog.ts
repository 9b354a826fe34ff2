import { enrolmentProblems } from './enrolmentProblems.ts';
import { def, type ProblemDef } from './problemDef.ts';
import { profileProblems } from './profileProblems.ts';

/** Every problem the program can answer with; RFC 9457 `type` is `urn:egov-center:problem:<code>`. */
export const problems = {
  'request/invalid': def(
    400,
    'inline',
    '请求内容不合规范,未作任何更改。请按所列位置修改后重新提交。',
    'The request does not fit its form; nothing was changed. Correct the places listed and send it again.',
  ),
  'request/too-large': def(
    413,
    'inline',
    '内容超过允许的大小,未作任何更改。请减小后重试。',
    'The content is too large; nothing was changed. Make it smaller and try again.',
  ),
  'request/unsupported-media': def(
    415,
    'inline',
    '不接受这种内容类型,未作任何更改。',
    'This content type is not accepted; nothing was changed.',
  ),
  'request/not-found': def(
    404,
    'page',
    '没有这个地址。请从左侧导航重新进入。',
    'There is no such address. Start again from the navigation.',
  ),
  'request/rate-limited': def(
    429,
    'toast',
    '请求过于频繁,未作任何更改。请稍候再试。',
    'Too many requests; nothing was changed. Wait a moment and try again.',
  ),
  'auth/certificate-required': def(
    401,
    'gate',
    '未出示客户端证书,连接被拒绝。请选择本人的客户端证书后重新连接。',
    'No client certificate was shown; the connection is refused. Choose your certificate and connect again.',
  ),
  'auth/certificate-refused': def(
    403,
    'gate',
    '客户端证书未被接受。请查看网关中的原因,并联系系统管理员换发证书。',
    'The client certificate was not accepted. See the cause in the gate and ask the system administrator for a new one.',
  ),
  ...enrolmentProblems,
  'auth/sign-in-failed': def(
    401,
    'inline',
    '登录失败:证书、口令或动态口令不符。连续失败将锁定账号。',
    'Sign-in failed: certificate, password or one-time code do not match. Repeated failures lock the account.',
  ),
  'auth/locked': def(
    423,
    'inline',
    '账号因连续登录失败已锁定。请稍后再试,或请系统管理员核实身份后解锁。',
    'The account is locked after repeated failures. Try later, or let the system administrator unlock it after checking your identity.',
  ),
  'auth/account-inactive': def(
    403,
    'gate',
    '该账号未启用、已暂停或已注销,不能登录。请联系权限管理员。',
    'The account is not in force, suspended or revoked and may not sign in. Ask the permission manager.',
  ),
  'auth/session-ended': def(
    401,
    'gate',
    '会话已结束。已填写的内容仍保留,请重新登录后继续。',
    'The session has ended. What you typed is kept; sign in again to go on.',
  ),
  'auth/password-change-required': def(
    403,
    'page',
    '请先修改发放的初始口令,再办理其他事项。',
    'Change the password that was handed out to you before anything else.',
  ),
  'auth/step-up-required': def(
    403,
    'inline',
    '此操作需要再次验证身份,尚未执行。请输入动态口令后继续。',
    'This act needs a fresh proof of identity and was not carried out. Enter a one-time code to go on.',
  ),
  'access/role': def(
    403,
    'inline',
    '您的角色无权办理此事项,未作任何更改,本次尝试已记入日志。',
    'Your role may not do this; nothing was changed and the attempt was logged.',
  ),
  'access/source': def(
    403,
    'gate',
    '该账号不得从本机地址使用,本次尝试已记入日志。请在允许的地点办理,或请系统管理员核对允许地址。',
    'The account may not be used from this address; the attempt was logged. Work from an allowed place, or let the system administrator check the allowed addresses.',
  ),
  'access/own-proposal': def(
    403,
    'inline',
    '不得复核本人提出的事项,未作任何更改,本次尝试已记入日志。请由另一人复核。',
    'You may not decide your own proposal; nothing was changed and the attempt was logged. Let another person decide.',
  ),
  'record/not-found': def(
    404,
    'page',
    '没有这条记录,或您无权查看。',
    'There is no such record, or you may not see it.',
  ),
  'record/version-conflict': def(
    412,
    'inline',
    '该记录已被他人更改,您的操作未执行,填写的内容仍保留。请查看更改后重新办理。',
    'Somebody changed this record meanwhile; your act was not carried out and what you typed is kept. Look at the change and decide again.',
    false,
  ),
  'record/rev-missing': def(
    428,
    'inline',
    '缺少版本号(If-Match),未作任何更改。',
    'The record version (If-Match) is missing; nothing was changed.',
  ),
  'act/refused': def(
    422,
    'field',
    '不符合下列规定,未作任何更改。请逐项改正后重新提交。',
    'The rules below are not met; nothing was changed. Correct each and submit again.',
  ),
  'case/digest-mismatch': def(
    409,
    'inline',
    '所批准的内容已发生变化,未执行。请重新查看变更内容后再决定。',
    'The content you approved has changed; it was not carried out. Look at the effect again and decide.',
  ),
  'idempotency/mismatch': def(
    409,
    'inline',
    '同一提交编号曾用于不同内容,未作任何更改。请刷新后重新提交。',
    'The same submission key was used for other content; nothing was changed. Refresh and submit again.',
  ),
  'import/brake': def(
    409,
    'inline',
    '本批次将更改或缺失的记录超过设定比例,已停止,未作任何更改。请核对文件;确需继续时请说明理由。',
    'This batch would change or lose more records than the set share; it was stopped and nothing was changed. Check the file, or give a reason to go on.',
  ),
  'log/unwritable': def(
    503,
    'page',
    '审计日志无法写入,业务办理已暂停;查询仍可使用。请立即通知系统管理员。',
    'The audit log cannot be written, so acts are refused while reading goes on. Tell the system administrator at once.',
  ),
  'center/unreachable': def(
    503,
    'gate',
    '无法连接中心服务器。查看网关中的原因后重试;若刚才提交了操作,请先核对是否已执行。',
    'The center server cannot be reached. See the gate for the cause; if an act was just sent, check first whether it was carried out.',
    true,
  ),
  'center/vpn': def(
    503,
    'gate',
    '到中心服务器的连接不经过规定的 VPN,未发送任何内容。请连接 VPN 后重试。',
    'The connection to the center would not run through the VPN; nothing was sent. Connect the VPN and try again.',
    true,
  ),
  'center/contract-mismatch': def(
    502,
    'page',
    '客户端与中心服务器版本不一致,结果无法识别。请升级客户端。',
    'Client and center server versions differ; the answer could not be read. Update the client.',
  ),
  'center/identity': def(
    503,
    'gate',
    '服务器身份核对不符,连接已中断,未发送任何内容。请勿重试,并立即通知系统管理员。',
    'The server is not the one expected; the connection was cut and nothing was sent. Do not try again; tell the system administrator at once.',
  ),
  'certificate/unreadable': def(
    422,
    'gate',
    '无法读取证书文件。请向系统管理员索取新的 PKCS#12 文件。',
    'The certificate file cannot be read. Ask the system administrator for a new PKCS#12 file.',
  ),
  'certificate/passphrase': def(
    422,
    'gate',
    '证书文件的口令不符。请核对口令文件。',
    'The passphrase of the certificate file is wrong. Check the passphrase file.',
  ),
  'certificate/legacy': def(
    422,
    'gate',
    '证书文件使用已淘汰的加密算法(RC2/3DES)。请用 AES-256 重新导出。',
    'The certificate file uses outdated encryption (RC2/3DES). Export it again with AES-256.',
  ),
  'certificate/key-mismatch': def(
    422,
    'gate',
    '证书文件中的私钥与证书不属于同一对,证书未启用。请向系统管理员索取新的证书文件。',
    'The private key in the certificate file belongs to another certificate; it was not taken into use. Ask the system administrator for a new file.',
  ),
  ...profileProblems,
  'keychain/vault-passphrase': def(
    422,
    'gate',
    '保险库文件的口令不符,文件未改动。',
    'The passphrase of the vault file is wrong; the file was left as it is.',
  ),
  'gate/closed': def(
    503,
    'gate',
    '网关已关闭,未发送任何内容。请查看网关中的原因。',
    'The gate is closed; nothing was sent. See the cause in the gate.',
    true,
  ),
  'bridge/host-lost': def(
    503,
    'page',
    '与本机服务的连接已中断。请重新打开客户端;已填写的内容会保留。',
    'The connection to the local service was lost. Open the client again; what you typed is kept.',
  ),
  'bridge/invalid': def(
    400,
    'toast',
    '界面与本机服务的版本不一致,操作未执行。请重新打开客户端。',
    'The screen and the local service differ in version; nothing was carried out. Open the client again.',
  ),
  'file/too-large': def(
    413,
    'inline',
    '文件超过允许的大小,未上传。',
    'The file is too large and was not uploaded.',
  ),
  'file/type': def(
    415,
    'inline',
    '不接受这种文件类型,未上传。可用:PDF、JPEG、PNG。',
    'This file type is not accepted; nothing was uploaded. Use PDF, JPEG or PNG.',
  ),
  'file/digest': def(
    409,
    'inline',
    '文件在传输中损坏,未保存。请重新上传。',
    'The file was damaged on the way and was not stored. Upload it again.',
  ),
  'file/unreadable': def(
    422,
    'inline',
    '无法读取该文件,未作任何更改。',
    'The file could not be read; nothing was changed.',
  ),
  'job/cancelled': def(
    499,
    'toast',
    '已取消,未留下不完整的文件。',
    'Cancelled; no incomplete file was left.',
  ),
  'export/disk-full': def(
    507,
    'toast',
    '磁盘空间不足,导出未完成,未留下不完整的文件。请清理后重试。',
    'The disk is full; the export was not made and no incomplete file was left. Free some space and try again.',
  ),
  'export/incomplete': def(
    502,
    'toast',
    '收到的行数与登记的行数不符,导出已作废,未留下不完整的文件。请重新导出。',
    'The rows received are not as many as were registered; the export was dropped and no incomplete file was left. Export again.',
  ),
  'export/target-locked': def(
    409,
    'toast',
    '目标文件正被其他程序使用,导出未完成。请关闭该文件后重试。',
    'The target file is in use by another program; the export was not made. Close it and try again.',
  ),
  'keychain/unavailable': def(
    503,
    'gate',
    '本机没有可用的密钥环,凭据只在本次会话中保留。',
    'No keychain is available on this machine; credentials are kept for this session only.',
  ),
  internal: def(
    500,
    'page',
    '程序内部错误,操作未执行。请记下请求编号并联系系统管理员。',
    'Internal error; the act was not carried out. Note the request number and tell the system administrator.',
  ),
} as const satisfies Record<string, ProblemDef>;

export type ProblemCode = keyof typeof problems;

export function isProblemCode(code: string): code is ProblemCode {
  return code in problems;
}
