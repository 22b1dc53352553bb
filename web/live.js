// Brings a page up to date when the server says that something has changed. Without it, loading the page again does the same.
/* global document, DOMParser, EventSource, location */
const live = document.querySelector('[data-live]')
if (live) {
  const changes = new EventSource(live.dataset.live)
  changes.addEventListener('changed', () => void bringUpToDate())
  changes.addEventListener('over', () => changes.close())

  /** Whoever is signed out meanwhile is led elsewhere: the page then stays as it was. */
  const bringUpToDate = async () => {
    const answer = await fetch(location.href)
    if (!answer.ok || answer.redirected) {
      changes.close()
      return
    }
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('[data-live]')
    if (!fresh) return
    const at = live.contains(document.activeElement) ? document.activeElement.getAttribute('href') : null
    live.replaceChildren(...fresh.childNodes)
    if (at) [...live.querySelectorAll('a')].find((link) => link.getAttribute('href') === at)?.focus()
  }
}
