/// What looks alike and is not, and what does not look alike and is: each was missed or mistaken once.
enum PressCounterScenes {
    typealias Scene = NaturalPressTests.Scene
    typealias Report = NaturalPressTests.Report

    static let all = [
        Scene(
            "a summary of forty words under a title of two words that count",
            [
                Report("mood", feed: 1, "The Problem with Mood", mood + " " + moodRest),
                Report("mood", feed: 2, hour: 2, "The Problem with Mood", mood + " […]"),
                Report("mood", feed: 3, hour: 3, "The Problem With Mood | Frames", mood),
            ]),
        Scene(
            "a summary comes first, the edited text after it",
            [
                Report("port", feed: 1, "How we read from a serial port again", port),
                Report(
                    "port", feed: 2, hour: 4, "How we read from a serial port again, explained",
                    port.replacing("recently", with: "lately").replacing("old", with: "ancient")
                        .replacing("familiar", with: "friends") + " " + portRest),
            ]),
        Scene(
            "vacancies of one company for one trade in two towns, from two boards",
            [
                Report("oslo", feed: 1, "Cook wanted: Zandt Motors in Oslo", job("a cook", "Oslo")),
                Report(
                    "graz", feed: 2, hour: 1, "Cook wanted: Zandt Motors in Graz",
                    job("a cook", "Graz")),
                Report(
                    "lyon", feed: 3, hour: 2, "Nurse wanted: Quill Foods in Lyon",
                    job("a nurse", "Lyon").replacing("Zandt Motors", with: "Quill Foods")),
            ]),
        Scene(
            "a digest is none of the stories that it quotes",
            [
                Report("phone", feed: 1, "Calls for free across the border", phone),
                Report(
                    "digest", feed: 2, hour: 9, "Five things we read",
                    mood + " " + moodRest + " " + port + " " + portRest + " " + phone),
            ]),
        Scene(
            "releases of one maker that open with the same paragraph",
            [
                Report(
                    "lens", feed: 1, "Corvo presents a lens for the night",
                    opening
                        + " The new fifty opens to nine tenths and weighs no more than an orange. Its glass comes from a furnace that was lit again this spring after forty years. Deliveries begin in March, the price is four thousand."
                ),
                Report(
                    "school", feed: 2, hour: 3, "Corvo founds a school of repair",
                    opening
                        + " Twelve young people a year will learn in Jena how to take a shutter apart and, which is harder, put it together. They are paid from the first day, and need no certificate but steady hands. The first class starts in autumn."
                ),
            ]),
        Scene(
            "matches that one program reports",
            [
                Report("a", feed: 1, "Dunmore 5-0 Ivers", match("Dunmore", "Ivers", "50629", "52")),
                Report(
                    "b", feed: 2, hour: 1, "Wexel 0-1 Vance", match("Wexel", "Vance", "49756", "85")
                ),
                Report(
                    "c", feed: 3, hour: 1, "Tovar 3-3 Ulm", match("Tovar", "Ulm", "9141", "72")),
            ]),
        Scene(
            "a status page under one title",
            [
                Report(
                    "1", feed: 1, "Status of the Leica photo service", "Uploads fail in Europe."),
                Report(
                    "2", feed: 1, hour: 2, "Status of the Leica photo service",
                    "Uploads work again; thumbnails are late."),
                Report(
                    "3", feed: 1, hour: 5, "Status of the Leica photo service",
                    "All is well. We are sorry for the trouble."),
            ]),
        Scene(
            "two interviews with one quotation",
            [
                Report(
                    "a", feed: 1, "The woman who repairs shutters",
                    "Her bench stands at the window because the springs are as thin as hair. "
                        + quotation
                        + " In winter she heats the room two hours before she touches a blade, and on Sundays she teaches her niece."
                ),
                Report(
                    "b", feed: 2, hour: 20, "Why old cameras live longer",
                    "Parts can be printed, patience cannot, says a study by two universities, for which three hundred workshops were asked. "
                        + quotation
                        + " Half of the owners would rather wait a year than buy something new, which surprised the authors."
                ),
            ]),
    ]

    private static let mood = """
        A couple of years ago I was doing a little moonlighting for a small computer and imaging company. They were under the \
        mistaken impression that my forty years behind the camera meant that I knew what I was talking about.
        """
    private static let moodRest = """
        One of my first tasks was to help the engineers find words for pictures that they could only measure. We began with \
        warm and cold and got as far as lonely, and there the meeting ended. Nobody could say how many lonelies a sunset has.
        """
    private static let port = """
        I was recently researching how to read from a serial port in order to talk to an old embedded system. If you are not \
        familiar with them, that is the plug with nine pins that nobody has seen since the nineties.
        """
    private static let portRest = """
        The library at hand is helpful until a byte goes missing, and then it waits for ever. So we wrote our own loop, with a \
        clock in it and a small buffer, and have lost nothing since. The code is below; take what you need.
        """
    private static let phone = """
        A clever telephone box is to be sold beyond the border from Wednesday on. Starting today, customers there can order it \
        and place calls to anyone within the wide expanse that is the great white north, for nothing but the tax on the line.
        """
    private static let opening = """
        Corvo, the maker of fine optics from the valley of the Lahn, has built instruments for those who look closely for more \
        than a hundred and fifty years. What began in a shed with a lathe and a loan is today a family of six hundred people \
        on three continents, who believe that a good lens is one that is handed down.
        """
    private static let quotation = """
        "A shutter is a small promise that time can be cut into pieces, and whoever mends one keeps that promise for somebody \
        who will never know her name," says Irma Lenz.
        """

    private static func job(_ role: String, _ town: String) -> String {
        """
        Zandt Motors is looking for \(role) for its site in \(town), to begin as soon as possible. We offer a permanent contract, \
        thirty days of leave, fair pay by the tariff, further training and a friendly team. You have finished your training, \
        like to work with others and speak the language well. Please send your papers with the usual documents by mail to our \
        office; we answer within a week. Travel costs for the interview are paid.
        """
    }

    private static func match(
        _ home: String, _ guest: String, _ crowd: String, _ minute: String
    ) -> String {
        """
        \(home) met \(guest) on Saturday before a crowd of \(crowd), who saw the first goal in the \(minute)th minute after a corner. \
        \(guest) had the better chances in the second half but could not find the net again. The coach of \(home) said his team had \
        deserved more and would work on its passes during the week. The next match is at home.
        """
    }
}
