import type { ObjectType } from '../../shared/domain/objectType.ts';

/** List page of each object type. */
const listPaths: Readonly<Record<ObjectType, string>> = {
  staffFiling: '/staff',
  account: '/accounts',
  domainRecord: '/domains',
  ipRecord: '/addresses',
  site: '/sites',
  unit: '/units',
  enrolment: '/credentials',
  case: '/cases',
};

/** Address of one record: its list with the record open beside it. A link only shows, it never acts. */
export function recordPath(type: ObjectType, id: string): string {
  return `${listPaths[type]}?id=${id}`;
}
