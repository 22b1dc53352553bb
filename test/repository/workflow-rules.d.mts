// Types of workflow-rules.mjs.
import type { Linter } from 'eslint'

export declare const workflowRules: Linter.Config
