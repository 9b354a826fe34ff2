import { describe, expect, it } from 'vitest';
import { ledgerKinds } from '../api/kinds.ts';
import { mapHeadings } from '../import/fields.ts';
import { ledgerDefs } from './ledgers.ts';

/** Headings of the official ledgers in order (domain.md 6). */
const official = {
  staff:
    '序号 | 备案编号 | 单位名称 | 网站名称 | 姓名 | 性别 | 证件号码(脱敏) | 人员性质 | 职务 | 岗位 | A/B角 | 职责任务 | 权限范围 | 办公电话 | 手机 | 培训情况 | 保密协议签订日期 | 备案类型 | 被替换人员 | 报送日期 | 生效日期 | 是否提前一周 | 审核人 | 备案日期 | 状态 | 备注',
  permissions:
    '序号 | 授权单号 | 操作类型 | 账号 | 姓名 | 单位 | 网站/栏目 | 角色 | 变更前权限 | 变更后权限 | 事由及依据 | 有效期起 | 有效期止 | 提出人 | 批准人 | 执行人 | 提出时间 | 批准时间 | 执行时间 | 关联备案编号 | 备注',
  domains:
    '序号 | 单位名称 | 统一社会信用代码 | 网站名称 | 网站标识码 | 域名 | 域名类别 | 是否主域名 | 注册机构 | 注册日期 | 到期日期 | 剩余天数 | DNS服务器 | 解析IP | IPv6 | ICP备案号 | 公安备案号 | 党政机关标识 | 原域名处置 | 域名联系人 | 联系电话 | 最近报备日期 | 状态 | 备注',
  addresses:
    '序号 | 单位名称 | IP地址/地址段 | 版本 | 网络类别 | 用途 | 内网映射 | 开放端口 | 关联网站 | 关联域名 | 接入商 | 接入方式 | 分配方式 | 放置地 | 地址来源 | 启用日期 | 停用日期 | 报备编号 | 报备日期 | 变更前地址 | 共用网站数 | 联系人 | 状态 | 备注',
  audit:
    '序号 | 时间 | 用户 | 角色 | 单位 | 终端 | IP地址 | 事件类别 | 操作 | 对象 | 变更前 | 变更后 | 结果 | 关联审批 | 离线标志 | 摘要(SM3前8位)',
} as const;

describe('headings', () => {
  it.each(Object.entries(official))('of the ledger %s are the official ones in order', (kind, headings) => {
    const columns = Object.entries(ledgerDefs).find(([key]) => key === kind)?.[1].columns ?? [];
    expect(columns.map((column) => column.title.zh)).toEqual(headings.split(' | '));
  });

  it.each(ledgerKinds)('of the ledger %s stand once, in both languages, and begin with a number', (kind) => {
    const { columns, title } = ledgerDefs[kind];
    const zh = columns.map((column) => column.title.zh);
    expect(new Set(zh).size).toBe(zh.length);
    expect(zh[0]).toBe('序号');
    expect(
      columns.every((column) => column.title.en !== '' && !/\p{Script=Han}/u.test(column.title.en)),
    ).toBe(true);
    expect(columns.every((column) => column.width >= 6)).toBe(true);
    expect(title.zh).not.toBe('');
  });

  it('keep identifiers as text, so that no digit is lost', () => {
    const names = ['统一社会信用代码', '网站标识码', '证件号码(脱敏)', '备案编号', '授权单号', '联系电话'];
    const columns = ledgerKinds.flatMap((kind) => ledgerDefs[kind].columns);
    const kinds = columns.filter((column) => names.includes(column.title.zh)).map((column) => column.kind);
    expect(new Set(kinds)).toEqual(new Set(['text']));
  });

  it.each([
    ['domains', ['序号', '剩余天数']],
    ['addresses', ['序号', '版本', '共用网站数']],
  ] as const)('of an exported ledger %s can be imported again but for what is reckoned', (kind, reckoned) => {
    const headings = ledgerDefs[kind].columns.map((column) => column.title.zh);
    const mapping = mapHeadings(headings, kind);
    expect(headings.filter((_, index) => mapping[index] === null)).toEqual(reckoned);
  });
});
