// The pages that Teams links from the app's own page, for deployments that have none of their own.
import { Router } from 'express'
import { about, aboutPaths } from '../text/about.js'
import { html } from './html.js'
import { sendPage } from './page.js'

export function aboutRoutes(): Router {
  const router = Router()
  for (const name of ['site', 'privacy', 'terms'] as const) {
    router.get(aboutPaths[name], (_request, response) => {
      const { title, lead, more } = about[name]()
      sendPage(response, {
        tone: 'ask',
        title,
        body: html`<p class="lead">${lead}</p>
          ${more.map((words) => html`<p>${words}</p>`)}`,
      })
    })
  }
  return router
}
