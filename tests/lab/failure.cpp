#include "tests/lab/failure.h"

namespace rackhouse::lab
{

QStringList failureNames()
{
    return {QStringLiteral("none"),
            QStringLiteral("Refuse"),
            QStringLiteral("Hang"),
            QStringLiteral("Drop401Once"),
            QStringLiteral("SlowBody"),
            QStringLiteral("BadJson"),
            QStringLiteral("Html"),
            QStringLiteral("CloseMidBody"),
            QStringLiteral("TaskStuck"),
            QStringLiteral("WrongEtag"),
            QStringLiteral("IgnoresBootOverride"),
            QStringLiteral("IgnoresPower"),
            QStringLiteral("LosesPower"),
            QStringLiteral("NewCertificate"),
            QStringLiteral("SessionsFull"),
            QStringLiteral("NoSessionService"),
            QStringLiteral("CompressedOnly"),
            QStringLiteral("NeedsIfMatch"),
            QStringLiteral("Leaks"),
            QStringLiteral("PasswordChangeRequired")};
}

QString failureName(FailureMode mode)
{
    return failureNames().at(static_cast<int>(mode));
}

std::optional<FailureMode> failureFromName(const QString& name)
{
    const auto index = failureNames().indexOf(name);
    if (index < 0)
        return std::nullopt;
    return static_cast<FailureMode>(index);
}

} // namespace rackhouse::lab
