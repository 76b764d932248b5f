import Basics
import Database
import TestSupport
import Testing

@testable import GuardedFields

@Suite struct `Blind indexes` {
  private let index = BlindIndex(MasterKey())

  private func value(_ term: BlindIndex.Term) throws -> String? {
    try index.value(of: term, in: term.kind.field)
  }

  @Test(arguments: [
    ["Zoë O'Brien-Smith", "ZOE OBRIEN SMITH", "zoe o\u{2019}brien smith", " Zoe\u{308}  O`Brien\u{2011}Smith. "],
    ["Anne-Marie", "Anne Marie", "ANNEMARIE", "anne\u{2013}marie", "Anne\u{AD}marie"],
    ["Søren Łukasz Đorđević", "soren lukasz dordevic"],
    ["Weiß", "WEISS", "weiss"], ["Ægir", "Aegir"], ["Þórunn", "Thorunn"], ["Ｓｍｉｔｈ", "Smith"],
    ["İbrahim Yıldız", "Ibrahim Yildiz"], ["Nguyễn", "Nguyen", "NGUYE\u{302}\u{303}N"], ["ﬁnn", "Finn"],
    ["\u{645}\u{62D}\u{645}\u{62F}", "\u{645}\u{64F}\u{62D}\u{64E}\u{645}\u{651}\u{64E}\u{62F}"],
    ["Παπαδόπουλος", "ΠΑΠΑΔΟΠΟΥΛΟΣ"], ["Aʻisha", "A'isha", "Aisha"], ["St. John", "St John"],
  ])
  func `spellings of one name are one name`(_ spellings: [String]) throws {
    let values = try Set(spellings.map { try value(.name($0)) })
    #expect(values.count == 1 && !values.contains(nil))
    let day = try #require(Day("1990-04-01"))
    #expect(try Set(spellings.map { try value(.nameAndBirthDate($0, day)) }).count == 1)
  }

  @Test func `different names, and one name with different birth dates, are different`() throws {
    let names = ["Smith", "Smyth", "Smithe", "Jones", "李", "王", "राम", "रमा", "Иванов", "Ivanov", "Smith2"]
    #expect(try Set(names.map { try value(.name($0)) }).count == names.count)
    let days = ["1990-04-01", "1990-01-04", "1991-04-01"].compactMap { Day($0) }
    let values = try days.flatMap { day in try names.map { try value(.nameAndBirthDate($0, day)) } }
    #expect(Set(values).count == names.count * 3)
    // A name that ends in a date is not the name with that birth date.
    #expect(
      BlindIndex.Term.name("Smith 1990-04-01").normal != BlindIndex.Term.nameAndBirthDate("Smith", days[0]).normal)
  }

  @Test(arguments: [
    [
      "020 7946 0000", "+44 20 7946 0000", "+44 (0)20 7946 0000", "0044 20 7946 0000", "(020) 7946-0000",
      "44 20 7946 0000", "020.7946.0000 ext. 12", "2079460000", "Tel: 020 7946 0000", "(+44) 020 7946 0000",
      "＋４４ ２０ ７９４６ ００００", "020 7946 0000 x3",
    ],
    ["07700 900123", "+447700900123", "7700900123", "0044 (0) 7700 900 123", "447700900123"],
    ["+353 1 496 0000", "00353 1 496 0000"],
  ])
  func `forms of one telephone number are one number`(_ forms: [String]) throws {
    #expect(Set(forms.map(NormalPhone.form)).count == 1, "\(forms.map(NormalPhone.form))")
    let values = try Set(forms.map { try value(.phone($0)) })
    #expect(values.count == 1 && !values.contains(nil))
  }

  @Test func `a telephone number has its international form, and what is none has no form`() {
    #expect(NormalPhone.form(of: "020 7946 0000") == "+442079460000")
    #expect(NormalPhone.form(of: "00353 1 496 0000") == "+35314960000")
    #expect(NormalPhone.form(of: "7946 0000") == "79460000")
    #expect(NormalPhone.form(of: "999") == nil)
    #expect(NormalPhone.form(of: "none given") == nil)
    #expect(NormalPhone.form(of: "020 7946 0000 / 07700 900123") == nil)
  }

  @Test func `a postcode is whole or nothing`() throws {
    let forms = ["SW1A 1AA", "sw1a1aa", " SW1A  1AA ", "SW1A-1AA", "SW1A OAA"]
    #expect(forms.map(NormalPostcode.form) == ["SW1A1AA", "SW1A1AA", "SW1A1AA", "SW1A1AA", "SW1A0AA"])
    for code in ["M1 1AE", "B33 8TH", "CR2 6XH", "DN55 1PT", "W1A 0AX", "EC1A 1BB", "GIR 0AA"] {
      #expect(NormalPostcode.form(of: code) == code.filter { $0 != " " })
    }
    for wrong in ["", "SW1A", "SW1A 1A", "1SW 1AA", "SW1AA 1AA", "SWAA 1AA", "SW1A 11A", "GIX 0AA", "SW111 1AA"] {
      #expect(NormalPostcode.form(of: wrong) == nil, "\(wrong)")
    }
  }

  /// The examples of the National Archives' page and of Knuth, The Art of Computer Programming, volume 3, 6.
  @Test(arguments: [
    ("Washington", "W252"), ("Lee", "L000"), ("Gutierrez", "G362"), ("Pfister", "P236"), ("Jackson", "J250"),
    ("Tymczak", "T522"), ("VanDeusen", "V532"), ("Ashcraft", "A261"), ("Ashcroft", "A261"), ("Robert", "R163"),
    ("Rupert", "R163"), ("Rubin", "R150"), ("Honeyman", "H555"), ("Euler", "E460"), ("Ellery", "E460"),
    ("Gauss", "G200"), ("Hilbert", "H416"), ("Knuth", "K530"), ("Lloyd", "L300"), ("Lukasiewicz", "L222"),
    ("O'Hara", "O600"), ("Smith", "S530"), ("Smyth", "S530"), ("Schmidt", "S530"),
  ])
  func `the sound of a name is its Soundex code`(_ name: String, _ code: String) throws {
    #expect(BlindIndex.Term.soundOfName(name).normal == code)
  }

  @Test func `names that sound alike are found together`() throws {
    #expect(try value(.soundOfName("Smith")) == value(.soundOfName("SMYTHE")))
    #expect(try value(.soundOfName("Smith")) != value(.soundOfName("Jones")))
    #expect(try value(.soundOfName("李")) == nil)
    #expect(try value(.soundOfName("7")) == nil)
  }

  @Test func `what holds nothing to find by has no value, so that nameless rows are not alike`() throws {
    for text in ["", "  ", "-", "’", "?", "\u{301}"] {
      #expect(try value(.name(text)) == nil)
      #expect(try value(.phone(text)) == nil)
      #expect(try value(.postcode(text)) == nil)
    }
  }

  @Test func `a value is 32 hexadecimal digits that depend on the kind and on the key`() throws {
    let other = BlindIndex(MasterKey())
    // One text whose normal form is the same in two kinds: only the key tells them apart.
    #expect(BlindIndex.Term.phone("7946 0000").normal == BlindIndex.Term.name("7946 0000").normal)
    let phone = try value(.phone("7946 0000")), name = try value(.name("7946 0000"))
    #expect(phone != name)
    #expect(try other.value(of: .phone("7946 0000"), in: .phone) != phone)
    for text in [phone, name].compactMap({ $0 }) {
      #expect(text.count == 32 && text.allSatisfy { $0.isHexDigit && !$0.isUppercase })
    }
    #expect(try value(.name("Smith")) == index.value(of: .name("smith"), in: .givenNames))
  }

  @Test func `a field that must not be found has no index of any kind, nor has one that is not listed for it`() throws {
    let day = try #require(Day("1990-04-01"))
    let terms: [BlindIndex.Term] = [
      .name("a"), .nameAndBirthDate("a", day), .phone("020 7946 0000"), .postcode("SW1A 1AA"), .soundOfName("a"),
    ]
    #expect(Set(terms.map(\.kind)) == Set(BlindIndex.Kind.allCases))
    for field in GuardedField.allCases {
      for term in terms {
        let refusal = try kind { try index.value(of: term, in: field) }
        let isAllowed = field.level != .concealed && field.indexes.contains(term.kind)
        #expect(refusal == (isAllowed ? nil : "no-index"), "\(field) \(term)")
      }
    }
  }

  @Test func `bringing a name into its form twice changes nothing, and no text does harm`() {
    var random = SeededNumbers(4)
    for _ in 0..<3_000 {
      var text = ""
      for _ in 0..<Int.random(in: 0...8, using: &random) {
        let top: UInt32 = Bool.random(using: &random) ? 0x2FF : 0x1_FFFF
        if let scalar = Unicode.Scalar(UInt32.random(in: 0...top, using: &random)) {
          text.unicodeScalars.append(scalar)
        }
      }
      if let form = NormalName.form(of: text) {
        #expect(NormalName.form(of: form) == form, "\(text.unicodeScalars.map(\.value))")
        _ = Soundex.code(of: form)
      }
      _ = NormalPhone.form(of: text)
      _ = NormalPostcode.form(of: text)
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `a person is found by a telephone number in another form, without opening a row`(_ engine: Engine) async throws {
    try await GuardedFixture.with(engine) { fixture in
      try await fixture.savePhone("07700 900123", id: "t1", person: "p1")
      try await fixture.savePhone("07700 900124", id: "t2", person: "p2")
      try await fixture.savePhone("+44 7700 900123", id: "t3", person: "p3")
      let wanted = try fixture.ring.blindIndex.value(of: .phone("0044 7700 900 123"), in: .phone)
      let found = try await fixture.database.read { connection in
        try connection.rows("SELECT id FROM person_phone WHERE number_index = \(wanted) ORDER BY id")
          .map { try $0.text("id") }
      }
      #expect(found == ["t1", "t3"])
    }
  }
}
