#include "app/client/siteregistry.h"

#include "models/base/json.h"

#include <QDir>
#include <QRegularExpression>
#include <QSaveFile>
#include <QStandardPaths>

namespace rackhouse::client
{

namespace
{

QVariantMap nameArg(const QString& name)
{
    return {{QStringLiteral("name"), name}};
}

QByteArray readAll(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

Result<void> writeFile(const QString& path, const QByteArray& text)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return fail("write-failed", path + QStringLiteral(": ") + file.errorString());
    file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    file.write(text);
    if (!file.commit())
        return fail("write-failed", path + QStringLiteral(": ") + file.errorString());
    return {};
}

} // namespace

SiteRegistry::SiteRegistry(QString root) : m_root(std::move(root)) {}

QString SiteRegistry::defaultRoot()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) +
           QStringLiteral("/rackhouse/sites");
}

bool SiteRegistry::isName(const QString& name)
{
    static const QRegularExpression pattern(
        QStringLiteral("\\A[A-Za-z0-9][A-Za-z0-9._-]{0,63}\\z"));
    return pattern.match(name).hasMatch();
}

QStringList SiteRegistry::names() const
{
    QStringList names;
    for (const QString& name : QDir(m_root).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        if (isName(name) && QFile::exists(m_root + QStringLiteral("/%1/site.json").arg(name)))
            names << name;
    }
    return names;
}

Result<KnownSite> SiteRegistry::load(const QString& name) const
{
    const QDir dir(m_root + QLatin1Char('/') + name);
    if (!isName(name) || !dir.exists(QStringLiteral("site.json")))
        return fail("site-unknown", nameArg(name));
    const auto json = parseObject(readAll(dir.filePath(QStringLiteral("site.json"))));
    if (!json)
        return fail("site-damaged", nameArg(name), json.error().detail);
    KnownSite site;
    site.name = name;
    site.siteId = stringOr(*json, QStringLiteral("site_id"));
    site.title = stringOr(*json, QStringLiteral("title"));
    site.access.api = QUrl(stringOr(*json, QStringLiteral("api")));
    site.access.fingerprint = stringOr(*json, QStringLiteral("fingerprint"));
    site.access.certificatePem = readAll(dir.filePath(QStringLiteral("client.crt")));
    site.access.keyPem = Redacted<QByteArray>(readAll(dir.filePath(QStringLiteral("client.key"))));
    if (!site.access.api.isValid() || site.access.fingerprint.isEmpty() ||
        site.access.certificatePem.isEmpty() || site.access.keyPem.isEmpty())
        return fail("site-damaged", nameArg(name));
    return site;
}

/// Empty where nothing readable is there.
QString SiteRegistry::siteIdOf(const QString& name) const
{
    const auto json = parseObject(readAll(m_root + QStringLiteral("/%1/site.json").arg(name)));
    return json ? stringOr(*json, QStringLiteral("site_id")) : QString();
}

QString SiteRegistry::nameFor(const QString& proposal, const QString& siteId) const
{
    const QStringList taken = names();
    for (const QString& name : taken) {
        if (!siteId.isEmpty() && siteIdOf(name) == siteId)
            return name;
    }
    QString name = proposal;
    for (int number = 2; taken.contains(name); ++number)
        name = proposal.left(56) + QLatin1Char('-') + QString::number(number);
    return name;
}

Result<KnownSite> SiteRegistry::choose(const QString& nameOrEmpty) const
{
    if (!nameOrEmpty.isEmpty())
        return load(nameOrEmpty);
    const QStringList all = names();
    if (all.isEmpty())
        return fail("no-sites");
    if (all.size() > 1)
        return fail("several-sites", {{QStringLiteral("names"), all.join(QStringLiteral(", "))}});
    return load(all.first());
}

Result<void> SiteRegistry::save(const KnownSite& site) const
{
    if (!isName(site.name))
        return fail("bad-field", {{QStringLiteral("field"), QStringLiteral("name")}});
    const QDir dir(m_root + QLatin1Char('/') + site.name);
    const QString other = siteIdOf(site.name);
    if (!other.isEmpty() && other != site.siteId)
        return fail("site-name-taken", nameArg(site.name));
    if (!dir.mkpath(QStringLiteral(".")))
        return fail("write-failed", dir.path());
    const QJsonObject json{{QStringLiteral("api"), site.access.api.toString()},
                           {QStringLiteral("fingerprint"), site.access.fingerprint},
                           {QStringLiteral("site_id"), site.siteId},
                           {QStringLiteral("title"), site.title}};
    // site.json comes last: it says that the others are there.
    for (const auto& [name, text] : {std::pair{"client.key", site.access.keyPem.reveal()},
                                     std::pair{"client.crt", site.access.certificatePem},
                                     std::pair{"site.json", QJsonDocument(json).toJson()}}) {
        if (auto written = writeFile(dir.filePath(QLatin1String(name)), text); !written)
            return written;
    }
    return {};
}

Result<void> SiteRegistry::remove(const QString& name) const
{
    if (!names().contains(name))
        return fail("site-unknown", nameArg(name));
    if (!QDir(m_root + QLatin1Char('/') + name).removeRecursively())
        return fail("write-failed", name);
    return {};
}

} // namespace rackhouse::client
