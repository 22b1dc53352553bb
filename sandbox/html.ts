// The frame of every page that a stand-in shows, and escaping.

/** Text made safe for HTML, attributes included. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${String(character.charCodeAt(0))};`)
}

/** A whole page. @param given.accent a CSS colour that tells the stand-ins apart; `body` is HTML */
export function htmlPage(given: { title: string; accent: string; body: string; wide?: boolean }): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(given.title)}</title>
<style>
  :root { color-scheme: light dark; --accent: ${given.accent}; --ink: #1c1f24; --soft: #5b6470; --line: #d9dee5; --ground: #f3f5f8; --card: #fff }
  @media (prefers-color-scheme: dark) { :root { --ink: #eceff3; --soft: #a3adba; --line: #3a424d; --ground: #15181c; --card: #1f242a } }
  * { box-sizing: border-box }
  body { margin: 0; min-height: 100vh; background: var(--ground); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; display: grid; grid-template-columns: minmax(0, 1fr); place-items: ${given.wide ? 'start center' : 'center'}; padding: 24px }
  main { width: 100%; max-width: ${given.wide ? '1120px' : '440px'}; background: var(--card); border: 1px solid var(--line); border-top: 4px solid var(--accent); border-radius: 8px; padding: 28px 32px }
  h1 { font-size: 1.4rem; line-height: 1.25; margin: 0 0 4px }
  h2 { font-size: 1.05rem; margin: 28px 0 8px }
  p { margin: 0 0 16px } .soft { color: var(--soft); font-size: .9rem }
  .badge { display: inline-block; font-size: .8rem; color: var(--soft); border: 1px solid var(--line); border-radius: 99px; padding: 2px 10px; margin-bottom: 16px }
  button { font: inherit; width: 100%; text-align: left; color: inherit; background: transparent; border: 1px solid var(--line); border-radius: 6px; padding: 10px 14px; margin: 0 0 8px; cursor: pointer }
  button:hover, button:focus-visible { border-color: var(--accent); outline: 2px solid var(--accent); outline-offset: -1px }
  button small { display: block; color: var(--soft) } button.plain { text-align: center; margin-top: 8px }
  a { color: light-dark(#0b5cab, #8ec5ff) }
  table { width: 100%; border-collapse: collapse; font-size: .95rem } .scroll { overflow-x: auto }
  th, td { text-align: left; padding: 8px 10px; border-bottom: 1px solid var(--line); white-space: nowrap } th { color: var(--soft); font-weight: 600 } .number { text-align: right; font-variant-numeric: tabular-nums }
</style>
</head>
<body><main>
${given.body}
</main></body>
</html>`
}
