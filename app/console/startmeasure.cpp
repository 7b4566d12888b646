#include "app/console/startmeasure.h"

#include "models/items/recordtablemodel.h"
#include "widgets/shell/mainwindow.h"

#include <QCoreApplication>
#include <QEvent>
#include <QTableView>
#include <QTimer>

#include <cstdio>

namespace rackhouse
{

StartMeasure::StartMeasure(MainWindow& window, QElapsedTimer sinceMain)
    : m_window(window), m_sinceMain(sinceMain)
{
    connect(&window, &MainWindow::firstPaint, this, [this] { print("first_paint_ms"); });
    // After the console has chosen its site, which is queued too.
    connect(&window, &MainWindow::firstPaint, this, &StartMeasure::openTable, Qt::QueuedConnection);
}

void StartMeasure::print(const char* what) const
{
    std::printf("{\"%s\":%lld}\n", what, static_cast<long long>(m_sinceMain.elapsed()));
    std::fflush(stdout);
}

void StartMeasure::openTable()
{
    m_window.open(Page::makeLink(u"/machines"_qs));
    m_table = m_window.currentPage()->findChild<QTableView*>();
    m_table->viewport()->installEventFilter(this);
    m_table->viewport()->update();
    // There may be no machines at all.
    const auto* rows = qobject_cast<RecordTableModel*>(m_table->model());
    connect(rows, &RecordTableModel::loaded, this, [rows] {
        if (rows->rowCount() == 0 && !rows->isLoading())
            QCoreApplication::quit();
    });
}

/// The rows of a large site come from a worker: a table without them is not filled.
bool StartMeasure::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Paint && m_table->model()->rowCount() > 0) {
        watched->removeEventFilter(this);
        QTimer::singleShot(0, this, [this] { // when it has been painted
            print("filled_ms");
            QCoreApplication::quit();
        });
    }
    return false;
}

} // namespace rackhouse
