#pragma once

#include "models/base/clock.h"
#include "models/base/redacted.h"
#include "models/base/result.h"

#include <QLocalServer>
#include <QString>

#include <functional>

namespace rackhouse
{

/// What a person needs to pair a console with this appliance.
struct PairingOffer {
    Redacted<QString> code;
    Instant expiresAt;
    QString api;
    QString fingerprint; ///< of the appliance's certificate
};

/// The socket in the state directory on which a second `rackhoused --pairing-code` asks the one
/// that works there for a code. It answers only its own user and root; whoever connects asks.
class PairingSocket : public QObject
{
    Q_OBJECT
public:
    using Answer = std::function<void(Result<PairingOffer>)>;
    /// Calls the answer once, now or later.
    using Opener = std::function<void(const Answer&)>;

    explicit PairingSocket(Opener opener);

    /// Needs the lock of the directory: what a killed process left there is replaced. "internal"
    /// with what the system says.
    Result<void> listen(const QString& stateDir);
    void close() { m_server.close(); }

    /// Asks the rackhoused that holds the directory, and waits for it. Errors:
    /// "pairing-asks-in-vain" (path), and what the appliance says.
    static Result<PairingOffer> ask(const QString& stateDir);

private:
    void greet();

    Opener m_opener;
    QLocalServer m_server;
};

} // namespace rackhouse
