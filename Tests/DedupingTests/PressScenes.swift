/// What newspapers, agencies, shops and makers send, in their own manners.
enum PressScenes {
    typealias Scene = NaturalPressTests.Scene
    typealias Report = NaturalPressTests.Report

    static let all = agencies + blogs + forms + eastAsia + PressCounterScenes.all

    private static let auction = """
        An early camera prototype from 1923 changed hands for 14.4 million euros on Saturday, becoming the most expensive \
        camera ever sold, the auction house said. The device, one of about two dozen test pieces built before series \
        production began, belonged to the engineer who designed it and carries his name engraved on the viewfinder. \
        Bidding opened at one million euros and lasted eleven minutes. "We expected interest, but not this," auctioneer \
        Anna Kessler told reporters after the sale. The buyer, a collector from Asia, asked not to be named. The previous \
        record of 2.4 million was set four years ago for a similar model.
        """

    private static let agencies = [
        Scene(
            "datelines, bylines and local endings do not hide an agency's text",
            [
                Report(
                    "auction", feed: 1, "Prototype camera fetches record 14.4 million euros",
                    "VIENNA, June 11 (Reuters) - " + auction
                        + "\n(Reporting by M. Huber; Editing by J. Clark)"),
                Report(
                    "auction", feed: 2, hour: 1, "Rare Leica becomes world's most expensive camera",
                    "VIENNA (AP) — " + auction.replacing("on Saturday, ", with: "Saturday, ")),
                Report(
                    "auction", feed: 3, hour: 5, "World's dearest camera sold in Vienna",
                    "By our arts desk | Published 11 June | 2 min read\n" + auction
                        + "\nSign up for our newsletter. Follow us on social media for more stories like this one."
                ),
                Report(
                    "auction", feed: 4, hour: 6, "Prototype camera fetches record sum",
                    String(auction.prefix(330)) + "… Continue reading →"),
            ]),
        Scene(
            "an agency's update contains its first report",
            [
                Report(
                    "auction", feed: 1, "Prototype camera fetches record at Vienna auction",
                    "VIENNA (Reuters) - " + auction),
                Report(
                    "auction", feed: 2, hour: 3,
                    "UPDATE 2-Prototype camera fetches record at Vienna auction",
                    "(Adds details on buyer, background)\nVIENNA (Reuters) - " + auction
                        + " Prices for early pieces have risen steeply over the past decade as museums in China and Japan compete with private buyers. The house will offer another twenty lots from the same estate in the autumn, among them notebooks and lenses. Shares of the maker are not listed."
                ),
            ]),
        Scene(
            "a German agency's text under other headlines",
            [
                Report(
                    "dpa", feed: 1, "Rekordpreis für Kamera-Prototyp",
                    "Wien (dpa) - " + germanAuction),
                Report(
                    "dpa", feed: 2, hour: 2,
                    "14,4 Millionen Euro: Leica ist teuerste Kamera der Welt",
                    germanAuction + " © dpa-infocom, dpa:220611-99-624521/3"),
                Report(
                    "dpa", feed: 3, hour: 3, "Teuerste Kamera der Welt in Wien versteigert",
                    "Wien. " + germanAuction.replacing("Samstag", with: "heutigen Samstag")),
            ]),
        Scene(
            "two papers that quote the same words have two stories",
            [
                Report(
                    "factory", feed: 1, "Lens works to close after ninety years",
                    "The last shift ends on Friday at the glass works on the Lahn, where three generations ground lenses for the world. "
                        + quote
                        + " For Heinrich Bauer, who came at fifteen, it is the end of a life. He shows the bench at which his father stood, the cups, the felt. The town council wants to buy the halls and has asked an architect for plans; a museum is spoken of, and flats. The union counts two hundred and ten jobs."
                ),
                Report(
                    "results", feed: 2, hour: 4, "Camera maker lifts forecast despite closure",
                    "Sales in the first half rose by a tenth, helped by demand from Asia, and the board now expects more for the full year. Analysts had reckoned with less. "
                        + quote
                        + " Margins suffered from the dearer yen and from the cost of the social plan, which the finance chief put at nine million. A dividend is to be proposed in May. The paper has gained a fifth since January, twice as much as the index."
                ),
            ]),
        Scene(
            "the same event told by two reporters is two texts",
            [
                Report(
                    "a", feed: 1, "Leica opens museum in Wetzlar",
                    "Visitors queued around the block on Saturday when the new museum opened its doors. On three floors it tells of optics, from the first microscope to the phone in your pocket."
                ),
                Report(
                    "b", feed: 2, hour: 2, "A house for small pictures",
                    "With a speech by the minister and a brass band the camera maker's museum was handed over to the public at the weekend; curators have hung two hundred prints, some as large as a door."
                ),
            ]),
    ]

    private static let quote = """
        "Nobody took this decision lightly. We looked at every other way for two years, and in the end the figures left us \
        no choice," chief executive Martin Vogel said in a statement.
        """

    private static let germanAuction = """
        Der Prototyp einer Kleinbildkamera ist am Samstag in Wien für 14,4 Millionen Euro versteigert worden. Damit ist das \
        Gerät aus dem Jahr 1923 nach Angaben des Auktionshauses die teuerste Kamera der Welt. Sie gehörte einst dem \
        Konstrukteur selbst, dessen Name in den Sucher graviert ist. Das Startgebot lag bei einer Million Euro. Der neue \
        Besitzer, ein Sammler aus Asien, will nicht genannt werden. Der bisherige Rekord lag bei 2,4 Millionen Euro.
        """

    private static let blogs = [
        Scene(
            "excerpts of one blog end alike and are not alike",
            [
                Report(
                    "strap", feed: 1, "The strap that I kept",
                    "I have owned eleven straps and sold ten of them. [...] The post The strap that I kept appeared first on Slow Shutter."
                ),
                Report(
                    "filter", feed: 1, hour: 5, "The filter that I sold",
                    "I have owned nine filters and lost most of them. [...] The post The filter that I sold appeared first on Slow Shutter."
                ),
                Report(
                    "bag", feed: 1, hour: 9, "A bag for the train",
                    "My bag is older than my camera, and better. [...] The post A bag for the train appeared first on Slow Shutter."
                ),
            ]),
        Scene(
            "an excerpt leads to its whole text in another feed",
            [
                Report(
                    "firmware", feed: 1, "Firmware 3.1 brings subject detection to the SL3",
                    "Leica has released firmware 3.1 for the SL3. It adds subject detection for animals, a quicker start and a level that can be shown in the viewfinder. [&#8230;] Read more"
                ),
                Report(
                    "firmware", feed: 2, hour: 3, "Leica SL3 firmware 3.1 adds subject detection",
                    "Leica has released firmware 3.1 for the SL3. It adds subject detection for animals, a quicker start and a level that can be shown in the viewfinder. The update takes ten minutes and wants a full battery. Owners of the older SL2 get nothing this time, though the maker says that a smaller one is being tested. As always, settings should be saved to a card before."
                ),
            ]),
        Scene(
            "very short items with little but a name in common",
            [
                Report("m11", feed: 1, "Leica M11-D", "Hands on."),
                Report("m11-b", feed: 2, hour: 1, "Leica M11-D", "In stock now."),
                Report("q3", feed: 3, hour: 2, "Leica Q3", "Hands on."),
                Report("lens", feed: 4, hour: 3, "New lens", "Soon."),
            ]),
        Scene(
            "lists on one subject are their writers' own",
            [
                Report(
                    "list-a", feed: 1, "The best travel cameras of the year",
                    "1. Leica Q3\n2. Ricoh GR III\n3. Fujifilm X100VI\n4. Sony A7C II\n5. Panasonic S9\nWe carried all of them through Portugal for a month and weighed every gram."
                ),
                Report(
                    "list-b", feed: 2, hour: 4, "Which camera for the holidays?",
                    "1. Fujifilm X100VI\n2. Leica Q3\n3. Sony A7C II\n4. Ricoh GR III\n5. OM System OM-5\nA guide for those who would rather pack light, with prices from our shops."
                ),
            ]),
        Scene(
            "a newsletter of several items and another day's newsletter",
            [
                Report(
                    "mon", feed: 1, "Good morning: lenses, prices, a fair",
                    "Good morning. Here is what you need to know today.\n" + briefA
                        + "\nThat is all for today. Reply to this mail to reach us, and tell a friend if you like what you read."
                ),
                Report(
                    "tue", feed: 2, hour: 20, "Good morning: a recall, film, a bridge",
                    "Good morning. Here is what you need to know today.\n" + briefB
                        + "\nThat is all for today. Reply to this mail to reach us, and tell a friend if you like what you read."
                ),
            ]),
    ]

    private static let briefA = """
        Sigma shows two lenses for small bodies, both in silver. Prices for used rangefinders fell for the third month. \
        The fair in Cologne will be held every other year from now on, and without the hall for phones.
        """
    private static let briefB = """
        A maker of chargers calls back forty thousand pieces that grow too hot. Film is short again, as a coating line in \
        Rochester stands still. In Porto a bridge is closed because too many people took pictures on it.
        """

    private static let forms = [
        Scene(
            "volumes of a series",
            [
                Report("12", feed: 1, "Rangefinder letters, vol. 12", letters),
                Report("13", feed: 2, hour: 1, "Rangefinder letters, vol. 13", letters),
                Report("13", feed: 3, hour: 2, "Rangefinder letters vol 13", letters),
            ]),
        Scene(
            "a column of each week, from two papers",
            [
                Report(
                    "w1", feed: 1, "The Friday lens: on grain",
                    "Every Friday our columnist looks through an old lens at the news. " + columnA),
                Report(
                    "w1", feed: 2, hour: 6, "The Friday lens: on grain",
                    "Every Friday our columnist looks through an old lens at the news. " + columnA),
                Report(
                    "w2", feed: 1, hour: 168, "The Friday lens: on dust",
                    "Every Friday our columnist looks through an old lens at the news. " + columnB),
                Report(
                    "w2", feed: 2, hour: 167, "The Friday lens: on dust",
                    "Every Friday our columnist looks through an old lens at the news. " + columnB),
            ]),
        Scene(
            "price lists from one form",
            [
                Report(
                    "m", feed: 1, "Used prices: M bodies",
                    prices("M3", "M6", "M9", 1290, 2450, 2190)),
                Report(
                    "s", feed: 2, hour: 1, "Used prices: SL bodies",
                    prices("SL", "SL2", "SL3", 1490, 2950, 4790)),
                Report(
                    "r", feed: 3, hour: 2, "Used prices: R bodies",
                    prices("R4", "R6", "R9", 190, 350, 890)),
            ]),
        Scene(
            "market reports that a program wrote",
            [
                Report(
                    "acme", feed: 1, "Acme Optics shares climb on upbeat outlook",
                    shares("Acme Optics", "Tuesday", "3.2", "41.10", "imaging")),
                Report(
                    "bolt", feed: 2, hour: 1, "Bolt Lighting shares climb on upbeat outlook",
                    shares("Bolt Lighting", "Tuesday", "5.9", "12.75", "stage")),
                Report(
                    "crane", feed: 3, hour: 2, "Crane Tripods shares climb on upbeat outlook",
                    shares("Crane Tripods", "Tuesday", "1.4", "88.02", "film")),
            ]),
        Scene(
            "vacancies from one form",
            [
                Report(
                    "jena", feed: 1, "Optical engineer (m/f/d), Jena",
                    vacancy("an optical engineer", "Jena", "designing lens systems for microscopes")
                ),
                Report(
                    "wetzlar", feed: 2, hour: 1, "Sales clerk (m/f/d), Wetzlar",
                    vacancy("a sales clerk", "Wetzlar", "looking after dealers in Hesse and beyond")
                ),
            ]),
        Scene(
            "releases of one maker that end alike",
            [
                Report(
                    "lens", feed: 1, "Leica presents the Summilux 50 in a new form",
                    releaseA + "\n" + company),
                Report(
                    "lens", feed: 2, hour: 1, "New form for a classic: Summilux 50",
                    releaseA + "\n" + company),
                Report(
                    "gallery", feed: 3, hour: 2, "Leica opens a gallery in Lisbon",
                    releaseB + "\n" + company),
            ]),
    ]

    private static let letters = """
        Dear readers, once more the post has brought more letters than we can print. Thank you for every one of them. We \
        have chosen those that made us laugh or think, and shortened them where the page was too small. Write to us about \
        what you saw, what broke and what you mended, and enclose a print if you can spare it.
        """
    private static let columnA = """
        Grain is what is left when the light has gone home. My grandfather swore at it, my daughter buys a program that \
        puts it back, and between the two of them lies the whole history of taste. I have a print from a strike in 1952 in \
        which you cannot tell the faces from the rain, and no picture has told me more about that day.
        """
    private static let columnB = """
        Dust has no party. It lies down on the minister's portrait and on the mirror in my camera with the same patience. \
        A repairman in our street blows it out for nothing, because, he says, one should not take money for air. When his \
        shop closes next month there will be a bank in it, and the bank will have a filter.
        """

    private static func prices(
        _ a: String, _ b: String, _ c: String, _ x: Int, _ y: Int, _ z: Int
    ) -> String {
        """
        Our list of what was paid last month at auctions and by dealers, body only, in good condition, tax included. \
        \(a): \(x) euros. \(b): \(y) euros. \(c): \(z) euros. Black paint costs more. Prices without guarantee; we do not buy or sell.
        """
    }

    private static func shares(
        _ name: String, _ day: String, _ percent: String, _ price: String, _ unit: String
    ) -> String {
        """
        Shares of \(name) rose \(percent)% to $\(price) in afternoon trading on \(day) after the company raised its outlook for \
        the full year. Analysts on average had expected the company to leave its outlook unchanged. \(name) said demand \
        in its \(unit) business remained strong in all regions and that supply had improved. The stock has outperformed the \
        broader market since the start of the year. The company is due to report quarterly results next month.
        """
    }

    private static func vacancy(_ role: String, _ town: String, _ task: String) -> String {
        """
        For our site in \(town) we are looking for \(role), full time and for good. You will be \(task). You bring a finished \
        training, joy in working with others and good English. We offer thirty days of leave, a pension, lunch for little \
        money and a bicycle. We look forward to your papers by mail, with the day on which you could begin and what you \
        would like to earn. Travel to the first talk is paid.
        """
    }

    private static let releaseA = """
        The maker today presents its best known lens in a new form. The optical design is unchanged, the barrel is shorter, \
        and the aperture now closes to eleven blades, so that lights stay round. It comes in black and in silver and will \
        be at dealers from the third of April.
        """
    private static let releaseB = """
        With an exhibition of street pictures from the eighties the maker opens its twenty-ninth gallery on Thursday, in a \
        former tram depot above the river. Entry is free. The first show runs until the end of summer, and two grants will \
        be given to young photographers from the city each year.
        """
    private static let company = """
        The group is an international maker of cameras, lenses and sport optics with a history of more than one hundred \
        and fifty years. Headquarters are in Wetzlar in the state of Hesse, and a second site is in Vila Nova de Famalicao \
        in Portugal. It has its own sales companies in Great Britain, France, Japan, Singapore and the United States, and \
        more than a hundred shops of its own.
        """

    private static let eastAsia = [
        Scene(
            "a Japanese release and its copies",
            [
                Report("m", feed: 1, "ライカカメラジャパン、新型レンズを発表", japaneseA),
                Report(
                    "m", feed: 2, hour: 1, "ライカ、新レンズを4月に発売",
                    "【東京＝山田太郎】" + japaneseA + "（写真はメーカー提供）"),
                Report(
                    "m", feed: 3, hour: 2, "新型レンズを発表 ライカカメラジャパン",
                    String(japaneseA.prefix(90)) + "…続きを読む"),
                Report("g", feed: 4, hour: 3, "ライカ、京都にギャラリーを開設", japaneseB),
            ]),
        Scene(
            "Japanese releases that end with one block about the company",
            [
                Report("m", feed: 1, "ライカ、新型レンズを発表", japaneseA + "\n■会社概要\n" + japaneseCompany),
                Report(
                    "g", feed: 2, hour: 1, "ライカ、京都にギャラリーを開設",
                    japaneseB + "\n■会社概要\n" + japaneseCompany),
            ]),
        Scene(
            "a Chinese report and its copies",
            [
                Report("c", feed: 1, "徕卡在上海开设新店", "新华社上海电 " + chinese),
                Report("c", feed: 2, hour: 1, "上海迎来徕卡新旗舰店", "（记者 王伟）" + chinese + "（编辑：李娜）"),
                Report("d", feed: 3, hour: 2, "徕卡与小米续签合作协议", chineseOther),
            ]),
    ]

    private static let japaneseA = """
        ライカカメラジャパン株式会社は、交換レンズの新製品を四月三日に発売すると発表した。光学系は従来のままで、鏡筒を短くし、絞り羽根を十一枚に増やした。\
        点光源のボケが丸く写るという。色は黒と銀の二種類で、価格は六十万円前後になる見込み。全国の直営店で予約を受け付ける。
        """
    private static let japaneseB = """
        ライカカメラジャパン株式会社は、京都市東山区の町家を改装したギャラリーを木曜日に開く。開館記念として八十年代の路上写真を集めた展覧会を夏の終わりまで開催し、\
        入場は無料。若手写真家を対象とした助成制度も始め、毎年二名を選ぶ予定だ。
        """
    private static let japaneseCompany = """
        百五十年以上の歴史を持つカメラ、レンズ、スポーツオプティクスの国際的な製造会社です。本社はドイツのヘッセン州ウェッツラーにあり、ポルトガルにも工場を構えています。\
        日本、英国、フランス、シンガポール、米国に販売会社を持ち、世界で百を超える直営店を展開しています。
        """
    private static let chinese = """
        徕卡相机公司星期五在上海外滩开设了亚洲最大的旗舰店。新店共有三层，一层销售相机和镜头，二层为画廊，三层设有图书馆和咖啡馆。公司负责人表示，中国已成为其全球第二大市场，\
        未来三年还将在成都、深圳等城市增设门店。开业当天有数百名摄影爱好者排队等候。
        """
    private static let chineseOther = """
        小米集团与徕卡相机公司星期四宣布，双方将把影像领域的战略合作延长五年，并共同建立一所光学研究院。新的协议涵盖镜头设计、图像算法以及色彩调校，首款采用联合研发传感器的手机预计明年春季上市。
        """
}
