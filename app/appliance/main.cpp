// rackhoused: wiring only.

#include "app/appliance/appliance.h"
#include "app/appliance/stopsignals.h"
#include "app/switches/snmpsession.h"
#include "models/base/log.h"

#include <QCoreApplication>
#include <QDateTime>

#include <cstdio>

using namespace rackhouse;

namespace
{

constexpr int StopWithinMs = 5'000;

int complain(const Error& error)
{
    const QByteArray text = problemText(error).toUtf8();
    const QByteArray detail = error.detail.toUtf8();
    std::fprintf(stderr, "rackhoused: %s\n", text.constData());
    if (!detail.isEmpty())
        std::fprintf(stderr, "rackhoused: %s\n", detail.constData());
    return error.code == u"bad-option" ? 2 : 1;
}

/// Of the rackhoused that holds the state directory.
int askForPairing(const QString& stateDir)
{
    const auto offer = PairingSocket::ask(stateDir);
    if (!offer)
        return complain(offer.error());
    const QByteArray until = QDateTime::fromMSecsSinceEpoch(offer->expiresAt.ms)
                                 .toString(QStringLiteral("HH:mm"))
                                 .toUtf8();
    std::printf("Code         %s (works once, until %s)\nFingerprint  %s\nAddress      %s\n",
                offer->code.reveal().toUtf8().constData(), until.constData(),
                offer->fingerprint.toUtf8().constData(), offer->api.toUtf8().constData());
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    SnmpSession::prepare();
    QCoreApplication app(argc, argv);
    StopSignals stopSignals;
    QCoreApplication::setApplicationName(QStringLiteral("rackhoused"));
    QCoreApplication::setApplicationVersion(QStringLiteral(RACKHOUSE_VERSION));
    installLogFormat();
    const auto options = ApplianceOptions::parse(QCoreApplication::arguments());
    if (!options)
        return complain(options.error());
    if (!options->answer.isEmpty()) {
        std::fputs(options->answer.toUtf8().constData(), stdout);
        return 0;
    }
    const auto appliance = Appliance::open(*options);
    if (!appliance && appliance.error().code == u"state-dir-locked" && options->pairingCode)
        return askForPairing(options->stateDir);
    if (!appliance)
        return complain(appliance.error());
    QObject::connect(&stopSignals, &StopSignals::asked, appliance->get(), &Appliance::stop);
    QObject::connect(&stopSignals, &StopSignals::asked, &app,
                     [&app] { QTimer::singleShot(StopWithinMs, &app, &QCoreApplication::quit); });
    QObject::connect(appliance->get(), &Appliance::stopped, &app, &QCoreApplication::quit,
                     Qt::QueuedConnection);
    if (const auto started = (*appliance)->start(); !started)
        return complain(started.error());
    return QCoreApplication::exec();
}
