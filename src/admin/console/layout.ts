import { html, raw } from 'hono/html'
import { stylesheet } from './stylesheet.ts'

/** Escaped HTML; whatever is put into one as a string is escaped. */
export type Html = ReturnType<typeof html>

/** What differs from page to page. */
export interface PageOptions {
  /** What the window is called and what the page is about. */
  readonly title: string
  /** The heading, where it is more than the title. */
  readonly heading?: Html
  /** One word or two above the heading. */
  readonly standing: Standing
  readonly content: Html
  /** Small print below the page. */
  readonly footer?: Html
}

/** Where one stands: `label` says it, `tone` only colours it. */
export interface Standing {
  readonly label: string
  readonly tone: 'plain' | 'good' | 'bad'
}

/** A whole document, without script, image or anything from elsewhere. */
export function layout({ title, heading, standing, content, footer }: PageOptions): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<title>${title} · credmgr</title>
<style>${raw(stylesheet)}</style>
</head>
<body>
<header>${mark}<span>credmgr</span></header>
<main>
<p class="eyebrow ${standing.tone}">${icons[standing.tone]}${standing.label}</p>
<h1>${heading ?? title}</h1>
${content}
</main>
${footer === undefined ? undefined : html`<footer>${footer}</footer>`}
</body>
</html>
`
}

const mark = html`<svg viewBox="0 0 24 24" fill="none" aria-hidden="true"><rect x="1" y="1" width="22" height="22" rx="6.5" fill="currentColor" opacity=".16"/><path d="M12.9 12h6.6m-2.4 0v2.6m-5-2.6a3.3 3.3 0 1 1-6.6 0 3.3 3.3 0 0 1 6.6 0Z" stroke="currentColor" stroke-width="1.9" stroke-linecap="round" stroke-linejoin="round"/></svg>`

const icons: { readonly [Tone in Standing['tone']]: Html } = {
  plain: html`<svg viewBox="0 0 16 16" fill="none" aria-hidden="true"><path d="M8 1.8 13 3.6v4c0 3.1-2.1 5.4-5 6.6-2.9-1.2-5-3.5-5-6.6v-4Z" stroke="currentColor" stroke-width="1.5" stroke-linejoin="round"/></svg>`,
  good: html`<svg viewBox="0 0 16 16" fill="none" aria-hidden="true"><path d="m3.2 8.4 3.1 3.1 6.5-7" stroke="currentColor" stroke-width="1.9" stroke-linecap="round" stroke-linejoin="round"/></svg>`,
  bad: html`<svg viewBox="0 0 16 16" fill="none" aria-hidden="true"><circle cx="8" cy="8" r="6.2" stroke="currentColor" stroke-width="1.5"/><path d="M8 4.7v4m0 2.5v.1" stroke="currentColor" stroke-width="1.7" stroke-linecap="round"/></svg>`,
}
