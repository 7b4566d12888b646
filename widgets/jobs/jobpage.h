#pragma once

#include "models/domain/job.h"
#include "models/domain/wipe.h"
#include "widgets/shell/page.h"

#include <QTimer>

class QLabel;
class QProgressBar;
class QPushButton;
class QTabWidget;
class QTreeView;
class QTreeWidget;

namespace rackhouse
{

class MessageStrip;
class Rows;
class StatusLabel;
class StepModel;

/// One job: what it does and why it waits, its steps as they go on, what it logged, and for a wipe
/// what became of each drive.
class JobPage : public Page
{
    Q_OBJECT

public:
    JobPage(Context context, QWidget* parent);

    void visit(const QUrl& link) override;
    std::vector<Crumb> crumbs() const override;
    QStringList titleActions() const override;

private:
    struct Snapshot {
        std::optional<Job> job;
        QJsonObject row;
        QString machine;
        std::vector<JobStep> steps;
        std::vector<Event> events;
        std::vector<WipeRecord> drives;
    };
    static Snapshot read(Rows& rows, const QString& id);

    void build();
    QWidget* buildHead();
    void refresh();
    void show(const Snapshot& snapshot);
    void showHead(const Snapshot& snapshot);
    void showEvents(const std::vector<Event>& events);
    void showDrives(const std::vector<WipeRecord>& drives);

    QString m_id;
    QString m_title;
    QString m_machineId;
    QWidget* m_head = nullptr;
    StatusLabel* m_status = nullptr;
    QPushButton* m_machine = nullptr;
    QLabel* m_facts = nullptr;
    QProgressBar* m_bar = nullptr;
    MessageStrip* m_reason = nullptr;
    QTabWidget* m_tabs = nullptr;
    StepModel* m_model = nullptr;
    QTreeView* m_steps = nullptr;
    QTreeWidget* m_log = nullptr;
    QTreeWidget* m_drives = nullptr;
    QTimer m_tick;
};

} // namespace rackhouse
