#pragma once

#include "widgets/common/context.h"

#include <QTimer>
#include <QWidget>

class QLabel;

namespace rackhouse
{

class StatusLabel;

/// The lowest line: the site and how fresh the copy is, jobs, sums of the selection, who I am.
class StatusLine : public QWidget
{
    Q_OBJECT

public:
    StatusLine(Context context, QWidget* parent);

    void setJobs(int running, int failed);
    void setSummary(const QString& text);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void refresh();

    Context m_context;
    StatusLabel* m_site;
    QLabel* m_jobs;
    QLabel* m_summary;
    QLabel* m_who;
    QTimer m_tick;
};

} // namespace rackhouse
