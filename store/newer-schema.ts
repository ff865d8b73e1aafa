import type { Labels } from '#domain/words/labels.ts'

/** What a person is told of a database that a newer program has written. */
export function describeNewerSchema(file: string, found: number, known: number): Labels {
  return {
    ja:
      `${file} は新しい版のまちもりのデータです（スキーマ${found}、この版が扱えるのは${known}まで）。` +
      '新しい版で実行するか、更新前のバックアップを復元してください。何も変更していません。',
    en:
      `${file} has schema ${found} of a newer version, this version of Machimori knows ${known}: ` +
      'use the newer version, or restore a backup made before the upgrade. Nothing was changed.',
  }
}

/** What a person is told of a database with facts that only a newer program knows. */
export function describeUnknownFacts(file: string, names: readonly string[]): Labels {
  const list = names.join(', ')
  return {
    ja:
      `${file} には、この版が扱えない種類の記録（${list}）があります。新しい版のまちもりのデータです。` +
      '新しい版で実行するか、更新前のバックアップを復元してください。何も変更していません。',
    en:
      `${file} holds facts of a newer version that this version of Machimori does not know ` +
      `(${list}): use the newer version, or restore a backup made before the upgrade. ` +
      'Nothing was changed.',
  }
}
