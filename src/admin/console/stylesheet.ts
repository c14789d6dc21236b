/**
 * The one stylesheet of all pages. It stands inline, and the Content-Security-Policy names its
 * hash: no other style, and no style attribute, has any effect.
 *
 * Text and controls keep a contrast of at least 4.5 to 1 in both schemes; colour never says what
 * words do not say as well.
 */
export const stylesheet: string = `
:root {
  color-scheme: light dark;
  --page: #f3f5f8; --card: #ffffff; --ink: #171b22; --soft: #566072; --line: #dde2ea;
  --chip: #eef1f6; --action: #1d56c4; --action-hover: #17469f; --action-ink: #ffffff;
  --good: #17663a; --good-back: #e5f5ec; --care: #7a4b00; --care-back: #fff4dc; --care-line: #e9c877;
  --bad: #a32020; --bad-back: #fdeaea;
  --shadow: 0 1px 2px rgb(20 30 50 / .06), 0 8px 28px rgb(20 30 50 / .07);
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #0e1116; --card: #171b22; --ink: #e8ebf1; --soft: #a4adbb; --line: #2b323d;
    --chip: #222832; --action: #8db5ff; --action-hover: #abc8ff; --action-ink: #0a1830;
    --good: #7fd8a4; --good-back: #14301f; --care: #f2cd80; --care-back: #2f2610; --care-line: #5f4d1f;
    --bad: #ff9f9f; --bad-back: #3a1a1c;
    --shadow: none;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0; min-height: 100vh; min-height: 100dvh; display: flex; flex-direction: column;
  align-items: center; padding: 1.5rem 1rem; background: var(--page); color: var(--ink);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "Liberation Sans", Arial, sans-serif;
}
header, main, footer { width: 100%; max-width: 38rem; }
header { display: flex; align-items: center; gap: .55rem; padding: 0 .25rem 1rem; font-weight: 650; letter-spacing: -.01em; }
header svg { width: 1.5rem; height: 1.5rem; flex: none; color: var(--action); }
main {
  background: var(--card); border: 1px solid var(--line); border-radius: 14px;
  box-shadow: var(--shadow); padding: 1.5rem 1.25rem; overflow-wrap: anywhere;
}
footer { padding: 1rem .25rem 0; color: var(--soft); font-size: .8125rem; overflow-wrap: anywhere; }
footer p { margin: 0; }
h1 { margin: 0; font-size: 1.5rem; line-height: 1.25; font-weight: 680; letter-spacing: -.015em; text-wrap: balance; }
h1 bdi { display: inline-block; max-width: 100%; }
h2 { margin: 1.75rem 0 .5rem; font-size: 1rem; line-height: 1.4; font-weight: 650; }
p { margin: .75rem 0 0; }
a { color: var(--action); text-underline-offset: .15em; }
.eyebrow { display: inline-flex; align-items: center; gap: .4rem; margin: 0 0 .7rem; padding: .2rem .6rem .2rem .5rem; border-radius: 99px; background: var(--chip); color: var(--soft); font-size: .8125rem; font-weight: 600; line-height: 1.4; }
.eyebrow svg { width: 1rem; height: 1rem; flex: none; }
.eyebrow.good { background: var(--good-back); color: var(--good); }
.eyebrow.bad { background: var(--bad-back); color: var(--bad); }
.lead { color: var(--soft); }
dl { margin: 1.25rem 0 0; border-top: 1px solid var(--line); }
dl > div { padding: .8rem 0; border-bottom: 1px solid var(--line); }
dt { color: var(--soft); font-size: .875rem; }
dd { margin: .1rem 0 0; min-width: 0; }
dd p { margin: .25rem 0 0; }
.hint { color: var(--soft); font-size: .875rem; line-height: 1.5; }
code { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; font-size: .9em; }
.chips { display: flex; flex-wrap: wrap; gap: .375rem; margin: .15rem 0 0; padding: 0; list-style: none; }
.chips code { display: inline-block; max-width: 100%; }
.chips code, p code, li code { padding: .12rem .42rem; border-radius: 6px; background: var(--chip); overflow-wrap: anywhere; }
.care code { background: none; padding: 0; font-weight: 600; }
footer p code { background: none; padding: 0; }
.members { margin: 0; padding: 0; list-style: none; }
dd strong { font-weight: 620; }
.members span { color: var(--soft); font-size: .875rem; }
.command { display: block; margin: .6rem 0 0; padding: .6rem .8rem; border-radius: 8px; background: var(--chip); user-select: all; }
.care { margin-top: 1.25rem; padding: .8rem .95rem; border: 1px solid var(--care-line); border-radius: 10px; background: var(--care-back); color: var(--care); }
.care p { margin: 0; }
.care p + p, .care ul { margin: .35rem 0 0; }
ol { margin: .5rem 0 0; padding-left: 1.35rem; }
ol li + li { margin-top: .4rem; }
ol li::marker { color: var(--soft); font-variant-numeric: tabular-nums; }
form { margin: 1.5rem 0 0; display: flex; flex-wrap: wrap; gap: .75rem; }
button, .button {
  display: inline-block; width: 100%; padding: .75rem 1.25rem; border: 1px solid transparent; border-radius: 9px;
  background: var(--action); color: var(--action-ink); font: inherit; font-weight: 620; line-height: 1.35;
  text-align: center; text-decoration: none; cursor: pointer; overflow-wrap: anywhere;
}
button:hover, .button:hover { background: var(--action-hover); }
.again { margin-top: 1.4rem; }
:focus-visible { outline: 3px solid var(--action); outline-offset: 3px; border-radius: 6px; }
.operator { margin-top: 1.75rem; padding-top: 1.25rem; border-top: 1px solid var(--line); }
.operator h2 { margin: 0; font-size: .875rem; color: var(--soft); }
.operator p { margin: .3rem 0 0; font-size: .9375rem; }
dl + .operator { margin-top: 1rem; padding-top: 0; border-top: 0; }
@media (min-width: 40rem) {
  body { padding: 3.5rem 1.5rem; }
  main { padding: 2.25rem 2.5rem; }
  h1 { font-size: 1.75rem; }
  dl > div { display: grid; grid-template-columns: 9.5rem minmax(0, 1fr); gap: 1rem; }
  dt { padding-top: .09rem; }
  dd { margin: 0; }
  button, .button { width: auto; min-width: 15rem; }
}
`
