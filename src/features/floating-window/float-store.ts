import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { NOWHERE, NO_PAGE, stepFloat } from './rules/float-machine'
import type { FloatInput, PageNumber } from './rules/float-machine'
import { log } from '@/platform/log'

/** Place of the watched class: on its page, in a floating window, or nowhere. */
export const useFloatStore = defineStore('float', () => {
  const state = shallowRef(NOWHERE)
  let lastPage: PageNumber = NO_PAGE

  /** Number for a page that was just created. */
  function newPage(): PageNumber {
    lastPage += 1
    return lastPage
  }

  function dispatch(input: FloatInput): void {
    const from = state.value
    state.value = stepFloat(from, input)
    if (state.value.phase !== from.phase) log.info(`float: ${from.phase} -> ${state.value.phase} (${input.type})`)
  }

  return { state, newPage, dispatch }
})
