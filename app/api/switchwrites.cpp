#include "app/api/switchwrites.h"

#include "app/api/audit.h"
#include "app/api/checking.h"
#include "models/domain/floor.h"

#include <QRegularExpression>

namespace rackhouse::api
{

namespace
{

constexpr qint64 OftenestSeconds = 60;
constexpr qint64 SeldomestSeconds = 86'400;
constexpr int LongestUser = 32; ///< RFC 3414, usmUserName

bool hasPrivacy(const SwitchAccess& access)
{
    return access.method == SwitchMethod::SnmpV3 && access.privacy != SnmpPrivacy::None;
}

/// A host name or an address, and nothing around it.
bool isHost(const QString& text)
{
    static const QRegularExpression form(QStringLiteral("^[A-Za-z0-9:._%-]{1,255}$"));
    return form.match(text).hasMatch();
}

Result<void> checkAsset(Writer& writer, const SwitchAccess& access)
{
    const auto asset = writer.find<Asset>(access.assetId.text());
    if (!asset)
        return fail(asset.error());
    if (!*asset || (*asset)->kind != AssetKind::Switch)
        return badField("asset_id");
    const auto same = writer.list<SwitchAccess>(
        {.equals = {{QStringLiteral("asset_id"), access.assetId.text()}}});
    if (!same)
        return fail(same.error());
    if (!same->empty() && same->front().id != access.id)
        return fail("switch-taken", {{QStringLiteral("name"), (*asset)->name}});
    return {};
}

Result<void> check(Writer& writer, const SwitchAccess& access)
{
    if (!isHost(access.address))
        return badField("address");
    if (access.port < 0 || access.port > 65535)
        return badField("port");
    if (access.everySeconds < OftenestSeconds || access.everySeconds > SeldomestSeconds)
        return badField("every_seconds");
    const bool needsUser = access.method != SwitchMethod::SnmpV2c;
    if ((needsUser && access.username.isEmpty()) || access.username.contains(QLatin1Char(':')) ||
        access.username.toUtf8().size() > LongestUser)
        return badField("username");
    if (access.secretId.isEmpty())
        return badField("password");
    if (hasPrivacy(access) && access.privacySecretId.isEmpty())
        return badField("privacy_password");
    return checkAsset(writer, access);
}

/// The secrets go into the row, and what is not needed any more goes out of it.
void takeSecrets(SwitchAccess& access, const SwitchEdit& edit)
{
    if (edit.secret)
        access.secretId = edit.secret->id;
    if (edit.privacySecret)
        access.privacySecretId = edit.privacySecret->id;
    if (!hasPrivacy(access))
        access.privacySecretId = {};
    if (access.method == SwitchMethod::SnmpV2c)
        access.username.clear();
}

Result<QJsonObject> write(Writer& writer, const SwitchAccess& access, const SwitchEdit& edit,
                          const char* action)
{
    auto done = check(writer, access);
    if (done && access.method == SwitchMethod::SnmpV3 && edit.isShort)
        done = fail("switch-password-short");
    QJsonObject audited = edit.edit.fields;
    if (edit.secret)
        audited.insert(QStringLiteral("password"), QStringLiteral("***"));
    if (edit.privacySecret)
        audited.insert(QStringLiteral("privacy_password"), QStringLiteral("***"));
    if (done)
        done = writeAudit(writer, edit.edit.actor, action, SwitchAccess::record().kind,
                          access.id.text(), audited);
    for (const auto* secret : {&edit.secret, &edit.privacySecret}) {
        if (done && *secret)
            done = writer.put(**secret);
    }
    if (done)
        done = writer.put(access);
    if (!done)
        return fail(done.error());
    return toJson(access);
}

/// Passwords and the pinned certificate belong to who was at the other end.
Result<void> checkOtherEnd(const SwitchAccess& before, SwitchAccess& access, const SwitchEdit& edit)
{
    if (before.address == access.address && before.port == access.port &&
        before.method == access.method)
        return {};
    if (!edit.secret || (hasPrivacy(access) && !edit.privacySecret))
        return fail("switch-password-again");
    access.certificate.clear();
    return {};
}

} // namespace

Result<QJsonObject> createSwitch(Writer& writer, const SwitchEdit& edit)
{
    SwitchAccess access;
    if (auto applied = applyFields(SwitchAccess::record(), &access, edit.edit.fields); !applied)
        return fail(applied.error());
    access.id = SwitchAccessId::create();
    takeSecrets(access, edit);
    return write(writer, access, edit, "switch_access.create");
}

Result<QJsonObject> changeSwitch(Writer& writer, const SwitchEdit& edit)
{
    if (!edit.edit.revision)
        return fail("revision-missing");
    const auto before = writer.get<SwitchAccess>(edit.edit.id);
    if (!before)
        return fail(before.error());
    if (before->revision != *edit.edit.revision)
        return fail("conflict");
    SwitchAccess access = *before;
    if (auto applied = applyFields(SwitchAccess::record(), &access, edit.edit.fields); !applied)
        return fail(applied.error());
    if (auto checked = checkOtherEnd(*before, access, edit); !checked)
        return fail(checked.error());
    takeSecrets(access, edit);
    access.state = SwitchState::New;
    access.reason.clear();
    access.reasonArgs = {};
    access.presented.clear();
    ++access.revision;
    return write(writer, access, edit, "switch_access.change");
}

Result<QJsonObject> removeSwitch(Writer& writer, const Edit& edit)
{
    const auto access = writer.get<SwitchAccess>(edit.id);
    if (!access)
        return fail(access.error());
    if (edit.revision && access->revision != *edit.revision)
        return fail("conflict");
    auto done = writeAudit(writer, edit.actor, "switch_access.remove", SwitchAccess::record().kind,
                           edit.id, toJson(*access));
    if (done)
        done = removeSwitchWords(writer, access->assetId);
    if (done)
        done = writer.remove<SwitchAccess>(access->id);
    if (!done)
        return fail(done.error());
    return QJsonObject();
}

Result<QJsonObject> acceptSwitchCertificate(Writer& writer, const Edit& edit,
                                            const QString& fingerprint)
{
    auto access = writer.get<SwitchAccess>(edit.id);
    if (!access)
        return fail(access.error());
    if (access->presented.isEmpty() || access->presented != fingerprint)
        return fail("switch-certificate-other");
    auto done = writeAudit(writer, edit.actor, "switch_access.accept-certificate",
                           SwitchAccess::record().kind, edit.id,
                           {{QStringLiteral("before"), access->certificate},
                            {QStringLiteral("accepted"), access->presented}});
    access->certificate = std::exchange(access->presented, {});
    access->state = SwitchState::New;
    access->reason.clear();
    access->reasonArgs = {};
    access->revision += 1;
    if (done)
        done = writer.put(*access);
    if (!done)
        return fail(done.error());
    return toJson(*access);
}

} // namespace rackhouse::api
