/// Real monthly totals, cut from the Metropolitan Police's files on the London Datastore (Open Government Licence v3.0):
/// the borough file of July 2023 and the ward file of September 2020 to August 2022.
enum RealMonths {
  /// Crimes that Westminster's police investigated, April 2019 to March 2023.
  static let westminster = [
    7216, 6847, 6915, 6982, 7074, 6387, 7186, 6840, 7466, 6388, 6661, 4679, 1706, 2264, 3008, 4093, 4471, 4467, 4334,
    2990, 3495, 2020, 2015, 2715, 3307, 4003, 4268, 5090, 4624, 4792, 6143, 5911, 6059, 5302, 5296, 6041, 5664, 6216,
    6186, 7194, 6257, 5520, 7761, 8290, 8683, 7732, 7165, 7380,
  ]
  /// Crimes of the whole Metropolitan Police, the same months.
  static let metropolitan = [
    74883, 77321, 76692, 81678, 76570, 76154, 81447, 78903, 74872, 76181, 73156, 65803, 48651, 57209, 62193, 70448,
    70523, 71277, 71354, 64688, 59986, 52735, 52365, 62769, 61952, 67611, 69953, 71018, 67390, 70363, 76101, 74316,
    67420, 68596, 65917, 73696, 68741, 75840, 73518, 75449, 73612, 69687, 76745, 76209, 69560, 73969, 69789, 78161,
  ]
  /// Crimes placed in a Westminster ward, September 2020 to August 2022.
  static let placedInWestminster = [
    4379, 4216, 2906, 3413, 1956, 1954, 2469, 3072, 3888, 4148, 4956, 4471, 4579, 5909, 5671, 5806, 5075, 5073, 5773,
    5454, 5931, 5925, 6855, 5954,
  ]
  /// Of those, in the wards St James's and West End.
  static let placedInWestEnd = [
    2175, 2131, 1102, 1656, 559, 540, 724, 1226, 1866, 2099, 2691, 2503, 2519, 3686, 3529, 3585, 3114, 3202, 3557,
    3514, 3636, 3673, 4286, 3412,
  ]
}
