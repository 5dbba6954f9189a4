import { Trash2, TriangleAlert } from 'lucide'
import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { t } from '../i18n'
import type { RingGroup } from '../api'
import { deleteRingGroup, type Refusal } from '../rest'
import { Icon } from '../ui/icon'
import { done } from './done'
import { reasonWords } from './group-wish'
import { asRefusal } from './load'
import { refusalWords } from './parts'
import { hrefOf } from './route'

/** Deletes a group for whoever types its name again. */
export function GroupDanger({ group }: { group: RingGroup }): JSX.Element {
  const [typed, setTyped] = useState<string | null>(null)
  const [refused, setRefused] = useState<Refusal | null>(null)
  const isSure = typed?.trim() === group.name.trim()
  const remove = async (event: Event): Promise<void> => {
    event.preventDefault()
    if (!isSure) {
      return
    }
    try {
      await deleteRingGroup(group.id)
      done.value = { words: () => t('groups.deleted', { name: group.name }) }
      location.hash = hrefOf.groups
    } catch (error) {
      setRefused(asRefusal(error))
    }
  }
  return (
    <section class="card danger-zone" aria-labelledby="danger-title">
      <div>
        <h2 id="danger-title" class="card-title">
          {t('group.delete')}
        </h2>
        <p class="muted">{t('group.delete.text')}</p>
      </div>
      {typed === null ? (
        <button type="button" class="button danger" data-testid="delete" onClick={() => setTyped('')}>
          <Icon of={Trash2} size={16} />
          {t('group.delete.sure')}
        </button>
      ) : (
        <form class="danger-form" onSubmit={(event) => void remove(event)}>
          <label for="delete-name">{t('group.delete.type', { name: group.name })}</label>
          <input
            id="delete-name"
            class="field"
            data-testid="delete-name"
            autocomplete="off"
            autofocus
            value={typed}
            onInput={(event) => setTyped(event.currentTarget.value)}
          />
          <button type="submit" class="button danger" data-testid="delete-sure" disabled={!isSure}>
            <Icon of={Trash2} size={16} />
            {t('group.delete.sure')}
          </button>
          <button
            type="button"
            class="button"
            onClick={() => {
              setTyped(null)
              setRefused(null)
            }}
          >
            {t('group.cancel')}
          </button>
        </form>
      )}
      {refused !== null && (
        <div class="notice danger" role="alert" data-testid="not-deleted">
          <Icon of={TriangleAlert} />
          <span class="notice-words">
            {refused.detail === null ? refusalWords(refused) : reasonWords(refused.detail, '')}
          </span>
        </div>
      )}
    </section>
  )
}
