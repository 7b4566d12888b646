#include "models/exchange/devicetypeyaml.h"

#include "models/base/characters.h"
#include "models/exchange/portnumbering.h"
#include "models/exchange/yamlsize.h"

#include <QRegularExpression>
#include <QSet>

#include <yaml-cpp/yaml.h>

#include <cmath>

namespace rackhouse
{

namespace
{

constexpr qsizetype kMostPorts = 10'000;
constexpr qint64 kMostValues = 200'000; ///< ten for each port, and as many for all else
constexpr qsizetype kLongestText = 300;
constexpr double kTallest = 100;       ///< units of the tallest rack
constexpr double kHeaviestKg = 10'000; ///< more than a floor carries on four feet
constexpr double kMostWatts = 1'000'000;
constexpr int kPortsOfSwitch = 12; ///< a device with more data ports than a server has

struct PortList {
    const char* key;
    const char* group;
    const char* face;
};
constexpr PortList kPortLists[]{
    {"interfaces", "network", ""},           {"power-ports", "power", ""},
    {"power-outlets", "outlet", ""},         {"console-ports", "console", ""},
    {"console-server-ports", "console", ""}, {"front-ports", "patch", "front"},
    {"rear-ports", "patch", "rear"}};

/// What is in such files and has no place in the library here.
const QSet<QString>& knownKeys()
{
    static const QSet<QString> keys{QStringLiteral("manufacturer"),
                                    QStringLiteral("model"),
                                    QStringLiteral("slug"),
                                    QStringLiteral("part_number"),
                                    QStringLiteral("u_height"),
                                    QStringLiteral("is_full_depth"),
                                    QStringLiteral("airflow"),
                                    QStringLiteral("weight"),
                                    QStringLiteral("weight_unit"),
                                    QStringLiteral("comments"),
                                    QStringLiteral("description"),
                                    QStringLiteral("front_image"),
                                    QStringLiteral("rear_image"),
                                    QStringLiteral("subdevice_role"),
                                    QStringLiteral("is_powered"),
                                    QStringLiteral("inventory-items"),
                                    QStringLiteral("module-bays"),
                                    QStringLiteral("device-bays"),
                                    QStringLiteral("exclude_from_utilization"),
                                    QStringLiteral("default_platform")};
    return keys;
}

QString textOf(const YAML::Node& node)
{
    return node.IsDefined() && node.IsScalar()
               ? QString::fromStdString(node.Scalar()).trimmed().left(kLongestText)
               : QString();
}

/// Reads one file. Throws what yaml-cpp throws.
class Reader
{
public:
    explicit Reader(const YAML::Node& root) : m_root(root) {}

    Result<DeviceType> read()
    {
        if (!m_root.IsMap())
            return fail("device-type-no-map");
        m_type.manufacturer = textOf(m_root["manufacturer"]);
        m_type.model = textOf(m_root["model"]);
        m_type.partNumber = textOf(m_root["part_number"]);
        m_type.airflow = textOf(m_root["airflow"]);
        if (m_type.model.isEmpty())
            return fail("device-type-incomplete",
                        {{QStringLiteral("field"), QStringLiteral("model")}});
        readSlug();
        readSize();
        readWeight();
        for (const PortList& list : kPortLists)
            readPorts(list);
        readBays();
        if (m_ports.size() > kMostPorts)
            return fail("device-type-too-many-ports", {{QStringLiteral("limit"), kMostPorts}});
        finish();
        return std::move(m_type);
    }

private:
    /// It may quote the file.
    void warn(const QString& quoting)
    {
        const QString text = cleaned(quoting);
        if (m_type.warnings.size() < 100 && !m_type.warnings.contains(text))
            m_type.warnings << text;
    }

    static QString lineOf(const YAML::Node& node)
    {
        return QStringLiteral("line %1").arg(node.Mark().line + 1);
    }

    /// Nothing where the key is absent; a warning where the value is none that can be.
    std::optional<double> number(const YAML::Node& node, const QString& what, double most)
    {
        if (!node.IsDefined() || node.IsNull())
            return std::nullopt;
        bool valid = false;
        const double value = textOf(node).toDouble(&valid);
        if (valid && std::isfinite(value) && value >= 0 && value <= most)
            return value;
        warn(QStringLiteral("The %1 in %2 is \"%3\", which cannot be; it is left out.")
                 .arg(what, lineOf(node), textOf(node).left(40)));
        return std::nullopt;
    }

    void readSlug()
    {
        static const QRegularExpression other(QStringLiteral("[^a-z0-9]+"));
        static const QRegularExpression edges(QStringLiteral("^-+|-+$"));
        m_type.slug = textOf(m_root["slug"]);
        if (!m_type.slug.isEmpty())
            return;
        m_type.slug = (m_type.manufacturer + u' ' + m_type.model).toLower();
        m_type.slug.replace(other, QStringLiteral("-")).remove(edges);
        warn(QStringLiteral("The file has no slug; %1 is made of its names.").arg(m_type.slug));
    }

    void readSize()
    {
        const auto height = number(m_root["u_height"], QStringLiteral("height"), kTallest);
        if (!height)
            warn(QStringLiteral("The height is not told; it is taken as 1 U."));
        m_type.heightUnits = std::round(height.value_or(1) * 2) / 2;
        if (height && *height != m_type.heightUnits)
            warn(QStringLiteral(
                     "The height of %1 U is no whole number of halves; it is taken as %2 U.")
                     .arg(*height)
                     .arg(m_type.heightUnits));
        const QString full = textOf(m_root["is_full_depth"]).toLower();
        m_type.halfDepth = full == u"false" || full == u"no";
    }

    void readWeight()
    {
        static const QHash<QString, double> units{{QStringLiteral("kg"), 1.0},
                                                  {QStringLiteral("g"), 0.001},
                                                  {QStringLiteral("lb"), 0.45359237},
                                                  {QStringLiteral("oz"), 0.028349523125}};
        const auto weight = number(m_root["weight"], QStringLiteral("weight"), 1e9);
        if (!weight)
            return;
        const QString unit = textOf(m_root["weight_unit"]).toLower();
        if (!units.contains(unit)) {
            warn(QStringLiteral(
                     "The weight has the unit \"%1\" and not kg, g, lb or oz; it is left out.")
                     .arg(unit));
            return;
        }
        const double kg = std::round(*weight * units.value(unit) * 1000) / 1000;
        if (kg <= kHeaviestKg)
            m_type.weightKg = kg;
        else
            warn(QStringLiteral("The weight of %1 kg cannot be; it is left out.").arg(kg));
    }

    void readPorts(const PortList& list)
    {
        const YAML::Node items = m_root[list.key];
        if (!items.IsDefined() || items.IsNull())
            return;
        if (!items.IsSequence()) {
            warn(QStringLiteral("\"%1\" in %2 is no list; it is left out.")
                     .arg(QLatin1String(list.key), lineOf(items)));
            return;
        }
        QSet<QString> names;
        for (const auto& item : items) {
            if (m_ports.size() > kMostPorts)
                return;
            readPort(list, item, names);
        }
    }

    void readPort(const PortList& list, const YAML::Node& item, QSet<QString>& names)
    {
        const QString key = QLatin1String(list.key);
        const QString name = item.IsMap() ? textOf(item["name"]) : QString();
        if (name.isEmpty())
            return warn(QStringLiteral("An entry of \"%1\" in %2 has no name; it is left out.")
                            .arg(key, lineOf(item)));
        if (names.contains(name))
            return warn(QStringLiteral("\"%1\" has %2 twice (%3); the second one is left out.")
                            .arg(key, name, lineOf(item)));
        names.insert(name);
        const QString type = textOf(item["type"]);
        if (type.isEmpty())
            warn(QStringLiteral("%1 in %2 has no type.").arg(name, lineOf(item)));
        m_ports << QJsonObject{{QStringLiteral("name"), name},
                               {QStringLiteral("type"), type},
                               {QStringLiteral("group"), QLatin1String(list.group)},
                               {QStringLiteral("face"), QLatin1String(list.face)},
                               {QStringLiteral("label"), textOf(item["label"])}};
        const QLatin1String group(list.group);
        const bool managing = textOf(item["mgmt_only"]).toLower() == u"true";
        if (group == QLatin1String("network"))
            (managing ? m_managementNames : m_networkNames) << name;
        else if (group == QLatin1String("power"))
            addPower(item);
        m_groups[list.group] += 1;
    }

    void addPower(const YAML::Node& item)
    {
        if (const auto draw =
                number(item["maximum_draw"], QStringLiteral("maximum draw"), kMostWatts)) {
            m_watts += *draw;
            m_powered += *draw > 0 ? 1 : 0;
        }
    }

    /// Bays whose names say what goes into them.
    void readBays()
    {
        static const QRegularExpression drive(
            QStringLiteral("drive|disk|hdd|ssd|nvme|u\\.[23]\\b|e[13]\\.[sl]|\\bsled? bay"),
            QRegularExpression::CaseInsensitiveOption);
        static const QRegularExpression gpu(QStringLiteral("gpu|accelerator|sxm|\\boam\\b"),
                                            QRegularExpression::CaseInsensitiveOption);
        static const QRegularExpression psu(QStringLiteral("psu|power[ -]?suppl|\\bps\\d"),
                                            QRegularExpression::CaseInsensitiveOption);
        for (const char* key : {"module-bays", "device-bays"}) {
            const YAML::Node items = m_root[key];
            if (!items.IsDefined() || !items.IsSequence())
                continue;
            for (const auto& item : items) {
                const QString name = item.IsMap() ? textOf(item["name"]) : QString();
                if (psu.match(name).hasMatch())
                    ++m_psuBays;
                else if (gpu.match(name).hasMatch())
                    ++m_gpus;
                else if (drive.match(name).hasMatch())
                    ++m_drives;
            }
        }
    }

    DeviceKind kindOf() const
    {
        const QString name = m_type.model + u' ' + m_type.slug;
        const auto says = [&name](QLatin1String word) {
            return name.contains(word, Qt::CaseInsensitive);
        };
        if (m_groups.value("outlet") > 0)
            return DeviceKind::Pdu;
        if (m_groups.value("patch") > 0 && m_groups.value("network") == 0)
            return DeviceKind::PatchPanel;
        if (says(QLatin1String("switch")))
            return DeviceKind::Switch;
        if (m_gpus > 0)
            return DeviceKind::Server;
        if (m_networkNames.size() >= kPortsOfSwitch)
            return DeviceKind::Switch;
        if (says(QLatin1String("power shelf")) || says(QLatin1String("power-shelf")))
            return DeviceKind::PowerShelf;
        if (says(QLatin1String("jbod")) || says(QLatin1String("storage")))
            return DeviceKind::Storage;
        return m_drives > 0 || !m_managementNames.isEmpty() ? DeviceKind::Server
                                                            : DeviceKind::Other;
    }

    void checkPorts()
    {
        for (const auto& entry : m_root) {
            const QString key = textOf(entry.first);
            const bool ports =
                std::any_of(std::begin(kPortLists), std::end(kPortLists),
                            [&key](const PortList& l) { return key == QLatin1String(l.key); });
            if (!ports && !knownKeys().contains(key))
                warn(QStringLiteral("\"%1\" in %2 is not known here and is left out.")
                         .arg(key, lineOf(entry.first)));
        }
        const qsizetype there = m_networkNames.size();
        const QStringList missing = missingPorts(m_networkNames + m_managementNames);
        if (!missing.isEmpty())
            warn(QStringLiteral(
                     "The numbering of the ports skips %1: %2 are listed. Compare with the "
                     "maker's data sheet.")
                     .arg(missing.mid(0, 10).join(QStringLiteral(", ")), QString::number(there)));
        static const QRegularExpression told(
            QStringLiteral("\\b(\\d{1,4})[ -](?:x |\\w+ )?ports?\\b"),
            QRegularExpression::CaseInsensitiveOption);
        const YAML::Node comments = m_root["comments"];
        const auto match = told.match(comments.IsDefined() && comments.IsScalar()
                                          ? QString::fromStdString(comments.Scalar())
                                          : QString());
        if (match.hasMatch() && match.captured(1).toInt() != there)
            warn(QStringLiteral("Its comments speak of %1 ports, and %2 are listed.")
                     .arg(match.captured(1), QString::number(there)));
    }

    void finish()
    {
        checkPorts();
        m_type.plateW = qRound64(m_watts);
        if (m_powered > 1)
            warn(QStringLiteral(
                     "The name plate of %1 W is the sum of %2 power ports; it is less where "
                     "they stand in for each other.")
                     .arg(m_type.plateW)
                     .arg(m_powered));
        m_type.kind = kindOf();
        if (m_type.kind == DeviceKind::Other)
            warn(QStringLiteral("What kind of device it is does not show; set it by hand."));
        m_type.layout = {{QStringLiteral("ports"), m_ports},
                         {QStringLiteral("drives"), m_drives},
                         {QStringLiteral("gpus"), m_gpus},
                         {QStringLiteral("psus"), qMax(m_psuBays, m_groups.value("power"))}};
    }

    const YAML::Node& m_root;
    DeviceType m_type;
    QJsonArray m_ports;
    QHash<QByteArray, int> m_groups;
    QStringList m_networkNames;
    QStringList m_managementNames;
    double m_watts = 0;
    int m_powered = 0;
    int m_drives = 0;
    int m_gpus = 0;
    int m_psuBays = 0;
};

} // namespace

Result<DeviceType> readDeviceType(const QByteArray& yaml)
{
    if (yaml.size() > kMostDeviceTypeBytes)
        return fail("device-type-too-large",
                    {{QStringLiteral("limit"), kMostDeviceTypeBytes / 1024}});
    try {
        const std::string text = yaml.toStdString();
        if (auto sized = checkYamlSize(text, kMostValues); !sized)
            return fail(sized.error());
        const YAML::Node root = YAML::Load(text);
        return Reader(root).read();
    } catch (const YAML::Exception& e) {
        return fail("device-type-not-yaml", {{QStringLiteral("line"), e.mark.line + 1}},
                    QString::fromStdString(e.msg));
    }
}

} // namespace rackhouse
