/** What boot.js leaves for the modules; absent in unit tests. */
declare var samklangBoot: { responses: Map<string, Promise<Response>>; submitted: boolean } | undefined;

/** FullCalendar, as far as full-calendar.js uses it: its WebJars come with Maven, not with npm. */
declare module '@fullcalendar/core' {
  export class Calendar {
    constructor(element: HTMLElement, options: any);
    [member: string]: any;
  }
}
declare module '@fullcalendar/core/locales/*' {
  const locale: any;
  export default locale;
}
declare module '@fullcalendar/daygrid' {
  const plugin: any;
  export default plugin;
}
declare module '@fullcalendar/interaction' {
  const plugin: any;
  export default plugin;
}
declare module '@fullcalendar/list' {
  const plugin: any;
  export default plugin;
}
declare module '@fullcalendar/timegrid' {
  const plugin: any;
  export default plugin;
}

/** Fuse.js, as far as help-search.js uses it: its WebJar comes with Maven, not with npm. */
declare module 'fuse.js/min-basic' {
  export default class Fuse<T> {
    constructor(list: T[], options: any);
    search(pattern: string): { item: T; score: number }[];
  }
}

/** Chart.js, as far as bar-chart.js uses it. */
declare module 'chart.js' {
  export const Chart: any;
  export const BarController: any, BarElement: any, CategoryScale: any, Legend: any, LinearScale: any, Tooltip: any;
}
