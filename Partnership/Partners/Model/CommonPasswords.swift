/// The passwords of twelve characters or more that turn up most in published breaches, and the stems from which most
/// of the others are made. Shorter ones need no list: they are refused for their length.
package enum CommonPasswords {
  /// Whether lower-case `password` is on the list, or is a listed stem with digits and signs hung on or repeated.
  package static func contains(_ password: String) -> Bool {
    if listed.contains(password) { return true }
    let unmasked = String(password.map { disguises[$0] ?? $0 })
    let letters = unmasked.filter { $0.isLetter }
    if stems.contains(letters) { return true }
    let ends = trimmed(password)
    return stems.contains(ends) || stems.contains(trimmed(unmasked)) || isRepeated(password)
  }

  private static let disguises: [Character: Character] = ["@": "a", "0": "o", "1": "i", "3": "e", "$": "s", "5": "s"]

  private static func trimmed(_ text: String) -> String {
    let head = text.drop { !$0.isLetter }
    return String(String(head.reversed()).drop { !$0.isLetter }.reversed())
  }

  /// A short piece said over and over: `abcabcabcabc`.
  private static func isRepeated(_ text: String) -> Bool {
    let count = text.count
    return (1...4).contains { length in
      count.isMultiple(of: length) && String(repeating: String(text.prefix(length)), count: count / length) == text
    }
  }

  private static let listed: Set<String> = [
    "123456789012", "1234567890123", "12345678901234", "123456789123", "1234567890987654321", "0123456789012",
    "098765432109", "111122223333", "112233445566", "121212121212", "123123123123", "123412341234", "123qwe123qwe",
    "1234qwerasdf", "1234qwerasdfzxcv", "12qwaszx12qwaszx", "1q2w3e4r5t6y", "1q2w3e4r5t6y7u", "1q2w3e4r5t6y7u8i",
    "1qaz2wsx3edc", "1qaz2wsx3edc4rfv", "1qazxsw23edc", "3edc2wsx1qaz", "!qaz2wsx#edc", "1qaz@wsx3edc", "a1b2c3d4e5f6",
    "aa1234567890", "aaaabbbbcccc", "abc123abc123", "abc123456789", "abcd12345678", "abcd1234abcd", "abcdef123456",
    "asdf1234asdf", "asdfasdfasdf", "asdfghjkl123", "asdfghjkl;'\\", "asdfghjklqwertyuiop", "asdfghjklzxcvbnm",
    "azertyuiop123", "azertyuiopqsdfghjklm", "changemechangeme", "correcthorsebatterystaple",
    "correct horse battery staple", "dontforgetthis", "forgetmenot1", "fuckyoufuckyou", "googlegoogle",
    "ihavenopassword",
    "iloveyou1234", "iloveyouforever", "iloveyouiloveyou", "jesuschrist1", "letmeinletmein", "letmeinnow123",
    "liverpool123", "manchester1", "manchesterunited", "mypassword12", "mypassword123", "mynameisearl", "passw0rd1234",
    "password1234", "password12345", "password123456", "password1!password1!", "passwordpassword", "passwortpasswort",
    "p@ssw0rd1234", "p@ssword1234", "p@55w0rd1234", "q1w2e3r4t5y6", "q1w2e3r4t5y6u7", "qazwsxedc123", "qazwsxedcrfv",
    "qazwsxedcrfvtgb", "qwe123qwe123", "qwer1234qwer", "qwer1234asdf", "qwerasdfzxcv", "qwerty123456",
    "qwerty1234567890", "qwertyqwerty", "qwertyuiop12", "qwertyuiop123", "qwertyuiop[]", "qwertyuiopasdf",
    "qwertyuiopasdfghjkl", "qwertyuiopasdfghjklzxcvbnm", "secretsecret", "spongebobsquarepants", "starwars1234",
    "sunshine1234", "superman1234", "thisismypassword", "thisisapassword", "unbelievable", "unknownunknown",
    "welcome12345", "welcome123456", "whatever1234", "zaq12wsxcde3", "zaq1xsw2cde3", "zxcvbnm12345", "zxcvbnm123456",
    "zxcvbnmasdfghjkl", "zxcvbnmasdfghjklqwertyuiop",
  ]

  private static let stems: Set<String> = [
    "password", "passwords", "passwort", "passcode", "passphrase", "mypassword", "thepassword", "newpassword",
    "letmein", "letmeinnow", "welcome", "welcomeback", "changeme", "changemenow", "default", "secret", "topsecret",
    "qwerty", "qwertyu", "qwertyuiop", "qwertyuiopasdf", "asdf", "asdfgh", "asdfghjkl", "zxcvbn", "zxcvbnm", "azerty",
    "azertyuiop", "qwertz", "qwertzuiop", "qazwsx", "qazwsxedc", "abc", "abcd", "abcdef", "abcdefgh", "abcdefghij",
    "iloveyou", "ilovejesus", "iloveme", "loveyou", "sunshine", "princess", "dragon", "monkey", "football", "baseball",
    "basketball", "superman", "batman", "spiderman", "pokemon", "starwars", "liverpool", "liverpoolfc", "arsenal",
    "arsenalfc", "chelsea", "chelseafc", "tottenham", "everton", "rangers", "celtic", "manchester", "manunited",
    "london", "england", "scotland", "britain", "summer", "winter", "spring", "autumn", "january", "february", "march",
    "april", "june", "july", "august", "september", "october", "november", "december", "monday", "tuesday",
    "wednesday", "thursday", "friday", "saturday", "sunday", "christmas", "trustno", "trustnoone", "whatever",
    "administrator", "admin", "adminadmin", "root", "rootroot", "user", "username", "guest", "test", "testing",
    "testtest", "temp", "temporary", "login", "signin", "access", "master", "computer", "internet", "google",
    "facebook", "samsung", "microsoft", "windows", "charlie", "michael", "jennifer", "jessica", "ashley", "daniel",
    "thomas", "michelle", "nicole", "butterfly", "chocolate", "strawberry", "cookie", "flower", "family", "forever",
    "freedom", "happy", "holiday", "hello", "helloworld", "hellohello", "mustang", "shadow", "hunter", "killer",
    "ninja", "phoenix", "silver", "diamond", "metropolitan", "metpolice", "police", "safer", "saferwestminster",
    "westminster", "concordat",
  ]
}
