import { useSignal, useSignalEffect } from '@preact/signals'
import type { ComponentType } from 'preact'
import { lostPerson } from '../state/lost-person.ts'
import { isPerson } from '../state/reader.ts'

/** The log-in over the page. Its code comes when somebody is in: a cut line may follow the session. */
export function LostSession() {
  const LogInAgain = useSignal<ComponentType | null>(null)
  useSignalEffect(() => {
    if (!isPerson.value || LogInAgain.peek()) return
    const load = async () => {
      LogInAgain.value = (await import('../pages/account/log-in-again.tsx')).LogInAgain
    }
    void load()
  })
  return lostPerson.value && LogInAgain.value ? <LogInAgain.value /> : null
}
