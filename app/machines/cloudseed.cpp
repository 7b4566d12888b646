#include "app/machines/cloudseed.h"

#include <QRegularExpression>
#include <QtEndian>

#include <yaml-cpp/yaml.h>

namespace rackhouse
{

namespace
{

std::string utf8(const QString& text)
{
    return text.toStdString();
}

/// Emits a node so that what was quoted stays a string: cloud-init must not read "0644" as a
/// number.
void emitNode(YAML::Emitter& out, const YAML::Node& node)
{
    switch (node.Type()) {
    case YAML::NodeType::Map:
        out << YAML::BeginMap;
        for (const auto& entry : node) {
            out << YAML::Key;
            emitNode(out, entry.first);
            out << YAML::Value;
            emitNode(out, entry.second);
        }
        out << YAML::EndMap;
        break;
    case YAML::NodeType::Sequence:
        out << YAML::BeginSeq;
        for (const auto& item : node)
            emitNode(out, item);
        out << YAML::EndSeq;
        break;
    case YAML::NodeType::Scalar:
        if (node.Tag() == "!")
            out << YAML::DoubleQuoted << node.Scalar();
        else
            out << node.Scalar();
        break;
    case YAML::NodeType::Null:
    case YAML::NodeType::Undefined:
        out << YAML::Null;
        break;
    }
}

YAML::Node text(const QString& value)
{
    YAML::Node node(utf8(value));
    node.SetTag("!");
    return node;
}

YAML::Node list(const QStringList& values)
{
    YAML::Node node(YAML::NodeType::Sequence);
    for (const QString& value : values)
        node.push_back(text(value));
    return node;
}

QStringList strings(const QJsonValue& value)
{
    QStringList list;
    const QJsonArray items = value.toArray();
    for (const QJsonValue& item : items)
        list << item.toString();
    return list;
}

YAML::Node user(const QJsonValue& value, const QStringList& sshKeys)
{
    const QJsonObject asked = value.isString()
                                  ? QJsonObject{{QStringLiteral("name"), value.toString()}}
                                  : value.toObject();
    YAML::Node node(YAML::NodeType::Map);
    node["name"] = text(asked.value(u"name").toString());
    // Its own group, also where the system has one of that name ("operator"), which useradd
    // refuses.
    node["primary_group"] = text(asked.value(u"name").toString());
    node["shell"] = text(QStringLiteral("/bin/bash"));
    node["lock_passwd"] = true;
    const QStringList groups = strings(asked.value(u"groups"));
    if (!groups.isEmpty())
        node["groups"] = list(groups);
    if (asked.value(u"sudo").toBool(true))
        node["sudo"] = text(QStringLiteral("ALL=(ALL) NOPASSWD:ALL"));
    const QStringList own = strings(asked.value(u"ssh_keys"));
    node["ssh_authorized_keys"] = list(own.isEmpty() ? sshKeys : own);
    return node;
}

Result<YAML::Node> parse(const QString& userData)
{
    if (userData.trimmed().isEmpty())
        return YAML::Node(YAML::NodeType::Map);
    if (!userData.startsWith(u"#cloud-config"))
        return fail("user-data-not-cloud-config");
    try {
        YAML::Node node = YAML::Load(utf8(userData));
        if (node.IsNull())
            return YAML::Node(YAML::NodeType::Map);
        if (!node.IsMap())
            return fail("user-data-not-cloud-config");
        return node;
    } catch (const YAML::Exception& e) {
        return fail("user-data-not-yaml", {{QStringLiteral("line"), e.mark.line + 1}},
                    QString::fromStdString(e.msg));
    }
}

void merge(YAML::Node& config, const SeedRequest& request)
{
    config["hostname"] = text(request.hostname);
    config["preserve_hostname"] = false;
    if (!request.sshKeys.isEmpty()) {
        YAML::Node keys = config["ssh_authorized_keys"];
        YAML::Node all = list(request.sshKeys);
        if (keys && keys.IsSequence()) {
            for (const auto& key : keys)
                all.push_back(key);
        }
        config["ssh_authorized_keys"] = all;
    }
    if (!request.users.isEmpty()) {
        YAML::Node users(YAML::NodeType::Sequence);
        const YAML::Node theirs = config["users"];
        if (theirs && theirs.IsSequence()) {
            for (const auto& one : theirs)
                users.push_back(one);
        } else {
            users.push_back(std::string("default"));
        }
        for (const QJsonValue& one : request.users)
            users.push_back(user(one, request.sshKeys));
        config["users"] = users;
    }
    YAML::Node phoneHome(YAML::NodeType::Map);
    phoneHome["url"] = text(request.phoneHomeUrl.reveal());
    phoneHome["post"] = list({QStringLiteral("instance_id"), QStringLiteral("hostname"),
                              QStringLiteral("fqdn"), QStringLiteral("pub_key_ed25519")});
    phoneHome["tries"] = 20;
    config["phone_home"] = phoneHome;
}

} // namespace

Result<void> checkUserData(const QString& userData)
{
    const auto parsed = parse(userData);
    return parsed ? Result<void>() : Result<void>(fail(parsed.error()));
}

Result<QJsonObject> noCloudSeed(const SeedRequest& request)
{
    auto config = parse(request.userData);
    if (!config)
        return fail(config.error());
    try {
        merge(*config, request);
        YAML::Emitter out;
        emitNode(out, *config);
        const QString userData =
            QStringLiteral("#cloud-config\n") + QString::fromUtf8(out.c_str()) + u'\n';
        const QString metaData = QStringLiteral("instance-id: %1\nlocal-hostname: %2\n")
                                     .arg(request.instanceId, request.hostname);
        // cloud-init's networkd renderer takes the key for the name, netplan takes the match.
        const QString network = QStringLiteral("version: 2\nethernets:\n  \"e*\":\n    match:\n"
                                               "      name: \"e*\"\n    dhcp4: true\n");
        return QJsonObject{{QStringLiteral("user-data"), userData},
                           {QStringLiteral("meta-data"), metaData},
                           {QStringLiteral("network-config"), network}};
    } catch (const YAML::Exception& e) {
        return fail("user-data-not-yaml", {{QStringLiteral("line"), e.mark.line + 1}},
                    QString::fromStdString(e.msg));
    }
}

bool isHostname(const QString& text)
{
    static const QRegularExpression label(
        QStringLiteral("^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$"));
    if (text.isEmpty() || text.size() > 253)
        return false;
    const QStringList labels = text.split(u'.');
    return std::all_of(labels.begin(), labels.end(),
                       [](const QString& l) { return label.match(l).hasMatch(); });
}

bool isSshPublicKey(const QString& line)
{
    static const QStringList types{QStringLiteral("ssh-ed25519"),
                                   QStringLiteral("ssh-rsa"),
                                   QStringLiteral("ecdsa-sha2-nistp256"),
                                   QStringLiteral("ecdsa-sha2-nistp384"),
                                   QStringLiteral("ecdsa-sha2-nistp521"),
                                   QStringLiteral("sk-ssh-ed25519@openssh.com"),
                                   QStringLiteral("sk-ecdsa-sha2-nistp256@openssh.com")};
    if (line.contains(u'\n') || line.size() > 16'384)
        return false;
    const QStringList parts = line.simplified().split(u' ');
    if (parts.size() < 2 || !types.contains(parts[0]))
        return false;
    const auto decoded = QByteArray::fromBase64Encoding(parts[1].toLatin1(),
                                                        QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || decoded.decoded.size() < 8)
        return false;
    const QByteArray& body = decoded.decoded;
    const quint32 length = qFromBigEndian<quint32>(body.constData());
    return length == static_cast<quint32>(parts[0].size()) &&
           body.mid(4, static_cast<qsizetype>(length)) == parts[0].toLatin1();
}

bool isUserName(const QString& text)
{
    static const QRegularExpression name(QStringLiteral("^[a-z_][a-z0-9_-]{0,31}$"));
    return name.match(text).hasMatch();
}

} // namespace rackhouse
