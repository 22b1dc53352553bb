// Shows which Box account the caller's runs act as.
import { defineRecipe } from '../define-recipe.js'

export const whoAmI = defineRecipe(
  {
    name: 'whoAmI',
    command: 'who am I',
    hint: 'Show which Box account I work with for you.',
    apps: { box: 'personal' },
    params: {},
  },
  async ({ apps: { box }, say }) => {
    const { name, login, enterprise } = await box.whoAmI()
    await say(`In Box you are ${name}, ${login}`)
    await say(enterprise === null ? 'It is a private account' : `It belongs to ${enterprise}`)
  },
)
