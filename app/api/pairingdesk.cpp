#include "app/api/pairingdesk.h"

#include "app/api/audit.h"
#include "app/api/authenticator.h"

#include <QCryptographicHash>

#include <openssl/rand.h>

namespace rackhouse::api
{

namespace
{

constexpr qint64 codeLifeMs = 15 * 60 * 1000;
constexpr qint64 keptMs = 24LL * 3600 * 1000; ///< to tell "used" and "expired" from "wrong"
constexpr qint64 wrongTries = 5;
constexpr qint64 windowMs = 60 * 1000;
constexpr size_t triesAWindow = 10;
constexpr int codeLength = 12;
constexpr char alphabet[] = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"; // 32; none looks like another

Result<QString> newCode()
{
    unsigned char bytes[codeLength] = {};
    if (RAND_bytes(bytes, sizeof bytes) != 1)
        return fail("internal");
    QString code;
    for (int i = 0; i < codeLength; ++i) {
        if (i > 0 && i % 4 == 0)
            code += QLatin1Char('-');
        code += QLatin1Char(alphabet[bytes[i] % 32]);
    }
    return code;
}

/// As people type it: lower case, with or without dashes and spaces.
QByteArray hashOf(const QString& code)
{
    QByteArray letters;
    const QString upper = code.toUpper();
    for (const QChar c : upper) {
        if (c.isLetterOrNumber())
            letters += c.toLatin1();
    }
    return QCryptographicHash::hash(letters, QCryptographicHash::Sha256).toHex();
}

bool isOpen(const Pairing& pairing, Instant now)
{
    return !pairing.usedAt.isSet() && pairing.failures < wrongTries && now < pairing.expiresAt;
}

/// The row of the code, if any. Every row is compared, so time tells nothing.
std::optional<Pairing> findCode(const std::vector<Pairing>& pairings, const QString& code)
{
    const QByteArray wanted = hashOf(code);
    std::optional<Pairing> found;
    for (const Pairing& pairing : pairings) {
        if (equalsInConstantTime(pairing.codeHash.toLatin1(), wanted))
            found = pairing;
    }
    return found;
}

Result<void> countFailure(Writer& writer, const std::vector<Pairing>& pairings, Instant now)
{
    for (const Pairing& pairing : pairings) {
        if (!isOpen(pairing, now))
            continue;
        Pairing failed = pairing;
        ++failed.failures;
        if (auto put = writer.put(failed); !put)
            return put;
    }
    return {};
}

const char* refusalOf(const Pairing& pairing, Instant now)
{
    if (pairing.usedAt.isSet())
        return "pairing-code-used";
    if (pairing.failures >= wrongTries)
        return "pairing-code-closed";
    return now < pairing.expiresAt ? nullptr : "pairing-code-expired";
}

/// Either a certificate, or a refusal that is itself to be committed (a counted failure).
struct Redeemed {
    std::optional<SignedCertificate> certificate;
    Error refusal;
};

} // namespace

PairingDesk::PairingDesk(Store& store, const SiteCa& ca, const Clock& clock)
    : m_store(store), m_ca(ca), m_clock(clock)
{
}

QFuture<Result<PairingCode>> PairingDesk::open(Role role, QString actor)
{
    return m_store.write<PairingCode>([role, actor](Writer& writer) -> Result<PairingCode> {
        const Instant now = writer.now();
        auto old = writer.list<Pairing>();
        if (!old)
            return fail(old.error());
        for (const Pairing& pairing : *old) {
            if (pairing.expiresAt.plusMs(keptMs) >= now)
                continue;
            if (auto removed = writer.remove<Pairing>(pairing.id); !removed)
                return fail(removed.error());
        }
        const auto code = newCode();
        if (!code)
            return fail(code.error());
        Pairing pairing;
        pairing.id = PairingId::create();
        pairing.codeHash = QString::fromLatin1(hashOf(*code));
        pairing.role = role;
        pairing.createdAt = now;
        pairing.expiresAt = now.plusMs(codeLifeMs);
        auto done = writeAudit(writer, actor, "pairing.open", "pairing", pairing.id.text(),
                               {{QStringLiteral("role"), enumText(role)}});
        if (done)
            done = writer.put(pairing);
        if (!done)
            return fail(done.error());
        return PairingCode{Redacted<QString>(*code), pairing.expiresAt};
    });
}

bool PairingDesk::mayTry(const QHostAddress& peer)
{
    const Instant now = m_clock.now();
    const std::lock_guard lock(m_mutex);
    m_tries.removeIf([now](decltype(m_tries)::iterator entry) {
        auto& times = entry.value();
        while (!times.empty() && times.front().plusMs(windowMs) <= now)
            times.pop_front();
        return times.empty();
    });
    auto& times = m_tries[peer];
    if (times.size() >= triesAWindow)
        return false;
    times.push_back(now);
    return true;
}

QFuture<Result<SignedCertificate>> PairingDesk::redeem(QString code, QByteArray csrPem,
                                                       QString name, QHostAddress peer)
{
    const auto refuse = [](const char* error) {
        return QtFuture::makeReadyFuture<Result<SignedCertificate>>(fail(error));
    };
    if (!mayTry(peer))
        return refuse("too-many-tries");
    const auto work = [this, code, csrPem, name, peer](Writer& writer) -> Result<Redeemed> {
        const Instant now = writer.now();
        const auto pairings = writer.list<Pairing>();
        if (!pairings)
            return fail(pairings.error());
        auto pairing = findCode(*pairings, code);
        if (!pairing) {
            if (auto counted = countFailure(writer, *pairings, now); !counted)
                return fail(counted.error());
            return Redeemed{{}, makeError("pairing-code-wrong")};
        }
        if (const char* refusal = refusalOf(*pairing, now))
            return Redeemed{{}, makeError(refusal)};
        auto certificate = m_ca.signClient(csrPem, name);
        if (!certificate)
            return fail(certificate.error());
        pairing->usedAt = now;
        const Credential credential{CredentialId::create(),
                                    name,
                                    pairing->role,
                                    certificate->fingerprint,
                                    certificate->issuedAt,
                                    certificate->expiresAt,
                                    {},
                                    {}};
        auto done = writeAudit(writer, name, "pairing.redeem", "credential", credential.id.text(),
                               {{QStringLiteral("peer"), peer.toString()},
                                {QStringLiteral("role"), enumText(pairing->role)}});
        if (done)
            done = writer.put(*pairing);
        if (done)
            done = writer.put(credential);
        if (!done)
            return fail(done.error());
        return Redeemed{*std::move(certificate), {}};
    };
    return m_store.write<Redeemed>(work).then(
        [](const Result<Redeemed>& result) -> Result<SignedCertificate> {
            if (!result)
                return fail(result.error());
            if (!result->certificate)
                return fail(result->refusal);
            return *result->certificate;
        });
}

} // namespace rackhouse::api
