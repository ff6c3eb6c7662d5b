import { computed } from 'vue'
import type { Ref } from 'vue'

/**
 * `computed` for stores. pinia 2.2 expects the types of Vue 3.5 and turns a computed of Vue 3.4 into `any`; a read-only
 * ref keeps its type.
 */
export const getter = <T>(read: () => T): Readonly<Ref<T>> => computed(read)
