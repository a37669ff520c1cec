// swift-format-ignore-file
// Made by scripts/zones/generate.py from version 2025b of the IANA time zone database. Not edited by hand:
//     scripts/zones/generate.py /usr/share/zoneinfo > Sources/Parsing/PlaceZones.swift

/// Which places keep which time: a rule, a colon, the places. `PlaceZone` reads it.
enum PlaceZones {
    static let table = """
        -720: etc/gmt+12
        -660: etc/gmt+11 pacific/midway pacific/niue pacific/pago_pago pacific/samoa us/samoa
        -600: etc/gmt+10 pacific/honolulu pacific/johnston pacific/rarotonga pacific/tahiti us/hawaii
        -600 -540 3 2 0 120 11 1 0 120: america/adak america/atka us/aleutian
        -570: pacific/marquesas
        -540: etc/gmt+9 pacific/gambier
        -540 -480 3 2 0 120 11 1 0 120: america/anchorage america/juneau america/metlakatla america/nome america/sitka \
        america/yakutat us/alaska
        -480: etc/gmt+8 pacific/pitcairn
        -480 -420 3 2 0 120 11 1 0 120: america/ensenada america/los_angeles america/santa_isabel america/tijuana \
        america/vancouver canada/pacific mexico/bajanorte us/pacific
        -420: america/creston america/dawson america/dawson_creek america/fort_nelson america/hermosillo \
        america/mazatlan america/phoenix america/whitehorse canada/yukon etc/gmt+7 mexico/bajasur us/arizona
        -420 -360 3 2 0 120 11 1 0 120: america/boise america/cambridge_bay america/ciudad_juarez america/denver \
        america/edmonton america/inuvik america/shiprock america/yellowknife canada/mountain us/mountain
        -360: america/bahia_banderas america/belize america/chihuahua america/costa_rica america/el_salvador \
        america/guatemala america/managua america/merida america/mexico_city america/monterrey america/regina \
        america/swift_current america/tegucigalpa canada/saskatchewan etc/gmt+6 mexico/general pacific/galapagos
        -360 -300 3 2 0 120 11 1 0 120: america/chicago america/indiana/knox america/indiana/tell_city america/knox_in \
        america/matamoros america/menominee america/north_dakota/beulah america/north_dakota/center \
        america/north_dakota/new_salem america/ojinaga america/rainy_river america/rankin_inlet america/resolute \
        america/winnipeg canada/central us/central us/indiana-starke
        -360 -300 9 1 6 1320 4 1 6 1320: chile/easterisland pacific/easter
        -300: america/atikokan america/bogota america/cancun america/cayman america/coral_harbour america/eirunepe \
        america/guayaquil america/jamaica america/lima america/panama america/porto_acre america/rio_branco \
        brazil/acre etc/gmt+5
        -300 -240 3 2 0 0 11 1 0 60: america/havana
        -300 -240 3 2 0 120 11 1 0 120: america/detroit america/fort_wayne america/grand_turk \
        america/indiana/indianapolis america/indiana/marengo america/indiana/petersburg america/indiana/vevay \
        america/indiana/vincennes america/indiana/winamac america/indianapolis america/iqaluit \
        america/kentucky/louisville america/kentucky/monticello america/louisville america/montreal america/nassau \
        america/new_york america/nipigon america/pangnirtung america/port-au-prince america/thunder_bay \
        america/toronto canada/eastern us/east-indiana us/eastern us/michigan
        -240: america/anguilla america/antigua america/aruba america/barbados america/blanc-sablon america/boa_vista \
        america/campo_grande america/caracas america/cuiaba america/curacao america/dominica america/grenada \
        america/guadeloupe america/guyana america/kralendijk america/la_paz america/lower_princes america/manaus \
        america/marigot america/martinique america/montserrat america/port_of_spain america/porto_velho \
        america/puerto_rico america/santo_domingo america/st_barthelemy america/st_kitts america/st_lucia \
        america/st_thomas america/st_vincent america/tortola america/virgin brazil/west etc/gmt+4
        -240 -180 3 2 0 120 11 1 0 120: america/glace_bay america/goose_bay america/halifax america/moncton \
        america/thule atlantic/bermuda canada/atlantic
        -240 -180 9 1 6 1440 4 1 6 1440: america/santiago chile/continental
        -210 -150 3 2 0 120 11 1 0 120: america/st_johns canada/newfoundland
        -180: america/araguaina america/argentina/buenos_aires america/argentina/catamarca \
        america/argentina/comodrivadavia america/argentina/cordoba america/argentina/jujuy america/argentina/la_rioja \
        america/argentina/mendoza america/argentina/rio_gallegos america/argentina/salta america/argentina/san_juan \
        america/argentina/san_luis america/argentina/tucuman america/argentina/ushuaia america/asuncion america/bahia \
        america/belem america/buenos_aires america/catamarca america/cayenne america/cordoba america/coyhaique \
        america/fortaleza america/jujuy america/maceio america/mendoza america/montevideo america/paramaribo \
        america/punta_arenas america/recife america/rosario america/santarem america/sao_paulo antarctica/palmer \
        antarctica/rothera atlantic/stanley brazil/east etc/gmt+3
        -180 -120 3 2 0 120 11 1 0 120: america/miquelon
        -120: america/noronha atlantic/south_georgia brazil/denoronha etc/gmt+2
        -120 -60 3 5 0 -60 10 5 0 0: america/godthab america/nuuk america/scoresbysund
        -60: atlantic/cape_verde etc/gmt+1
        -60 0 3 5 0 0 10 5 0 60: atlantic/azores
        0: africa/abidjan africa/accra africa/bamako africa/banjul africa/bissau africa/conakry africa/dakar \
        africa/freetown africa/lome africa/monrovia africa/nouakchott africa/ouagadougou africa/sao_tome \
        africa/timbuktu america/danmarkshavn atlantic/reykjavik atlantic/st_helena etc/gmt etc/gmt+0 etc/gmt-0 \
        etc/gmt0 etc/greenwich etc/uct etc/utc etc/universal etc/zulu
        0 60 3 5 0 60 10 5 0 120: atlantic/canary atlantic/faeroe atlantic/faroe atlantic/madeira europe/belfast \
        europe/guernsey europe/isle_of_man europe/jersey europe/lisbon europe/london
        0 120 3 5 0 60 10 5 0 180: antarctica/troll
        60: africa/algiers africa/bangui africa/brazzaville africa/casablanca africa/douala africa/el_aaiun \
        africa/kinshasa africa/lagos africa/libreville africa/luanda africa/malabo africa/ndjamena africa/niamey \
        africa/porto-novo africa/tunis etc/gmt-1
        60 0 10 5 0 120 3 5 0 60: europe/dublin
        60 120 3 5 0 120 10 5 0 180: africa/ceuta arctic/longyearbyen atlantic/jan_mayen europe/amsterdam \
        europe/andorra europe/belgrade europe/berlin europe/bratislava europe/brussels europe/budapest europe/busingen \
        europe/copenhagen europe/gibraltar europe/ljubljana europe/luxembourg europe/madrid europe/malta europe/monaco \
        europe/oslo europe/paris europe/podgorica europe/prague europe/rome europe/san_marino europe/sarajevo \
        europe/skopje europe/stockholm europe/tirane europe/vaduz europe/vatican europe/vienna europe/warsaw \
        europe/zagreb europe/zurich
        120: africa/blantyre africa/bujumbura africa/gaborone africa/harare africa/johannesburg africa/juba \
        africa/khartoum africa/kigali africa/lubumbashi africa/lusaka africa/maputo africa/maseru africa/mbabane \
        africa/tripoli africa/windhoek etc/gmt-2 europe/kaliningrad
        120 180 3 4 4 1560 10 5 0 120: asia/jerusalem asia/tel_aviv
        120 180 3 4 4 3000 10 4 4 3000: asia/gaza asia/hebron
        120 180 3 5 0 0 10 5 0 0: asia/beirut
        120 180 3 5 0 120 10 5 0 180: europe/chisinau europe/tiraspol
        120 180 3 5 0 180 10 5 0 240: asia/famagusta asia/nicosia europe/athens europe/bucharest europe/helsinki \
        europe/kiev europe/kyiv europe/mariehamn europe/nicosia europe/riga europe/sofia europe/tallinn \
        europe/uzhgorod europe/vilnius europe/zaporozhye
        120 180 4 5 5 0 10 5 4 1440: africa/cairo
        180: africa/addis_ababa africa/asmara africa/asmera africa/dar_es_salaam africa/djibouti africa/kampala \
        africa/mogadishu africa/nairobi antarctica/syowa asia/aden asia/amman asia/baghdad asia/bahrain asia/damascus \
        asia/istanbul asia/kuwait asia/qatar asia/riyadh etc/gmt-3 europe/istanbul europe/kirov europe/minsk \
        europe/moscow europe/simferopol europe/volgograd indian/antananarivo indian/comoro indian/mayotte
        210: asia/tehran
        240: asia/baku asia/dubai asia/muscat asia/tbilisi asia/yerevan etc/gmt-4 europe/astrakhan europe/samara \
        europe/saratov europe/ulyanovsk indian/mahe indian/mauritius indian/reunion
        270: asia/kabul
        300: antarctica/mawson antarctica/vostok asia/almaty asia/aqtau asia/aqtobe asia/ashgabat asia/ashkhabad \
        asia/atyrau asia/dushanbe asia/karachi asia/oral asia/qostanay asia/qyzylorda asia/samarkand asia/tashkent \
        asia/yekaterinburg etc/gmt-5 indian/kerguelen indian/maldives
        330: asia/calcutta asia/colombo asia/kolkata
        345: asia/kathmandu asia/katmandu
        360: asia/bishkek asia/dacca asia/dhaka asia/kashgar asia/omsk asia/thimbu asia/thimphu asia/urumqi etc/gmt-6 \
        indian/chagos
        390: asia/rangoon asia/yangon indian/cocos
        420: antarctica/davis asia/bangkok asia/barnaul asia/ho_chi_minh asia/hovd asia/jakarta asia/krasnoyarsk \
        asia/novokuznetsk asia/novosibirsk asia/phnom_penh asia/pontianak asia/saigon asia/tomsk asia/vientiane \
        etc/gmt-7 indian/christmas
        480: antarctica/casey asia/brunei asia/choibalsan asia/chongqing asia/chungking asia/harbin asia/hong_kong \
        asia/irkutsk asia/kuala_lumpur asia/kuching asia/macao asia/macau asia/makassar asia/manila asia/shanghai \
        asia/singapore asia/taipei asia/ujung_pandang asia/ulaanbaatar asia/ulan_bator australia/perth australia/west \
        etc/gmt-8
        525: australia/eucla
        540: asia/chita asia/dili asia/jayapura asia/khandyga asia/pyongyang asia/seoul asia/tokyo asia/yakutsk \
        etc/gmt-9 pacific/palau
        570: australia/darwin australia/north
        570 630 10 1 0 120 4 1 0 180: australia/adelaide australia/broken_hill australia/south australia/yancowinna
        600: antarctica/dumontdurville asia/ust-nera asia/vladivostok australia/brisbane australia/lindeman \
        australia/queensland etc/gmt-10 pacific/chuuk pacific/guam pacific/port_moresby pacific/saipan pacific/truk \
        pacific/yap
        600 660 10 1 0 120 4 1 0 180: antarctica/macquarie australia/act australia/canberra australia/currie \
        australia/hobart australia/melbourne australia/nsw australia/sydney australia/tasmania australia/victoria
        630 660 10 1 0 120 4 1 0 120: australia/lhi australia/lord_howe
        660: asia/magadan asia/sakhalin asia/srednekolymsk etc/gmt-11 pacific/bougainville pacific/efate \
        pacific/guadalcanal pacific/kosrae pacific/noumea pacific/pohnpei pacific/ponape
        660 720 10 1 0 120 4 1 0 180: pacific/norfolk
        720: asia/anadyr asia/kamchatka etc/gmt-12 pacific/fiji pacific/funafuti pacific/kwajalein pacific/majuro \
        pacific/nauru pacific/tarawa pacific/wake pacific/wallis
        720 780 9 5 0 120 4 1 0 180: antarctica/mcmurdo antarctica/south_pole pacific/auckland
        765 825 9 5 0 165 4 1 0 225: pacific/chatham
        780: etc/gmt-13 pacific/apia pacific/enderbury pacific/fakaofo pacific/kanton pacific/tongatapu
        840: etc/gmt-14 pacific/kiritimati
        """
}
