#include "app/redfish/bootcontrol.h"

#include "app/redfish/readers.h"

#include <QCoroTimer>
#include <QJsonArray>

namespace rackhouse::redfish
{

namespace
{

constexpr int kReadBacks = 3;
constexpr int kApplications = 2;

constexpr QLatin1StringView kTarget("BootSourceOverrideTarget");
constexpr QLatin1StringView kEnabled("BootSourceOverrideEnabled");
constexpr QLatin1StringView kMode("BootSourceOverrideMode");

bool allows(const QJsonObject& boot, const QString& field, const QString& value)
{
    const QJsonValue allowed = boot.value(field + QStringLiteral("@Redfish.AllowableValues"));
    return !allowed.isArray() || allowed.toArray().contains(value);
}

bool refusedForm(const Error& error)
{
    const int status = error.args.value(QStringLiteral("status")).toInt();
    return error.code == QLatin1String("bmc-refused") && status >= 400 && status < 500;
}

} // namespace

QString bootWord(BootTarget target)
{
    switch (target) {
    case BootTarget::Pxe:
        return QStringLiteral("Pxe");
    case BootTarget::UefiHttp:
        return QStringLiteral("UefiHttp");
    case BootTarget::Hdd:
        return QStringLiteral("Hdd");
    case BootTarget::None:
        break;
    }
    return QStringLiteral("None");
}

std::vector<QJsonObject> bootForms(const QJsonObject& current, BootTarget target, FirmwareMode mode)
{
    QString modeWord = current.value(kMode).toString();
    if (mode != FirmwareMode::Unknown)
        modeWord = mode == FirmwareMode::Uefi ? QStringLiteral("UEFI") : QStringLiteral("Legacy");
    if (modeWord.isEmpty())
        modeWord = QStringLiteral("UEFI");
    const QJsonObject enabled{{kEnabled, target == BootTarget::None ? QStringLiteral("Disabled")
                                                                    : QStringLiteral("Once")}};
    QJsonObject both = enabled;
    both.insert(kTarget, bootWord(target));
    QJsonObject all = both;
    all.insert(kMode, modeWord);

    std::vector<QJsonObject> forms;
    const bool hasMode = current.contains(kMode) ||
                         current.contains(kMode + QStringLiteral("@Redfish.AllowableValues"));
    if (hasMode && allows(current, kMode, modeWord))
        forms.push_back(all);
    forms.push_back(both);
    if (target == BootTarget::None)
        forms.push_back(enabled); // HPE rejects target None
    return forms;
}

bool bootIs(const QJsonObject& boot, BootTarget target)
{
    const QString enabled = boot.value(kEnabled).toString();
    const QString now = boot.value(kTarget).toString();
    if (target == BootTarget::None)
        return enabled == u"Disabled" || now == u"None";
    return now == bootWord(target) && (enabled == u"Once" || enabled == u"Continuous");
}

QCoro::Task<Result<BootControl::Place>> BootControl::place(QString path)
{
    HttpRequest request;
    request.path = path;
    const auto answer = co_await m_session.exchange(request);
    if (!answer)
        co_return fail(answer.error());
    const auto json = readAnswer(*answer, path);
    if (!json)
        co_return fail(json.error());
    Place found;
    found.path = path;
    found.boot = json->value(u"Boot").toObject();
    found.etag = answer->etag();
    co_return found;
}

QCoro::Task<Result<std::vector<BootControl::Place>>> BootControl::places()
{
    const auto json = co_await m_session.get(m_path);
    if (!json)
        co_return fail(json.error());
    const auto system = co_await place(m_path);
    if (!system)
        co_return fail(system.error());
    std::vector<Place> found;
    const QString settings =
        linkOf(json->value(u"@Redfish.Settings").toObject(), u"SettingsObject");
    if (!settings.isEmpty()) {
        auto pending = co_await place(settings);
        if (pending && pending->boot.contains(kTarget)) {
            if (!pending->boot.contains(kMode) && system->boot.contains(kMode))
                pending->boot.insert(kMode, system->boot.value(kMode));
            found.push_back(*pending);
        }
    }
    if (system->boot.contains(kTarget) || found.empty())
        found.push_back(*system);
    co_return found;
}

QCoro::Task<Result<void>> BootControl::write(Place place, std::vector<QJsonObject> forms)
{
    Result<void> outcome;
    for (const QJsonObject& form : forms) {
        QJsonObject body;
        body.insert(u"Boot", form);
        const auto answer = co_await m_session.patch(place.path, body, place.etag);
        if (answer)
            co_return Result<void>();
        outcome = fail(answer.error());
        if (!refusedForm(answer.error()))
            break;
    }
    co_return outcome;
}

QCoro::Task<Result<bool>> BootControl::took(Place written, BootTarget target)
{
    for (int look = 0; look < kReadBacks; ++look) {
        if (look > 0)
            co_await QCoro::sleepFor(std::chrono::milliseconds(m_session.options().pollMs));
        // Pending settings show it at once, the system itself at once or after the next boot.
        const auto now = co_await place(written.path);
        if (!now)
            co_return fail(now.error());
        if (bootIs(now->boot, target))
            co_return true;
    }
    co_return false;
}

QCoro::Task<Result<void>> BootControl::setOnce(BootTarget target, FirmwareMode mode)
{
    const auto found = co_await places();
    if (!found)
        co_return fail(found.error());
    const QVariantMap args = {{QStringLiteral("target"), bootWord(target)},
                              {QStringLiteral("path"), m_path}};
    Result<void> outcome = fail("bmc-boot-unsupported", args);
    for (const Place& candidate : *found) {
        if (target != BootTarget::None && !allows(candidate.boot, kTarget, bootWord(target)))
            continue;
        for (int application = 0; application < kApplications; ++application) {
            const auto forms = bootForms(candidate.boot, target, mode);
            const auto written = co_await write(candidate, forms);
            if (!written) {
                outcome = written;
                break;
            }
            const auto good = co_await took(candidate, target);
            if (!good)
                co_return fail(good.error());
            if (*good)
                co_return Result<void>();
            outcome = fail("bmc-boot-ignored", args);
        }
    }
    co_return outcome;
}

} // namespace rackhouse::redfish
