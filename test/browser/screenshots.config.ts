// Runs the taking of screenshots, which is no test of the suite.
import { mergeConfig } from 'vitest/config'
import suite from '../../vitest.config.js'

export default mergeConfig(
  { ...suite, test: { ...suite.test, include: [] } },
  {
    test: {
      include: [
        'test/browser/screenshots.ts',
        'test/browser/recipe-screenshots.ts',
        'test/browser/card-sheets.ts',
        'test/browser/trace-picture.ts',
        'test/browser/page-pictures.ts',
      ],
    },
  },
)
