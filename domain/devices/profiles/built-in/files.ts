import comtacLpnTd1 from './comtac-lpn-td1.json' with { type: 'json' }
import decentlabDl5tm from './decentlab-dl-5tm.json' with { type: 'json' }
import decentlabDlAtm22 from './decentlab-dl-atm22.json' with { type: 'json' }
import decentlabDlCtd10 from './decentlab-dl-ctd10.json' with { type: 'json' }
import decentlabDlMbx from './decentlab-dl-mbx.json' with { type: 'json' }
import decentlabDlOptod from './decentlab-dl-optod.json' with { type: 'json' }
import decentlabDlPr26 from './decentlab-dl-pr26.json' with { type: 'json' }
import decentlabDlPr36ctd from './decentlab-dl-pr36ctd.json' with { type: 'json' }
import decentlabDlSht35 from './decentlab-dl-sht35.json' with { type: 'json' }
import decentlabDlTbrg from './decentlab-dl-tbrg.json' with { type: 'json' }
import decentlabDlTrs12 from './decentlab-dl-trs12.json' with { type: 'json' }
import digitalMatterOyster from './digital-matter-oyster.json' with { type: 'json' }
import dingtekDf530 from './dingtek-df530.json' with { type: 'json' }
import draginoLdds20 from './dragino-ldds20.json' with { type: 'json' }
import draginoLdds45 from './dragino-ldds45.json' with { type: 'json' }
import draginoLdds75 from './dragino-ldds75.json' with { type: 'json' }
import draginoLgt92 from './dragino-lgt92.json' with { type: 'json' }
import draginoLlms01 from './dragino-llms01.json' with { type: 'json' }
import draginoLse01 from './dragino-lse01.json' with { type: 'json' }
import elsysEltUltrasonic from './elsys-elt-ultrasonic.json' with { type: 'json' }
import kellerAdt1Vented from './keller-adt1-vented.json' with { type: 'json' }
import pepperlFuchsWilsenLevel from './pepperl-fuchs-wilsen-level.json' with { type: 'json' }
import sensecapAir from './sensecap-air.json' with { type: 'json' }
import tektelicClover from './tektelic-clover.json' with { type: 'json' }
import teneoIotSoilMoisture from './teneo-iot-soil-moisture.json' with { type: 'json' }

/** The built-in profiles as their files write them; the files of a city folder look the same. */
export const files: readonly unknown[] = [
  comtacLpnTd1,
  decentlabDl5tm,
  decentlabDlAtm22,
  decentlabDlCtd10,
  decentlabDlMbx,
  decentlabDlOptod,
  decentlabDlPr26,
  decentlabDlPr36ctd,
  decentlabDlSht35,
  decentlabDlTbrg,
  decentlabDlTrs12,
  digitalMatterOyster,
  dingtekDf530,
  draginoLdds20,
  draginoLdds45,
  draginoLdds75,
  draginoLgt92,
  draginoLlms01,
  draginoLse01,
  elsysEltUltrasonic,
  kellerAdt1Vented,
  pepperlFuchsWilsenLevel,
  sensecapAir,
  tektelicClover,
  teneoIotSoilMoisture,
]
