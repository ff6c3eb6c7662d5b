import { defineStore } from 'pinia'
import { ref } from 'vue'

/**
 * Day that the office is planning, `2026-11-23`; empty until one is chosen.
 * Kept while the app runs, so that all pages use the same day.
 */
export const useOfficeDayStore = defineStore('office-day', () => {
  const day = ref('')
  return { day }
})
