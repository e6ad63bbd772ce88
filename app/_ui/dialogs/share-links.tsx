'use client'
import { Copy, Link2, Trash2 } from 'lucide-react'
import { type FormEvent, useCallback, useEffect, useState } from 'react'
import type { ShareLink } from '../../../lib/page/server/room-api.ts'
import { linkRoles } from '../../../lib/protocol/grant.ts'
import { Button, IconButton } from '../controls.tsx'
import forms from '../form.module.css'
import { Section, TextField } from '../form.tsx'
import { useLanguage } from '../language.tsx'
import { useRoom } from '../room-context.tsx'
import styles from './share-dialog.module.css'
import { useCopy } from './use-copy.ts'

const DAY_MS = 86_400_000
const lifetimes = [
  ['never', 0],
  ['day', DAY_MS],
  ['week', 7 * DAY_MS],
  ['month', 30 * DAY_MS],
] as const

/** Links that carry a grant. A token is shown once, when its link is made. */
export function ShareLinks() {
  const { id: language, t } = useLanguage()
  const room = useRoom()
  const copy = useCopy()
  const [links, setLinks] = useState<readonly ShareLink[]>([])
  const [fresh, setFresh] = useState<Readonly<Record<string, string>>>({})
  const [role, setRole] = useState<ShareLink['role']>('viewer')
  const [label, setLabel] = useState('')
  const [lifetime, setLifetime] = useState<(typeof lifetimes)[number][0]>('never')
  const [error, setError] = useState('')

  const date = new Intl.DateTimeFormat(language, { dateStyle: 'medium' })

  const load = useCallback(async () => {
    const answer = await room.api.links()
    if (answer.ok) setLinks(answer.value)
    else setError(answer.error.code)
  }, [room])
  useEffect(() => {
    void load()
  }, [load])

  const add = async (event: FormEvent) => {
    event.preventDefault()
    const ms = lifetimes.find(([name]) => name === lifetime)?.[1] ?? 0
    const made = await room.api.addLink({
      role,
      ...(label.trim() ? { label: label.trim() } : {}),
      ...(ms > 0 ? { lifetimeMs: ms } : {}),
    })
    setError(made.ok ? '' : made.error.code)
    if (!made.ok) return
    setLabel('')
    const { url } = made.value
    if (url) {
      setFresh((known) => ({ ...known, [made.value.id]: url }))
      void copy(url)
    }
    void load()
  }
  const revoke = async (id: string) => {
    const answer = await room.api.revokeLink(id)
    setError(answer.ok ? '' : answer.error.code)
    void load()
  }
  return (
    <Section title={t('share.links')}>
      <p className={forms.note}>{t('share.linksNote')}</p>
      <form className={styles.make} onSubmit={add}>
        <select
          className={forms.select}
          aria-label={t('share.role')}
          value={role}
          onChange={(event) => setRole(linkRoles.find((known) => known === event.target.value) ?? 'viewer')}
        >
          {linkRoles.map((known) => (
            <option key={known} value={known}>
              {t(`share.role.${known}`)}
            </option>
          ))}
        </select>
        <select
          className={forms.select}
          aria-label={t('share.expires')}
          value={lifetime}
          onChange={(event) => setLifetime(event.target.value as typeof lifetime)}
        >
          {lifetimes.map(([name]) => (
            <option key={name} value={name}>
              {t(`share.expires.${name}`)}
            </option>
          ))}
        </select>
        <TextField
          label={t('share.label')}
          labelHidden
          placeholder={t('share.label')}
          maxLength={80}
          value={label}
          onChange={(event) => setLabel(event.target.value)}
        />
        <Button type="submit" icon={Link2}>
          {t('share.make')}
        </Button>
      </form>
      {error ? (
        <p role="alert" className={forms.error}>
          {t('share.failed')} ({error})
        </p>
      ) : null}
      <ul className={styles.links}>
        {links.map((link) => {
          const roleName = t(`share.role.${link.role}`)
          const name = link.label || roleName
          const end = link.expiresAt
            ? t('share.until', { date: date.format(link.expiresAt) })
            : t('share.expires.never')
          const url = fresh[link.id] ?? link.url
          return (
            <li key={link.id} className={styles.item}>
              <div className={styles.about}>
                <span className={styles.name}>{name}</span>
                <span className={forms.note}>{[...(link.label ? [roleName] : []), end].join(' · ')}</span>
              </div>
              {url ? <IconButton label={t('share.copyNamed', { name })} icon={Copy} onClick={() => copy(url)} /> : null}
              <IconButton label={t('share.revoke', { name })} icon={Trash2} onClick={() => revoke(link.id)} />
            </li>
          )
        })}
      </ul>
    </Section>
  )
}
