import type { Rule } from '../rule.ts';
import { byCheck, byDeadline, held } from './held.ts';
import { cite } from './sources.ts';

/** Running a site (运行维护、安全保障): columns, hosting, logs, level of protection, changes. */
export const operationRules: readonly Rule[] = [
  {
    id: 'R081',
    ...cite('S2', '10(3)'),
    sentence: {
      zh: '网站名称、域名、服务器托管、主办承办单位等重大事项变更，须办理ICP备案变更并报上级主管单位。',
      en: 'A change of site name, domain, server hosting, host or operator is filed as an ICP change and reported upward.',
    },
    severity: 'refuse',
    actor: 'host',
    held: [byCheck('checkMajorChange')],
  },
  {
    id: 'R104',
    ...cite('S2', '29'),
    sentence: {
      zh: '实行栏目责任制，明确专人负责选题、编辑、质量，注明信息来源，进行内容审核和保密审查。',
      en: 'Each column has a named person for topics, editing and quality; the source is stated; content and secrecy are reviewed.',
    },
    severity: 'warn',
    actor: 'host',
    held: [byCheck('checkColumns')],
  },
  {
    id: 'R105',
    ...cite('S2', '29'),
    sentence: {
      zh: '发布信息实行“三审”制。',
      en: 'All published information gets at least three reviews.',
    },
    severity: 'refuse',
    actor: 'host',
    limits: {
      reviews: {
        value: 3,
        unit: 'count',
        source: 'law',
        text: { zh: '发布前最少审核次数', en: 'Fewest reviews before publication' },
      },
    },
    held: [byCheck('checkColumns')],
  },
  {
    id: 'R126',
    ...cite('S2', '40(1)'),
    sentence: {
      zh: '服务器不得放在境外，不得租用境外服务商的实体主机或虚拟主机。',
      en: 'Servers are not abroad, and no physical or virtual hosts of foreign providers are used.',
    },
    severity: 'refuse',
    actor: 'operator',
    held: [byCheck('checkHosting')],
  },
  {
    id: 'R130',
    ...cite('S2', '40(5)'),
    sentence: {
      zh: '前台发布页面和后台管理系统分别部署在不同主机，后台管理系统不得暴露在互联网。',
      en: 'Front pages and the back end are on different hosts; the back end is not exposed to the Internet.',
    },
    severity: 'refuse',
    actor: 'operator',
    held: [byCheck('checkFrontBack')],
  },
  {
    id: 'R139',
    ...cite('S2', '41(3)'),
    sentence: { zh: '操作日志留存不少于六个月。', en: 'Operation logs are kept at least six months.' },
    severity: 'refuse',
    actor: 'operator',
    limits: {
      floor: {
        value: 6,
        unit: 'month',
        source: 'law',
        text: { zh: '日志留存下限', en: 'Least log retention' },
      },
    },
    held: [byCheck('checkLogRetention'), byCheck('checkPurge')],
  },
  {
    id: 'X04',
    ...cite('application', '17'),
    sentence: {
      zh: '地市级以上党政机关门户网站及重要单位网站，按网络安全等级保护第三级要求防护。',
      en: 'Portals of prefecture-level cities and above and sites of important units are protected at MLPS level 3.',
    },
    severity: 'refuse',
    actor: 'host',
    limits: {
      level: {
        value: 3,
        unit: 'count',
        source: 'law',
        text: { zh: '等级保护最低级别', en: 'Lowest MLPS level' },
      },
    },
    held: [byCheck('checkMlpsLevel')],
  },
  {
    id: 'X05',
    ...cite('application', '20'),
    sentence: {
      zh: '防火墙、主机、应用访问、数据库操作等日志留存不少于1年，并定期备份。',
      en: 'Firewall, host, application access and database logs are kept at least one year and backed up.',
    },
    severity: 'needs-reason',
    actor: 'operator',
    limits: {
      retention: {
        value: 12,
        unit: 'month',
        source: 'law',
        text: { zh: '日志留存时间', en: 'Log retention' },
      },
    },
    held: [byCheck('checkLogRetention'), byCheck('checkPurge')],
  },
  {
    id: 'X13',
    ...cite('annual'),
    sentence: {
      zh: '政府网站监管年度报表、工作年度报表应于每年1月31日前在首页发布。',
      en: 'Both annual tables (supervision, work) are published on the home page before 31 January.',
    },
    severity: 'remind',
    actor: 'supervisor',
    held: [byDeadline('annualTableDeadline')],
  },
  {
    id: 'X14',
    ...cite('civil', '200-203, 1259'),
    sentence: {
      zh: '期间开始的当日不计入；期间最后一日是法定休假日的，以休假日结束的次日为最后一日；“不得超过”“以内”“届满”包括本数。',
      en: 'The first day is not counted; a last day on a holiday moves to the next working day; "not more than" and "within" include the number.',
    },
    severity: 'remind',
    actor: 'all',
    held: [
      held(
        'calendar',
        '期限由法定日历函数计算，节假日和调休上班日为可更新的数据',
        'Terms are computed by the legal calendar; holidays and make-up workdays are data',
      ),
    ],
  },
];
