// A program: writes the workflow bundle into the file that it is given. In a process of its own, because the bundler holds 200 MB.
import { bundleWorkflows } from '../worker/bundle-workflows.js'
import { replaceFile } from './json-file.js'

const [, , file = ''] = process.argv
await replaceFile(file, (await bundleWorkflows()).code)
