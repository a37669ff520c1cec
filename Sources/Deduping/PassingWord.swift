/// Words that stand beside the numbers of dates and counters.
enum PassingWord {
    enum Kind: UInt8 {
        case other, number
        /// A month, a day of the week, a half of the day, a zone.
        case date
        /// What is counted.
        case counter
        /// Of time.
        case unit
        /// Before and after an age: `vor`, `ago`.
        case before, after
        /// Stands for a number: `no`.
        case zero
        /// Says that a time follows: `updated`.
        case stamp
        case now
        case filler
    }

    /// To be taken once for a text, not once for a word.
    static let table = Table(lists)

    /// Knows the words by their hashes: each word of each item is asked for.
    struct Table: Sendable {
        /// Some five times the number of words, so that nearly each is where it is looked for.
        private static let size = 1024
        private let starts: PairSet
        /// 0: free.
        private var hashes = [UInt64](repeating: 0, count: size)
        private var kinds = [Kind](repeating: .other, count: size)

        fileprivate init(_ lists: [(kind: Kind, words: [Substring])]) {
            starts = PairSet(lists.flatMap(\.words))
            for (kind, words) in lists {
                for word in words {
                    let hash = WordHash.hash(word.utf8)
                    let place = place(of: hash)
                    if hashes[place] == 0 { (hashes[place], kinds[place]) = (hash, kind) }
                }
            }
        }

        func kind(of word: Slice<UnsafeBufferPointer<UInt8>>) -> Kind {
            let first = word[word.startIndex]
            guard word.count > 1 else { return first == UInt8(ascii: "a") ? .filler : .other }
            guard starts.contains(first, word[word.startIndex + 1]) else { return .other }
            let hash = WordHash.hash(word)
            let place = place(of: hash)
            return hashes[place] == hash ? kinds[place] : .other
        }

        /// Where the hash is, or would be.
        private func place(of hash: UInt64) -> Int {
            var place = Int(truncatingIfNeeded: hash) & (Self.size - 1)
            while hashes[place] != 0, hashes[place] != hash {
                place = (place + 1) & (Self.size - 1)
            }
            return place
        }
    }

    private static let lists: [(kind: Kind, words: [Substring])] = [
        (
            .date,
            """
            january february march april may june july august september october november december \
            jan feb mar apr jun jul aug sep sept oct nov dec \
            januar februar marz mai juni juli oktober dezember \
            janvier fevrier mars avril juin juillet aout septembre octobre novembre decembre \
            enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre \
            gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre \
            monday tuesday wednesday thursday friday saturday sunday \
            mon tue wed thu fri sat sun montag dienstag mittwoch donnerstag freitag samstag sonntag \
            lundi mardi mercredi jeudi vendredi samedi dimanche \
            am pm uhr gmt utc cet cest est edt pst pdt bst
            """.split(separator: " ")
        ),
        (
            .counter,
            """
            comment comments view views shares likes reply replies reads vote votes upvotes points \
            download downloads click clicks hits visits retweets reposts reactions favorites favourites ratings \
            kommentar kommentare aufrufe antworten stimmen commentaire commentaires vues comentarios visitas vistas \
            commenti visualizzazioni
            """.split(separator: " ")
        ),
        (
            .unit,
            """
            second seconds sec secs minute minutes min mins hour hours hr hrs day days week weeks month months year years \
            sekunden minuten stunde stunden tag tagen tage woche wochen monat monaten jahr jahren \
            heure heures jour jours semaine semaines mois minuto minutos hora horas dia dias
            """.split(separator: " ")
        ),
        (.before, "vor hace".split(separator: " ")),
        (.after, "ago read left remaining".split(separator: " ")),
        (.zero, "no keine aucun sin".split(separator: " ")),
        (
            .stamp,
            """
            updated update published posted modified edited refreshed created aktualisiert stand geandert \
            veroffentlicht publie modifie actualizado publicado aggiornato
            """.split(separator: " ")
        ),
        (
            .now,
            "now today yesterday tonight heute gestern hier hoy ayer oggi ieri".split(
                separator: " ")
        ),
        (.filler, "on at an the just last um le il".split(separator: " ")),
    ]
}

/// The first two bytes of some words: what begins otherwise need not be looked up.
private struct PairSet: Sendable {
    private var bits = [UInt64](repeating: 0, count: 1024)

    init(_ words: [Substring]) {
        for word in words {
            let bytes = Array(word.utf8.prefix(2))
            guard bytes.count == 2 else { continue }
            let pair = Int(bytes[0]) << 8 | Int(bytes[1])
            bits[pair >> 6] |= 1 << UInt64(pair & 63)
        }
    }

    func contains(_ first: UInt8, _ second: UInt8) -> Bool {
        let pair = Int(first) << 8 | Int(second)
        return bits[pair >> 6] >> UInt64(pair & 63) & 1 == 1
    }
}
