#include "models/exchange/switchtree.h"

#include "models/domain/hostranges.h"
#include "models/exchange/yamlsize.h"

#include <QHash>
#include <QMap>
#include <QSet>

#include <yaml-cpp/yaml.h>

namespace rackhouse
{
namespace
{

constexpr qint64 kMostValues = 500'000;
constexpr qsizetype kMostSwitches = 50'000;
constexpr qsizetype kMostHosts = 200'000;
constexpr qsizetype kLongestText = 300;

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
    Result<std::vector<FabricPlan>> read(const YAML::Node& root)
    {
        if (!root.IsMap())
            return fail("plan-no-switches");
        readSwitches(root["switches"]);
        if (auto read = readBlocks(root["blocks"]); !read)
            return fail(read.error());
        if (m_plan.isEmpty())
            return fail("plan-no-switches");
        if (m_plan.size() > kMostSwitches)
            return fail("plan-too-large", {{QStringLiteral("limit"), kMostSwitches}});
        if (auto whole = checkLoops(); !whole)
            return fail(whole.error());
        return std::vector<FabricPlan>(m_plan.cbegin(), m_plan.cend());
    }

private:
    FabricPlan& planned(const QString& name)
    {
        FabricPlan& found = m_plan[name];
        found.name = name;
        return found;
    }

    void readSwitches(const YAML::Node& switches)
    {
        if (!switches.IsDefined() || !switches.IsMap())
            return;
        for (const auto& entry : switches) {
            const QString name = textOf(entry.first);
            if (name.isEmpty())
                continue;
            planned(name);
            const YAML::Node below = entry.second.IsMap() ? entry.second["switches"] : YAML::Node();
            if (!below.IsDefined() || !below.IsSequence())
                continue;
            for (const YAML::Node& child : below) {
                const QString called = textOf(child);
                if (called.isEmpty())
                    continue;
                QStringList& parents = planned(called).parents;
                if (!parents.contains(name))
                    parents << name;
            }
        }
    }

    Result<void> readBlocks(const YAML::Node& blocks)
    {
        if (!blocks.IsDefined() || !blocks.IsSequence())
            return {};
        const bool hasTree = !m_plan.isEmpty();
        for (const YAML::Node& block : blocks) {
            const QString name = block.IsMap() ? textOf(block["switch"]) : QString();
            if (name.isEmpty())
                return fail("plan-incomplete", {{QStringLiteral("line"), block.Mark().line + 1}});
            if (hasTree && !m_plan.contains(name))
                return fail("plan-switch-unnamed", {{QStringLiteral("name"), name}});
            FabricPlan& leaf = planned(name);
            if (auto read = readHosts(block["nodes"], leaf); !read)
                return read;
            readDomain(block["annotations"], leaf);
        }
        return {};
    }

    Result<void> readHosts(const YAML::Node& nodes, FabricPlan& leaf)
    {
        if (!nodes.IsDefined() || !nodes.IsSequence())
            return {};
        for (const YAML::Node& node : nodes) {
            const QString range = textOf(node);
            const auto hosts = expandHosts(range, kMostHosts);
            if (!hosts)
                return fail(hosts.error());
            for (const QString& host : *hosts) {
                const QString before = m_leafOfHost.value(host);
                if (!before.isEmpty())
                    return fail("plan-host-twice", {{QStringLiteral("host"), host},
                                                    {QStringLiteral("one"), before},
                                                    {QStringLiteral("other"), leaf.name}});
                m_leafOfHost.insert(host, leaf.name);
            }
            if (m_leafOfHost.size() > kMostHosts)
                return fail("plan-too-large", {{QStringLiteral("limit"), kMostHosts}});
            leaf.hosts << range;
        }
        return {};
    }

    /// Whoever writes the file chooses the domain of the key; its last word says what it is.
    static void readDomain(const YAML::Node& annotations, FabricPlan& leaf)
    {
        if (!annotations.IsDefined() || !annotations.IsMap())
            return;
        for (const auto& entry : annotations) {
            if (textOf(entry.first).section(u'/', -1) == QLatin1String("domain"))
                leaf.domain = textOf(entry.second);
        }
    }

    /// Takes away what has nothing above it any more, until nothing is left.
    Result<void> checkLoops() const
    {
        QHash<QString, int> above;
        QHash<QString, QStringList> below;
        QStringList free;
        for (const FabricPlan& one : m_plan) {
            above.insert(one.name, int(one.parents.size()));
            if (one.parents.isEmpty())
                free << one.name;
            for (const QString& parent : one.parents)
                below[parent] << one.name;
        }
        while (!free.isEmpty()) {
            const QString taken = free.takeLast();
            above.remove(taken);
            for (const QString& child : below.value(taken)) {
                if (--above[child] == 0)
                    free << child;
            }
        }
        if (above.isEmpty())
            return {};
        return fail("plan-loop", {{QStringLiteral("name"), inLoop(above)}});
    }

    /// What is left hangs below a loop or is in it: the way up ends up in it.
    QString inLoop(const QHash<QString, int>& left) const
    {
        QStringList names = left.keys();
        names.sort();
        QString name = names.first();
        for (QSet<QString> passed; !passed.contains(name);) {
            passed.insert(name);
            const QStringList parents = m_plan.value(name).parents;
            name = *std::find_if(parents.cbegin(), parents.cend(),
                                 [&left](const QString& parent) { return left.contains(parent); });
        }
        return name;
    }

    QMap<QString, FabricPlan> m_plan; ///< by name
    QHash<QString, QString> m_leafOfHost;
};

} // namespace

Result<std::vector<FabricPlan>> readSwitchTree(const QByteArray& yaml)
{
    if (yaml.size() > kMostSwitchTreeBytes)
        return fail("topology-too-large", {{QStringLiteral("limit"), kMostSwitchTreeBytes >> 20}});
    try {
        const std::string text = yaml.toStdString();
        if (auto sized = checkYamlSize(text, kMostValues); !sized)
            return fail(sized.error());
        return Reader().read(YAML::Load(text));
    } catch (const YAML::Exception& e) {
        return fail("plan-not-yaml", {{QStringLiteral("line"), e.mark.line + 1}},
                    QString::fromStdString(e.msg));
    }
}

} // namespace rackhouse
