#pragma once

#include "models/domain/asset.h"
#include "models/domain/job.h"
#include "widgets/common/context.h"

#include <QHash>
#include <QUrl>
#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;
class QVBoxLayout;

namespace rackhouse
{

/// A job that is not finished, as the panel shows it.
struct Task {
    Job job;
    QString machine;
    JobStep step; ///< the one that runs; without id when none does
};

/// Running jobs with live bars under the page; it folds to one line.
class TaskPanel : public QWidget
{
    Q_OBJECT

public:
    TaskPanel(Context context, QWidget* parent);

    void setOpen(bool open);
    bool isOpen() const { return m_open; }

signals:
    void open(const QUrl& link);
    /// Counts for the status bar.
    void counted(int running, int failed);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    struct Line {
        QWidget* row;
        QPushButton* name;
        QLabel* step;
        QProgressBar* bar;
        QLabel* numbers;
    };

    void refresh();
    void show(const std::vector<Task>& tasks, int failed);
    Line makeLine(const QString& id);

    Context m_context;
    QPushButton* m_head;
    QWidget* m_body;
    QVBoxLayout* m_lines;
    QHash<QString, Line> m_shown;
    bool m_open = true;
};

} // namespace rackhouse
