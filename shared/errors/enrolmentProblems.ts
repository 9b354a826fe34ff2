import { def } from './problemDef.ts';

/** Problems of credentials: enrolment, set-up of an empty center, certificates taken in at a workstation. */
export const enrolmentProblems = {
  'certificate/key-lost': def(
    409,
    'gate',
    '证书的私钥无法打开:系统密钥环已更换或清空。证书须重新申领,其他数据不受影响。',
    'The key of the certificate cannot be opened: the keychain was changed or emptied. Apply for a new certificate; nothing else is lost.',
  ),
  'certificate/files-barred': def(
    403,
    'inline',
    '本中心的连接配置不允许导入证书文件,未作任何更改。请凭领取码在本机申领证书。',
    'The connection profile of this center admits no certificate files; nothing was changed. Apply for a certificate here with an enrolment code.',
  ),
  'enrolment/code': def(
    403,
    'inline',
    '账号或领取码不符,或领取码已使用、已作废;未作任何更改。请核对,或请系统管理员重新生成领取码。',
    'Account number and enrolment code do not fit, or the code was used or is void; nothing was changed. Check them or ask the system administrator for a new code.',
  ),
  'enrolment/not-opener': def(
    403,
    'inline',
    '领取码只能由发起人生成,未作任何更改。发起人不在时,请撤回后另行发起,由他人核准。',
    'Only the person who opened the enrolment makes its code; nothing was changed. If they are away, cancel it and open another, to be approved by somebody else.',
  ),
  'enrolment/gone': def(
    404,
    'inline',
    '这项申领已办结、撤回或逾期,未作任何更改。请联系系统管理员重新发起。',
    'This enrolment is completed, cancelled or past its time; nothing was changed. Ask the system administrator to open a new one.',
  ),
  'enrolment/request': def(
    400,
    'inline',
    '证书请求无效,未作任何更改。请在本客户端内重新申领。',
    'The certificate request is not valid; nothing was changed. Apply again in this program.',
  ),
  'enrolment/authenticator-code': def(
    422,
    'inline',
    '动态口令不符,未作任何更改。请用刚扫码的身份验证器中的新口令重试,并核对手机时间。',
    'The code does not fit the new authenticator; nothing was changed. Take a fresh code from the authenticator just set up and check the time of the phone.',
  ),
  'enrolment/bring-certificate': def(
    409,
    'inline',
    '本中心的证书由外部机构签发,尚未申领,领取码仍然有效。请先导入并选用本人的证书,再凭领取码申领。',
    'The certificates of this center come from another authority; nothing was applied for and the code is still good. Import and choose your own certificate first, then apply with the code.',
  ),
  'enrolment/other-certificate': def(
    409,
    'inline',
    '连接所用的证书属于另一个账号,尚未申领,领取码仍然有效。请选用本人的证书后重试。',
    'The certificate on this connection belongs to another account; nothing was applied for and the code is still good. Choose your own certificate and try again.',
  ),
  'enrolment/no-ca': def(
    409,
    'inline',
    '本中心的证书由外部机构签发,这里不能签发或吊销。请向签发机构办理。',
    'The certificates of this center come from another authority; nothing can be issued or revoked here. Turn to that authority.',
  ),
  'bootstrap/code': def(
    403,
    'inline',
    '设立码不符,或中心已完成设立;未作任何更改。请核对服务器启动时打印的设立码;重新启动服务器会打印新的设立码。',
    'The set-up code does not fit, or the center is set up already; nothing was changed. Check the code that the server printed; starting it again prints a new one.',
  ),
} as const;
