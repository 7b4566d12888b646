#pragma once

#include "models/domain/asset.h"
#include "models/domain/job.h"
#include "widgets/shell/page.h"

class QGridLayout;
class QListWidget;
class QListWidgetItem;
class QStackedWidget;

namespace rackhouse
{

class NumberTile;
class Rows;
struct Status;

/// The site at a glance: machines by state, jobs, and what needs a person. Every number leads to
/// its list.
class OverviewPage : public Page
{
    Q_OBJECT

public:
    OverviewPage(Context context, QWidget* parent);

    void visit(const QUrl& link) override;
    std::vector<Crumb> crumbs() const override;
    QStringList titleActions() const override;

private:
    struct Attention {
        bool critical = true;
        QString text;
        QString link;
        QJsonObject bmc = {}; ///< whose new certificate waits

        bool operator==(const Attention&) const = default;
    };
    struct Snapshot {
        std::vector<std::pair<MachineState, qint64>> machines;
        std::vector<std::pair<JobState, qint64>> jobs;
        std::vector<std::pair<Health, qint64>> health;
        std::vector<Attention> attention;
        qint64 all = 0;
        qint64 racks = 0;
        qint64 images = 0;
    };
    static Snapshot read(Rows& rows);

    void refresh();
    void show(const Snapshot& snapshot);
    void fillAttention();
    void attend(const QListWidgetItem* item);
    void setTile(QGridLayout* grid, int place, const Status& status, qint64 number,
                 const QString& link);

    QStackedWidget* m_stack;
    QGridLayout* m_machines;
    QGridLayout* m_jobs;
    QGridLayout* m_health;
    QListWidget* m_attention;
    std::vector<Attention> m_entries; ///< that are listed, once the first were read
    bool m_filled = false;
    QHash<QString, NumberTile*> m_tiles;
};

} // namespace rackhouse
