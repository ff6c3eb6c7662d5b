import { defineStore } from 'pinia'
import { ref } from 'vue'

/** The day the office is planning, `2026-11-23`; empty until one was chosen. Kept while the app runs, so that every page means the same day. */
export const useOfficeDayStore = defineStore('office-day', () => {
  const day = ref('')
  return { day }
})
