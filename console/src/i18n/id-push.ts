import type { enPush } from './en-push'

/** Kata-kata tentang notifikasi push untuk halaman yang tertutup. */
export const idPush: Record<keyof typeof enPush, string> = {
  'ready.notify.closed': 'Muncul saat ada panggilan, juga ketika halaman ini ditutup',
  'found.no_page_and_no_push': 'Tidak terjangkau: tidak ada halaman terbuka, dan tidak ada peramban yang menerima push.',
  'found.push_sent': 'Diberi tahu lewat push: tidak ada halaman yang menjawab.',
  'found.push_refused': 'Tidak ada peramban yang menerima push.',
  'event.push_sent': '{name} diberi tahu lewat push',
  'event.push_refused': 'Tidak ada peramban {name} yang menerima push',
}
