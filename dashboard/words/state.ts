/** How a device stands, in words. */
export const stateJa = {
  live: '受信中',
  late: '遅れ',
  clock_fault: '時計異常',
  expired: '通信途絶',
  missing: '未受信',
  out_of_service: '休止',
  no_value: '欠測',
  suspect: '要確認の値',
  stateOf: {
    live: '予定どおり届いています',
    late: '予定の時刻を過ぎています',
    clock_fault: '機器の時計が合っていません',
    expired: '通信が途絶えています',
    missing: 'まだ一度も届いていません',
    out_of_service: '休止中の機器です',
  },
}

export const stateEn: typeof stateJa = {
  live: 'Live',
  late: 'Late',
  clock_fault: 'Clock fault',
  expired: 'Silent',
  missing: 'Never seen',
  out_of_service: 'Out of service',
  no_value: 'No value',
  suspect: 'Check value',
  stateOf: {
    live: 'Arriving as planned',
    late: 'Past its planned time',
    clock_fault: 'The clock of this device is wrong',
    expired: 'Nothing arrives any more',
    missing: 'Nothing has arrived yet',
    out_of_service: 'This device is out of service',
  },
}
