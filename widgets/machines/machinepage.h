#pragma once

#include "models/domain/allocation.h"
#include "models/domain/asset.h"
#include "models/domain/job.h"
#include "widgets/machines/machinestrips.h"
#include "widgets/shell/page.h"

class QGridLayout;
class QLabel;
class QTabWidget;
class QTreeWidget;

namespace rackhouse
{

class ComponentList;
class InsidePane;
class Rows;
class StatusLabel;

/// One machine: who it is, how it is, what is in it, how it booted, what was done to it.
class MachinePage : public Page
{
    Q_OBJECT

public:
    MachinePage(Context context, QWidget* parent);

    void visit(const QUrl& link) override;
    std::vector<Crumb> crumbs() const override;
    QStringList titleActions() const override;

private:
    struct Snapshot {
        std::optional<Machine> machine;
        QJsonObject row;
        QString rack;
        QString image;
        std::optional<Bmc> bmc;
        std::vector<Component> components;
        std::vector<Job> jobs;
        std::vector<Event> events;
        std::vector<Allocation> allocations; ///< of it, at all times
        std::vector<SiteSettings> settings;
    };
    /// A fact of the grid: its name and the label that holds its value.
    struct Fact {
        QString title;
        QString text;
        bool mono = false;
        QString tip = {};
    };
    static Snapshot read(Rows& rows, const QString& id);
    void addMarketFacts(const Snapshot& snapshot, std::vector<Fact>& facts) const;
    Fact nvlinkFact(const Component& part) const;
    std::vector<Fact> facts(const Snapshot& snapshot) const;

    void build();
    QWidget* buildHead();
    void refresh();
    void show(const Snapshot& snapshot);
    void showFacts(const std::vector<Fact>& facts);
    void showJobs(const std::vector<Job>& jobs);
    void showEvents(const std::vector<Event>& events);

    QString m_id;
    QString m_name;
    QString m_rack;
    QWidget* m_head = nullptr;
    StatusLabel* m_state = nullptr;
    StatusLabel* m_power = nullptr;
    StatusLabel* m_health = nullptr;
    QLabel* m_seen = nullptr;
    MachineStrips m_strips;
    QWidget* m_factPanel = nullptr;
    QGridLayout* m_factGrid = nullptr;
    std::vector<std::pair<QLabel*, QLabel*>> m_factLabels;
    QTabWidget* m_tabs = nullptr;
    ComponentList* m_components = nullptr;
    InsidePane* m_inside = nullptr;
    QTreeWidget* m_boot = nullptr;
    QTreeWidget* m_jobs = nullptr;
    QTreeWidget* m_events = nullptr;
};

} // namespace rackhouse
