// The messages about files, for the tests that look at all of them.
import { formCard, type FormCardModel } from '../../text/cards/form-card.js'
import { formTaken } from '../../text/cards/form-taken.js'
import type { Catalogue } from '../../text/catalogue.js'
import type { Message } from '../../text/message.js'
import * as notes from '../../text/notes.js'
import { file, optional, person, record } from '../../workflows/params.js'
import type { RecipeSpec } from '../../workflows/recipe-spec.js'
import type { Data } from './card-samples.js'

export function fileSamples(text: Catalogue, form: FormCardModel, { outside: data, author }: Data): Record<string, Message> {
  const { locale } = form
  const filing: RecipeSpec = {
    ...form.recipe,
    params: {
      photo: file(author('Photo')),
      other: optional(file(author('Another file'))),
      deal: optional(record(author('Deal'), 'salesforce.Opportunity')),
    },
  }
  const asking: RecipeSpec = { ...form.recipe, params: { approver: person(author('Approver')) } }
  return {
    'form, for a file': formCard({ ...form, recipe: filing }, text),
    'form, with a file': formCard(
      {
        ...{ ...form, recipe: filing, files: { photo: { id: 'f11e0000', name: data('beach.jpg'), bytes: 2_130_000 } } },
        problems: { other: { kind: 'file_refused', why: 'too_large', name: data('film.mov') } },
      },
      text,
    ),
    'form, without its files': formCard(
      { ...form, recipe: filing, problems: { photo: { kind: 'no_file' }, other: { kind: 'file_gone' } } },
      text,
    ),
    'form, for a person': formCard({ ...form, recipe: asking, offered: [{ aadObjectId: 'b0b', name: data('Bob Olsen') }] }, text),
    'form, with a person': formCard(
      { ...form, recipe: asking, people: { approver: { aadObjectId: 'b0b', name: data('Bob Olsen') } } },
      text,
    ),
    'form, a person whom nobody knows': formCard(
      { ...form, recipe: asking, problems: { approver: { kind: 'unknown_person', typed: data('Bop'), nearest: [data('Bob Olsen')] } } },
      text,
    ),
    'form, a person who is none': formCard(
      { ...form, recipe: asking, problems: { approver: { kind: 'unknown_person', typed: data('Zoe'), nearest: [] } } },
      text,
    ),
    'form, a person who was picked': formCard(
      { ...form, recipe: asking, problems: { approver: { kind: 'unknown_person', typed: null, nearest: [] } } },
      text,
    ),
    'form, one of several people': formCard(
      {
        ...{ ...form, recipe: asking },
        problems: { approver: { kind: 'which_person', typed: data('Bob'), people: [data('Bob Olsen'), data('Bob Rees')] } },
      },
      text,
    ),
    'form, taken, with a file': formTaken(
      { recipe: filing, params: { photo: { id: 'f11e0000', name: data('beach.jpg'), bytes: 12 } }, locale },
      text,
    ),
    'note: a file is kept': notes.fileKept({ name: data('beach.jpg'), bytes: 340_000, locale }, text),
    'note: an empty file': notes.fileNotKept({ name: data('beach.jpg'), why: 'empty' }, text),
    'note: a file that was not fetched': notes.fileNotKept({ name: data('beach.jpg'), why: 'not_fetched' }, text),
    'note: a file from elsewhere': notes.fileNotKept({ name: data('beach.jpg'), why: 'elsewhere' }, text),
    'note: files that nothing takes': notes.filesLeft({ names: [data('beach.jpg'), data('film.mov')], taken: 0 }, text),
    'note: one file too many': notes.filesLeft({ names: [data('film.mov')], taken: 1 }, text),
    'note: the form is in your chat': notes.inYourChat({ what: 'form' }, text),
  }
}
