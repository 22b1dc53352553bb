// The Teams app package: a zip with the manifest and its two icons.
import { readFile } from 'node:fs/promises'
import { zipSync } from 'fflate'
import type { TeamsManifest } from './manifest-limits.js'

/** The bytes of the zip, its files at the top, as Teams wants them. */
export async function makePackage(manifest: TeamsManifest): Promise<Uint8Array> {
  const icon = (name: string) => readFile(new URL(name, import.meta.url))
  const [color, outline] = await Promise.all([icon('color.png'), icon('outline.png')])
  const json = new TextEncoder().encode(JSON.stringify(manifest, null, 2))
  return zipSync({ 'manifest.json': json, 'color.png': new Uint8Array(color), 'outline.png': new Uint8Array(outline) })
}
