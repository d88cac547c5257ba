// Lists, archive, feeds and calendars are made once from the collection of articles; templates only print them.
import { readFileSync } from "node:fs";

const { locales, sections, tags, pageSize, onHome, inFeed } = JSON.parse(readFileSync("site.json", "utf8"));

function group(items, key) {
  const groups = new Map();
  for (const item of items) {
    const name = key(item);
    if (!groups.has(name)) groups.set(name, []);
    groups.get(name).push(item);
  }
  return groups;
}

export default function (config) {
  config.setUseGitIgnore(false);
  config.addPassthroughCopy({ theme: "theme" });
  config.setTemplateFormats(["md", "njk"]);

  const dates = new Map();
  const written = (locale, options) => {
    const key = locale + JSON.stringify(options);
    if (!dates.has(key)) dates.set(key, new Intl.DateTimeFormat(locale === "en" ? "en-GB" : locale, { timeZone: "UTC", ...options }));
    return (date) => dates.get(key).format(date);
  };
  const iso = (date) => date.toISOString().slice(0, 10);
  const title = (locale, date) => written(locale, { month: "long", year: "numeric" })(date);
  config.addFilter("iso", iso);
  config.addFilter("moment", (date) => `${iso(date)}T00:00:00Z`);
  config.addFilter("long", (date, locale) => written(locale, { dateStyle: "long" })(date));

  let found = null;
  config.on("eleventy.before", () => { found = null; });
  const portal = (api) => (found ??= gather(api.getFilteredByGlob("src/*/*/*.md")));
  config.addCollection("listings", (api) => portal(api).listings);
  config.addCollection("feeds", (api) => portal(api).feeds);
  config.addCollection("maps", (api) => portal(api).maps);
  config.addFilter("calendar", (locale, date) => calendar(locale, iso(date).slice(0, 7)));

  const months = new Map();
  const days = new Set();
  function calendar(locale, month) {
    const key = locale + month;
    if (months.has(key)) return months.get(key);
    const first = new Date(`${month}-01T00:00:00Z`);
    const before = (first.getUTCDay() + 6) % 7;
    const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
    const weekday = written(locale, { weekday: "short" });
    const head = [0, 1, 2, 3, 4, 5, 6].map((day) => `<th scope="col">${weekday(new Date(Date.UTC(2024, 0, 1 + day)))}</th>`);
    const cells = Array(before).fill("<td></td>");
    for (let day = 1; day <= last; day++) {
      const path = `${month}-${String(day).padStart(2, "0")}`;
      cells.push(days.has(path) ? `<td><a href="/${locale}/archive/${path.replaceAll("-", "/")}/">${day}</a></td>` : `<td>${day}</td>`);
    }
    while (cells.length % 7) cells.push("<td></td>");
    const weeks = [];
    for (let start = 0; start < cells.length; start += 7) weeks.push(`<tr>${cells.slice(start, start + 7).join("")}</tr>`);
    const table = `<table class="calendar"><caption>${title(locale, first)}</caption>\n<thead><tr>${head.join("")}</tr></thead>\n<tbody>\n${weeks.join("\n")}\n</tbody></table>`;
    months.set(key, table);
    return table;
  }

  function gather(articles) {
    const listings = [], feeds = [], maps = [];
    months.clear();
    days.clear();
    for (const article of articles) days.add(iso(article.date));
    for (const { locale, name } of locales) {
      const own = articles.filter((article) => article.data.locale === locale).sort((a, b) => b.date - a.date);
      const newest = own[0].date;
      const urls = [];
      const add = (listing) => {
        listings.push({ locale, number: 1, total: 1, month: newest, above: [], ...listing });
        urls.push(listing);
      };
      const paged = (path, heading, items) => {
        const total = Math.ceil(items.length / pageSize);
        for (let number = 1; number <= total; number++)
          add({ path: number > 1 ? `${path}page/${number}/` : path, first: path, heading, number, total, kind: "pages", items: items.slice((number - 1) * pageSize, number * pageSize) });
      };
      add({ path: "", first: "", heading: name, kind: "home", items: own.slice(0, onHome) });
      feeds.push({ locale, path: "", heading: name, items: own.slice(0, inFeed) });
      for (const section of sections) {
        const items = own.filter((article) => article.data.section === section);
        paged(`${section}/`, locales.find((one) => one.locale === locale).sections[section], items);
        feeds.push({ locale, path: `${section}/`, heading: locales.find((one) => one.locale === locale).sections[section], items: items.slice(0, inFeed) });
      }
      for (const tag of tags)
        paged(`tags/${tag}/`, locales.find((one) => one.locale === locale).tags[tag], own.filter((article) => article.data.topics.includes(tag)));
      for (const length of [4, 7, 10]) {
        const groups = group(own, (article) => iso(article.date).slice(0, length));
        for (const [period, items] of groups) {
          const date = items[0].date;
          const path = `archive/${period.replaceAll("-", "/")}/`;
          const heading = length === 4 ? period : length === 7 ? title(locale, date) : written(locale, { dateStyle: "long" })(date);
          const above = [];
          if (length > 4) above.push({ path: `archive/${period.slice(0, 4)}/`, heading: period.slice(0, 4) });
          if (length > 7) above.push({ path: `archive/${period.slice(0, 7).replace("-", "/")}/`, heading: title(locale, date) });
          const months = length === 4 ? [...group(items, (article) => iso(article.date).slice(0, 7)).values()].reverse().map((some) => ({ path: `archive/${iso(some[0].date).slice(0, 7).replace("-", "/")}/`, heading: title(locale, some[0].date) })) : [];
          const days = length === 7 ? [...group(items, (article) => iso(article.date)).values()].map((some) => ({ path: `archive/${iso(some[0].date).replaceAll("-", "/")}/`, date: some[0].date, items: some })) : [];
          add({ path, first: path, heading, kind: ["year", "month", "day"][(length - 4) / 3], items, months, days, above, month: length === 4 ? newest : date });
        }
      }
      for (const article of own) urls.push({ path: `${article.data.section}/${article.fileSlug}/`, number: 1, items: [article] });
      maps.push({ locale, urls });
    }
    return { listings, feeds, maps };
  }

  return { markdownTemplateEngine: false, htmlTemplateEngine: "njk", dir: { input: "src", output: "public", includes: "../_includes", data: "../_data" } };
}
