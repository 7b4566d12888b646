#include "app/machines/provisionparams.h"

#include "app/machines/cloudseed.h"
#include "models/store/store.h"

#include <QJsonArray>

#include <algorithm>

namespace rackhouse
{

namespace
{

tl::unexpected<Error> badField(const char* name)
{
    return fail("bad-field", {{QStringLiteral("field"), QString::fromLatin1(name)}});
}

Result<void> checkKeys(const QJsonArray& keys)
{
    for (const QJsonValue& key : keys) {
        if (!isSshPublicKey(key.toString()))
            return fail("ssh-key-invalid", {{QStringLiteral("key"), key.toString().left(40)}});
    }
    return {};
}

Result<void> checkUsers(const QJsonArray& users)
{
    for (const QJsonValue& value : users) {
        const QJsonObject user = value.toObject();
        const QString name =
            value.isString() ? value.toString() : stringOr(user, QStringLiteral("name"));
        if (!isUserName(name))
            return badField("users");
        if (auto keys = checkKeys(user.value(u"ssh_keys").toArray()); !keys)
            return keys;
    }
    return {};
}

bool fits(const Component& drive, qint64 bytes)
{
    const QString transport = stringOr(drive.detail, QStringLiteral("transport"));
    return drive.kind == ComponentKind::Drive && drive.source == Source::Agent &&
           transport != u"usb" && !boolOr(drive.detail, QStringLiteral("read_only")) &&
           drive.capacityBytes >= bytes;
}

int rank(const Component& drive)
{
    static const QStringList order{QStringLiteral("virtio"), QStringLiteral("sata"),
                                   QStringLiteral("sas"), QStringLiteral("nvme")};
    const auto at = order.indexOf(stringOr(drive.detail, QStringLiteral("transport")));
    return at < 0 ? static_cast<int>(order.size()) : static_cast<int>(at);
}

} // namespace

Result<Image> readyImage(Reader& reader, const Job& job)
{
    const QString id = job.params.value(u"image_id").toString();
    if (id.isEmpty())
        return badField("image_id");
    auto image = reader.find<Image>(id);
    if (!image)
        return fail(image.error());
    if (!*image)
        return fail("not-found", QStringLiteral("image ") + id);
    if ((*image)->state != ImageState::Ready)
        return fail("image-not-ready", {{QStringLiteral("state"), enumText((*image)->state)}});
    return **image;
}

Result<Component> chooseDrive(Reader& reader, const Job& job, qint64 bytes)
{
    Select select;
    select.equals = {{QStringLiteral("machine_id"), job.machineId.text()},
                     {QStringLiteral("kind"), enumText(ComponentKind::Drive)}};
    auto drives = reader.list<Component>(select);
    if (!drives)
        return fail(drives.error());
    const QString serial = job.params.value(u"drive_serial").toString();
    if (!serial.isEmpty()) {
        for (const Component& drive : *drives) {
            if (drive.serial == serial && drive.source == Source::Agent)
                return drive.capacityBytes >= bytes
                           ? Result<Component>(drive)
                           : fail("disk-too-small", {{QStringLiteral("drive"), serial}});
        }
        return fail("drive-missing", {{QStringLiteral("drive"), serial}});
    }
    std::erase_if(*drives, [&](const Component& drive) { return !fits(drive, bytes); });
    if (drives->empty())
        return fail("no-suitable-drive", {{QStringLiteral("bytes"), bytes}});
    return *std::min_element(drives->begin(), drives->end(), [](const auto& a, const auto& b) {
        return std::tuple(rank(a), a.capacityBytes, a.slot) <
               std::tuple(rank(b), b.capacityBytes, b.slot);
    });
}

Result<void> checkProvision(Reader& reader, const Job& job)
{
    const QJsonObject& params = job.params;
    const auto image = readyImage(reader, job);
    if (!image)
        return fail(image.error());
    // Every machine that this version boots is x86-64; see the boot programs of app/netboot.
    if (!image->architecture.isEmpty() && image->architecture != u"x86_64" &&
        image->architecture != u"amd64")
        return fail("image-wrong-architecture",
                    {{QStringLiteral("architecture"), image->architecture}});
    if (!isHostname(params.value(u"hostname").toString()))
        return fail("hostname-invalid");
    for (const char* name : {"ssh_keys", "users"}) {
        const QJsonValue value = params.value(QLatin1String(name));
        if (!value.isUndefined() && !value.isArray())
            return badField(name);
    }
    if (auto keys = checkKeys(params.value(u"ssh_keys").toArray()); !keys)
        return keys;
    if (auto users = checkUsers(params.value(u"users").toArray()); !users)
        return users;
    if (auto data = checkUserData(params.value(u"user_data").toString()); !data)
        return data;
    const auto drive = chooseDrive(reader, job, image->diskBytes);
    return drive ? Result<void>() : Result<void>(fail(drive.error()));
}

} // namespace rackhouse
