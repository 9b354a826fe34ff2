import { objectDefs } from '../../../shared/domain/registry.ts';
import { closeCauses, offlineCauses } from '../../../shared/domain/site/terms.ts';
import { fieldsOf } from '../../ui/defs.ts';
import type { ActExtras } from '../../ui/form/actFields.ts';

const columnsMeta = fieldsOf(objectDefs.site)['columns'];

/** Rights are granted by a column's id, so it is typed once and then stays. */
const columns = {
  ...columnsMeta,
  columns: {
    id: { label: { zh: '栏目标识', en: 'Id' }, kind: 'code', group: 'columns', required: true },
    ...columnsMeta?.columns,
  },
} as const;

const resuming = {
  on: { label: { zh: '恢复日期', en: 'Resumed on' } },
  writtenReport: { label: { zh: '书面报告(紧急关停)', en: 'Written report (emergency)' } },
  assessmentReport: { label: { zh: '安全评估报告编号', en: 'Number of the security assessment' } },
} as const;

/** Words and options for acts of a site whose inputs carry no metadata. */
export const siteActs: Readonly<Record<string, ActExtras>> = {
  enter: { metas: { columns } },
  change: {
    metas: { columns, icpChange: { label: { zh: 'ICP备案变更受理号', en: 'Number of the ICP change' } } },
  },
  columns: { metas: { columns } },
  securityOfficer: {
    metas: { filing: { label: { zh: '安全责任人备案', en: 'Filing of the security officer' } } },
  },
  takeOffline: {
    metas: {
      cause: { options: offlineCauses },
      ownNotice: { label: { zh: '本网站公告地址', en: 'Notice on the site itself' } },
      portalNotice: { label: { zh: '门户网站公告地址', en: 'Notice on the portal' } },
    },
  },
  resume: { metas: resuming },
  close: {
    metas: {
      cause: { options: closeCauses },
      migrationTarget: { label: { zh: '内容迁移去向', en: 'Where the content went' } },
      noticeUrl: { label: { zh: '关停公告地址', en: 'Address of the closing notice' } },
      noticePublished: { label: { zh: '公告发布日期', en: 'Notice published on' } },
      cancellations: {
        label: {
          zh: '标识、ICP、公安备案及域名注销情况',
          en: 'Cancellation of mark, ICP, police number and domain',
        },
        kind: 'longText',
      },
    },
  },
};
