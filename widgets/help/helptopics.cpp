#include "widgets/help/helptopics.h"

#include "widgets/shell/actionregistry.h"

#include <QCoreApplication>
#include <QFile>
#include <QHash>

#include <algorithm>

namespace rackhouse
{

namespace
{

QString tr(const char* text)
{
    return QCoreApplication::translate("Help", text);
}

QString bare(QString text)
{
    return text.remove(u'&').remove(u'…');
}

QString commandTable(const ActionRegistry& actions)
{
    QString table =
        u"| %1 | %2 | %3 |\n|---|---|---|\n"_qs.arg(tr("Command"), tr("Menu"), tr("Keys"));
    for (const QAction* action : actions.actions())
        table +=
            u"| %1 | %2 | %3 |\n"_qs.arg(bare(action->text()), bare(actions.menuOf(action)),
                                         action->shortcut().toString(QKeySequence::NativeText));
    return table;
}

} // namespace

const std::vector<HelpTopic>& helpTopics()
{
    static const std::vector<HelpTopic> topics{
        {u"first-steps"_qs, tr("First steps")},   {u"pairing"_qs, tr("Pairing")},
        {u"provisioning"_qs, tr("Provisioning")}, {u"wiping"_qs, tr("Wiping")},
        {u"fabrics"_qs, tr("Fabrics")},           {u"cabling"_qs, tr("Cabling")},
        {u"inside"_qs, tr("Inside a machine")},   {u"filter"_qs, tr("Tables and filter")},
        {u"inventory"_qs, tr("Inventory")},       {u"market"_qs, tr("Rentals")},
        {u"offline"_qs, tr("Working offline")},   {u"backup"_qs, tr("Backup")},
        {u"overview"_qs, tr("The overview")},     {u"power"_qs, tr("Power")},
        {u"floor"_qs, tr("The floor")},           {u"racks"_qs, tr("Racks")},
        {u"keyboard"_qs, tr("Keyboard")}};
    return topics;
}

QString helpText(const QString& name, const ActionRegistry& actions)
{
    const auto& topics = helpTopics();
    const bool known = std::any_of(topics.begin(), topics.end(),
                                   [&name](const HelpTopic& topic) { return topic.name == name; });
    const QString found = known ? name : topics.front().name;
    QFile file(u":/help/"_qs + found + u".md"_qs);
    QString text;
    if (file.open(QIODevice::ReadOnly))
        text = QString::fromUtf8(file.readAll());
    if (found == u"keyboard")
        text += commandTable(actions);
    return text;
}

std::vector<HelpTopic> findHelp(const QString& words, const ActionRegistry& actions)
{
    std::vector<HelpTopic> found;
    for (const HelpTopic& topic : helpTopics()) {
        if (topic.title.contains(words, Qt::CaseInsensitive) ||
            helpText(topic.name, actions).contains(words, Qt::CaseInsensitive))
            found.push_back(topic);
    }
    return found;
}

QString helpOf(const QString& screen)
{
    static const QHash<QString, QString> topics{{u"machines"_qs, u"filter"_qs},
                                                {u"jobs"_qs, u"filter"_qs},
                                                {u"machine"_qs, u"provisioning"_qs},
                                                {u"job"_qs, u"provisioning"_qs},
                                                {u"images"_qs, u"provisioning"_qs},
                                                {u"settings"_qs, u"pairing"_qs},
                                                {u"help"_qs, u"keyboard"_qs},
                                                {u"provision"_qs, u"provisioning"_qs},
                                                {u"power"_qs, u"provisioning"_qs},
                                                {u"wipe"_qs, u"wiping"_qs},
                                                {u"image"_qs, u"provisioning"_qs},
                                                {u"image-remove"_qs, u"provisioning"_qs},
                                                {u"pairing"_qs, u"pairing"_qs},
                                                {u"unpair"_qs, u"pairing"_qs},
                                                {u"revoke"_qs, u"pairing"_qs},
                                                {u"bmc-certificate"_qs, u"pairing"_qs},
                                                {u"fabric"_qs, u"fabrics"_qs},
                                                {u"fabric-read"_qs, u"fabrics"_qs},
                                                {u"fabric-remove"_qs, u"fabrics"_qs},
                                                {u"inside-compare"_qs, u"inside"_qs},
                                                {u"cabling"_qs, u"cabling"_qs},
                                                {u"neighbors-read"_qs, u"cabling"_qs},
                                                {u"switches"_qs, u"cabling"_qs},
                                                {u"switch"_qs, u"cabling"_qs},
                                                {u"switch-remove"_qs, u"cabling"_qs},
                                                {u"switch-certificate"_qs, u"cabling"_qs},
                                                {u"racks"_qs, u"inventory"_qs},
                                                {u"assets"_qs, u"inventory"_qs},
                                                {u"cables"_qs, u"inventory"_qs},
                                                {u"device-types"_qs, u"inventory"_qs},
                                                {u"import"_qs, u"inventory"_qs},
                                                {u"export"_qs, u"inventory"_qs},
                                                {u"edit"_qs, u"inventory"_qs},
                                                {u"device-types-import"_qs, u"inventory"_qs},
                                                {u"overview"_qs, u"overview"_qs},
                                                {u"events"_qs, u"filter"_qs},
                                                {u"bmcs"_qs, u"filter"_qs},
                                                {u"power-feeds"_qs, u"power"_qs},
                                                {u"feed"_qs, u"power"_qs},
                                                {u"feed-remove"_qs, u"power"_qs},
                                                {u"floor"_qs, u"floor"_qs},
                                                {u"plan"_qs, u"floor"_qs},
                                                {u"place"_qs, u"racks"_qs},
                                                {u"rack"_qs, u"racks"_qs},
                                                {u"asset"_qs, u"racks"_qs},
                                                {u"floor-remove"_qs, u"racks"_qs},
                                                {u"print"_qs, u"racks"_qs},
                                                {u"rentals"_qs, u"market"_qs},
                                                {u"rental"_qs, u"market"_qs},
                                                {u"rental-end"_qs, u"market"_qs},
                                                {u"rental-remove"_qs, u"market"_qs},
                                                {u"time-zone"_qs, u"market"_qs},
                                                {u"palette"_qs, u"keyboard"_qs}};
    return topics.value(screen, u"first-steps"_qs);
}

} // namespace rackhouse
