import Basics
import JWTKit
import PartnershipModel

extension IDTokenClaims: JWTPayload {
  /// What the claims say is judged by `check`, which knows what was asked.
  package func verify(using algorithm: some JWTAlgorithm) async throws {}
}

/// Whether a token was signed by its provider.
enum IDTokenVerification {
  /// The claims of a token that this key signed by the algorithm of its head; JWTKit does the arithmetic.
  ///
  /// The key is offered alone and for one algorithm, so that nothing in the token chooses how it is verified.
  static func claims(_ token: String, _ header: IDTokenHeader, _ key: ProviderKey) async throws(TokenFault)
    -> IDTokenClaims
  {
    guard key.fits(header.algorithm) else { throw .key }
    let keys = JWTKeyCollection()
    do {
      if header.algorithm == "RS256", let n = key.n, let e = key.e {
        // Refuses a modulus of fewer than 2048 bits.
        await keys.add(rsa: try Insecure.RSA.PublicKey(modulus: n, exponent: e), digestAlgorithm: .sha256)
      } else if header.algorithm == "ES256", let x = key.x, let y = key.y {
        await keys.add(ecdsa: try ES256PublicKey(parameters: (x: x, y: y)))
      } else {
        throw TokenFault.key
      }
    } catch { throw .key }
    do {
      return try await keys.verify(token, as: IDTokenClaims.self)
    } catch let error as JWTError where error.errorType == .malformedToken {
      throw .malformed
    } catch { throw .signature }
  }
}
