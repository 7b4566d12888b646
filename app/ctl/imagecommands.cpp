#include "app/ctl/command.h"

#include "models/base/json.h"

#include <QCryptographicHash>
#include <QFileInfo>

namespace rackhouse::ctl
{

namespace
{

/// What the options and the file's name say of an image.
QJsonObject metadata(const Session& session, const QFileInfo& file)
{
    QString format = session.option("format");
    if (format.isEmpty() && file.fileName().endsWith(QStringLiteral(".qcow2")))
        format = QStringLiteral("qcow2");
    else if (format.isEmpty() && file.fileName().endsWith(QStringLiteral(".tar.zst")))
        format = QStringLiteral("tar.zst");
    else if (format.isEmpty())
        format = QStringLiteral("raw");
    QJsonObject body{
        {QStringLiteral("name"), session.has("name") ? session.option("name") : file.fileName()},
        {QStringLiteral("format"), format}};
    for (const char* name : {"os", "version", "architecture", "sha256"}) {
        const char* option = qstrcmp(name, "version") == 0 ? "os-version" : name;
        if (session.has(option))
            body.insert(QString::fromLatin1(name), session.option(option));
    }
    return body;
}

void upload(Session& session)
{
    QFile file(session.arguments().first());
    QCryptographicHash hash(QCryptographicHash::Sha256);
    if (!file.open(QIODevice::ReadOnly) || !hash.addData(&file))
        return session.failHere(
            makeError("file-unreadable", {{QStringLiteral("path"), file.fileName()}}));
    QJsonObject body = metadata(session, QFileInfo(file));
    body.insert(QStringLiteral("size_bytes"), file.size());
    if (!session.has("sha256"))
        body.insert(QStringLiteral("sha256"), QString::fromLatin1(hash.result().toHex()));
    auto* site = session.site();
    if (!site)
        return;
    const auto progress = session.progress();
    session.expect(site->post(QStringLiteral("/images"), body), [&session, site,
                                                                 path = file.fileName(), progress](
                                                                    const QJsonObject& image) {
        const QString route =
            QStringLiteral("/images/%1/content").arg(stringOr(image, QStringLiteral("id")));
        session.expect(site->upload(route, path, progress), [&session](const QJsonObject& ready) {
            session.row(ready);
            session.end();
        });
    });
}

void registerFile(Session& session)
{
    const QString path = session.arguments().first();
    QJsonObject body = metadata(session, QFileInfo(path));
    body.insert(QStringLiteral("path"), path);
    auto* site = session.site();
    if (!site)
        return;
    session.expect(site->post(QStringLiteral("/images"), body),
                   [&session](const QJsonObject& image) {
                       session.row(image);
                       session.end();
                   });
}

} // namespace

void addImageCommands(std::vector<Command>& commands)
{
    commands.push_back(
        {QStringLiteral("images upload"), QStringLiteral("FILE"),
         QStringLiteral("Send an image to the site; --name is what it is called there"), upload,
         1});
    commands.push_back({QStringLiteral("images register"), QStringLiteral("PATH"),
                        QStringLiteral("Take a file that lies on the appliance; --name is what the "
                                       "image is called there"),
                        registerFile, 1});
}

} // namespace rackhouse::ctl
