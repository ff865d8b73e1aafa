/** The page in front of all others, where the city is not open to everybody. */
export const signInJa = {
  title: 'ログイン',
  lead: 'この画面を見るには、ログインが必要です。',
  link: '管理用リンク',
  open: '開く',
  lost: 'リンクは最初の起動のときにサーバーの画面に一度だけ表示されます。失くしたときは、サーバーで次のコマンドを実行してください。前のリンクは使えなくなります。',
  leave: 'ログアウト',
  troubles: {
    link_wrong:
      'この管理用リンクは使えません。リンクが途中で切れているか、新しいリンクに替わっています。',
    session_ended:
      'ログインが終了しました。もう一度ログインしてください。管理用リンクを使っていた場合は、新しいリンクを開いてください。',
    tls_needed:
      '暗号化されていない接続（http）では、ほかのパソコンからログインできません。httpsのアドレスで開いてください。httpsの設定はREADMEにあります。',
    origin_forbidden:
      'サーバーがこの画面のアドレスを確認できません。プロキシの設定（TRUSTED_PROXIES と転送ヘッダー）を確かめてください。READMEに設定例があります。',
  },
  failed: (detail: string) => `ログインできませんでした。サーバーの応答：${detail}`,
}

export const signInEn: typeof signInJa = {
  title: 'Log in',
  lead: 'You need to log in to see these pages.',
  link: 'Operator link',
  open: 'Open',
  lost: 'The first start prints the link once, on the server. If it is lost, run this command there; the link before it then ends.',
  leave: 'Log out',
  troubles: {
    link_wrong:
      'This operator link does not work. It is incomplete, or a newer one has replaced it.',
    session_ended:
      'Your session has ended. Log in again. If you used the operator link, open the newest one.',
    tls_needed:
      'Another computer cannot log in over an unencrypted connection (http). Open the https address; the README shows how to set it up.',
    origin_forbidden:
      'The server cannot confirm the address of this page. Check the proxy: TRUSTED_PROXIES and its forwarding headers. The README has an example.',
  },
  failed: (detail) => `Could not log in. The server answered: ${detail}`,
}
