#include "widgets/machines/machinepage.h"

#include "models/base/json.h"
#include "models/base/units.h"
#include "models/market/price.h"
#include "models/market/rent.h"
#include "widgets/common/focus.h"
#include "widgets/common/format.h"
#include "widgets/common/plainlist.h"
#include "widgets/common/records.h"
#include "widgets/common/status.h"
#include "widgets/inside/insidepane.h"
#include "widgets/machines/componentlist.h"
#include "widgets/market/holdingtext.h"
#include "widgets/shell/actionregistry.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QTabWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <iterator>

namespace rackhouse
{

namespace
{

constexpr qint64 kEventLimit = 500;
constexpr int kLeastTabs = 120;
constexpr int kFactColumns = 4; ///< facts side by side

bool isBoot(const Event& event)
{
    return event.code.startsWith(u"boot");
}

QLabel* makeFactLabel(QWidget* parent, bool title)
{
    auto* label = new QLabel(parent);
    if (title) {
        label->setFont(Theme::captionFont());
        label->setForegroundRole(QPalette::PlaceholderText);
    } else {
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    return label;
}

} // namespace

MachinePage::MachinePage(Context context, QWidget* parent)
    : Page(context, u"machine"_qs, parent), m_strips(m_context, this)
{
    build();
    connect(&m_context.records, &Records::changed, this, [this](const QSet<QString>& kinds) {
        static const QSet<QString> shown{u"machine"_qs, u"component"_qs, u"job"_qs,
                                         u"event"_qs,   u"bmc"_qs,       u"allocation"_qs};
        if (isVisible() && kinds.intersects(shown))
            refresh();
    });
}

void MachinePage::build()
{
    m_factPanel = new QWidget(this);
    m_factGrid = new QGridLayout(m_factPanel);
    m_factGrid->setContentsMargins(0, 0, 0, 0);
    m_factGrid->setHorizontalSpacing(space::huge);
    m_factGrid->setVerticalSpacing(0);

    m_tabs = new QTabWidget(this);
    m_tabs->setObjectName(u"machine.tabs"_qs);
    m_tabs->setAccessibleName(tr("Parts of the machine's page"));
    m_tabs->setDocumentMode(true);
    m_components = new ComponentList(m_context.theme, m_context.clock, m_tabs);
    m_inside = new InsidePane(m_context, m_tabs);
    m_boot = makePlainList(u"machine.boot"_qs, tr("Boot log"), {tr("Time"), tr("What happened")},
                           tr("The machine has not booted from the network yet. Inspect or "
                              "provision it, and each stage appears here."),
                           m_tabs);
    m_jobs = makePlainList(u"machine.jobs"_qs, tr("Jobs of the machine"),
                           {tr("Job"), tr("State"), tr("Asked"), tr("By"), tr("What it says")},
                           tr("No job has run on this machine yet."), m_tabs);
    setColumnWidths(m_jobs, {210, 130, format::timeWidth(m_jobs->fontMetrics())});
    m_events = makePlainList(u"machine.events"_qs, tr("Events of the machine"),
                             {tr("Time"), tr("Severity"), tr("What happened")},
                             tr("Nothing has happened to this machine yet."), m_tabs);
    m_tabs->setMinimumHeight(kLeastTabs); // what is in them scrolls
    m_tabs->addTab(m_components, tr("Components"));
    m_tabs->addTab(m_inside, tr("Inside"));
    m_tabs->addTab(m_boot, tr("Boot log"));
    m_tabs->addTab(m_jobs, tr("Jobs"));
    m_tabs->addTab(m_events, tr("Events"));
    connect(m_jobs, &QTreeWidget::itemActivated, this, [this](QTreeWidgetItem* item) {
        emit open(makeLink(u"/jobs/"_qs + item->data(0, Qt::UserRole).toString()));
    });

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::large, space::medium, space::large, 0);
    layout->setSpacing(space::medium);
    layout->addWidget(buildHead());
    m_strips.addTo(layout);
    layout->addWidget(m_factPanel);
    layout->addWidget(m_tabs, 1);
    layout->addStretch(0);
}

QWidget* MachinePage::buildHead()
{
    auto* head = m_head = new QWidget(this);
    m_state = new StatusLabel(m_context.theme, head);
    m_power = new StatusLabel(m_context.theme, head);
    m_health = new StatusLabel(m_context.theme, head);
    m_seen = new QLabel(head);
    m_seen->setForegroundRole(QPalette::PlaceholderText);
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::huge);
    row->addWidget(m_state);
    row->addWidget(m_power);
    row->addWidget(m_health);
    row->addStretch(1);
    row->addWidget(m_seen);
    return head;
}

void MachinePage::visit(const QUrl& link)
{
    m_id = link.path().section(u'/', 2, 2);
    m_name.clear();
    if (QUrlQuery(link).queryItemValue(u"tab"_qs) == u"inside")
        m_tabs->setCurrentWidget(m_inside);
    setLink(link);
    refresh();
}

std::vector<Page::Crumb> MachinePage::crumbs() const
{
    std::vector<Crumb> way{{tr("Machines"), u"rackhouse:/machines"_qs}};
    if (!m_rack.isEmpty())
        way.push_back({m_rack, u"rackhouse:/floor"_qs});
    way.push_back({m_name.isEmpty() ? tr("Machine") : m_name, {}});
    return way;
}

QStringList MachinePage::titleActions() const
{
    return {u"machine.provision"_qs, u"machine.inspect"_qs, u"machine.power"_qs, u"machine.wipe"_qs,
            u"machine.floor"_qs};
}

MachinePage::Snapshot MachinePage::read(Rows& rows, const QString& id)
{
    Snapshot snapshot;
    snapshot.machine = rows.find<Machine>(id);
    if (!snapshot.machine)
        return snapshot;
    snapshot.row = toJson(*snapshot.machine);
    snapshot.row.insert(u"site_key"_qs, rows.siteOf<Machine>(id));
    if (const auto rack = rows.find<Rack>(snapshot.machine->rackId.text()))
        snapshot.rack = rack->name;
    if (const auto image = rows.find<Image>(snapshot.machine->imageId.text()))
        snapshot.image = image->name;
    snapshot.bmc = rows.find<Bmc>(snapshot.machine->bmcId.text());
    const std::vector<std::pair<QString, QVariant>> ofMachine{{u"machine_id"_qs, id}};
    snapshot.components = rows.list<Component>({.equals = ofMachine});
    snapshot.jobs =
        rows.list<Job>({.equals = ofMachine, .orderBy = u"created_at"_qs, .descending = true});
    snapshot.events = rows.list<Event>(
        {.equals = ofMachine, .orderBy = u"at"_qs, .descending = true, .limit = kEventLimit});
    snapshot.allocations = rows.list<Allocation>({.equals = ofMachine});
    snapshot.settings = rows.of(snapshot.row.value(u"site_key"_qs).toString()).list<SiteSettings>();
    return snapshot;
}

void MachinePage::refresh()
{
    m_context.records.fetch<Snapshot>(
        this, [id = m_id](Rows& rows) { return read(rows, id); },
        [this, id = m_id](const Snapshot& snapshot) {
            if (id == m_id)
                show(snapshot);
        });
}

void MachinePage::show(const Snapshot& snapshot)
{
    // Nothing of the machine that was shown before stays.
    for (QWidget* part : std::initializer_list<QWidget*>{m_head, m_factPanel, m_tabs})
        part->setVisible(snapshot.machine.has_value());
    if (!snapshot.machine) {
        m_strips.setMissing();
        m_name.clear();
        m_rack.clear();
        aim({}, {});
        emit moved();
        return;
    }
    const Machine& machine = *snapshot.machine;
    m_state->setStatus(statusOf(machine.state));
    const Instant now = m_context.clock.now();
    const Status power = agedStatus(statusOf(machine.power), machine.observedAt, now);
    m_power->setStatus({power.tone, tr("Power: %1").arg(power.word)});
    const Status health = agedStatus(statusOf(machine.health), machine.observedAt, now);
    m_health->setStatus({health.tone, tr("Health: %1").arg(health.word)});
    m_seen->setText(tr("seen %1").arg(relativeTime(machine.observedAt, m_context.clock.now())));
    m_seen->setToolTip(exactTime(machine.observedAt));
    m_strips.set(machine, snapshot.bmc, snapshot.components);
    showFacts(facts(snapshot));
    m_components->set(snapshot.components);
    m_inside->set(m_id, snapshot.components);
    m_tabs->setTabText(0, tr("Components (%1)").arg(snapshot.components.size()));
    showJobs(snapshot.jobs);
    showEvents(snapshot.events);
    aim(u"machine"_qs, {snapshot.row});
    const bool renamed = machine.name != std::exchange(m_name, machine.name);
    if (snapshot.rack != std::exchange(m_rack, snapshot.rack) || renamed)
        emit moved();
}

/// Who holds it now, until when, and what that brings. The first end counts; the tooltip says all.
void MachinePage::addMarketFacts(const Snapshot& snapshot, std::vector<Fact>& facts) const
{
    const Rents rents(snapshot.allocations, snapshot.settings, m_context.clock.now());
    QStringList holders, lines;
    Instant until;
    for (const Allocation* held : rents.holdings().of(snapshot.machine->id)) {
        holders << (held->customer.isEmpty() ? allocationKindText(held->kind) : held->customer);
        lines << holdingText(*held) + u"  "_qs + priceText(*held);
        if (held->endsAt.isSet() && (!until.isSet() || held->endsAt < until))
            until = held->endsAt;
    }
    const QString all = lines.join(u'\n');
    facts.push_back({tr("Held by"), holders.join(u", "_qs), false, all});
    const QString openEnd = holders.isEmpty() ? QString() : tr("open end");
    facts.push_back({tr("Held until"),
                     until.isSet() ? relativeTime(until, m_context.clock.now()) : openEnd, false,
                     exactTime(until)});
    facts.push_back(
        {tr("Revenue a month"), moneyText(rents.of(*snapshot.machine).aMonth), false, all});
}

/// Which domain, and where in it.
MachinePage::Fact MachinePage::nvlinkFact(const Component& part) const
{
    const QString brief = part.model.section(u'-', 0, 0);
    return {tr("NVLink domain"), tr("%1, slot %2").arg(brief, part.slot), false,
            tr("Domain %1, chassis %2, slot %3, %4 GPUs, as NMX said %5")
                .arg(part.model, part.serial.isEmpty() ? tr("not told") : part.serial, part.slot)
                .arg(integerOr(part.detail, u"gpus"_qs))
                .arg(relativeTime(part.observedAt, m_context.clock.now()))};
}

std::vector<MachinePage::Fact> MachinePage::facts(const Snapshot& snapshot) const
{
    const Machine& machine = *snapshot.machine;
    const QString place = snapshot.rack.isEmpty()
                              ? tr("not placed")
                              : tr("%1, unit %2").arg(snapshot.rack).arg(machine.position);
    const QString bmc = snapshot.bmc
                            ? snapshot.bmc->address + u':' + QString::number(snapshot.bmc->port)
                            : QString();
    const QString bmcTip =
        snapshot.bmc ? tr("%1 %2, %3, answered %4")
                           .arg(snapshot.bmc->vendor, snapshot.bmc->firmware,
                                statusOf(snapshot.bmc->state).word,
                                relativeTime(snapshot.bmc->observedAt, m_context.clock.now()))
                     : QString();
    const QString cores =
        machine.coreCount > 0 ? tr(" (%1 cores)").arg(machine.coreCount) : QString();
    std::vector<Fact> facts{
        {tr("Model"), u"%1 %2"_qs.arg(machine.manufacturer, machine.model)},
        {tr("Serial"), machine.serial, true},
        {tr("Place"), place},
        {tr("Asset tag"), machine.assetTag, true},
        {tr("Processors"),
         machine.cpuCount > 0 ? QString::number(machine.cpuCount) + cores : QString()},
        {tr("Memory"), machine.memoryBytes > 0 ? binaryBytes(machine.memoryBytes) : QString()},
        {tr("GPUs"), machine.gpuCount > 0
                         ? u"%1 × %2"_qs.arg(machine.gpuCount).arg(machine.gpuModel)
                         : tr("none")},
        {tr("Storage"), machine.driveCount > 0 ? (machine.driveCount == 1 ? tr("%1 in 1 drive")
                                                                          : tr("%1 in %2 drives"))
                                                     .arg(decimalBytes(machine.driveBytes))
                                                     .arg(machine.driveCount)
                                               : QString()},
        {tr("BMC"), bmc, true, bmcTip},
        {tr("BIOS"),
         u"%1 %2"_qs.arg(machine.biosVersion, machine.firmwareMode == FirmwareMode::Unknown
                                                  ? QString()
                                                  : enumText(machine.firmwareMode).toUpper())},
        {tr("Inspected"), relativeTime(machine.inspectedAt, m_context.clock.now()), false,
         exactTime(machine.inspectedAt)},
        {tr("Wiped"), relativeTime(machine.wipedAt, m_context.clock.now()), false,
         exactTime(machine.wipedAt)},
        {tr("Hostname"), machine.hostname, true},
        {tr("Address"), machine.ipAddress, true},
        {tr("Image"), snapshot.image},
        {tr("MAC addresses"), machine.macs.mid(0, 2).join(u", "_qs), true,
         machine.macs.join(u'\n')}};
    addMarketFacts(snapshot, facts);
    for (const Component& part : snapshot.components) {
        if (part.kind == ComponentKind::NvlinkDomain)
            facts.push_back(nvlinkFact(part));
    }
    return facts;
}

void MachinePage::showFacts(const std::vector<Fact>& facts)
{
    while (m_factLabels.size() < facts.size()) {
        const int at = int(m_factLabels.size());
        auto* title = makeFactLabel(m_factPanel, true);
        auto* value = makeFactLabel(m_factPanel, false);
        m_factGrid->addWidget(title, at / kFactColumns * 3, at % kFactColumns);
        m_factGrid->addWidget(value, at / kFactColumns * 3 + 1, at % kFactColumns);
        m_factGrid->setRowMinimumHeight(at / kFactColumns * 3 + 2, space::small);
        m_factGrid->setColumnStretch(at % kFactColumns, 1);
        m_factLabels.emplace_back(title, value);
    }
    for (size_t i = 0; i < m_factLabels.size(); ++i) {
        const auto& [title, value] = m_factLabels[i];
        title->setVisible(i < facts.size());
        value->setVisible(i < facts.size());
        if (i >= facts.size())
            continue;
        const Fact& fact = facts[i];
        title->setText(fact.title);
        const QString text = fact.text.trimmed();
        value->setText(text.isEmpty() ? tr("—") : text);
        value->setAccessibleName(fact.title);
        value->setToolTip(fact.tip);
        value->setFont(fact.mono && !text.isEmpty() ? Theme::monoFont() : font());
    }
}

void MachinePage::showJobs(const std::vector<Job>& jobs)
{
    const auto fill = [this, &jobs](QTreeWidgetItem* line, int number, bool) {
        const Job& job = jobs[size_t(number)];
        line->setText(0, jobKindText(job.kind));
        line->setText(1, statusOf(job.state).word);
        line->setText(2, relativeTime(job.createdAt, m_context.clock.now()));
        line->setText(3, job.createdBy);
        line->setText(4, job.reason.isEmpty() ? QString()
                                              : format::reason(job.reason, job.reasonDetail));
        line->setData(0, Qt::UserRole, job.id.text());
        line->setForeground(1, m_context.theme.tokens().tone(statusOf(job.state).tone));
        line->setToolTip(2, exactTime(job.createdAt));
    };
    updateLines(m_jobs->invisibleRootItem(), keysOf(jobs), fill);
    m_tabs->setTabText(m_tabs->indexOf(m_jobs), tr("Jobs (%1)").arg(jobs.size()));
}

void MachinePage::showEvents(const std::vector<Event>& events)
{
    std::vector<Event> boot;
    std::vector<Event> other;
    std::partition_copy(events.begin(), events.end(), std::back_inserter(boot),
                        std::back_inserter(other), isBoot);
    const auto say = [](QTreeWidgetItem* line, int column, const Event& event) {
        line->setText(0, exactTime(event.at));
        line->setText(column, event.text.isEmpty() ? format::event(event) : event.text);
        line->setToolTip(column, line->text(column));
    };
    updateLines(
        m_boot->invisibleRootItem(), keysOf(boot),
        [&](QTreeWidgetItem* line, int number, bool) { say(line, 1, boot[size_t(number)]); });
    updateLines(m_events->invisibleRootItem(), keysOf(other),
                [&](QTreeWidgetItem* line, int number, bool) {
                    const Event& event = other[size_t(number)];
                    line->setText(1, statusOf(event.severity).word);
                    say(line, 2, event);
                });
    m_tabs->setTabText(m_tabs->indexOf(m_boot),
                       tr("Boot log (%1)").arg(m_boot->topLevelItemCount()));
    m_tabs->setTabText(m_tabs->indexOf(m_events),
                       tr("Events (%1)").arg(m_events->topLevelItemCount()));
}

} // namespace rackhouse
