/// The words that stand in dates: months in the languages that feeds are localised in, zones, halves of the day.
enum DateWords {
    /// 1…12; `word` in lower case. English by its first three letters, others as listed.
    static func month(_ word: String) -> Int? {
        if let number = months[word] { return number }
        guard word.utf8.count >= 3, word.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
        return english[String(word.prefix(3))].flatMap { number, full in
            full.hasPrefix(word) || word.hasPrefix(full) ? number : nil
        }
    }

    /// `false` in the morning, `true` after noon.
    static func isAfternoon(_ word: String) -> Bool? {
        switch word {
        case "am", "오전", "上午", "午前", "πμ": false
        case "pm", "오후", "下午", "午後", "μμ": true
        default: nil
        }
    }

    /// Minutes east of Greenwich; `word` in lower case.
    static func zone(_ word: String) -> Int? {
        if let minutes = zones[word] { return minutes }
        guard word.utf8.count == 1, let letter = word.utf8.first else { return nil }
        return military(letter)
    }

    /// RFC 822's letters, with RFC 822's signs.
    private static func military(_ letter: UInt8) -> Int? {
        switch letter {
        case UInt8(ascii: "a")...UInt8(ascii: "i"): -60 * (Int(letter) - 0x60)
        case UInt8(ascii: "k")...UInt8(ascii: "m"): -60 * (Int(letter) - 0x61)
        case UInt8(ascii: "n")...UInt8(ascii: "y"): 60 * (Int(letter) - 0x6D)
        case UInt8(ascii: "z"): 0
        default: nil
        }
    }

    private static let english: [String: (Int, String)] = [
        "jan": (1, "january"), "feb": (2, "february"), "mar": (3, "march"), "apr": (4, "april"),
        "may": (5, "may"), "jun": (6, "june"), "jul": (7, "july"), "aug": (8, "august"),
        "sep": (9, "september"), "oct": (10, "october"), "nov": (11, "november"),
        "dec": (12, "december"),
    ]

    /// One line a language, months parted by commas, spellings of one month by a bar.
    private static let months: [String: Int] = table([
        // German, Dutch, Danish, Norwegian, Swedish
        """
        januar|jänner|jän|januari,februar|feber|februari,märz|mär|mrz|maart|mrt|marts|mars,april,\
        mai|mei|maj,juni,juli,august|augustus|augusti,september,oktober|okt,november,\
        dezember|dez|desember|des|december
        """,
        // French
        """
        janvier|janv,février|févr|fév|fevrier,mars,avril|avr,mai,juin,juillet|juil,août|aout,\
        septembre,octobre,novembre,décembre|déc|decembre
        """,
        // Spanish
        """
        enero|ene,febrero,marzo,abril|abr,mayo,junio,julio,agosto|ago,\
        septiembre|setiembre|set,octubre,noviembre,diciembre|dic
        """,
        // Portuguese
        """
        janeiro,fevereiro|fev,março,abril,maio|mai,junho,julho,agosto,setembro,outubro|out,\
        novembro,dezembro
        """,
        // Italian
        """
        gennaio|gen,febbraio,marzo,aprile,maggio|mag,giugno|giu,luglio|lug,agosto,settembre,\
        ottobre|ott,novembre,dicembre
        """,
        // Polish
        """
        stycznia|sty,lutego|lut,marca,kwietnia|kwi,maja,czerwca|cze,lipca|lip,sierpnia|sie,\
        września|wrz,października|paź,listopada|lis,grudnia|gru
        """,
        // Czech
        """
        ledna|led,února|úno,března|bře,dubna|dub,května|kvě,června|čvn,července|čvc,srpna|srp,\
        září|zář,října|říj,listopadu,prosince|pro
        """,
        // Hungarian
        """
        január,február|febr,március|márc,április|ápr,május|máj,június|jún,július|júl,\
        augusztus,szeptember|szept,október,november,december
        """,
        // Finnish
        """
        tammi|tammikuu|tammikuuta,helmi|helmikuuta,maalis|maaliskuuta,huhti|huhtikuuta,\
        touko|toukokuuta,kesä|kesäkuuta,heinä|heinäkuuta,elo|elokuuta,syys|syyskuuta,\
        loka|lokakuuta,marras|marraskuuta,joulu|joulukuuta
        """,
        // Turkish
        """
        ocak|oca,şubat|şub,mart,nisan|nis,mayıs,haziran|haz,temmuz|tem,ağustos|ağu,eylül|eyl,\
        ekim|eki,kasım|kas,aralık|ara
        """,
        // Russian
        """
        января|янв|январь,февраля|фев|февр|февраль,марта|мар|март,апреля|апр|апрель,мая|май,\
        июня|июн|июнь,июля|июл|июль,августа|авг|август,сентября|сен|сент|сентябрь,\
        октября|окт|октябрь,ноября|ноя|нояб|ноябрь,декабря|дек|декабрь
        """,
        // Greek
        """
        ιαν|ιανουαρίου|iαν,φεβ|φεβρουαρίου|φεβρ,μαρ|μάρ|μάρτ|μαρτίου|μάρτιος|μαώ,απρ|απριλίου,\
        μαϊ|μαΐ|μάι|μαΐου|μαίου|μάϊ|μαί|μαι,ιουν|ιούν|ιουνίου|ιον,ιουλ|ιούλ|ιουλίου|ιολ,\
        αυγ|αύγ|αυγούστου,σεπ|σεπτ|σεπτεμβρίου,οκτ|οκτωβρίου,νοε|νοέ|νοεμ|νοεμβρίου,\
        δεκ|δεκεμβρίου
        """,
        // Ukrainian
        """
        січня|січ|січень,лютого|лют|лютий,березня|бер|березень,квітня|кві|квіт|квітень,\
        травня|тра|трав|травень,червня|чер|черв|червень,липня|лип|липень,\
        серпня|сер|серп|серпень,вересня|вер|верес|вересень,жовтня|жов|жовт|жовтень,\
        листопада|лис|лист|листопад,грудня|гру|груд|грудень
        """,
        // Bulgarian and Serbian
        """
        януари|яну|јануар|јан,февруари|фебруар|феб,март,април,май|мај,юни|јун|јуни,юли|јул|јули,\
        август,септември|септембар|септ|сеп,октомври|октобар,ноември|новембар|ное|нов,\
        декември|децембар|дец
        """,
        // Croatian, Slovenian, Serbian in Latin letters, where no other language means another month
        """
        siječnja|siječanj|sij|januarja,veljače|veljača|velj|februarja,ožujka|ožujak|ožu|marca,\
        travnja|travanj|tra|aprila,svibnja|svibanj|svi|maja,lipnja|lipanj|jun|junij|junija,\
        srpnja|srpanj|jul|julij|julija,kolovoza|kolovoz|kol|avgust|avgusta|avg,\
        rujna|rujan|ruj|septembar|septembra,listopad|oktobar|oktobra,\
        studenoga|studenog|studeni|stu|novembar|novembra,prosinca|prosinac|decembar|decembra
        """,
        // Slovak
        """
        januára,februára,marca,apríla|apríl,mája|máj,júna|jún,júla|júl,augusta,septembra,októbra,\
        novembra,decembra
        """,
        // Romanian
        """
        ianuarie|ian,februarie,martie,aprilie,mai,iunie|iun,iulie|iul,august,septembrie,octombrie,\
        noiembrie|noi|noiem,decembrie
        """,
        // Lithuanian
        """
        sausio|saus|sausis,vasario|vas|vasaris,kovo|kov|kovas,balandžio|bal|balandis,\
        gegužės|geg|gegužė,birželio|birž|birželis,liepos|liep|liepa,rugpjūčio|rugp|rugpjūtis,\
        rugsėjo|rugs|rugsėjis,spalio|spal|spalis,lapkričio|lapkr|lapkritis,gruodžio|gruod|gruodis
        """,
        // Latvian and Estonian
        """
        janvāris|janvārī|jaanuar|jaan,februāris|februārī|veebruar|veebr,marts|martā|märts,\
        aprīlis|aprīlī|aprill,maijs|maijā|mai,jūnijs|jūnijā|jūn|juuni,jūlijs|jūlijā|jūl|juuli,\
        augusts|augustā,septembris|septembrī,oktobris|oktobrī|oktoober,novembris|novembrī,\
        decembris|decembrī|detsember|dets
        """,
        // Catalan and Galician
        """
        gener|xaneiro|xan,febrer|febreiro,març|marzo,abril,maig|maio,juny|xuño,juliol|xullo,\
        agost|agosto,setembre|setembro,octubre|outubro,novembre|novembro,desembre|des|decembro
        """,
        // Icelandic
        """
        janúar,febrúar,mars,apríl,maí,júní,júlí,ágúst|ágú,september,október,nóvember|nóv,desember
        """,
        // Indonesian and Malay
        """
        januari,februari|pebruari,maret|mac,april,mei,juni|jun,juli|julai,agustus|agu|ogos,\
        september,oktober,november|nopember,desember|disember
        """,
        // Chinese
        "一月,二月,三月,四月,五月,六月,七月,八月,九月,十月,十一月,十二月",
        // Arabic
        """
        يناير,فبراير,مارس,أبريل|ابريل|إبريل,مايو,يونيو|يونيه,يوليو|يوليه,أغسطس|اغسطس,\
        سبتمبر,أكتوبر|اكتوبر,نوفمبر,ديسمبر
        """,
        // Hebrew
        """
        ינואר|בינואר,פברואר|בפברואר,מרץ|במרץ|מרס,אפריל|באפריל,מאי|במאי,יוני|ביוני,יולי|ביולי,\
        אוגוסט|באוגוסט,ספטמבר|בספטמבר,אוקטובר|באוקטובר,נובמבר|בנובמבר,דצמבר|בדצמבר
        """,
    ])

    private static func table(_ languages: [String]) -> [String: Int] {
        var table: [String: Int] = [:]
        for language in languages {
            for (index, month) in language.split(separator: ",").enumerated() {
                for spelling in month.split(separator: "|") {
                    table[String(spelling)] = table[String(spelling)] ?? index + 1
                }
            }
        }
        return table
    }

    private static let zones: [String: Int] = [
        "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0,
        "est": -300, "edt": -240, "et": -300, "cst": -360, "cdt": -300, "ct": -360,
        "mst": -420, "mdt": -360, "mt": -420, "pst": -480, "pdt": -420, "pt": -480,
        "akst": -540, "akdt": -480, "hst": -600, "hast": -600, "hadt": -540,
        "ast": -240, "adt": -180, "at": -240, "nst": -210, "ndt": -150,
        "brt": -180, "art": -180, "clt": -240, "vet": -240,
        "bst": 60, "west": 60, "cet": 60, "met": 60, "mez": 60, "cest": 120, "mest": 120,
        "mesz": 120, "eet": 120, "sast": 120, "eest": 180, "msk": 180, "trt": 180, "ist": 330,
        "pkt": 300, "ict": 420, "wib": 420, "hkt": 480, "sgt": 480, "pht": 480, "awst": 480,
        "jst": 540, "kst": 540, "acst": 570, "aest": 600, "acdt": 630, "aedt": 660,
        "nzst": 720, "nzdt": 780,
    ]
}
