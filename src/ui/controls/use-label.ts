import { computed } from 'vue'
import { uniqueId } from '../unique-id'
import type { LabelledProps } from '../types'

/** The ids that tie a control to its label and to its note: the error, or else the hint. */
export function useLabel(props: LabelledProps) {
  const id = uniqueId()
  const note = computed(() => props.error || props.hint)
  return {
    labelId: `${id}-label`,
    note,
    noteId: computed(() => (note.value ? `${id}-note` : undefined)),
  }
}
